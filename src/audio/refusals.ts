/** Every way an input can be refused, as a sentence: what happened, what it means, one thing to do. Pure, total. */
import { AppError } from '../shared/errors.ts';
import { say } from '../shared/i18n.ts';

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

export function microphoneRefusal(error: unknown, isListEmpty: boolean): AppError {
  if (error instanceof AppError) return error;
  const as = (kind: AppError['kind'], message: string, retryable = false) =>
    new AppError(kind, message, { retryable, cause: error });
  if (isListEmpty && nameOf(error) !== 'NotAllowedError')
    return as('sound.missing', 'There is no microphone or line-in here. Plug one in and it is heard at once.', true);
  switch (nameOf(error)) {
    case 'NotAllowedError':
    case 'SecurityError':
      return as(
        'sound.permission',
        'The microphone is not allowed for this page, so nothing is heard. Allow it beside the address and choose it again.',
      );
    case 'NotFoundError':
    case 'OverconstrainedError':
      return as('sound.missing', 'This input is not there any more. Plug it in again, or choose another one.', true);
    case 'NotReadableError':
    case 'AbortError':
      return as('sound.failed', 'Another program holds this input. Close that program, or choose another input.', true);
    default:
      return as('sound.failed', 'This input could not be opened. Choose it once more, or take another one.', true);
  }
}

export function tabRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (nameOf(error) === 'NotAllowedError')
    return new AppError(
      'sound.permission',
      'Nothing is shared, so nothing is heard. Choose “Tab or system” again and pick a tab.',
      {
        cause: error,
      },
    );
  return new AppError(
    'sound.failed',
    'The sound of that tab could not be opened. Choose another tab, or the microphone.',
    {
      retryable: true,
      cause: error,
    },
  );
}

export const noTabSound = (): AppError =>
  new AppError(
    'sound.missing',
    'What you share brings no sound along. Share it again and tick “Also share audio”; a tab works everywhere.',
  );

export const noTabSharing = (): AppError =>
  new AppError(
    'sound.unsupported',
    'This browser cannot hear other tabs. Use Chrome or Edge on a computer, or choose the microphone.',
  );

/** `MediaError.code`; a stream whose host forbids other pages looks like one that is not there. */
export function streamRefusal(code: number, host: string, isOnline: boolean): AppError {
  if (!isOnline)
    return new AppError(
      'sound.failed',
      'There is no network, so the stream is silent. It goes on when the network is back.',
      {
        retryable: true,
      },
    );
  if (code === 3)
    return new AppError(
      'sound.failed',
      say`The stream from ${host} cannot be played by this browser. Try its MP3 or AAC address.`,
    );
  return new AppError(
    'sound.failed',
    say`${host} does not let other pages hear its stream (CORS), or nothing plays there. Try another address, or share its tab.`,
    { retryable: true },
  );
}

export const unplayable = (name: string): string =>
  say`“${name}” could not be played by this browser and was left out. The next piece follows.`;

export const held = 'Your browser waits for a tap before it lets sound run. Tap anywhere to begin.';

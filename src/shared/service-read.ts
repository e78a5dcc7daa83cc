/** Reads a service's answer: in time, counted, and with a sentence for whatever is not a good one. Worker threads only. */
import { AppError, isAbort } from './errors.ts';
import { say } from './i18n.ts';
import { readCounted } from './read-counted.ts';
import { headersFor } from './secrets.ts';
import { askService, type ServiceEnvironment, type ServiceRequest } from './service-request.ts';
import { changed, refusal, type ServiceNames, wantsSignIn } from './service-words.ts';

/** For one answer, the body included. Below the silence after which a listing is given up. */
export const answerMs = 20_000;
export const maxAnswerBytes = 32 * 1024 * 1024;

export interface ServiceAnswer {
  readonly text: string;
  readonly contentType: string;
  readonly headers: Headers;
}

async function readText(response: Response, url: string): Promise<string> {
  const tooLarge = (): AppError =>
    new AppError(
      'source.invalid',
      say`The list that “${new URL(url).host}” sends is too long. Choose a smaller album or folder.`,
    );
  return new TextDecoder().decode(await readCounted(response, { maxBytes: maxAnswerBytes, tooLarge }));
}

/** Runs `work` with a signal that also ends by the deadline. Throws `aborted`, `source.unreachable`, or what `work` throws. */
async function inTime<T>(url: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const timer = setTimeout(stop, answerMs);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    return await work(controller.signal);
  } catch (cause) {
    if (signal.aborted) throw new AppError('aborted', 'Stopped.', { retryable: true, cause });
    if (cause instanceof AppError && !isAbort(cause)) throw cause;
    const { host } = new URL(url);
    const message = controller.signal.aborted
      ? say`“${host}” took too long to answer. It is asked again later by itself.`
      : say`“${host}” stopped in the middle of its answer. It is asked again later by itself.`;
    throw new AppError('source.unreachable', message, { retryable: true, cause });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** Whether anything was sent along that could have been refused. */
async function isSignedIn(
  url: string,
  { headers = {} }: ServiceRequest,
  { entryId }: ServiceEnvironment,
): Promise<boolean> {
  const isOwn = Object.keys(headers).some((name) => /^(?:authorization|x-.*(?:key|token|session).*)$/i.test(name));
  return isOwn || Object.keys(await headersFor(entryId, url)).length > 0;
}

/** Some say 403 where all that was allowed for the hour is spent (Unsplash, GitHub): nothing is wrong with the key. */
function statusOf({ type, status, headers }: Response): number {
  if (type === 'opaqueredirect') return 302;
  return status === 403 && headers.get('x-ratelimit-remaining')?.trim() === '0' ? 429 : status;
}

/** Throws `source.*`, `aborted`. `also` are further statuses that are good answers. */
export function readService(
  url: string,
  request: ServiceRequest,
  names: ServiceNames,
  environment: ServiceEnvironment,
): Promise<ServiceAnswer> {
  return inTime(url, environment.signal, async (signal) => {
    const response = await askService(url, { expect: 'data', ...request }, { ...environment, signal });
    if (!response.ok) {
      void response.body?.cancel().catch(() => undefined);
      const isUnsigned =
        response.status === 401 && names.key !== null && !(await isSignedIn(url, request, environment));
      if (isUnsigned) throw wantsSignIn(url);
      throw refusal(statusOf(response), url, names);
    }
    const text = await readText(response, url);
    return { text, contentType: response.headers.get('content-type') ?? '', headers: response.headers };
  });
}

/** Throws `source.*`, `aborted`; what is no JSON is another program, or another version. */
export async function readJson(
  url: string,
  request: ServiceRequest,
  names: ServiceNames,
  environment: ServiceEnvironment,
): Promise<{ readonly value: unknown; readonly headers: Headers }> {
  const accept = { accept: 'application/json', ...request.headers };
  const { text, headers } = await readService(url, { ...request, headers: accept }, names, environment);
  try {
    return { value: JSON.parse(text) as unknown, headers };
  } catch {
    throw changed(url, names, /^\s*</.test(text) ? 'a page instead of JSON' : 'no JSON');
  }
}

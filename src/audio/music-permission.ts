/** Whether the browser lets us open the chosen music again, and the tap that asks it to. Page thread. */
import { AppError } from '../shared/errors.ts';

/** Chromium's addition; elsewhere handles exist only inside the origin's own storage and are always readable. */
interface PermissionAware {
  queryPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
}

/** An input that a tap opens. */
export class NeedsTap extends AppError {
  /** Inside the user's gesture. False: it was refused. Null: this was no gesture the browser accepts. */
  readonly ask: () => Promise<boolean | null>;

  constructor(message: string, ask: () => Promise<boolean | null>) {
    super('sound.permission', message);
    this.ask = ask;
  }
}

export async function mayRead(handles: readonly FileSystemHandle[]): Promise<boolean> {
  for (const handle of handles) {
    const state = await (handle as PermissionAware).queryPermission?.({ mode: 'read' });
    if (state !== undefined && state !== 'granted') return false;
  }
  return true;
}

export function musicPermission(handles: readonly FileSystemHandle[]): NeedsTap {
  return new NeedsTap('Your music needs permission again. Tap anywhere to allow.', async () => {
    try {
      for (const handle of handles) {
        const state = await (handle as PermissionAware).requestPermission?.({ mode: 'read' });
        if (state !== undefined && state !== 'granted') return false;
      }
      return true;
    } catch {
      return null;
    }
  });
}

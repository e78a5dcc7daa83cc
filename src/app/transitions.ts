/**
 * `window.afterimage.transitions`, and the guard over pasted ones, before their code is there: it comes after the first
 * photo, or when it is asked for. Main thread.
 */
import type { TransitionsApi } from '../shared/app-api.ts';
import type { CustomTransitions } from './custom-transitions.ts';
import type { TransitionLibrary } from './ports.ts';
import { blockedInfo, infoOf } from './transition-info.ts';

interface Opened {
  readonly api: TransitionsApi;
  readonly custom: CustomTransitions;
}

interface TransitionParts {
  library(): TransitionLibrary;
  /** Fetches the code; asked again after a failure. */
  load(): Promise<Opened>;
}

export function createTransitions({ library, load }: TransitionParts) {
  let opened: Opened | null = null;
  let opening: Promise<Opened> | null = null;
  const open = (): Promise<Opened> =>
    (opening ??= load().then(
      (parts) => (opened = parts),
      (error: unknown) => {
        opening = null;
        throw error;
      },
    ));
  const later = async () => (await open()).api;
  const api: TransitionsApi = {
    list: () => [...library().definitions.map(infoOf), ...(opened?.custom.blocked ?? []).map(blockedInfo)],
    get loaded() {
      return later().then((now) => now.loaded);
    },
    use: async (id, params) => (await later()).use(id, params),
    check: async (glsl) => (await later()).check(glsl),
    cycle: async () => (await later()).cycle(),
    add: async (body) => (await later()).add(body),
    remove: async (id) => (await later()).remove(id),
    file: async (id) => (await later()).file(id),
  };
  /** A pasted transition reaches the stage only from what was opened, so nothing is missed before. */
  const guard = {
    begin: (id: string) => opened?.custom.guard.begin(id),
    end: (id: string) => opened?.custom.guard.end(id),
    blame: (id: string, reason: string) => opened?.custom.guard.blame(id, reason),
  };
  return { api, guard, open };
}

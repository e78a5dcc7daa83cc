/** What a first choice does to the settings. The generated pictures make room once something better was chosen. */
import type { OverlayHost } from '../../shared/app-api.ts';
import { t, told, words } from '../../shared/i18n.ts';
import type { SourceInput } from '../../shared/source.ts';
import { toErrorData } from '../../shared/errors.ts';

/** `done`, `backed-out`, or a sentence that says what went wrong. */
export type Outcome = 'done' | 'backed-out' | { readonly sentence: string };

const CANNOT = words('Your photos could not be added here. Reload the page and try again.');

export function makeRoom(host: OverlayHost): void {
  const { entries } = host.store.get().sources;
  host.store.set({
    sources: { entries: entries.map((it) => (it.source === 'generative' ? { ...it, enabled: false } : it)) },
  });
}

export function keepGenerated(host: OverlayHost): Outcome {
  const { entries } = host.store.get().sources;
  if (entries.some((it) => it.source === 'generative' && !it.enabled)) {
    host.store.set({
      sources: { entries: entries.map((it) => (it.source === 'generative' ? { ...it, enabled: true } : it)) },
    });
  }
  return 'done';
}

/** Starts inside the user's gesture: a picker may open. */
export async function chooseSource(host: OverlayHost, sourceId: string, input: SourceInput): Promise<Outcome> {
  if (!host.addSource) return { sentence: t(CANNOT) };
  try {
    const entryId = await host.addSource(sourceId, input);
    if (entryId === null) return 'backed-out';
    makeRoom(host);
    return 'done';
  } catch (error) {
    const failure = toErrorData(error);
    const { kind } = failure;
    if (kind === 'aborted') return 'backed-out';
    return { sentence: kind === 'unknown' ? t(CANNOT) : told(failure) };
  }
}

export async function chooseStarters(host: OverlayHost): Promise<Outcome> {
  try {
    await host.addStarters?.();
    return 'done';
  } catch (error) {
    const failure = toErrorData(error);
    return { sentence: failure.kind === 'input.invalid' ? told(failure) : t(CANNOT) };
  }
}

/** The companion's folder is usually configured already; then it is only switched on. */
export function chooseCompanion(host: OverlayHost): Promise<Outcome> {
  const { entries } = host.store.get().sources;
  if (!entries.some((it) => it.source === 'companion')) return chooseSource(host, 'companion', {});
  host.store.set({
    sources: { entries: entries.map((it) => (it.source === 'companion' ? { ...it, enabled: true } : it)) },
  });
  makeRoom(host);
  return Promise.resolve('done');
}

/** Builds `window.afterimage` (docs/automation.md) out of the parts. */
import type { AfterimageApi, Metrics, SettingsStore, Status, TransitionsApi } from '../shared/app-api.ts';
import type { EventLog } from '../shared/events.ts';
import { say } from '../shared/i18n.ts';
import type { Recorder } from './metrics.ts';
import type { ShowView, StageView, WorkerView } from './ports.ts';

export interface AutomationParts {
  readonly events: EventLog;
  readonly store: SettingsStore;
  readonly stage: StageView;
  readonly show: ShowView;
  readonly workers: readonly WorkerView[];
  readonly decodeMs: Recorder;
  readonly longTasks: { count(): number; reset(): void };
  /** A photo at exactly this size. */
  decodeExact(blob: Blob, widthPx: number, heightPx: number): Promise<ImageBitmap>;
  readonly transitions: TransitionsApi;
}

/** What joins after the first photo, see later.ts. */
type LaterApi = 'visualizers' | 'sound' | 'widgets' | 'library';

const tierNames = { shader: 'shaders', canvas2d: 'canvas', css: 'CSS' } as const;

function degradedOf({ workers, stage, show }: AutomationParts): string[] {
  const sentences = show.degraded();
  for (const worker of workers) {
    const { degraded } = worker.health();
    if (degraded) sentences.push(degraded);
  }
  const last = stage.demotions().at(-1);
  if (last) sentences.push(say`Photos are drawn with ${tierNames[last.to]}: ${last.reason}`);
  return sentences;
}

function statusOf(parts: AutomationParts): Status {
  const { events, show, stage, workers } = parts;
  const photo = show.current();
  return {
    version: __APP_VERSION__,
    tier: stage.tier(),
    demotions: stage.demotions(),
    slide: show.counts().slides,
    photo: photo && {
      id: photo.ref.id,
      sourceId: photo.ref.sourceId,
      title: photo.ref.title,
      width: photo.sourceWidthPx,
      height: photo.sourceHeightPx,
    },
    transition: stage.transition(),
    paused: show.paused,
    workers: Object.fromEntries(workers.map((worker) => [worker.name, worker.health()])),
    degraded: degradedOf(parts),
    events: events.last(50),
  };
}

/** Counters of the show never go back; `metrics.reset()` moves the zero. */
function createMetrics(parts: AutomationParts): AfterimageApi['metrics'] {
  let zero = { slides: 0, skippedPhotos: 0, skippedRequests: 0 };
  const read = (): Metrics => {
    const counts = parts.show.counts();
    const skippedPhotos = counts.skippedPhotos - zero.skippedPhotos;
    const skippedRequests = counts.skippedRequests - zero.skippedRequests;
    return {
      ...parts.stage.metrics(),
      longTasks: parts.longTasks.count(),
      decodeMs: parts.decodeMs.summary(),
      slides: counts.slides - zero.slides,
      skipped: skippedPhotos + skippedRequests,
      skippedPhotos,
      skippedRequests,
      quarantined: counts.quarantined,
    };
  };
  const reset = () => {
    const { slides, skippedPhotos, skippedRequests } = parts.show.counts();
    zero = { slides, skippedPhotos, skippedRequests };
    parts.decodeMs.reset();
    parts.longTasks.reset();
    parts.stage.resetMetrics();
  };
  return Object.assign(read, { reset });
}

/** There before the page has loaded, so that a script can wait for the rest, which joins when settings are read. */
export const beforeSettings = (events: EventLog, ready: Promise<void>): Pick<AfterimageApi, 'ready' | 'status'> => ({
  ready,
  status: () => ({
    version: __APP_VERSION__,
    tier: 'css',
    demotions: [],
    slide: 0,
    photo: null,
    transition: null,
    paused: false,
    workers: {},
    degraded: [],
    events: events.last(50),
  }),
});

export function createAutomation(parts: AutomationParts): Omit<AfterimageApi, LaterApi | 'ready'> {
  const { show, store } = parts;
  return {
    next: () => show.next(),
    previous: () => show.previous(),
    pause: () => show.pause(),
    resume: () => show.resume(),
    show: (photoId) => show.show(photoId),
    status: () => statusOf(parts),
    settings: { get: () => store.get(), set: (patch) => store.set(patch), reset: () => store.reset() },
    metrics: createMetrics(parts),
    still: async (request) => (await import('./still.ts')).still(parts, request),
    transitions: parts.transitions,
  };
}

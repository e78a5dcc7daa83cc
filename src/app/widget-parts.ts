/** What the widget layer is given of the show, and its worker, which starts with the first question. Page thread. */
import type { AfterimageApi, SettingsStore } from '../shared/app-api.ts';
import { AppError } from '../shared/errors.ts';
import type { EventLog } from '../shared/events.ts';
import { dateLocaleOf, onLanguage } from '../shared/i18n.ts';
import type { WorkerHealth } from '../shared/worker-contract.ts';
import { ownDisplays } from './displays.ts';
import type { ShowView, StageView } from './ports.ts';

interface DatedAnswer {
  readonly data: unknown;
  readonly atMs: number;
}

/** The widgets worker as it is called here; its client in `src/workers/widgets` fits. */
interface AskingWorker {
  call(method: 'ask', args: [string, unknown], options?: { signal?: AbortSignal }): Promise<DatedAnswer>;
  call(method: 'kept', args: [string, unknown]): Promise<DatedAnswer | null>;
  call(method: 'suggest', args: [string, string, string]): Promise<readonly string[]>;
  call(method: 'keepFile', args: [string, File]): Promise<string>;
}

interface WorkerHooks {
  onState(health: WorkerHealth): void;
  onGeneration(call: (method: 'configure', args: [{ baseUrl: string }]) => Promise<void>): Promise<void>;
}

export interface WidgetPartsInput {
  readonly api: AfterimageApi;
  readonly events: EventLog;
  readonly store: SettingsStore;
  readonly stage: Pick<StageView, 'transition'>;
  readonly show: ShowView;
  readonly before: HTMLElement;
  startWorker(hooks: WorkerHooks): AskingWorker;
  openSettings(): void;
}

function createPort({ events, startWorker }: Pick<WidgetPartsInput, 'events' | 'startWorker'>) {
  let worker: AskingWorker | null = null;
  const need = (): AskingWorker =>
    (worker ??= startWorker({
      onState: ({ state, lastError: reason }) =>
        events.emit({ type: 'worker.state', worker: 'widgets', state, reason }),
      onGeneration: (call) => call('configure', [{ baseUrl: location.origin }]),
    }));
  return {
    async ask(widget: string, query: unknown, signal: AbortSignal) {
      if (!navigator.onLine) {
        throw new AppError('source.unreachable', 'There is no connection just now.', { retryable: true });
      }
      return need().call('ask', [widget, query], { signal });
    },
    kept: (widget: string, query: unknown) =>
      need()
        .call('kept', [widget, query])
        .catch(() => null),
    suggest: (widget: string, option: string, text: string) => need().call('suggest', [widget, option, text]),
    keepFile: (widget: string, file: File) => need().call('keepFile', [widget, file]),
    onOnline(run: () => void) {
      globalThis.addEventListener('online', run);
      return () => globalThis.removeEventListener('online', run);
    },
  };
}

export function widgetParts(input: WidgetPartsInput) {
  const { api, events, store, stage, show, before, openSettings } = input;
  const displays = ownDisplays();
  return {
    displays,
    store,
    before,
    show,
    openSettings,
    sound: api.sound,
    /** What this display is called, for widgets that belong to some displays only. */
    display: displays.name,
    port: createPort(input),
    locale: dateLocaleOf,
    onLanguage,
    status: () => api.status(),
    metrics: () => api.metrics(),
    photo: () => show.current(),
    why: (photoId: string) => api.library.why(photoId)?.sentence ?? '',
    transition: () => stage.transition(),
    onEvent: (listener: Parameters<EventLog['on']>[0]) => events.on(listener),
    notify: (message: string) => events.emit({ type: 'notice', message }),
  };
}

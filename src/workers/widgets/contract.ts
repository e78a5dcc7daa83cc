/** Widgets worker: gets and reads what widgets show from elsewhere. Started when the first widget needs it. */
import { defaultHeartbeat, defaultRestart, type WorkerContract } from '../../shared/worker-contract.ts';

export interface DatedAnswer {
  readonly data: unknown;
  /** When it was fetched, milliseconds since 1970. */
  readonly atMs: number;
}

export type WidgetsWorkerApi = {
  configure(options: { baseUrl: string }): void;
  /** Asks the widget's provider and keeps the answer. Throws `source.*`, `feed.*`, `input.invalid`, `aborted`. */
  ask(widget: string, query: unknown): Promise<DatedAnswer>;
  /** The last answer to the same question, also of an earlier visit. Never throws. */
  kept(widget: string, query: unknown): Promise<DatedAnswer | null>;
  /** Completes what is typed. Empty when the provider has nothing or cannot be reached. */
  suggest(widget: string, option: string, text: string): Promise<readonly string[]>;
  /** Keeps a file for this kind of widget and gives its key. Throws `input.invalid`, `storage.*`. */
  keepFile(widget: string, file: File): Promise<string>;
};

export const widgetsContract: WorkerContract<WidgetsWorkerApi> = {
  name: 'widgets',
  deadlineMs: { configure: 5_000, ask: 40_000, kept: 5_000, suggest: 10_000, keepFile: 20_000 },
  heartbeat: defaultHeartbeat,
  restart: defaultRestart,
};

/**
 * The page's end of the library worker: started when first needed, told anew what it must know whenever it was started again, paused
 * while a transition runs. Every call settles; without the worker the show goes on as if there were no library.
 */
import type { LibraryCommands, LibraryEvent, LibraryFacts } from '../../shared/library-commands.ts';
import type { SupervisedWorker } from '../../shared/worker-contract.ts';

export interface LibraryWire {
  run(command: keyof LibraryCommands, args: readonly unknown[]): Promise<unknown>;
}
type Api = { run: LibraryWire['run'] };

export interface LinkPorts {
  /** `onGeneration` runs before any other call of a new worker. */
  startWorker(hooks: {
    onGeneration(call: (method: 'run', args: Parameters<LibraryWire['run']>) => Promise<unknown>): Promise<unknown>;
  }): SupervisedWorker<Api>;
  readonly baseUrl: string;
  /** A worker is ready that knows nothing. */
  begun(): void;
  changed(event: LibraryEvent): void;
}

export interface LibraryLink {
  readonly isStarted: boolean;
  readonly hasFailed: boolean;
  start(): void;
  call<K extends keyof LibraryCommands>(
    command: K,
    ...args: Parameters<LibraryCommands[K]>
  ): Promise<ReturnType<LibraryCommands[K]>>;
}

const isEvent = (event: unknown): event is LibraryEvent =>
  typeof event === 'object' && event !== null && (event as { type?: unknown }).type === 'library.changed';

export function createLibraryLink(ports: LinkPorts, joined: (worker: SupervisedWorker<Api>) => void): LibraryLink {
  // One name per page: a worker that was started again holds what the last one held.
  const owner = crypto.randomUUID();
  let worker: SupervisedWorker<Api> | null = null;
  const start = (): SupervisedWorker<Api> => {
    if (worker) return worker;
    worker = ports.startWorker({
      async onGeneration(call) {
        await call('run', ['configure', [{ baseUrl: ports.baseUrl, owner }]]);
        setTimeout(() => ports.begun());
      },
    });
    worker.onEvent((event) => isEvent(event) && ports.changed(event));
    joined(worker);
    return worker;
  };
  return {
    get isStarted() {
      return worker !== null;
    },
    get hasFailed() {
      return worker?.health().state === 'failed';
    },
    start: () => void start(),
    call: (command, ...args) => start().call('run', [command, args]) as Promise<never>,
  };
}

export type { LibraryFacts };

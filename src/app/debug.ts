/** What `?debug=1` adds to `window.afterimage`: faults at will, for tests and for people who build on it. */
import type { AfterimageApi } from '../shared/app-api.ts';
import { AppError } from '../shared/errors.ts';
import type { StageView, WorkerView } from './ports.ts';

interface DebugParts {
  readonly stage: Pick<StageView, 'loseContext' | 'demote'>;
  readonly workers: readonly WorkerView[];
}

export function createDebug({ stage, workers }: DebugParts): NonNullable<AfterimageApi['debug']> {
  return {
    loseContext: (times) => stage.loseContext(times),
    demote: (reason) => stage.demote(reason),
    killWorker(name) {
      const worker = workers.find((one) => one.name === name);
      if (!worker)
        throw new AppError(
          'input.invalid',
          `There is no worker “${name}”. There are: ${workers.map((one) => one.name).join(', ')}.`,
        );
      worker.kill('ended on request');
    },
  };
}

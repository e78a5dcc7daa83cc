/** A thing to do that may fail: while it has, `problem` is the sentence that says why. */
import { createSignal, type Accessor } from 'solid-js';
import { t } from '../../shared/i18n.ts';
import { troubleOf } from './context.ts';

export interface Running {
  readonly problem: Accessor<string>;
  /** Resolves to whether it was done; a person who backed out has no problem. */
  run(work: () => Promise<unknown>, otherwise?: string): Promise<boolean>;
}

export function createRunning(): Running {
  const [problem, setProblem] = createSignal('');
  return {
    problem,
    async run(work, otherwise = t('This did not work. Try again.')) {
      setProblem('');
      try {
        await work();
        return true;
      } catch (error) {
        setProblem(troubleOf(error, otherwise));
        return false;
      }
    },
  };
}

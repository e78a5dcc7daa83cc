/** Saving everything, bringing it back, and starting over. */
import { createSignal, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { usePanel } from '../context.ts';
import { Group, specGroups } from '../parts.tsx';
import { Staged } from '../staged.tsx';

/** Everything back to its default, asked once and in place. */
function ResetAll(): JSX.Element {
  const panel = usePanel();
  const [isAsking, setAsking] = createSignal(false);
  const [said, setSaid] = createSignal('');
  let offer: HTMLButtonElement | undefined;
  let keep: HTMLButtonElement | undefined;
  const ask = (): void => {
    setAsking(true);
    keep?.focus();
  };
  const settle = (words: string): void => {
    setAsking(false);
    setSaid(words);
    offer?.focus();
  };
  const reset = async (): Promise<void> => {
    await panel.act(t('Reset everything'), 'resetAll');
    settle(t('Everything is back to its default.'));
  };
  return (
    <div class="row" data-path="backup.reset">
      <Show
        when={isAsking()}
        fallback={
          <div class="row-head">
            <span class="row-label">{t('Start over')}</span>
            <button ref={offer} type="button" data-main="" class="quiet-button" onClick={ask}>
              {t('Reset everything')}
            </button>
          </div>
        }
      >
        <p>{t('Every control goes back to its default. Your sources stay.')}</p>
        <div class="actions">
          <button
            type="button"
            class="strong-button"
            aria-label={t('Reset everything now')}
            onClick={() => void reset()}
          >
            {t('Reset')}
          </button>
          <button ref={keep} type="button" class="quiet-button" onClick={() => settle('')}>
            {t('Keep as it is')}
          </button>
        </div>
      </Show>
      <p class="help" role="status">
        {said() || t('Your photos, widgets and kept layouts stay. It can be undone.')}
      </p>
    </div>
  );
}

export function BackupSection(props: { onDone(): void }): JSX.Element {
  const parts = [
    ...specGroups('backup'),
    () => (
      <Group label={t('Start over')}>
        <ResetAll />
      </Group>
    ),
  ];
  return <Staged parts={parts} onDone={props.onDone} />;
}

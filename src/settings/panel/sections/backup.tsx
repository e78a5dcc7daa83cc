/** Saving everything, bringing it back, presets, profiles, and starting over. */
import { createSignal, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { usePanel } from '../context.ts';
import { Group, specGroups } from '../parts.tsx';
import { Staged } from '../staged.tsx';
import { useAdmin } from './admin.ts';
import { ExportRow } from './export.tsx';
import { ImportRow } from './import.tsx';
import { Presets } from './presets.tsx';
import { Profiles } from './profiles.tsx';
import { SetAsideList } from './set-aside.tsx';

/** Everything back to its default, asked once and in place. */
function ResetAll(): JSX.Element {
  const panel = usePanel();
  const [isAsking, setAsking] = createSignal(false);
  const [said, setSaid] = createSignal('');
  let offer: HTMLButtonElement | undefined;
  let keep: HTMLButtonElement | undefined;
  const ask = (): void => {
    setSaid('');
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
            <span class="row-label">{t('All settings')}</span>
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
        {said() || t('Your photos, widgets and kept layouts stay. You can undo it.')}
      </p>
    </div>
  );
}

export function BackupSection(props: { onDone(): void }): JSX.Element {
  const { host } = usePanel();
  const { admin } = host;
  const state = admin ? useAdmin(admin) : null;
  const withAdmin =
    admin && state
      ? [
          () => <Presets admin={admin} state={state} />,
          () => (
            <Group label={t('Save and bring back')}>
              <ExportRow admin={admin} />
              <ImportRow admin={admin} />
            </Group>
          ),
          () => <Profiles admin={admin} state={state} />,
        ]
      : [];
  const parts = [
    ...withAdmin,
    ...specGroups('backup'),
    () => (
      <Group label={t('Start over')}>
        <ResetAll />
      </Group>
    ),
    ...(admin ? [() => <SetAsideList admin={admin} />] : []),
  ];
  return <Staged parts={parts} onDone={props.onDone} />;
}

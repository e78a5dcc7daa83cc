/** Saving everything, bringing it back, presets, profiles, and starting over. */
import type { JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { usePanel } from '../context.ts';
import { Group, specGroups } from '../parts.tsx';
import { Staged } from '../staged.tsx';
import { useAdmin } from './admin.ts';
import { AskFirst } from './ask-first.tsx';
import { ExportRow } from './export.tsx';
import { ImportRow } from './import.tsx';
import { MarksGroup } from './marks.tsx';
import { Presets } from './presets.tsx';
import { Profiles } from './profiles.tsx';
import { SetAsideList } from './set-aside.tsx';

/** Everything back to its default, asked once and in place. */
function ResetAll(): JSX.Element {
  const panel = usePanel();
  const reset = async (): Promise<string> => {
    await panel.act(t('Reset everything'), 'resetAll');
    return t('Everything is back to its default.');
  };
  return (
    <AskFirst
      path="backup.reset"
      label={t('All settings')}
      help={t('Your photos, widgets and kept layouts stay. You can undo it.')}
      button={t('Reset everything')}
      yes={t('Reset')}
      question={t('Every control goes back to its default. Your sources stay.')}
      now={t('Reset everything now')}
      run={reset}
    />
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
    () => <MarksGroup />,
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

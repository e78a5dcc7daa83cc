/** A folder of this device: choosing one, allowing it again after a restart, and leaving it. */
import { createResource, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { usePanel } from '../context.ts';
import { createRunning } from '../running.ts';
import type { PropsOf } from './shape.ts';

export function Folder(props: PropsOf<'folder'>): JSX.Element {
  const { host } = usePanel();
  const { problem, run } = createRunning();
  const name = (): string => String(props.value ?? '');
  const [known, { refetch }] = createResource(name, () => host.run('folder', props.kind.path).catch(() => null));
  const needsLeave = (): boolean => name() !== '' && !known.loading && known()?.state !== 'granted';
  const trouble = t('This folder could not be used. Choose another one.');
  const choose = (): Promise<boolean> =>
    run(async () => {
      const chosen = await host.run('chooseFolder', props.kind.path);
      if (chosen === null) return;
      props.report(chosen);
      await refetch();
    }, trouble);
  const allow = (): Promise<boolean> =>
    run(async () => {
      await host.run('allowFolder', props.kind.path);
      await refetch();
    }, trouble);
  return (
    <div class="folder" role="group" aria-labelledby={props.labelId} aria-describedby={props.describedBy}>
      <p class="value" role="status">
        <Show when={name() !== ''} fallback={t('No folder')}>
          {needsLeave() && known() ? t('Your folder “{name}” needs permission again', { name: name() }) : name()}
        </Show>
      </p>
      <Show when={host.can('chooseFolder')} fallback={<p class="help">{t('This browser cannot keep a folder.')}</p>}>
        <div class="actions">
          <Show when={needsLeave() && known()}>
            <button type="button" class="strong-button" disabled={props.isLocked} onClick={() => void allow()}>
              {t('Allow again')}
            </button>
          </Show>
          <button
            type="button"
            class="quiet-button"
            id={props.id}
            data-main=""
            disabled={props.isLocked}
            onClick={() => void choose()}
          >
            {t('Choose a folder')}
          </button>
          <Show when={name() !== ''}>
            <button type="button" class="quiet-button" disabled={props.isLocked} onClick={() => props.report('')}>
              {t('Remove')}
            </button>
          </Show>
        </div>
      </Show>
      <p class="problem" role="alert">
        {problem()}
      </p>
    </div>
  );
}

/** Whole looks at one press: ours, and those a person has saved. What was tuned by hand is never lost. */
import { createSignal, For, Show, type Accessor, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import type { AdminState, PresetInfo, SettingsAdmin } from '../../../shared/settings-admin.ts';
import { usePanel } from '../context.ts';
import { NameForm } from '../forms.tsx';
import { Icon } from '../icons.tsx';
import { Group } from '../parts.tsx';
import { createRunning } from '../running.ts';
import { say } from '../words.ts';
import { Answers } from './ask-first.tsx';

interface PresetsProps {
  readonly admin: SettingsAdmin;
  readonly state: Accessor<AdminState | null>;
}

export function Presets(props: PresetsProps): JSX.Element {
  const panel = usePanel();
  const { problem, run } = createRunning();
  let field: HTMLInputElement | undefined;
  const presets = (): readonly PresetInfo[] => props.state()?.presets.filter(({ isReady }) => isReady) ?? [];
  const take = ({ id, label }: PresetInfo): void =>
    void run(() => panel.record(t('Preset {name}', { name: say(label) }), () => props.admin.applyPreset(id)));
  /** The one that is to go, once more asked for: nothing brings it back. */
  const [asked, setAsked] = createSignal('');
  let list: HTMLUListElement | undefined;
  const keep = (id: string): void => {
    setAsked('');
    list?.querySelector<HTMLElement>(`[data-preset="${CSS.escape(id)}"] .icon-button`)?.focus();
  };
  const remove = (id: string): void => {
    setAsked('');
    field?.focus();
    void run(() => props.admin.deletePreset(id));
  };
  return (
    <Group
      label={t('Presets')}
      help={t('A preset changes how everything looks. Your photos and what you tuned by hand are kept.')}
    >
      <ul ref={list} class="plain presets" data-path="backup.presets">
        <For each={presets()}>
          {(preset) => (
            <li class="preset" data-preset={preset.id} data-step={asked() === preset.id ? '' : undefined}>
              <button
                type="button"
                class="preset-button"
                aria-pressed={props.state()?.preset === preset.id}
                onClick={() => take(preset)}
              >
                <span class="row-label">{preset.isOwn ? preset.label : say(preset.label)}</span>
                <span class="help">{preset.isOwn ? preset.description : say(preset.description)}</span>
              </button>
              <Show when={asked() === preset.id}>
                <Answers
                  yes={t('Remove')}
                  now={t('Remove {name} now', { name: preset.label })}
                  run={() => remove(preset.id)}
                  keep={() => keep(preset.id)}
                />
              </Show>
              <Show when={preset.isOwn && asked() !== preset.id}>
                <button
                  type="button"
                  class="icon-button"
                  title={t('Remove')}
                  aria-label={t('Remove {name}', { name: preset.label })}
                  onClick={() => setAsked(preset.id)}
                >
                  <Icon name="trash" />
                </button>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <NameForm
        ref={(node) => (field = node)}
        label={t('Name of a preset of your own')}
        button={t('Save as it is now')}
        take={(label) => run(() => props.admin.savePreset(label))}
      />
      <p class="problem in-group" role="alert">
        {problem()}
      </p>
    </Group>
  );
}

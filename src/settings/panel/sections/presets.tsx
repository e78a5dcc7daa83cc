/** Whole looks at one press: ours, and those a person has saved. What was tuned by hand is never lost. */
import { createSignal, For, Show, type Accessor, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import type { AdminState, PresetInfo, SettingsAdmin } from '../../../shared/settings-admin.ts';
import { troubleOf, usePanel } from '../context.ts';
import { Icon } from '../icons.tsx';
import { Group } from '../parts.tsx';
import { say } from '../words.ts';

interface PresetsProps {
  readonly admin: SettingsAdmin;
  readonly state: Accessor<AdminState | null>;
}

function useRun() {
  const [problem, setProblem] = createSignal('');
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setProblem('');
    try {
      await work();
      return true;
    } catch (error) {
      setProblem(troubleOf(error, t('This did not work. Try again.')));
      return false;
    }
  };
  return { problem, run };
}

export function Presets(props: PresetsProps): JSX.Element {
  const panel = usePanel();
  const { problem, run } = useRun();
  let field: HTMLInputElement | undefined;
  const presets = (): readonly PresetInfo[] => props.state()?.presets.filter(({ isReady }) => isReady) ?? [];
  const take = ({ id, label }: PresetInfo): void =>
    void run(() => panel.record(t('Preset {name}', { name: say(label) }), () => props.admin.applyPreset(id)));
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const label = field?.value.trim() ?? '';
    if (label === '' || !field) return field?.focus();
    if (await run(() => props.admin.savePreset(label))) field.value = '';
  };
  const remove = (id: string): void => {
    field?.focus();
    void run(() => props.admin.deletePreset(id));
  };
  return (
    <Group
      label={t('Presets')}
      help={t('A preset changes how everything looks. Your photos and what you tuned by hand are kept.')}
    >
      <ul class="plain presets" data-path="backup.presets">
        <For each={presets()}>
          {(preset) => (
            <li class="preset">
              <button
                type="button"
                class="preset-button"
                aria-pressed={props.state()?.preset === preset.id}
                onClick={() => take(preset)}
              >
                <span class="row-label">{preset.isOwn ? preset.label : say(preset.label)}</span>
                <span class="help">{preset.isOwn ? preset.description : say(preset.description)}</span>
              </button>
              <Show when={preset.isOwn}>
                <button
                  type="button"
                  class="icon-button"
                  title={t('Remove')}
                  aria-label={t('Remove {name}', { name: preset.label })}
                  onClick={() => remove(preset.id)}
                >
                  <Icon name="trash" />
                </button>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <form class="row with-button" onSubmit={(event) => void save(event)}>
        <input
          ref={field}
          class="text"
          type="text"
          maxlength={60}
          placeholder={t('Name of a preset of your own')}
          aria-label={t('Name of a preset of your own')}
        />
        <button type="submit" class="quiet-button">
          {t('Save as it is now')}
        </button>
      </form>
      <p class="problem in-group" role="alert">
        {problem()}
      </p>
    </Group>
  );
}

/** Stored values that did not fit and were kept aside, so that nothing is lost without a word. */
import { createResource, For, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import type { SettingsAdmin } from '../../../shared/settings-admin.ts';
import { Action, Fold, Group } from '../parts.tsx';
import { say } from '../words.ts';

export function SetAsideList(props: { readonly admin: SettingsAdmin }): JSX.Element {
  const [items, { refetch }] = createResource(() => props.admin.setAside().catch(() => []));
  const forget = async (): Promise<void> => {
    await props.admin.forgetSetAside().catch(() => undefined);
    void refetch();
  };
  return (
    <Show when={(items() ?? []).length > 0}>
      <Group label={t('Set aside')}>
        <Fold label={t('{count, plural, one {# value} other {# values}} did not fit', { count: items()?.length ?? 0 })}>
          <For each={items()}>
            {({ path, value, message }) => (
              <p class="help">
                <b>{path}</b> {say(message)} <code class="option">{value.slice(0, 80)}</code>
              </p>
            )}
          </For>
        </Fold>
        <Action
          label={t('They are kept so that nothing is lost')}
          button={t('Forget them')}
          run={() => void forget()}
        />
      </Group>
    </Show>
  );
}

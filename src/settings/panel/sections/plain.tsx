/** Sections that hold nothing but what the specs say; every namespace nobody thought of is one of them. */
import { For, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { usePanel } from '../context.ts';
import { Field } from '../field.tsx';
import { Action, Group, groupsOf, specGroups } from '../parts.tsx';
import { Staged } from '../staged.tsx';
import { say } from '../words.ts';

export function PlainSection(props: { readonly id: string; onDone(): void }): JSX.Element {
  return <Staged parts={specGroups(props.id)} onDone={props.onDone} />;
}

export function SoundSection(props: { onDone(): void }): JSX.Element {
  const { host, specs } = usePanel();
  const parts = [
    () => (
      <Show when={host.can('show')}>
        <Group class="hero">
          <Action
            label={t('Choose what is heard')}
            help={t('A microphone, a tab, your own music, a stream, or a demo.')}
            button={t('Open sound')}
            isStrong
            path="sound.input"
            run={() => void host.run('show', 'sound')}
          />
        </Group>
      </Show>
    ),
    ...groupsOf(specs, 'sound').map(({ spec, fields }) => () => (
      <Group label={say(spec.label)}>
        <For each={fields}>{(field) => <Field spec={spec} field={field} />}</For>
      </Group>
    )),
  ];
  return <Staged parts={parts} onDone={props.onDone} />;
}

/** Sections that hold nothing but what the specs say; every namespace nobody thought of is one of them. */
import { createResource, onCleanup, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { troubleOf, usePanel, usePart } from '../context.ts';
import { Field } from '../field.tsx';
import { Action, fieldRows, Group, groupsOf, plainGroup, specGroups, type SpecGroup } from '../parts.tsx';
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
      <Group label={say(spec.label)}>{fieldRows(spec, fields)}</Group>
    )),
  ];
  return <Staged parts={parts} onDone={props.onDone} />;
}

/** The PIN of kiosk mode is typed on a card of its own, never kept among the settings. */
function PinRow(): JSX.Element {
  const panel = usePanel();
  const { host } = panel;
  const mode = usePart((state) => state.settings.interaction.mode);
  const [pin, { refetch }] = createResource(mode, () => host.run('pin').catch(() => null));
  /** The card gives the focus back when it closes: there may be a PIN now, or none. */
  const lookAgain = (event: FocusEvent): void => {
    const isHere = (node: EventTarget): boolean =>
      node instanceof HTMLElement && node.dataset['path'] === 'interaction.pin';
    if (event.composedPath().some(isHere)) void refetch();
  };
  addEventListener('focusin', lookAgain);
  onCleanup(() => removeEventListener('focusin', lookAgain));
  const open = async (): Promise<void> => {
    try {
      await host.run('show', 'pin');
    } catch (error) {
      panel.say(troubleOf(error, t('This did not work. Try again.')));
    }
  };
  return (
    <Show when={mode() === 'kiosk' && pin.latest}>
      {(known) => (
        <Show
          when={known() !== 'unavailable'}
          fallback={
            <div class="row" data-path="interaction.pin">
              <p class="row-label">{t('PIN')}</p>
              <p class="help">{t('A PIN can only be kept when the address begins with https.')}</p>
            </div>
          }
        >
          <Action
            label={t('PIN')}
            help={
              known() === 'set'
                ? t('Whoever wants the controls has to type it.')
                : t('Without one, whoever holds the corner gets the controls.')
            }
            button={known() === 'set' ? t('Change PIN') : t('Set PIN')}
            path="interaction.pin"
            run={() => void open()}
          />
        </Show>
      )}
    </Show>
  );
}

function ModeGroup(props: SpecGroup): JSX.Element {
  return (
    <Group label={say(props.spec.label)} id={`settings-${props.spec.namespace}`}>
      <Staged
        parts={props.fields.map((field) => () => (
          <>
            <Field spec={props.spec} field={field} />
            {field === 'mode' && <PinRow />}
          </>
        ))}
      />
    </Group>
  );
}

export function DisplaySection(props: { onDone(): void }): JSX.Element {
  const { host, specs } = usePanel();
  const hasPin = host.can('pin') && host.can('show');
  const parts = groupsOf(specs, 'display').map(
    (group) => () => (hasPin && group.spec.namespace === 'interaction' ? <ModeGroup {...group} /> : plainGroup(group)),
  );
  return <Staged parts={parts} onDone={props.onDone} />;
}

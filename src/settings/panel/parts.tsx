/** What sections are built of: groups of rows, things that fold, lines with a button, sentences. */
import * as Collapsible from '@kobalte/core/collapsible';
import { createSignal, createUniqueId, Show, type Accessor, type JSX } from 'solid-js';
import { t } from '../../shared/i18n.ts';
import type { SettingsSpec } from '../../shared/settings-spec.ts';
import { usePanel, usePart } from './context.ts';
import { Field } from './field.tsx';
import { Icon, type IconName } from './icons.tsx';
import { sectionOf } from './places.ts';
import { Staged } from './staged.tsx';
import { say } from './words.ts';

/** Whether one of these settings stays as it is, whatever anybody presses. */
export const useLocked = (...paths: readonly string[]): Accessor<boolean> =>
  usePart((state) => paths.some((path) => state.locked.includes(path)));

/** Rows that belong together, under a quiet heading. */
export function Group(props: {
  readonly label?: string;
  readonly help?: string;
  readonly id?: string;
  readonly class?: string;
  /** The setting that all of it edits, where that is no row of its own: locked, nothing in it can be pressed, and it says so. */
  readonly edits?: readonly string[];
  readonly children: JSX.Element;
}): JSX.Element {
  const id = props.id ?? `group-${createUniqueId()}`;
  const isLocked = useLocked(...(props.edits ?? []));
  return (
    <section class={`group ${props.class ?? ''}`} aria-labelledby={props.label ? id : undefined}>
      <Show when={props.label}>
        <h4 id={id} tabindex="-1">
          {props.label}
        </h4>
      </Show>
      <Show when={isLocked()}>
        <p class="group-help locked-group">
          <Icon name="lock" /> {t('Whoever runs this screen has set it.')}
        </p>
      </Show>
      <Show when={props.edits} fallback={<div class="group-body">{props.children}</div>}>
        <fieldset class="group-body" disabled={isLocked()}>
          {props.children}
        </fieldset>
      </Show>
      <Show when={props.help}>
        <p class="group-help">{props.help}</p>
      </Show>
    </section>
  );
}

/** Opens and closes in place. `children` are made when it is first opened. */
export function Fold(props: {
  readonly label: string;
  readonly name?: string;
  readonly note?: string;
  readonly class?: string;
  readonly isOpen?: boolean;
  readonly children: JSX.Element;
}): JSX.Element {
  const [isOpen, setOpen] = createSignal(props.isOpen ?? false);
  return (
    <Collapsible.Root class={`fold ${props.class ?? ''}`} open={isOpen()} onOpenChange={setOpen}>
      <Collapsible.Trigger class="fold-trigger" aria-label={props.name}>
        <span class="fold-label">{props.label}</span>
        <Show when={props.note}>
          <span class="fold-note">{props.note}</span>
        </Show>
        <Icon name="down" />
      </Collapsible.Trigger>
      <Collapsible.Content class="fold-content">{props.children}</Collapsible.Content>
    </Collapsible.Root>
  );
}

/** A line with one thing to do. */
export function Action(props: {
  readonly label: string;
  readonly help?: string;
  readonly icon?: IconName;
  readonly path?: string;
  readonly button: string;
  readonly isStrong?: boolean;
  readonly problem?: string;
  run(): void;
}): JSX.Element {
  const id = `action-${createUniqueId()}`;
  return (
    <div class="row action" data-path={props.path}>
      <div class="row-head">
        <span class="row-label" id={id}>
          {props.label}
        </span>
        <button
          type="button"
          data-main=""
          class={props.isStrong ? 'strong-button' : 'quiet-button'}
          aria-describedby={id}
          onClick={() => props.run()}
        >
          <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
          {props.button}
        </button>
      </div>
      <Show when={props.help}>
        <p class="help">{props.help}</p>
      </Show>
      <p class="problem" role="alert">
        {props.problem}
      </p>
    </div>
  );
}

/** A name and what it is. */
export function Fact(props: { readonly label: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <div class="fact">
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

export interface SpecGroup {
  readonly spec: SettingsSpec;
  readonly fields: readonly string[];
}

/** The fields of every spec that stand in this section and have a control of their own. */
export function groupsOf(specs: readonly SettingsSpec[], section: string): readonly SpecGroup[] {
  return specs
    .map((spec) => ({
      spec,
      fields: Object.keys(spec.schema.shape).filter((field) => {
        const hint = spec.hints[field];
        return hint !== undefined && !hint.hidden && sectionOf(spec, hint) === section;
      }),
    }))
    .filter(({ fields }) => fields.length > 0);
}

/** Rows of fields, a few at a time. */
export const fieldRows = (spec: SettingsSpec, fields: readonly string[]): JSX.Element => (
  <Staged parts={fields.map((field) => () => <Field spec={spec} field={field} />)} />
);

/** The fields of one spec, under its name. */
export const plainGroup = ({ spec, fields }: SpecGroup): JSX.Element => (
  <Group label={say(spec.label)} id={`settings-${spec.namespace}`}>
    {fieldRows(spec, fields)}
  </Group>
);

/** Every field of every spec that stands here: how a new plugin gets its form. */
export function specGroups(section: string, without: readonly string[] = []): (() => JSX.Element)[] {
  const { specs } = usePanel();
  return groupsOf(specs, section)
    .filter(({ spec }) => !without.includes(spec.namespace))
    .map((group) => () => plainGroup(group));
}

export function specOf(namespace: string): SettingsSpec {
  const spec = usePanel().specs.find((it) => it.namespace === namespace);
  if (!spec) throw new Error(`There are no settings called ${namespace}.`);
  return spec;
}

/** One setting: label, control, one sentence, a way back to the default, and the reason when a value is refused. */
import { createEffect, createMemo, createSignal, createUniqueId, on, Show, type JSX } from 'solid-js';
import { t } from '../../shared/i18n.ts';
import { isSame } from '../../shared/plain-data.ts';
import { checkField, type SettingsSpec } from '../../shared/settings-spec.ts';
import { readPath, usePanel, usePart } from './context.ts';
import { Control } from './controls/control.tsx';
import { isInline, isSingle } from './controls/shape.ts';
import { describeField, type FieldKind, type Option } from './describe.ts';
import { Icon } from './icons.tsx';
import { say } from './words.ts';

export interface RowProps {
  /** `namespace.field`, or whatever tells it from all others. */
  readonly path: string;
  readonly id?: string;
  readonly label: string;
  readonly help: string;
  readonly kind: FieldKind;
  readonly value: unknown;
  readonly fallback: unknown;
  readonly isLocked?: boolean;
  /** Resolves to the reason when the value was refused, else to an empty text. */
  change(value: unknown): Promise<string>;
  /** Back to the default; missing: by changing it to that. */
  reset?(): Promise<string>;
  suggest?(text: string): Promise<readonly string[]>;
}

/** A row with any control; what it shows and changes is its owner's. */
export function Row(props: RowProps): JSX.Element {
  const id = props.id ?? `row-${createUniqueId()}`;
  const [problem, setProblem] = createSignal('');
  /** Counts refusals: a refused value is put right in the control, too. */
  const [refusals, setRefusals] = createSignal(0);
  let node: HTMLDivElement | undefined;
  const report = async (value: unknown, change = props.change): Promise<void> => {
    const refusal = await change(value);
    setProblem(refusal);
    if (refusal !== '') setRefusals((count) => count + 1);
  };
  const reset = async (): Promise<void> => {
    await report(props.fallback, props.reset);
    // The button is gone now; the focus stays with the setting.
    node?.querySelector<HTMLElement>('[data-main]')?.focus();
  };
  const isChanged = createMemo(() => !isSame(props.value, props.fallback));
  createEffect(on(isChanged, (changed) => !changed && setProblem(''), { defer: true }));
  const control = (): JSX.Element => (
    <Control
      kind={props.kind}
      id={id}
      labelId={`${id}-label`}
      describedBy={`${id}-help ${id}-problem`}
      value={props.value}
      fallback={props.fallback}
      refusals={refusals()}
      isLocked={props.isLocked ?? false}
      report={(value) => void report(value)}
      {...(props.suggest ? { suggest: props.suggest } : {})}
    />
  );
  const label = (): JSX.Element =>
    isSingle(props.kind) ? (
      <label class="row-label" id={`${id}-label`} for={id}>
        {props.label}
      </label>
    ) : (
      <span class="row-label" id={`${id}-label`}>
        {props.label}
      </span>
    );
  return (
    <div
      ref={node}
      class="row"
      classList={{ changed: isChanged(), locked: props.isLocked ?? false }}
      data-path={props.path}
    >
      <div class="row-head">
        <div class="row-name">
          {label()}
          <button
            type="button"
            class="reset"
            hidden={!isChanged() || (props.isLocked ?? false)}
            aria-label={t('Reset {label} to default', { label: props.label })}
            title={t('Back to the default')}
            onClick={() => void reset()}
          >
            <Icon name="reset" />
          </button>
          <Show when={props.isLocked}>
            <span class="lock" title={t('Set by whoever runs this screen')}>
              <Icon name="lock" />
            </span>
          </Show>
        </div>
        {isInline(props.kind) && control()}
      </div>
      {!isInline(props.kind) && control()}
      <p class="help" id={`${id}-help`}>
        {props.help}
        <Show when={props.isLocked}> {t('Whoever runs this screen has set it.')}</Show>
      </p>
      <p class="problem" id={`${id}-problem`} role="alert">
        {problem()}
      </p>
    </div>
  );
}

export interface FieldProps {
  readonly spec: SettingsSpec;
  readonly field: string;
  /** Known only at run time (the transitions there are): a list instead of a text. */
  readonly choices?: readonly Option[] | undefined;
  readonly isHidden?: boolean;
}

export function defaultOf(spec: SettingsSpec, field: string): unknown {
  const checked = checkField(spec, field, undefined);
  return checked.ok ? checked.value : undefined;
}

/** A setting of a spec. */
export function Field(props: FieldProps): JSX.Element {
  const panel = usePanel();
  const { namespace } = props.spec;
  const path = `${namespace}.${props.field}`;
  const hint = props.spec.hints[props.field];
  const value = usePart((state) => readPath(state, namespace, props.field));
  const locked = usePart((state) => state.locked.includes(path));
  const label = say(hint?.label ?? props.field);
  const kind = createMemo((): FieldKind =>
    props.choices ? { kind: 'choice', options: props.choices, look: 'select' } : describeField(props.spec, props.field),
  );
  const change = async (next: unknown): Promise<string> => {
    const rejected = await panel.change({ [namespace]: { [props.field]: next } }, { label, key: path });
    const refusal = rejected.find((it) => it.path === path);
    if (!refusal) return '';
    const now = String(readPath(panel.host.state(), namespace, props.field));
    return t('{label} {reason}. It stays at {now}.', { label, reason: say(refusal.message), now });
  };
  const ours = defaultOf(props.spec, props.field);
  const fallback = usePart(({ defaults }) => {
    const theirs = defaults[namespace] ?? {};
    return Object.hasOwn(theirs, props.field) ? theirs[props.field] : ours;
  });
  /** Nothing is chosen any more, rather than the default of today: it follows when whoever runs this screen sets another one. */
  const reset = async (): Promise<string> => {
    const { admin } = panel.host;
    try {
      if (!admin) return await change(fallback());
      await panel.record(label, () => admin.resetFields([path]));
      return '';
    } catch {
      // Its code could not be fetched.
      return change(fallback());
    }
  };
  const isShown = usePart((state) => {
    const { shownWhen } = hint ?? {};
    return !shownWhen || shownWhen.is.includes(readPath(state, namespace, shownWhen.field) as string);
  });
  return (
    <Show when={hint && isShown() && !props.isHidden}>
      <Row
        path={path}
        id={`set-${namespace}-${props.field}`}
        label={label}
        help={say(hint?.help ?? '')}
        kind={kind()}
        value={value()}
        fallback={fallback()}
        isLocked={locked()}
        change={change}
        reset={reset}
      />
    </Show>
  );
}

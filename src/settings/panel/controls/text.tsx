/** Switches and everything that is typed. Text is reported when it is left, not with every letter. */
import { createEffect, on, type JSX } from 'solid-js';
import { say } from '../words.ts';
import type { ControlProps, PropsOf } from './shape.ts';

export function SwitchControl(props: PropsOf<'switch'>): JSX.Element {
  let box: HTMLInputElement | undefined;
  createEffect(
    on([() => props.value, () => props.refusals], () => {
      if (box) box.checked = props.value === true;
    }),
  );
  return (
    <input
      ref={box}
      class="switch"
      type="checkbox"
      role="switch"
      id={props.id}
      data-main=""
      disabled={props.isLocked}
      aria-describedby={props.describedBy}
      onChange={() => props.report(box?.checked === true)}
    />
  );
}

/** Shows the value in `field` whenever it becomes another, or was refused. */
export function followText(
  props: Pick<ControlProps, 'value' | 'refusals'>,
  field: () => HTMLInputElement | HTMLTextAreaElement | undefined,
): void {
  createEffect(
    on([() => props.value, () => props.refusals], () => {
      const node = field();
      if (node) node.value = String(props.value ?? '');
    }),
  );
}

export function Text(props: PropsOf<'text'>): JSX.Element {
  let field: HTMLInputElement | undefined;
  followText(props, () => field);
  return (
    <input
      ref={field}
      class="text"
      type="text"
      id={props.id}
      data-main=""
      spellcheck={false}
      autocomplete="off"
      disabled={props.isLocked}
      placeholder={props.kind.placeholder === undefined ? undefined : say(props.kind.placeholder)}
      aria-describedby={props.describedBy}
      onChange={() => props.report(field?.value ?? '')}
    />
  );
}

export function Lines(props: PropsOf<'lines'>): JSX.Element {
  let field: HTMLTextAreaElement | undefined;
  followText(props, () => field);
  return (
    <textarea
      ref={field}
      class="text"
      id={props.id}
      data-main=""
      rows={props.kind.lines}
      disabled={props.isLocked}
      placeholder={props.kind.placeholder === undefined ? undefined : say(props.kind.placeholder)}
      aria-describedby={props.describedBy}
      onChange={() => props.report(field?.value ?? '')}
    />
  );
}

/** What is kept is never shown again; what is typed replaces it. */
export function Secret(props: PropsOf<'secret'>): JSX.Element {
  let field: HTMLInputElement | undefined;
  const report = (): void => {
    if (!field || field.value === '') return;
    props.report(field.value);
    field.value = '';
  };
  return (
    <input
      ref={field}
      class="text"
      type="password"
      id={props.id}
      data-main=""
      autocomplete="new-password"
      disabled={props.isLocked}
      placeholder={props.value ? '••••••••' : undefined}
      aria-describedby={props.describedBy}
      onChange={report}
    />
  );
}

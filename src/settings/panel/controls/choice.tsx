/** One of several: side by side where they fit, else a list of the browser's own, which remotes and phones know. */
import { createMemo, For, Show, untrack, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { Icon } from '../icons.tsx';
import { Gradually } from '../staged.tsx';
import { say } from '../words.ts';
import { isSegments, type PropsOf } from './shape.ts';

/** So many letters of all of them fit on one line of a phone. */
const ONE_LINE = 26;

function Segments(props: PropsOf<'choice'>): JSX.Element {
  const isLong = untrack(() => props.kind.options.map(({ label }) => say(label)).join('').length > ONE_LINE);
  return (
    <div
      class="segments"
      classList={{ long: isLong }}
      role="radiogroup"
      aria-labelledby={props.labelId}
      aria-describedby={props.describedBy}
    >
      <For each={props.kind.options}>
        {({ value, label }) => (
          <label class="segment">
            <input
              type="radio"
              name={props.id}
              id={`${props.id}-${value}`}
              value={value}
              checked={props.value === value}
              data-main={props.value === value ? '' : undefined}
              disabled={props.isLocked}
              onChange={() => props.report(value)}
            />
            <span class={value === props.fallback ? 'is-default' : ''}>
              {say(label)}
              <Show when={value === props.fallback}>
                <span class="for-readers"> {t('(default)')}</span>
              </Show>
            </span>
          </label>
        )}
      </For>
    </div>
  );
}

function Select(props: PropsOf<'choice'>): JSX.Element {
  let select: HTMLSelectElement | undefined;
  /** A value from elsewhere that this version does not know must stay visible, not turn into another one. */
  const options = createMemo(() => {
    const wanted = String(props.value);
    const known = props.kind.options.some(({ value }) => value === wanted);
    return known ? props.kind.options : [...props.kind.options, { value: wanted, label: wanted }];
  });
  return (
    <div class="select">
      <select
        ref={select}
        id={props.id}
        data-main=""
        aria-describedby={props.describedBy}
        disabled={props.isLocked}
        onChange={() => props.report(select?.value)}
      >
        <Gradually each={options()} atLeast={options().findIndex(({ value }) => value === String(props.value)) + 1}>
          {({ value, label }) => (
            <option value={value} selected={value === String(props.value)}>
              {value === props.fallback ? `${say(label)} ${t('(default)')}` : say(label)}
            </option>
          )}
        </Gradually>
      </select>
      <Icon name="down" />
    </div>
  );
}

export function Choice(props: PropsOf<'choice'>): JSX.Element {
  return (
    <Show when={isSegments(props.kind)} fallback={<Select {...props} />}>
      <Segments {...props} />
    </Show>
  );
}

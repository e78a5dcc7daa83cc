/**
 * A colour: a few that suit photos, and any other from the browser's own chooser or as `#rrggbb`. Swatches come first because a
 * remote can reach them. Transitions keep colours as three or four numbers from 0 to 1.
 */
import { createMemo, For, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import type { PropsOf } from './shape.ts';
import { followText } from './text.tsx';

const swatches = ['#ffffff', '#14161a', '#ffd9a0', '#ff9e7a', '#f2a6c2', '#b9b4ff', '#9cc9ff', '#a8e0c8'];

const channel = (value: number): string =>
  Math.round(Math.min(1, Math.max(0, value)) * 255)
    .toString(16)
    .padStart(2, '0');

const hexOf = (value: unknown): string =>
  Array.isArray(value) ? `#${(value as number[]).slice(0, 3).map(channel).join('')}` : String(value ?? '');

const numbersOf = (hex: string, like: readonly number[]): number[] =>
  like.map((old, index) =>
    index > 2 ? old : Math.round((Number.parseInt(hex.slice(1 + index * 2, 3 + index * 2), 16) / 255) * 1000) / 1000,
  );

export function Colour(props: PropsOf<'colour'>): JSX.Element {
  let text: HTMLInputElement | undefined;
  let chooser: HTMLInputElement | undefined;
  const hex = createMemo(() => hexOf(props.value).toLowerCase());
  const report = (colour: string): void => {
    const wanted = colour.trim().toLowerCase();
    props.report(Array.isArray(props.value) && /^#[\da-f]{6}$/.test(wanted) ? numbersOf(wanted, props.value) : wanted);
  };
  const shown = {
    get value() {
      return hex();
    },
    get refusals() {
      return props.refusals;
    },
  };
  followText(shown, () => text);
  const paint = (node: HTMLElement, colour: string): void => node.style.setProperty('--swatch', colour);
  return (
    <div class="colour" role="group" aria-labelledby={props.labelId} aria-describedby={props.describedBy}>
      <div class="swatches">
        <Show when={props.kind.hasAuto}>
          <button
            type="button"
            class="swatch-auto"
            aria-pressed={hex() === 'auto'}
            disabled={props.isLocked}
            onClick={() => props.report('auto')}
          >
            {t('From the photo')}
          </button>
        </Show>
        <For each={swatches}>
          {(colour) => (
            <button
              ref={(node) => paint(node, colour)}
              type="button"
              class="swatch"
              aria-label={colour}
              aria-pressed={hex() === colour}
              disabled={props.isLocked}
              onClick={() => report(colour)}
            />
          )}
        </For>
      </div>
      <div class="colour-exact">
        <input
          ref={chooser}
          type="color"
          class="chooser"
          value={hex().startsWith('#') ? hex() : '#ffffff'}
          disabled={props.isLocked}
          aria-label={t('Any colour')}
          onInput={() => report(chooser?.value ?? '')}
        />
        <input
          ref={text}
          class="text hex"
          type="text"
          id={props.id}
          data-main=""
          spellcheck={false}
          autocomplete="off"
          disabled={props.isLocked}
          aria-label={t('As a number, such as {example}', { example: '#ffd9a0' })}
          onChange={() => report(text?.value ?? '')}
        />
      </div>
    </div>
  );
}

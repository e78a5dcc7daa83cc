/** One of several fonts, each seen in its own letters: ours by the names widgets have for them, any other as a family of CSS. */
import { For, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { locale, say } from '../words.ts';
import type { PropsOf } from './shape.ts';

/** As `src/widgets/layer.css` has them. */
const cuts: Readonly<Record<string, readonly [family: string, weight: string]>> = {
  thin: ['var(--font)', '250'],
  text: ['var(--font)', '400'],
  bold: ['var(--font)', '650'],
  serif: ["'Iowan Old Style', 'Palatino Linotype', Palatino, 'Noto Serif', 'Source Serif 4', Georgia, serif", '400'],
  mono: ["ui-monospace, 'SF Mono', 'Cascadia Mono', 'JetBrains Mono', 'Noto Sans Mono', monospace", '350'],
};

const generic = /^(?:system-ui|sans-serif|serif|monospace|cursive|ui-\w+)$/;

function dress(node: HTMLElement, value: string): void {
  const [family, weight] = cuts[value] ?? [generic.test(value) ? value : `${CSS.escape(value)}, var(--font)`, '400'];
  node.style.fontFamily = family;
  node.style.fontWeight = weight;
}

/** What a clock would show: a day and a time, in the person's language. */
const sample = (): string =>
  new Date(2024, 5, 1, 10, 8).toLocaleString(locale(), { weekday: 'short', hour: 'numeric', minute: '2-digit' });

export function Font(props: PropsOf<'font'>): JSX.Element {
  const line = sample();
  return (
    <div class="fonts" role="radiogroup" aria-labelledby={props.labelId} aria-describedby={props.describedBy}>
      <For each={props.kind.options}>
        {({ value, label }) => (
          <label class="font">
            <input
              type="radio"
              name={props.id}
              id={`${props.id}-${value.replaceAll(' ', '-')}`}
              value={value}
              checked={props.value === value}
              data-main={props.value === value ? '' : undefined}
              disabled={props.isLocked}
              onChange={() => props.report(value)}
            />
            <span class="font-words">
              <span class="font-name">
                {say(label)}
                <Show when={value === props.fallback}> {t('(default)')}</Show>
              </span>
              <span class="font-sample" aria-hidden="true" ref={(node) => dress(node, value)}>
                {line}
              </span>
            </span>
          </label>
        )}
      </For>
    </div>
  );
}

/** A number: a slider with the default marked on it, and a field for exact values. */
import { createEffect, createMemo, For, on, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import type { FieldKind } from '../describe.ts';
import { ladder, nearestStop, sayValue } from '../ladder.ts';
import { locale } from '../words.ts';
import type { PropsOf } from './shape.ts';

type NumberKind = Extract<FieldKind, { kind: 'number' }>;

/** Between slider positions and values: straight, or along the stops of a ladder. */
function trackOf(kind: NumberKind) {
  if (kind.scale === 'linear') {
    const { min, max, step } = kind;
    return { min, max, step, toValue: (position: number) => position, toPosition: (value: number) => value };
  }
  const stops = ladder(kind.min, kind.max, kind.unit);
  return {
    min: 0,
    max: stops.length - 1,
    step: 1,
    toValue: (position: number) => stops[position] ?? kind.min,
    toPosition: (value: number) => nearestStop(stops, value),
  };
}

export function NumberControl(props: PropsOf<'number'>): JSX.Element {
  let slider: HTMLInputElement | undefined;
  let box: HTMLInputElement | undefined;
  let rail: HTMLSpanElement | undefined;
  const track = createMemo(() => trackOf(props.kind));
  const place = (position: number): string => {
    const { min, max } = track();
    return String(Math.min(1, Math.max(0, (position - min) / (max - min || 1))));
  };
  const number = (): number => Number(props.value);
  const long = (): string =>
    (props.kind.unit === 's' && number() > 90) || (props.kind.unit === 'ms' && Math.abs(number()) >= 1000)
      ? sayValue(number(), props.kind.unit, locale())
      : '';
  createEffect(
    on([() => props.value, () => props.refusals, track], () => {
      if (!slider || !box || !rail) return;
      const position = track().toPosition(number());
      slider.valueAsNumber = position;
      box.value = String(number());
      rail.style.setProperty('--at', place(position));
      if (typeof props.fallback === 'number') {
        rail.style.setProperty('--default-at', place(track().toPosition(props.fallback)));
      }
    }),
  );
  return (
    <div class="number-line">
      <span class="rail" ref={rail} classList={{ 'has-default': typeof props.fallback === 'number' }}>
        <input
          ref={slider}
          class="slider"
          type="range"
          id={props.id}
          data-main=""
          min={track().min}
          max={track().max}
          step={track().step}
          disabled={props.isLocked}
          aria-describedby={props.describedBy}
          aria-valuetext={sayValue(number(), props.kind.unit, locale())}
          onInput={() => props.report(track().toValue(slider?.valueAsNumber ?? 0))}
        />
      </span>
      <span class="exact">
        <input
          ref={box}
          class="number"
          type="number"
          id={`${props.id}-exact`}
          min={props.kind.min}
          max={props.kind.max}
          step="any"
          inputmode="decimal"
          disabled={props.isLocked}
          aria-labelledby={`${props.labelId} ${props.id}-unit`}
          aria-describedby={props.describedBy}
          onChange={() => props.report(box?.value.trim() === '' ? box.value : box?.valueAsNumber)}
        />
        <span class="unit" id={`${props.id}-unit`}>
          {props.kind.unit}
        </span>
      </span>
      <output class="spoken" for={props.id}>
        {long()}
      </output>
    </div>
  );
}

/** Several numbers that belong together: a point, a size. */
export function Parts(props: PropsOf<'parts'>): JSX.Element {
  const parts = (): readonly number[] => (Array.isArray(props.value) ? (props.value as number[]) : []);
  const kind: NumberKind = { kind: 'number', ...pick(props.kind), unit: '', scale: 'linear' };
  return (
    <div class="parts" role="group" aria-labelledby={props.labelId}>
      <For each={Array.from({ length: props.kind.count }, (_, index) => index)}>
        {(index) => (
          <div class="part">
            <span class="for-readers" id={`${props.id}-${index}-label`}>
              {t('Part {number}', { number: index + 1 })}
            </span>
            <NumberControl
              {...props}
              kind={kind}
              id={`${props.id}-${index}`}
              labelId={`${props.labelId} ${props.id}-${index}-label`}
              value={parts()[index] ?? 0}
              fallback={Array.isArray(props.fallback) ? (props.fallback as number[])[index] : undefined}
              report={(value) => props.report(parts().map((part, at) => (at === index ? Number(value) : part)))}
            />
          </div>
        )}
      </For>
    </div>
  );
}

const pick = ({ min, max, step }: Extract<FieldKind, { kind: 'parts' }>) => ({ min, max, step });

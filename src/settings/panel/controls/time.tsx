/** Times of the day. `time-range` is one text, `HH:MM-HH:MM`, empty for the whole day. */
import type { JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import type { PropsOf } from './shape.ts';
import { followText } from './text.tsx';

export function Time(props: PropsOf<'time'>): JSX.Element {
  let field: HTMLInputElement | undefined;
  followText(props, () => field);
  return (
    <input
      ref={field}
      class="text time"
      type="time"
      id={props.id}
      data-main=""
      disabled={props.isLocked}
      aria-describedby={props.describedBy}
      onChange={() => props.report(field?.value ?? '')}
    />
  );
}

const rangeOf = (value: unknown): readonly [string, string] => {
  const [, from = '', until = ''] = /^(\d\d:\d\d)\s*[-–]\s*(\d\d:\d\d)$/.exec(String(value)) ?? [];
  return [from, until];
};

export function TimeRange(props: PropsOf<'time-range'>): JSX.Element {
  let from: HTMLInputElement | undefined;
  let until: HTMLInputElement | undefined;
  followText(
    {
      get value() {
        return rangeOf(props.value)[0];
      },
      get refusals() {
        return props.refusals;
      },
    },
    () => from,
  );
  followText(
    {
      get value() {
        return rangeOf(props.value)[1];
      },
      get refusals() {
        return props.refusals;
      },
    },
    () => until,
  );
  /** A half is no range yet; both empty is the whole day. */
  const report = (): void => {
    const [begin, end] = [from?.value ?? '', until?.value ?? ''];
    if (begin !== '' && end !== '') props.report(`${begin}-${end}`);
    else if (begin === '' && end === '') props.report('');
  };
  return (
    <div class="time-range" role="group" aria-labelledby={props.labelId} aria-describedby={props.describedBy}>
      <input
        ref={from}
        class="text time"
        type="time"
        id={props.id}
        data-main=""
        disabled={props.isLocked}
        aria-label={t('From')}
        onChange={report}
      />
      <span aria-hidden="true">–</span>
      <input
        ref={until}
        class="text time"
        type="time"
        disabled={props.isLocked}
        aria-label={t('Until')}
        onChange={report}
      />
    </div>
  );
}

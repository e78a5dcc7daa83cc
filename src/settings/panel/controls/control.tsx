/** The control for a kind of value. Each shows what it is told and reports what the person chose; none keeps the truth. */
import { Match, Switch, type JSX } from 'solid-js';
import type { FieldKind } from '../describe.ts';
import { Choice } from './choice.tsx';
import { Colour } from './colour.tsx';
import { Device } from './device.tsx';
import { Folder } from './folder.tsx';
import { Font } from './font.tsx';
import { List } from './list.tsx';
import { Location } from './location.tsx';
import { NumberControl, Parts } from './number.tsx';
import type { ControlProps, PropsOf } from './shape.ts';
import { Suggest } from './suggest.tsx';
import { Lines, Secret, SwitchControl, Text } from './text.tsx';
import { Time, TimeRange } from './time.tsx';

export function Control(props: ControlProps): JSX.Element {
  // The same object, so that what it shows stays live; only its type is narrower.
  const of = <K extends FieldKind['kind']>(_kind: K): PropsOf<K> => props as unknown as PropsOf<K>;
  const is = (kind: FieldKind['kind']): boolean => props.kind.kind === kind;
  return (
    <Switch>
      <Match when={is('choice')}>
        <Choice {...of('choice')} />
      </Match>
      <Match when={is('number')}>
        <NumberControl {...of('number')} />
      </Match>
      <Match when={is('switch')}>
        <SwitchControl {...of('switch')} />
      </Match>
      <Match when={is('text') && props.suggest}>
        {(suggest) => <Suggest {...of('text')} placeholder={of('text').kind.placeholder} suggest={suggest()} />}
      </Match>
      <Match when={is('text')}>
        <Text {...of('text')} />
      </Match>
      <Match when={is('location')}>
        <Location {...of('location')} />
      </Match>
      <Match when={is('font')}>
        <Font {...of('font')} />
      </Match>
      <Match when={is('folder')}>
        <Folder {...of('folder')} />
      </Match>
      <Match when={is('parts')}>
        <Parts {...of('parts')} />
      </Match>
      <Match when={is('lines')}>
        <Lines {...of('lines')} />
      </Match>
      <Match when={is('secret')}>
        <Secret {...of('secret')} />
      </Match>
      <Match when={is('colour')}>
        <Colour {...of('colour')} />
      </Match>
      <Match when={is('time')}>
        <Time {...of('time')} />
      </Match>
      <Match when={is('time-range')}>
        <TimeRange {...of('time-range')} />
      </Match>
      <Match when={is('list')}>
        <List {...of('list')} />
      </Match>
      <Match when={is('device')}>
        <Device {...of('device')} />
      </Match>
    </Switch>
  );
}

/** A place by its name, or latitude and longitude. Names are looked up at a service, and this says so. */
import type { JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { usePanel } from '../context.ts';
import type { PropsOf } from './shape.ts';
import { Suggest } from './suggest.tsx';

export function Location(props: PropsOf<'location'>): JSX.Element {
  const { host } = usePanel();
  return (
    <Suggest
      {...props}
      placeholder={props.kind.placeholder}
      note={t('What you type is looked up at Open-Meteo.com.')}
      suggest={(text) => host.run('findPlaces', text)}
    />
  );
}

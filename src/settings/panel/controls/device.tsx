/** A microphone or a line, by its name. The browser names them only once the microphone was allowed. */
import { createResource, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { usePanel } from '../context.ts';
import { Choice } from './choice.tsx';
import type { PropsOf } from './shape.ts';

export function Device(props: PropsOf<'device'>): JSX.Element {
  const { host } = usePanel();
  const [devices] = createResource(() => host.run('soundDevices').catch(() => []));
  const kind = () => ({
    kind: 'choice' as const,
    look: 'select' as const,
    options: [
      { value: '', label: t('The best there is') },
      ...(devices() ?? []).map(({ label, isLine }) => ({ value: label, label: isLine ? `${label} ↯` : label })),
    ],
  });
  return <Choice {...props} kind={kind()} />;
}

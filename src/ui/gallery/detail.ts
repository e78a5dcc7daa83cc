/** Beside the tiles: the transition in use, larger, with everything that can be adjusted about it. */
import type { OverlayHost, TransitionInfo } from '../../shared/app-api.ts';
import { t } from '../../shared/i18n.ts';
import { element } from '../element.ts';
import { paramField } from './param-field.ts';

type Values = Record<string, TransitionInfo['params'][string]['default']>;

export interface DetailOptions {
  readonly host: OverlayHost;
  readonly info: TransitionInfo;
  readonly label: string;
  fail(error: unknown): void;
  /** It was taken away. */
  removed(): void;
}

export interface Detail {
  readonly nodes: readonly Node[];
  readonly canvas: HTMLCanvasElement;
  /** As the sliders stand now. */
  params(): Values;
}

const button = (text: string, click: () => void): HTMLElement =>
  element('button', { class: 'pill-button', text, attributes: { type: 'button' }, on: { click } });

function storedValues({ host, info }: DetailOptions): Values {
  const stored = host.store.get().transitions.params[info.id] ?? {};
  const values: Values = {};
  for (const [name, spec] of Object.entries(info.params)) {
    values[name] = (stored[name] as Values[string] | undefined) ?? spec.default;
  }
  return values;
}

function durationField({ host, info }: DetailOptions): HTMLElement {
  const { durations } = host.store.get().transitions;
  const spec = { type: 'float', default: 1, label: t('Duration in seconds'), min: 0.1, max: 30, step: 0.1 } as const;
  return paramField(spec, (durations[info.id] ?? info.durationMs) / 1000, (seconds) => {
    const all = { ...host.store.get().transitions.durations, [info.id]: Math.round(Number(seconds) * 1000) };
    host.store.set({ transitions: { durations: all } });
  });
}

async function saveAsFile({ host, info }: DetailOptions): Promise<void> {
  const file = await host.transitions.file(info.id);
  const url = URL.createObjectURL(file);
  element('a', { attributes: { href: url, download: file.name } }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function customButtons(options: DetailOptions): HTMLElement[] {
  const { host, info, fail, removed } = options;
  if (info.origin !== 'custom') return [];
  const remove = (): void => void host.transitions.remove(info.id).then(removed, fail);
  return [button(t('Save as a file'), () => void saveAsFile(options).catch(fail)), button(t('Remove'), remove)];
}

/** Bodies of others come with a name instead of a sentence. */
function describe({ origin, description, author, licence }: TransitionInfo): string {
  if (origin !== 'gl-transitions') return t(description);
  if (author && licence) return t('From GL Transitions, by {author} ({licence}).', { author, licence });
  return author ? t('From GL Transitions, by {author}.', { author }) : t('From GL Transitions, by an unknown author.');
}

export function createDetail(options: DetailOptions): Detail {
  const { host, info, label, fail } = options;
  const canvas = element('canvas', { attributes: { width: 320, height: 180, 'aria-hidden': true } });
  const isBlocked = info.tags.includes('blocked');
  let values = storedValues(options);
  const keep = (): void => void host.transitions.use(info.id, values).catch(fail);
  const fields = element('div', { class: 'gallery-fields' });
  const fill = (): void =>
    fields.replaceChildren(
      ...(isBlocked ? [] : [durationField(options)]),
      ...Object.entries(info.params).map(([name, spec]) =>
        paramField(spec, values[name] ?? spec.default, (value) => {
          values = { ...values, [name]: value };
          keep();
        }),
      ),
    );
  const reset = (): void => {
    values = Object.fromEntries(Object.entries(info.params).map(([name, spec]) => [name, spec.default]));
    const { [info.id]: _, ...durations } = host.store.get().transitions.durations;
    host.store.set({ transitions: { durations } });
    keep();
    fill();
  };
  fill();
  const buttons = [...(isBlocked ? [] : [button(t('Reset'), reset)]), ...customButtons(options)];
  const nodes = [
    ...(isBlocked ? [] : [canvas]),
    element('h3', { text: label }),
    element('p', { class: 'gallery-credit', text: describe(info) }),
    fields,
    element('div', { class: 'gallery-buttons' }, ...buttons),
  ];
  return { nodes, canvas, params: () => values };
}

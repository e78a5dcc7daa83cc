/** Windows of one browser, the channel between them, and a show with its settings; for tests. */
import { vi } from 'vitest';
import { coreDefaults } from '../../shared/core-defaults.ts';
import { AppError } from '../../shared/errors.ts';
import type { PanelHost, PanelState, PanelTelemetry } from '../../shared/panel-host.ts';
import type { SettingsAdmin } from '../../shared/settings-admin.ts';
import type { RemoteHost } from './connect.ts';
import type { RemoteChannel } from './protocol.ts';

type Hear = (event: { readonly data: unknown }) => void;

/** The same rolls of the dice in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A channel that drops, repeats and delays as often as asked. */
export function air({ drop = 0, repeat = 0, seed = 1 } = {}) {
  const roll = dice(seed);
  const ends = new Set<{ readonly hears: Set<Hear> }>();
  const sent: { type: string }[] = [];
  const end = (): RemoteChannel & { close(): void } => {
    const mine = { hears: new Set<Hear>() };
    ends.add(mine);
    return {
      postMessage(message) {
        if (!ends.has(mine)) return;
        sent.push(message as { type: string });
        for (const other of ends) {
          if (other === mine) continue;
          for (let copies = roll() < repeat ? 2 : 1; copies > 0; copies--) {
            if (roll() < drop) continue;
            const data = structuredClone(message);
            setTimeout(() => other.hears.forEach((hear) => hear({ data })), drop > 0 ? roll() * 60 : 1);
          }
        }
      },
      addEventListener: (_type, hear) => void mine.hears.add(hear),
      removeEventListener: (_type, hear) => void mine.hears.delete(hear),
      close: () => void ends.delete(mine),
    };
  };
  return { end, sent };
}

/** What outlives a reload of the show: its settings, and the log of what was done to them. */
export function world() {
  const log: string[] = [];
  let settings: PanelState['settings'] = structuredClone(coreDefaults);
  const startShow = (admin?: SettingsAdmin) => {
    const listeners = new Set<(state: PanelState, previous: PanelState) => void>();
    const watchers = new Set<(telemetry: PanelTelemetry) => void>();
    const state = (): PanelState => ({ ...blank, settings });
    const host: PanelHost = {
      place: 'overlay',
      state,
      onState: (listener) => (listeners.add(listener), () => listeners.delete(listener)),
      async run(command, ...args) {
        log.push(`${command} ${JSON.stringify(args)}`);
        if (command === 'checkSource') return await new Promise<never>(() => undefined);
        if (command === 'removeSource') throw new AppError('input.invalid', command);
        if (command === 'change') {
          const [patch] = args as unknown as [{ slideshow: { intervalSec: number } }];
          const previous = state();
          settings = { ...settings, slideshow: { ...settings.slideshow, ...patch.slideshow } };
          for (const listener of listeners) listener(state(), previous);
        }
        return [] as never;
      },
      watch: (listener) => (watchers.add(listener), () => watchers.delete(listener)),
      can: () => true,
      ...(admin && { admin }),
    };
    return { host, listeners, watchers };
  };
  return { log, startShow, interval: () => settings.slideshow.intervalSec };
}

const blank: Omit<PanelState, 'settings'> = {
  version: '1',
  sources: [],
  sourceStates: [],
  leftOut: [],
  transitions: [],
  transitionChoices: [],
  visualizers: [],
  widgetKinds: null,
  locked: [],
  defaults: {},
  hue: 0,
  tint: 0,
};

/** Lets the virtual clock go on. */
export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

export async function opened(connecting: Promise<RemoteHost>): Promise<RemoteHost> {
  await pass(2000);
  return connecting;
}

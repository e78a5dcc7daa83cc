/** What the menu of the show offers. Everything here can be reached in another way too; here it is found. */
import type { OverlayHost } from '../../shared/app-api.ts';
import { dateLocaleOf, t } from '../../shared/i18n.ts';
import type { InteractionMode } from '../../shared/kiosk.ts';
import type { PanelId } from '../controls.ts';
import type { Command } from '../keys.ts';
import type { Notice } from '../notice/notices.ts';
import { line, tidy, type MenuItem } from './items.ts';

export interface ShowMenuParts {
  readonly host: OverlayHost;
  run(command: Command): void;
  open(panel: PanelId): void;
  notify(notice: Notice): void;
  /** Tells a person why something did not work. */
  failed(error: unknown): void;
}

const slotNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** The key that stands for it. */
const slotKey = (slot: number): string => String(slot % 10);

/** Percent. */
const dimSteps = [0, 20, 40, 60, 80];
const dimWords = (dim: number): string =>
  dim === 0 ? t('Off') : new Intl.NumberFormat(dateLocaleOf(), { style: 'percent' }).format(dim / 100);

const choice = (isOn: boolean) => ({ as: 'choice' as const, isOn });

function transitionItems({ host, run, open, failed }: ShowMenuParts): MenuItem[] {
  const chosen = host.store.get().transitions.type;
  const use = (id: string): void => void host.transitions.use(id).catch(failed);
  const all = host.transitions.list().filter(({ tags }) => !tags.includes('blocked'));
  const own = all.filter(({ id, origin }) => origin !== 'gl-transitions' || id === chosen);
  const known = own.length > 0 ? own : host.transitionChoices();
  return tidy([
    { kind: 'do', label: t('Next transition'), shortcut: 'C', run: () => run('cycle') },
    { kind: 'do', label: t('See them all'), shortcut: 'G', run: () => open('gallery') },
    line,
    { kind: 'do', label: t('A different one each time'), mark: choice(chosen === 'random'), run: () => use('random') },
    ...known.map(({ id, label }): MenuItem => ({
      kind: 'do',
      label: t(label),
      mark: choice(chosen === id),
      run: () => use(id),
    })),
  ]);
}

function visualizerItems({ host, failed }: ShowMenuParts): MenuItem[] {
  const chosen = host.store.get().visualizer.id;
  const off = (): void => void host.visualizers.off().catch(failed);
  const use = (id: string): void => void host.visualizers.use(id).catch(failed);
  const known = host.visualizerChoices?.() ?? [];
  return tidy([
    { kind: 'do', label: t('Off'), mark: choice(chosen === 'off'), run: off },
    line,
    ...known.map(({ id, label }): MenuItem => ({
      kind: 'do',
      label: t(label),
      mark: choice(chosen === id),
      run: () => use(id),
    })),
  ]);
}

function widgetItems({ host, failed }: ShowMenuParts): MenuItem[] {
  const { shown, slots, instances } = host.store.get().widgets;
  const kept = slotNumbers.filter((slot) => slots[String(slot)]);
  const free = slotNumbers.find((slot) => !slots[String(slot)]);
  const hasAny = instances.some(({ enabled }) => enabled);
  const recall = (slot: number): void => void host.widgets.recallSlot(slot).catch(failed);
  const keep = (slot: number): void => void host.widgets.saveSlot(slot).catch(failed);
  const edit = (): void => void host.widgets.edit(true).catch(failed);
  return tidy([
    {
      kind: 'do',
      label: t('Show widgets'),
      mark: { as: 'switch', isOn: shown },
      run: () => void host.store.set({ widgets: { shown: !host.store.get().widgets.shown } }),
    },
    hasAny && shown && { kind: 'do', label: t('Edit layout'), run: edit },
    line,
    ...kept.map((slot): MenuItem => ({
      kind: 'do',
      label: t('Layout {slot}', { slot }),
      shortcut: slotKey(slot),
      run: () => recall(slot),
    })),
    line,
    free !== undefined && {
      kind: 'do',
      label: t('Keep as layout {slot}', { slot: free }),
      shortcut: `Shift+${slotKey(free)}`,
      run: () => keep(free),
    },
  ]);
}

function dimmingItems({ host }: ShowMenuParts): MenuItem[] {
  const now = host.store.get().display.dim;
  // What the slider was set to has a place of its own.
  const steps = [...new Set([...dimSteps, now])].toSorted((a, b) => a - b);
  return steps.map((dim): MenuItem => ({
    kind: 'do',
    label: dimWords(dim),
    mark: choice(now === dim),
    run: () => void host.store.set({ display: { dim } }),
  }));
}

const modeWords = (): Readonly<Record<InteractionMode, string>> => ({
  normal: t('Normal'),
  screensaver: t('Screensaver'),
  kiosk: t('Kiosk'),
});

function modeItems({ host, open }: ShowMenuParts): MenuItem[] {
  const { interaction } = host;
  if (!interaction) return [];
  const words = modeWords();
  const choose = (mode: InteractionMode): void => {
    // Without a PIN anybody who finds the corner gets out: it is asked for first.
    if (mode === 'kiosk' && !interaction.hasPin() && interaction.canKeepPin()) open('pin');
    else interaction.choose(mode);
  };
  const modes = (['normal', 'screensaver', 'kiosk'] as const).map((mode): MenuItem => ({
    kind: 'do',
    label: words[mode],
    mark: choice(interaction.mode() === mode),
    run: () => choose(mode),
  }));
  const pin = interaction.hasPin() ? t('Change the PIN') : t('Set a PIN');
  return tidy([...modes, line, interaction.canKeepPin() && { kind: 'do', label: pin, run: () => open('pin') }]);
}

/** The name of what is set, beside the entry that changes it. */
function currentWords(host: OverlayHost): { transition: string; visualizer: string } {
  const { transitions, visualizer } = host.store.get();
  const labelOf = (list: readonly { readonly id: string; readonly label: string }[], id: string): string =>
    t(list.find((it) => it.id === id)?.label ?? id);
  const { type } = transitions;
  return {
    transition: type === 'random' ? t('Random') : labelOf(host.transitionChoices(), type),
    visualizer: visualizer.id === 'off' ? t('Off') : labelOf(host.visualizerChoices?.() ?? [], visualizer.id),
  };
}

async function showAlike({ host, notify }: ShowMenuParts, photoId: string): Promise<void> {
  const found = await host.library.showMoreLike(photoId);
  if (found === 0) return notify({ id: 'alike', message: t('No other photo looks like this one yet.') });
  notify({ id: 'alike', message: t('More photos like this one come next.') });
}

function photoItems(parts: ShowMenuParts): MenuItem[] {
  const { host, run, open, failed } = parts;
  const shown = host.currentPhoto()?.ref;
  if (!shown) return [];
  return [
    {
      kind: 'do',
      label: t('Favourite'),
      shortcut: 'L',
      mark: { as: 'switch', isOn: host.library.isFavourite(shown.id) },
      run: () => run('favourite'),
    },
    { kind: 'do', label: t('More like this'), run: () => void showAlike(parts, shown.id).catch(failed) },
    { kind: 'do', label: t('Never show it here'), shortcut: 'N', run: () => run('never') },
    { kind: 'do', label: t('Information'), shortcut: 'I', run: () => open('info') },
  ];
}

export function showItems(parts: ShowMenuParts): MenuItem[] {
  const { host, run, open } = parts;
  const { paused } = host.status();
  const now = currentWords(host);
  const mode = host.interaction?.mode();
  return tidy([
    { kind: 'do', label: t('Next photo'), shortcut: 'X', run: () => run('next') },
    { kind: 'do', label: t('Previous photo'), shortcut: 'Z', run: () => run('previous') },
    { kind: 'do', label: paused ? t('Resume') : t('Pause'), shortcut: t('Space'), run: () => run('toggle-pause') },
    line,
    ...photoItems(parts),
    line,
    { kind: 'more', label: t('Transition'), value: now.transition, items: () => transitionItems(parts) },
    { kind: 'more', label: t('Visualizer'), value: now.visualizer, items: () => visualizerItems(parts) },
    { kind: 'do', label: t('Sound'), shortcut: 'M', run: () => open('sound') },
    { kind: 'more', label: t('Widgets'), items: () => widgetItems(parts) },
    line,
    {
      kind: 'more',
      label: t('Dimming'),
      value: dimWords(host.store.get().display.dim),
      items: () => dimmingItems(parts),
    },
    document.fullscreenEnabled && {
      kind: 'do',
      label: t('Full screen'),
      shortcut: 'F',
      mark: { as: 'switch', isOn: document.fullscreenElement !== null },
      run: () => run('fullscreen'),
    },
    mode !== undefined && {
      kind: 'more',
      label: t('Mode'),
      value: modeWords()[mode],
      items: () => modeItems(parts),
    },
    { kind: 'do', label: t('Settings'), shortcut: 'S', run: () => open('settings') },
    { kind: 'do', label: t('Controls'), shortcut: '?', run: () => open('help') },
    { kind: 'do', label: t('About'), run: () => open('about') },
  ]);
}

/** Where the person is in the panel, how they get elsewhere, and the row that is shown once its section is there. */
import { createComputed, createEffect, createSignal, on, onCleanup, untrack, type Accessor } from 'solid-js';
import type { PanelHost } from '../../shared/panel-host.ts';
import type { Panel } from './context.ts';

/** Where each person was; the panel opens there again. */
const lastSections = new WeakMap<PanelHost, string>();

export function useMedia(query: string): Accessor<boolean> {
  const media = matchMedia(query);
  const [matches, setMatches] = createSignal(media.matches);
  const follow = (): void => void setMatches(media.matches);
  media.addEventListener('change', follow);
  onCleanup(() => media.removeEventListener('change', follow));
  return matches;
}

/** Rows that are no settings, and the setting that brings them. */
const broughtBy: Readonly<Record<string, string>> = { 'interaction.pin': 'interaction.mode' };

/** The setting that has to say something else before this one is there. */
function waitsFor({ specs }: Panel, path: string): string {
  if (broughtBy[path] !== undefined) return broughtBy[path];
  const [namespace = '', field = ''] = path.split('.');
  const hint = specs.find((spec) => spec.namespace === namespace)?.hints[field];
  return hint?.shownWhen ? `${namespace}.${hint.shownWhen.field}` : '';
}

/** Goes to the first of these rows that is there, in a section that is: scrolled to, lit up, with the focus on its control. */
function showRow(content: HTMLElement, paths: readonly string[]): void {
  const rows = paths
    .filter((path) => path !== '')
    .map((path) => content.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`));
  const row = rows.find((one) => one !== null);
  if (!row) {
    content.parentElement?.querySelector<HTMLElement>('.section-title')?.focus();
    return;
  }
  row.scrollIntoView({ block: 'center' });
  row.classList.remove('found');
  // Asking for its size lets the light begin anew.
  row.getBoundingClientRect();
  row.classList.add('found');
  const first = 'button:not([hidden]), input:not(:disabled), select, textarea, [tabindex]';
  const control = row.querySelector<HTMLElement>('[data-main]:not(:disabled)') ?? row.querySelector<HTMLElement>(first);
  control?.focus({ preventScroll: true });
}

export function useNavigation(panel: Panel, isWide: Accessor<boolean>, content: () => HTMLElement | undefined) {
  const { section, setSection } = panel;
  // Said anew in another language, it stays where it is.
  if (untrack(() => isWide() && section() === null)) setSection(lastSections.get(panel.host) ?? 'photos');
  const [query, setQuery] = createSignal('');
  /** What to show once the section has been built. */
  let awaited: string | null = null;
  const [isBuilt, setBuilt] = createSignal(false);
  const open = (id: string): void => {
    lastSections.set(panel.host, id);
    // While something is searched for, the section is not there.
    const isBack = query().trim() !== '' && isWide();
    setQuery('');
    if (section() === id && !isBack) return;
    // While all is still in its place: afterwards it would have to be laid out first.
    content()?.scrollTo({ top: 0 });
    setBuilt(false);
    setSection(id);
  };
  const done = (): void => {
    setBuilt(true);
    const node = content();
    if (awaited === null || !node) return;
    const path = awaited;
    awaited = null;
    showRow(node, [path, waitsFor(panel, path)]);
  };
  createEffect(
    on(
      panel.target,
      (target) => {
        if (!target) return;
        awaited = target.path;
        open(target.section);
        if (untrack(isBuilt)) queueMicrotask(done);
      },
      { defer: true },
    ),
  );
  // Closed, it forgets what was typed and awaited; on narrow displays it opens with the list.
  createComputed(() => {
    if (panel.isShown()) return;
    awaited = null;
    setBuilt(false);
    setQuery('');
    if (!untrack(isWide)) setSection(null);
  });
  // A window made wide shows a section; made narrow, it stays where it is.
  createEffect(() => isWide() && section() === null && setSection(lastSections.get(panel.host) ?? 'photos'));
  return { section, setSection, query, setQuery, open, done, isBuilt };
}

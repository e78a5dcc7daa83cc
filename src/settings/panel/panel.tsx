/** The panel itself: the list of sections with the search, the section that is open, and the way back. */
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  on,
  onCleanup,
  onMount,
  Show,
  untrack,
  type Accessor,
  type JSX,
} from 'solid-js';
import { t } from '../../shared/i18n.ts';
import type { PanelHost } from '../../shared/panel-host.ts';
import { usePanel, usePart, type Panel } from './context.ts';
import { findables } from './findables.ts';
import { Icon } from './icons.tsx';
import { placesFor, type Place } from './places.ts';
import { find, type Findable } from './search.ts';
import { Section } from './sections/section.tsx';
import { guardFocus, watchKeys, watchPull } from './steering.ts';

/** Where each person was; the panel opens there again. */
const lastSections = new WeakMap<PanelHost, string>();

function useMedia(query: string): Accessor<boolean> {
  const media = matchMedia(query);
  const [matches, setMatches] = createSignal(media.matches);
  const follow = (): void => void setMatches(media.matches);
  media.addEventListener('change', follow);
  onCleanup(() => media.removeEventListener('change', follow));
  return matches;
}

function HeadButtons(): JSX.Element {
  const panel = usePanel();
  const undoName = createMemo(() => {
    const step = panel.lastDone();
    return step ? t('Undo: {what}', { what: step.label }) : t('Undo');
  });
  const redoName = createMemo(() => {
    const step = panel.lastUndone();
    return step ? t('Redo: {what}', { what: step.label }) : t('Redo');
  });
  return (
    <div class="head-buttons">
      <button
        type="button"
        class="icon-button"
        title={undoName()}
        aria-label={undoName()}
        aria-disabled={panel.lastDone() === null}
        onClick={() => void panel.undo()}
      >
        <Icon name="undo" class="flips" />
      </button>
      <button
        type="button"
        class="icon-button"
        title={redoName()}
        aria-label={redoName()}
        aria-disabled={panel.lastUndone() === null}
        onClick={() => void panel.redo()}
      >
        <Icon name="redo" class="flips" />
      </button>
      <Show when={panel.host.detach}>
        <button
          type="button"
          class="icon-button only-wide"
          title={t('Open in a window of its own')}
          aria-label={t('Open in a window of its own')}
          onClick={() => panel.host.detach?.()}
        >
          <Icon name="window" />
        </button>
      </Show>
      <button type="button" class="done" onClick={() => panel.close()}>
        {t('Done')}
      </button>
    </div>
  );
}

interface NavProps {
  readonly places: readonly Place[];
  readonly current: string | null;
  readonly isWide: boolean;
  open(id: string): void;
}

function Nav(props: NavProps): JSX.Element {
  /** One stop for the Tab key: the section that is open. */
  const stop = createMemo(() => props.current ?? props.places[0]?.id);
  return (
    <nav class="nav" aria-label={t('Sections')}>
      <ul class="plain">
        <For each={props.places}>
          {(place) => (
            <li>
              <button
                type="button"
                class="nav-item"
                data-section={place.id}
                tabindex={!props.isWide || stop() === place.id ? 0 : -1}
                aria-current={props.isWide && props.current === place.id ? 'page' : undefined}
                onClick={() => props.open(place.id)}
              >
                <Icon name={place.icon} />
                <span class="nav-words">
                  <span class="nav-label">{place.label()}</span>
                  <Show when={!props.isWide}>
                    <span class="help">{place.about()}</span>
                  </Show>
                </span>
                <Show when={!props.isWide}>
                  <Icon name="forth" class="flips" />
                </Show>
              </button>
            </li>
          )}
        </For>
      </ul>
    </nav>
  );
}

function Results(props: { readonly found: readonly Findable[]; open(it: Findable): void }): JSX.Element {
  return (
    <div class="results">
      <p class="results-count" role="status">
        {t('{count, plural, =0 {Nothing found. Try another word.} one {# found} other {# found}}', {
          count: props.found.length,
        })}
      </p>
      <ul class="plain">
        <For each={props.found}>
          {(it) => (
            <li>
              <button type="button" class="result" onClick={() => props.open(it)}>
                <span class="result-path">{it.path === '' ? t('Section') : it.sectionLabel}</span>
                <span class="result-label">{it.label}</span>
                <span class="help">{it.help}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}

interface SearchProps {
  readonly query: string;
  type(text: string): void;
  enter(): void;
  down(): void;
  ref(node: HTMLInputElement): void;
}

function SearchField(props: SearchProps): JSX.Element {
  let field: HTMLInputElement | undefined;
  createEffect(() => {
    if (field && field.value !== props.query) field.value = props.query;
  });
  const onKey = (event: KeyboardEvent): void => {
    if (props.query === '' || (event.key !== 'Enter' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    if (event.key === 'Enter') props.enter();
    else props.down();
  };
  return (
    <div class="search" role="search">
      <Icon name="search" />
      <input
        ref={(node) => {
          field = node;
          props.ref(node);
        }}
        type="search"
        placeholder={t('Search settings')}
        aria-label={t('Search settings')}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => props.type(event.currentTarget.value)}
        onKeyDown={onKey}
      />
    </div>
  );
}

/** Goes to a row once its section is there: scrolled to, lit up, with the focus on its control. */
function showRow(content: HTMLElement, path: string): void {
  const row = path === '' ? null : content.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
  if (!row) {
    content.querySelector<HTMLElement>('.section-title')?.focus();
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

function useNavigation(panel: Panel, isWide: Accessor<boolean>, content: () => HTMLElement | undefined) {
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
    setBuilt(false);
    setSection(id);
    content()?.scrollTo({ top: 0 });
  };
  const done = (): void => {
    setBuilt(true);
    const node = content();
    if (awaited === null || !node) return;
    const path = awaited;
    awaited = null;
    showRow(node, path);
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
  // A window made wide shows a section; made narrow, it stays where it is.
  createEffect(() => isWide() && section() === null && setSection(lastSections.get(panel.host) ?? 'photos'));
  return { section, setSection, query, setQuery, open, done, isBuilt };
}

export interface PanelViewProps {
  readonly root: ShadowRoot;
  /** The card around it, which is pulled down on phones; null in a window of its own. */
  sheet(): HTMLElement | null;
}

export function PanelView(props: PanelViewProps): JSX.Element {
  const panel = usePanel();
  const { host, specs } = panel;
  const isWide = useMedia(host.place === 'window' ? '(min-width: 44rem)' : '(min-width: 60rem)');
  const theme = usePart((state) => state.settings.interaction.panelTheme);
  const places = placesFor(specs);
  let surface: HTMLDivElement | undefined;
  let content: HTMLDivElement | undefined;
  let search: HTMLInputElement | undefined;
  let title: HTMLHeadingElement | undefined;
  const { section, setSection, query, setQuery, open, done, isBuilt } = useNavigation(panel, isWide, () => content);
  const found = createMemo(() => (query().trim() === '' ? [] : find(query(), findables(specs, panel.state()))));
  const isSearching = createMemo(() => query().trim() !== '');
  const place = createMemo(() => places.find(({ id }) => id === section()));
  const openFound = (it: Findable): void => panel.go(it.section, it.path);
  const openPlace = (id: string): void => {
    open(id);
    if (!isWide()) queueMicrotask(() => content?.querySelector<HTMLElement>('.section-title')?.focus());
  };
  const back = (): boolean => {
    if (isWide() || section() === null) return false;
    const from = section();
    setSection(null);
    queueMicrotask(() => surface?.querySelector<HTMLElement>(`[data-section="${from ?? ''}"]`)?.focus());
    return true;
  };
  const life = new AbortController();
  onMount(() => {
    if (!surface) return;
    const steering = {
      undo: () => void panel.undo(),
      redo: () => void panel.redo(),
      back,
      clearSearch: () => {
        const had = query() !== '';
        setQuery('');
        return had;
      },
      focusSearch: () => {
        if (!isWide()) setSection(null);
        search?.focus();
        search?.select();
      },
    };
    watchKeys(props.root, surface, steering, life.signal);
    const fallback = (): HTMLElement | null => surface?.querySelector<HTMLElement>('.section-title') ?? title ?? null;
    guardFocus(props.root, surface, fallback, life.signal);
    const head = surface.querySelector<HTMLElement>('.head');
    if (head) watchPull(head, props.sheet, panel.close, life.signal);
  });
  onCleanup(() => life.abort());
  return (
    <div
      ref={surface}
      class="panel"
      classList={{ wide: isWide(), 'in-section': section() !== null && !isSearching() }}
      dir={document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'}
      data-theme={theme()}
      data-place={host.place}
    >
      <div class="side" data-pane="list">
        <div class="head">
          <span class="grabber" aria-hidden="true" />
          <h2 ref={title} class="title" tabindex="-1">
            {t('Settings')}
          </h2>
          <Show when={!isWide()}>
            <HeadButtons />
          </Show>
        </div>
        <SearchField
          ref={(node) => (search = node)}
          query={query()}
          type={setQuery}
          enter={() => found()[0] && openFound(found()[0] as Findable)}
          down={() => surface?.querySelector<HTMLElement>('.result')?.focus()}
        />
        <Show when={isWide() || !isSearching()} fallback={<Results found={found()} open={openFound} />}>
          <Nav places={places} current={section()} isWide={isWide()} open={openPlace} />
        </Show>
      </div>
      <div class="main">
        <div class="section-head" data-pane="head">
          <Show when={!isWide()}>
            <button type="button" class="icon-button" aria-label={t('Back to all sections')} onClick={() => back()}>
              <Icon name="back" class="flips" />
            </button>
          </Show>
          <h3 class="section-title" tabindex="-1">
            {isSearching() ? t('Search') : place()?.label()}
          </h3>
          <HeadButtons />
        </div>
        <div ref={content} class="content" data-pane="content" data-built={isBuilt() ? '' : undefined}>
          <Show when={!(isWide() && isSearching())} fallback={<Results found={found()} open={openFound} />}>
            <Show when={section()} keyed>
              {(id) => <Section id={id} onDone={done} />}
            </Show>
          </Show>
        </div>
      </div>
      <p class="toast" role="status" classList={{ shown: panel.said() !== '' }}>
        {panel.said()}
      </p>
    </div>
  );
}

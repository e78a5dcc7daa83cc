/** The panel itself: the list of sections with the search, the section that is open, and the way back. */
import { createMemo, onCleanup, onMount, Show, type JSX } from 'solid-js';
import { t } from '../../shared/i18n.ts';
import { usePanel, usePart } from './context.ts';
import { HeadButtons, Nav } from './nav.tsx';
import { useMedia, useNavigation } from './navigation.ts';
import { placesFor } from './places.ts';
import { createFinder } from './search-index.ts';
import { Results, SearchField } from './search-view.tsx';
import { Icon } from './icons.tsx';
import type { Findable } from './search.ts';
import { Section } from './sections/section.tsx';
import { guardFocus, watchKeys, watchPull } from './steering.ts';

export interface PanelViewProps {
  readonly root: ShadowRoot;
  /** The card around it, which is pulled down on phones; null in a window of its own. */
  sheet(): HTMLElement | null;
}

export function PanelView(props: PanelViewProps): JSX.Element {
  const panel = usePanel();
  const { host, specs } = panel;
  const isWide = useMedia(host.place === 'window' ? '(min-width: 44rem)' : '(min-width: 60rem)');
  const wish = usePart((state) => state.settings.interaction.panelTheme);
  const isLight = useMedia('(prefers-color-scheme: light)');
  const theme = createMemo(() => (wish() === 'auto' ? (isLight() ? 'light' : 'dark') : wish()));
  const places = placesFor(specs);
  let surface: HTMLDivElement | undefined;
  let content: HTMLDivElement | undefined;
  let search: HTMLInputElement | undefined;
  let title: HTMLHeadingElement | undefined;
  const { section, setSection, query, setQuery, open, done, isBuilt } = useNavigation(panel, isWide, () => content);
  const { found, wake, best } = createFinder(panel, query);
  const isSearching = createMemo(() => query().trim() !== '');
  const place = createMemo(() => places.find(({ id }) => id === section()));
  const openFound = (it: Findable): void => panel.go(it.section, it.path);
  const openPlace = (id: string): void => {
    open(id);
    if (!isWide()) queueMicrotask(() => surface?.querySelector<HTMLElement>('.section-title')?.focus());
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
          wake={wake}
          enter={() => {
            const first = best();
            if (first) openFound(first);
          }}
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
            <Show when={panel.isShown() && section()} keyed>
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

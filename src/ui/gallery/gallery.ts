/**
 * Every transition at work over the user's own photos. Pressing a preview uses it at once; a star puts it into the pool
 * for chance. Previews come from one graphics context, for the tiles in sight only.
 */
import './gallery.css';
import type { TransitionInfo, TransitionPreviews } from '../../shared/app-api.ts';
import { t, told } from '../../shared/i18n.ts';
import { openDialog } from '../dialog.ts';
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import type { OpenPanel, PanelContext } from '../panel.ts';
import { createDetail } from './detail.ts';
import { filters, isLookedFor, type Filter } from './filter.ts';
import { createPaste } from './paste.ts';
import { Player } from './player.ts';
import { createTile, type GalleryTile } from './tile.ts';

class Gallery {
  readonly #context: PanelContext;
  readonly #list = element('ul', { class: 'gallery-grid', attributes: { 'aria-label': t('Transitions') } });
  readonly #aside = element('aside', { class: 'gallery-aside', attributes: { hidden: true } });
  readonly #count = element('p', { class: 'gallery-count', attributes: { role: 'status' } });
  readonly #random = element('button', {
    class: 'pill-button',
    text: t('Random'),
    attributes: { type: 'button', title: t('A different one each time') },
    on: { click: () => this.#use('random') },
  });
  readonly #search = element('input', {
    class: 'gallery-text',
    attributes: {
      type: 'search',
      placeholder: t('Search'),
      'aria-label': t('Search transitions'),
      autocomplete: 'off',
    },
    on: { input: () => this.#sift() },
  });
  readonly #chips: HTMLButtonElement[];
  readonly #stops: (() => void)[] = [];
  #filter: Filter = 'All';
  #tiles: GalleryTile[] = [];
  #player: Player | null = null;
  #detailCanvas: HTMLCanvasElement | null = null;
  #isGone = false;

  constructor(context: PanelContext) {
    this.#context = context;
    this.#chips = filters.map((filter) =>
      element('button', {
        class: 'gallery-chip',
        text: t(filter),
        attributes: { type: 'button' },
        on: {
          click: () => {
            this.#filter = filter;
            this.#sift();
          },
        },
      }),
    );
  }

  content(close: () => void): Node[] {
    const title = element('h2', { text: t('Transitions'), attributes: { tabindex: -1, autofocus: true } });
    const own = element('button', {
      class: 'pill-button',
      text: t('Bring your own'),
      attributes: { type: 'button' },
      on: { click: () => this.#paste() },
    });
    const done = element(
      'button',
      { class: 'icon-button', attributes: { type: 'button', 'aria-label': t('Close') }, on: { click: close } },
      icon('close'),
    );
    const chips = element('div', {
      class: 'gallery-chips',
      attributes: { role: 'group', 'aria-label': t('What to show') },
    });
    chips.append(...this.#chips);
    return [
      element('header', { class: 'gallery-head' }, title, this.#count, done),
      element('div', { class: 'gallery-tools' }, this.#search, chips, this.#random, own),
      element('div', { class: 'gallery-body' }, this.#list, this.#aside),
    ];
  }

  async open(root: Element): Promise<void> {
    const { host } = this.#context;
    this.#stops.push(host.store.onChange(() => this.#follow()));
    this.#fill();
    await host.transitions.loaded;
    if (this.#isGone) return;
    this.#fill();
    let previews: TransitionPreviews | undefined;
    try {
      previews = await host.openPreviews?.();
    } catch {
      // Names without pictures still choose.
    }
    if (this.#isGone || !previews) {
      previews?.dispose();
      this.#list.classList.add('without-pictures');
      return;
    }
    const isStill = this.#wantsStillness();
    this.#player = new Player(previews, { root, isStill });
    this.#play();
  }

  #wantsStillness(): boolean {
    const wish = this.#context.host.store.get().display.reducedMotion;
    return wish === 'on' || (wish === 'auto' && matchMedia('(prefers-reduced-motion: reduce)').matches);
  }

  #fill(): void {
    const { transitions, transitionChoices } = this.#context.host;
    const labels = new Map(transitionChoices().map(({ id, label }) => [id, label]));
    for (const { canvas } of this.#tiles) this.#player?.remove(canvas);
    this.#tiles = transitions.list().map((info) =>
      createTile(info, t(labels.get(info.id) ?? info.label), {
        use: () => this.#choose(info),
        star: () => this.#star(info.id),
      }),
    );
    this.#list.replaceChildren(...this.#tiles.map(({ node }) => node));
    this.#follow();
    this.#play();
  }

  #play(): void {
    for (const [index, tile] of this.#tiles.entries()) {
      const { id } = tile.info;
      this.#player?.add({
        id,
        canvas: tile.canvas,
        phase: (index * 0.137) % 1,
        params: () => this.#context.host.store.get().transitions.params[id],
        shown: () => tile.node.classList.add('shown'),
        failed: () => tile.fail(),
      });
    }
  }

  #follow(): void {
    const { type, pool } = this.#context.host.store.get().transitions;
    for (const tile of this.#tiles) {
      const { id } = tile.info;
      tile.show({ isUsed: type === id || `gl-${type}` === id, isStarred: pool.includes(id) });
    }
    this.#random.setAttribute('aria-pressed', String(type === 'random'));
    this.#sift();
  }

  #sift(): void {
    const { pool } = this.#context.host.store.get().transitions;
    const looking = { filter: this.#filter, words: this.#search.value, starred: pool };
    let seen = 0;
    for (const { info, node } of this.#tiles) {
      node.hidden = !isLookedFor(info, looking);
      if (!node.hidden) seen++;
    }
    this.#chips.forEach((chip, index) => chip.setAttribute('aria-pressed', String(filters[index] === this.#filter)));
    const counts = { seen, all: this.#tiles.length, starred: pool.length };
    const count = pool.length > 0 ? t('{seen} of {all}, {starred} starred', counts) : t('{seen} of {all}', counts);
    const isSimple = this.#context.host.status().tier !== 'shader';
    this.#count.textContent = isSimple
      ? t('{count}. Drawn without shaders here, so most look like a fade', { count })
      : count;
  }

  #fail(error: unknown): void {
    const message = error instanceof Error ? told(error) : t('That did not work. Try again.');
    this.#context.notify({ id: 'gallery', message });
  }

  #use(id: string): void {
    this.#context.host.transitions.use(id).catch((error: unknown) => this.#fail(error));
    if (id === 'random') this.#closeAside();
  }

  #star(id: string): void {
    const { store } = this.#context.host;
    const others = store.get().transitions.pool.filter((it) => it !== id);
    const isStarred = others.length < store.get().transitions.pool.length;
    store.set({ transitions: { pool: isStarred ? others : [...others, id] } });
  }

  #choose(info: TransitionInfo): void {
    if (!info.tags.includes('blocked')) this.#use(info.id);
    const label = this.#context.host.transitionChoices().find(({ id }) => id === info.id)?.label ?? info.label;
    const detail = createDetail({
      host: this.#context.host,
      info,
      label: t(label),
      fail: (error) => this.#fail(error),
      removed: () => {
        this.#closeAside();
        this.#fill();
      },
    });
    this.#openAside(detail.nodes);
    this.#detailCanvas = detail.canvas;
    this.#player?.add({ id: info.id, canvas: detail.canvas, phase: 0.17, params: () => detail.params() });
  }

  #paste(): void {
    const nodes = createPaste({
      host: this.#context.host,
      back: () => this.#closeAside(),
      trying: (isTrying) => this.#player?.hold(isTrying),
      added: (info) => {
        this.#fill();
        this.#choose(info);
      },
    });
    this.#openAside(nodes);
    this.#aside.querySelector('input')?.focus();
  }

  #openAside(nodes: readonly Node[]): void {
    if (this.#detailCanvas) this.#player?.remove(this.#detailCanvas);
    this.#detailCanvas = null;
    const done = element(
      'button',
      {
        class: 'icon-button gallery-aside-close',
        attributes: { type: 'button', 'aria-label': t('Back to all') },
        on: { click: () => this.#closeAside() },
      },
      icon('close'),
    );
    this.#aside.replaceChildren(done, ...nodes);
    this.#aside.hidden = false;
    this.#aside.scrollTop = 0;
  }

  #closeAside(): void {
    if (this.#detailCanvas) this.#player?.remove(this.#detailCanvas);
    this.#detailCanvas = null;
    this.#aside.hidden = true;
    this.#aside.replaceChildren();
  }

  dispose(): void {
    this.#isGone = true;
    for (const stop of this.#stops) stop();
    this.#player?.dispose();
    this.#player = null;
  }
}

export function openGallery(context: PanelContext): OpenPanel {
  const gallery = new Gallery(context);
  const dialog = openDialog({
    root: context.root,
    class: 'gallery',
    label: t('Transitions'),
    content: gallery.content(() => dialog.close()),
    walk: 'vertical',
    closed: () => {
      gallery.dispose();
      context.closed();
    },
  });
  void gallery.open(dialog.node);
  return { close: dialog.close };
}

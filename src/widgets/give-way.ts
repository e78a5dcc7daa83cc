/** Widgets step aside where a card of the overlay lies over them: two texts on one spot are no text. Main thread. */
const CARDS = ':scope > [data-scrim]:not(.bar, .pause-sign)';

const meet = (a: DOMRect, b: DOMRect): boolean =>
  a.width > 0 && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** `layer` holds the widgets, `overlay` the cards. Returns a function that stops it and shows every widget again. */
export function giveWay(layer: HTMLElement, overlay: HTMLElement): () => void {
  const follow = (): void => {
    const cards = [...overlay.querySelectorAll(CARDS)].map((card) => card.getBoundingClientRect());
    for (const widget of layer.querySelectorAll('.widget')) {
      const own = widget.getBoundingClientRect();
      widget.classList.toggle(
        'aside',
        cards.some((card) => meet(card, own)),
      );
    }
  };
  const life = new AbortController();
  const cards = new MutationObserver(follow);
  cards.observe(overlay, { childList: true });
  // A notice is always in the page, and shown now and then.
  const notices = new MutationObserver(follow);
  notices.observe(overlay, { subtree: true, attributes: true, attributeFilter: ['hidden'] });
  addEventListener('resize', follow, { signal: life.signal });
  return () => {
    life.abort();
    cards.disconnect();
    notices.disconnect();
    for (const widget of layer.querySelectorAll('.aside')) widget.classList.remove('aside');
  };
}

/**
 * The box around one widget: its place, type, card and ink. Owns its nodes; the layer decides where the box goes and the
 * readability keeper which ink it wears.
 */
import type { WidgetInstance } from '../shared/widget.ts';
import { element } from './element.ts';
import { readableColor, type InkName, type Rgb } from './ink.ts';
import { createShade, type Shade } from './shade.ts';

export interface FrameLook {
  readonly ink: InkName;
  /** Opacity of the scrim, 0–1. */
  readonly alpha: number;
  /** Opacity of what is written, 0–1. */
  readonly opacity: number;
  readonly scrim: Rgb;
  readonly contrast: number;
}

export interface Frame {
  readonly node: HTMLElement;
  /** Where the widget draws. */
  readonly host: HTMLElement;
  /** Behind the text of a card of glass. */
  readonly glass: HTMLCanvasElement;
  /** Behind letters without a card. */
  readonly shade: Shade;
  instance: WidgetInstance;
  look: FrameLook | null;
  follow(instance: WidgetInstance): void;
  wear(look: FrameLook): void;
  box(): DOMRect;
}

/** Percent values are rounded so that a style that did not change is not written again. */
const percent = (share: number): string => share.toFixed(2);

const bytesOf = (color: Rgb): string => color.map((channel) => Math.round(channel * 255)).join(' ');

export function createFrame(first: WidgetInstance): Frame {
  const host = element('div', { class: 'widget-host' });
  const glass = element('canvas', {
    class: 'widget-glass',
    attributes: { width: 1, height: 1, 'aria-hidden': 'true' },
  });
  const shade = createShade();
  const ground = element('div', { class: 'widget-ground', attributes: { 'aria-hidden': 'true' } }, shade.node);
  const node = element('section', { class: 'widget' }, glass, ground, host);
  const frame: Frame = {
    node,
    host,
    glass,
    shade,
    instance: first,
    look: null,
    follow(instance) {
      frame.instance = instance;
      node.dataset['id'] = instance.id;
      node.dataset['widget'] = instance.widget;
      node.dataset['card'] = instance.card;
      node.dataset['font'] = instance.font;
      node.dataset['place'] = instance.place;
      node.dataset['shadow'] = instance.shadow ?? 'none';
      const isPressed = (instance.click ?? 'none') !== 'none';
      if (isPressed) node.dataset['press'] = 'widget';
      else delete node.dataset['press'];
      if (isPressed) node.setAttribute('role', 'button');
      else node.removeAttribute('role');
      // A box that is being arranged has the focus, pressed or not.
      if (isPressed || node.classList.contains('is-arranged')) node.tabIndex = 0;
      else node.removeAttribute('tabindex');
      node.style.setProperty('--size', String(instance.size));
      if (instance.color === 'auto') node.style.removeProperty('--own-ink');
      else node.style.setProperty('--own-ink', `rgb(${bytesOf(readableColor(instance.color))})`);
      node.classList.toggle('has-own-ink', instance.color !== 'auto');
    },
    wear(look) {
      const before = frame.look;
      frame.look = look;
      // A style that is written makes the browser look at the box again, changed or not.
      if (JSON.stringify(before) === JSON.stringify(look)) return;
      // Shade that is needed is needed now, and another ink stands on another shade: only what is too much goes slowly.
      const isTurned = look.ink !== before?.ink;
      if (isTurned || look.alpha !== before.alpha)
        ground.classList.toggle('is-sinking', !isTurned && look.alpha < before.alpha);
      // One step from one ink to the other: on the way between them there is a grey that nobody can read.
      node.dataset['ink'] = look.ink;
      // On the two boxes themselves: what a whole widget inherits would be worked out for everything in it.
      ground.style.setProperty('--ground', bytesOf(look.scrim));
      shade.tint(look.scrim);
      ground.style.opacity = percent(look.alpha);
      host.style.opacity = percent(look.opacity);
    },
    box: () => node.getBoundingClientRect(),
  };
  frame.follow(first);
  return frame;
}

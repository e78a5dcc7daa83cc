/** Contrast of what is written as it is on screen: the colours of the text against the pixels behind it. */
import type { Page } from '@playwright/test';

interface TextBox {
  readonly widget: string;
  readonly text: string;
  readonly color: readonly number[];
  readonly opacity: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Every line of text on the layer, with its colour. */
const textBoxes = (page: Page): Promise<TextBox[]> =>
  page.evaluate(() => {
    const found: TextBox[] = [];
    for (const widget of document.querySelectorAll<HTMLElement>('#widgets .widget')) {
      const walker = document.createTreeWalker(widget.querySelector('.widget-host') as Node, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!node.textContent?.trim() || !parent || parent.closest('[hidden], svg, .date-today')) continue;
        const style = getComputedStyle(parent);
        const color = (style.color.match(/[\d.]+/g) ?? []).map(Number);
        const opacity = Number(getComputedStyle(widget.querySelector('.widget-host') as Element).opacity);
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const { x, y, width, height } of range.getClientRects()) {
          if (width < 1 || height < 1) continue;
          found.push({
            widget: widget.dataset['widget'] ?? '',
            text: node.textContent,
            color,
            opacity,
            x,
            y,
            width,
            height,
          });
        }
      }
    }
    return found;
  });

export interface Measured {
  readonly widget: string;
  readonly text: string;
  /** Of the worst pixel but two in a hundred: a single star does not keep anybody from reading. */
  readonly contrast: number;
}

export async function measureContrast(page: Page): Promise<Measured[]> {
  const hide = (visibility: string) =>
    page.evaluate((value) => {
      for (const host of document.querySelectorAll<HTMLElement>('.widget-host')) host.style.visibility = value;
    }, visibility);
  const inks = () =>
    page.$$eval('#widgets .widget', (all) => all.map((it) => (it as HTMLElement).dataset['ink']).join());
  let [boxes, picture, before] = [await textBoxes(page), '', ''];
  await hide('hidden');
  // A slow machine may take the picture after the ink has changed.
  for (let attempt = 0; attempt < 3 && (picture === '' || before !== (await inks())); attempt++) {
    before = await inks();
    boxes = await textBoxes(page);
    picture = (await page.screenshot()).toString('base64');
  }
  await hide('');
  return page.evaluate(
    async ({ boxes, picture }) => {
      const bytes = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (!context) throw new Error('There is no canvas.');
      context.drawImage(bitmap, 0, 0);
      const linear = (value: number): number => {
        const srgb = value / 255;
        return srgb <= 0.04045 ? srgb / 12.92 : ((srgb + 0.055) / 1.055) ** 2.4;
      };
      const light = (rgb: readonly number[]): number =>
        0.2126 * linear(rgb[0] ?? 0) + 0.7152 * linear(rgb[1] ?? 0) + 0.0722 * linear(rgb[2] ?? 0);
      return boxes.map(({ widget, text, color, opacity, x, y, width, height }) => {
        const left = Math.max(0, Math.floor(x));
        const top = Math.max(0, Math.floor(y));
        const wide = Math.max(1, Math.min(bitmap.width - left, Math.ceil(width)));
        const { data } = context.getImageData(
          left,
          top,
          wide,
          Math.max(1, Math.min(bitmap.height - top, Math.ceil(height))),
        );
        const ratios: number[] = [];
        for (let at = 0; at < data.length; at += 4) {
          const behind = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
          const ink = color
            .slice(0, 3)
            .map((channel, index) => channel * opacity + (behind[index] ?? 0) * (1 - opacity));
          const [a, b] = [light(ink), light(behind)];
          ratios.push((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
        }
        ratios.sort((a, b) => a - b);
        return { widget, text, contrast: ratios[Math.floor(ratios.length / 50)] ?? 0 };
      });
    },
    { boxes, picture },
  );
}

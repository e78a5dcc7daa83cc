/** Twelve widgets over a still photo: frames the stage draws, what the page changes, and how busy the main thread is. */
import { launch, show, verdict } from './browser.mjs';
import { address, openShow, startCompanion } from './show.mjs';

const widgets = [
  'clock',
  'date',
  'sun',
  'note',
  'countdown',
  'qr',
  'quote',
  'status',
  'photo-info',
  'clock',
  'note',
  'date',
];
const places = ['top-left', 'top', 'top-right', 'left', 'right', 'bottom-left', 'bottom', 'bottom-right', 'center'];

const instances = JSON.stringify(
  widgets.map((widget, index) => ({
    id: `${widget}-${index}`,
    widget,
    place: places[index % places.length],
    size: 0.5,
    options: widget === 'sun' ? { place: '52.5, 13.4' } : {},
  })),
);

export async function benchWidgets(rows, seconds = 60) {
  const companion = await startCompanion();
  const browser = await launch({ width: 640, height: 360 });
  try {
    const settings = { 'widgets.instances': instances, 'display.tier': 'css' };
    const page = await openShow(browser.context, address(companion.url, settings), 'css');
    await page.waitForFunction(async (wanted) => {
      const standing = await window.afterimage.widgets.inspect();
      return standing.filter(({ visible }) => visible).length >= wanted - 1;
    }, widgets.length);
    await page.waitForTimeout(2000);
    const session = await browser.context.newCDPSession(page);
    await session.send('Performance.enable');
    const busyMs = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
    };
    await page.evaluate(() => window.afterimage.metrics.reset());
    const before = await busyMs();
    await page.waitForTimeout(seconds * 1000);
    const share = ((await busyMs()) - before) / (seconds * 10);
    const { frames, idleFramesDrawn } = await page.evaluate(() => window.afterimage.metrics());
    const drawn = frames.count + idleFramesDrawn;
    verdict(rows, `twelve widgets, still photo, frames in ${seconds} s`, String(drawn), '0', drawn === 0);
    verdict(rows, 'twelve widgets, main thread busy, %', show(share), '≤ 0.5', share <= 0.5);
  } finally {
    await browser.close();
    await companion.stop();
  }
}

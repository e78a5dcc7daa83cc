/** The goals of the first light: frame cost, decoding under transitions, stillness, first paint. Peers run beside. */
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { launch, line, quantiles, tracedFrames, verdict } from './browser.mjs';
import { photoFolder } from './photos.mjs';
import { address, advance, companionOnly, openShow, startCompanion } from './show.mjs';
import { bareFrames } from './whole-frame.mjs';

/** Records the time between animation frames, the same way for every subject. */
function recordGaps(seconds) {
  return new Promise((resolve) => {
    const gaps = [];
    let longTasks = 0;
    const observer = new PerformanceObserver((list) => (longTasks += list.getEntries().length));
    observer.observe({ type: 'longtask' });
    const start = performance.now();
    let last = start;
    const frame = (now) => {
      gaps.push(now - last);
      last = now;
      if (now - start < seconds * 1000) requestAnimationFrame(frame);
      else {
        observer.disconnect();
        resolve({ gaps: gaps.slice(2), longTasks });
      }
    };
    requestAnimationFrame((now) => {
      last = now;
      requestAnimationFrame(frame);
    });
  });
}

export async function benchFrames(rows) {
  const companion = await startCompanion();
  const browser = await launch({ width: 1920, height: 1080 });
  try {
    for (const type of ['crossfade', 'slide', 'wipe', 'ripple']) {
      const page = await openShow(
        browser.context,
        address(companion.url, { 'display.tier': 'shader', 'transitions.type': type, 'transitions.durationMs': 4000 }),
        'shader',
      );
      await advance(page, 1);
      await page.evaluate(() => window.afterimage.metrics.reset());
      await advance(page, 3);
      const { frames } = await page.evaluate(() => window.afterimage.metrics());
      const { mainMs } = frames;
      const traced = await tracedFrames(browser, page, () => advance(page, 3));
      verdict(
        rows,
        `${type} at 1920×1080, our JavaScript per frame, ms`,
        `p50 ${mainMs.p50.toFixed(2)} (n ${mainMs.count})`,
        '≤ 0.5',
        mainMs.p50 <= 0.5,
      );
      verdict(
        rows,
        `${type}, processor time of a whole animation frame, ms`,
        `p99 ${traced.thread.p99.toFixed(2)} (n ${traced.thread.count})`,
        '≤ 3',
        traced.thread.p99 <= 3,
      );
      const aside = (what, times) => console.log(`    ${what.padEnd(58)} ${line(times)}`);
      aside('  the same as a clock sees it', traced.wall);
      aside('  our JavaScript alone, as a clock sees it', mainMs);
      await page.close();
      const bare = await bareFrames(browser.context, type, mainMs.count);
      aside('  bare WebGL with the same GLSL, as a clock sees it', bare);
    }
  } finally {
    await browser.close();
    await companion.stop();
  }
}

export async function benchStill(rows) {
  const companion = await startCompanion();
  const browser = await launch({ width: 1280, height: 720 });
  try {
    for (const tier of ['shader', 'canvas2d', 'css']) {
      const page = await openShow(
        browser.context,
        address(companion.url, { 'display.tier': tier, 'transitions.durationMs': 300 }),
        tier,
      );
      await advance(page, 2);
      await page.waitForTimeout(1000);
      await page.evaluate(() => window.afterimage.metrics.reset());
      await page.waitForTimeout(20_000);
      const { frames, idleFramesDrawn } = await page.evaluate(() => window.afterimage.metrics());
      verdict(
        rows,
        `still photo on ${tier}, frames in 20 s`,
        String(frames.count + idleFramesDrawn),
        '0',
        frames.count + idleFramesDrawn === 0,
      );
      await page.close();
    }
  } finally {
    await browser.close();
    await companion.stop();
  }
}

export async function benchFirstPaint(rows) {
  const companion = await startCompanion();
  const times = [];
  try {
    for (let run = 0; run < 7; run++) {
      const browser = await launch({ width: 1920, height: 1080 });
      const page = await browser.context.newPage();
      // The browser's own start is not the page's.
      await page.waitForTimeout(2500);
      await page.goto(address(companion.url));
      await page.waitForFunction(() => 'afterimage' in window);
      times.push(
        await page.evaluate(async () => {
          await window.afterimage.ready;
          const ready = window.afterimage.status().events.find(({ type }) => type === 'app.ready');
          return ready.firstPhotoMs;
        }),
      );
      await browser.close();
    }
  } finally {
    await companion.stop();
  }
  const result = quantiles(times);
  verdict(
    rows,
    'first photo after navigation, cold cache, ms',
    `p50 ${result.p50.toFixed(0)} max ${result.max.toFixed(0)} (n ${times.length})`,
    '≤ 1000',
    result.p50 <= 1000,
  );
}

/** Two stacked images and CSS opacity: what most photo pages do. */
function servePeer(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.jpg'));
  const html = `<!doctype html><style>body{margin:0;background:#000}img{position:fixed;inset:0;width:100%;height:100%;object-fit:cover;transition:opacity 1.5s}</style>
    <img id=a><img id=b style="opacity:0"><script>const n=${JSON.stringify(names)};let i=0,top=b;a.src=n[0];setInterval(()=>{top.src=n[++i%n.length];const t=top;t.onload=()=>{b.style.opacity=t===b?1:0;top=t===b?a:b}},2500)</script>`;
  const server = createServer((request, response) => {
    if (request.url === '/') return response.setHeader('Content-Type', 'text/html').end(html);
    const name = decodeURIComponent(request.url.slice(1));
    if (!names.includes(name)) return response.writeHead(404).end();
    response.setHeader('Content-Type', 'image/jpeg').end(readFileSync(join(folder, name)));
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({ url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() }),
    ),
  );
}

async function gapsOfShow(folder) {
  const companion = await startCompanion(['--photos', folder]);
  const browser = await launch({ width: 640, height: 360 });
  try {
    const settings = {
      'display.tier': 'shader',
      'transitions.type': 'crossfade',
      'transitions.durationMs': 1500,
      'slideshow.intervalSec': 1,
      'slideshow.order': 'name',
      'sources.entries': companionOnly,
    };
    const page = await openShow(browser.context, address(companion.url, settings), 'shader');
    await page.waitForTimeout(3000);
    const result = await page.evaluate(recordGaps, 30);
    const { decodeMs, slides } = await page.evaluate(() => window.afterimage.metrics());
    return { ...result, decodeMs, slides };
  } finally {
    await browser.close();
    await companion.stop();
  }
}

export async function benchDecoding(rows) {
  const small = photoFolder({ count: 12, size: '2mp' });
  const large = photoFolder({ count: 12, size: '48mp' });
  const calm = await gapsOfShow(small);
  const busy = await gapsOfShow(large);
  const [a, b] = [quantiles(calm.gaps), quantiles(busy.gaps)];
  console.log(
    `      2 MP: ${line(a, 1)}, ${calm.slides} slides\n     48 MP: ${line(b, 1)}, ${busy.slides} slides, decode ${line(busy.decodeMs, 0)}`,
  );
  verdict(
    rows,
    'frame gap p99 while 48 MP photos decode ÷ 2 MP photos',
    (b.p99 / a.p99).toFixed(2),
    '≤ 1.5',
    b.p99 / a.p99 <= 1.5,
  );
  verdict(
    rows,
    'main-thread tasks over 50 ms while 48 MP photos decode',
    String(busy.longTasks),
    '0',
    busy.longTasks === 0,
  );
  const peer = await servePeer(large);
  const browser = await launch({ width: 640, height: 360 });
  try {
    const page = await browser.context.newPage();
    await page.goto(peer.url);
    await page.waitForTimeout(3000);
    const { gaps, longTasks } = await page.evaluate(recordGaps, 30);
    verdict(
      rows,
      'peer: two <img> with CSS opacity, frame gap, ms',
      line(quantiles(gaps), 1),
      `ours p99 ${b.p99.toFixed(1)}`,
      null,
    );
    verdict(rows, 'peer: main-thread tasks over 50 ms', String(longTasks), `ours ${busy.longTasks}`, null);
  } finally {
    await browser.close();
    peer.stop();
  }
}

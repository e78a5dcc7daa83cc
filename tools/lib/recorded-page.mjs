/** Pages whose network is a list of recorded answers and whose clocks stand at one moment. */
import { momentMs, recordedAnswers } from './recorded-answers.mjs';

/** In the page and in its workers: every clock stands at the moment and goes on from there. */
function shiftTime(startMs) {
  const Real = globalThis.Date;
  const shift = startMs - Real.now();
  globalThis.Date = class extends Real {
    constructor(...parts) {
      if (parts.length === 0) super(Real.now() + shift);
      else super(...parts);
    }
    static now() {
      return Real.now() + shift;
    }
  };
}

/** A context of a Playwright browser in which every page is such a page. */
export async function openRecorded(browser, viewport) {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: 1,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
  await context.addInitScript(shiftTime, momentMs);
  // Nothing is kept between two pictures, and nobody stands between a worker and the recorded answers.
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  await context.route(/\.worker[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${shiftTime})(${momentMs});${await response.text()}` });
  });
  await context.route(/^https:/, (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const [contentType, body] = recordedAnswers[`${origin}${pathname}`] ?? [];
    if (body === undefined) return route.abort();
    return route.fulfill({ contentType, body, headers: { 'access-control-allow-origin': '*' } });
  });
  return context;
}

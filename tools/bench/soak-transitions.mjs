/** Many random transitions on the page of the browser scenes; the rules are in tests/scenes/page/soak.ts. */
import { launch, machine } from './browser.mjs';
import { openScene, serveScenes } from './scenes.mjs';

/** @returns whether all went well */
export async function soakTransitions(count, seed) {
  console.log(`${count} random transitions at 320×180, seed ${seed}; ${machine()}`);
  const server = await serveScenes();
  const browser = await launch({ width: 320, height: 180 });
  try {
    const page = await openScene(browser.context, server.url);
    const afterDemotion = Math.floor(count / 6);
    const startMs = performance.now();
    const result = await page.evaluate((options) => window.scene.soak(options), { count, seed, afterDemotion });
    const { played, cancelled, resized, wrong, glErrors, live, tiers } = result;
    const perTransitionMs = (performance.now() - startMs) / played;
    console.log(
      `${played} played (${perTransitionMs.toFixed(0)} ms each), ${cancelled} cancelled, ${resized} resized, on ${tiers.join(', ')}; ${wrong.length} did not end exactly; GL errors ${glErrors}`,
    );
    console.log(`alive before ${JSON.stringify(live.before)}, after ${JSON.stringify(live.after)}`);
    for (const line of wrong.slice(0, 20)) console.log(`  ${line}`);
    const isFlat = JSON.stringify(live.before) === JSON.stringify(live.after);
    const passed = played === count && wrong.length === 0 && glErrors === 0 && isFlat;
    console.log(passed ? 'soak passed' : 'soak failed');
    return passed;
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * A short look at the built app in the other engines, where they are installed: `npm run browsers`. Firefox through its own remote
 * protocol, WebKit through WebKitWebDriver (Debian: `firefox-esr`, `webkit2gtk-driver xvfb`). The first photo, the next ones, widgets,
 * the settings and sound; ends with 1 when a browser that is there shows less.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCompanion } from './bench/show.mjs';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const isThere = (program) => spawnSync('which', [program]).status === 0;

/** @returns {Promise<number>} a port that nobody has */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Tries until it works, for as long as a browser takes to start. */
async function eventually(work, ms = 30_000) {
  for (const until = Date.now() + ms; ; await wait(300)) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}

/** https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html: JSON with its length before it. */
async function openFirefox() {
  const [profile, port] = [mkdtempSync(join(tmpdir(), 'afterimage-firefox-')), await freePort()];
  writeFileSync(join(profile, 'user.js'), `user_pref("marionette.port", ${port});\n`);
  const program = ['firefox-esr', 'firefox'].find(isThere);
  const browser = spawn(program, ['--headless', '--no-remote', '--marionette', '--profile', profile], {
    stdio: 'ignore',
  });
  const socket = await eventually(
    () =>
      new Promise((resolve, reject) => {
        const one = connect(port, '127.0.0.1', () => resolve(one)).once('error', reject);
      }),
  );
  const waiting = new Map();
  let [text, last] = [Buffer.alloc(0), 0];
  socket.on('data', (data) => {
    text = Buffer.concat([text, data]);
    for (;;) {
      const colon = text.indexOf(':');
      const end = colon + 1 + Number(text.subarray(0, colon).toString());
      if (colon < 0 || text.length < end) return;
      const message = JSON.parse(text.subarray(colon + 1, end).toString());
      text = text.subarray(end);
      if (!Array.isArray(message)) continue;
      const [, id, error, value] = message;
      if (error) waiting.get(id)?.reject(new Error(error.message));
      else waiting.get(id)?.resolve(value);
    }
  });
  const send = (name, parameters) =>
    new Promise((resolve, reject) => {
      const message = JSON.stringify([0, ++last, name, parameters]);
      waiting.set(last, { resolve, reject });
      socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
  await send('WebDriver:NewSession', {});
  await send('WebDriver:SetTimeouts', { script: 60_000 });
  return {
    go: (url) => send('WebDriver:Navigate', { url }),
    run: async (script) => (await send('WebDriver:ExecuteAsyncScript', { script, args: [] })).value,
    press: (key) => send('WebDriver:PerformActions', { actions: keystroke(key) }),
    close() {
      socket.destroy();
      browser.once('exit', () => rmSync(profile, { recursive: true, force: true }));
      browser.kill();
    },
  };
}

const keystroke = (value) => [
  {
    type: 'key',
    id: 'keys',
    actions: [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ],
  },
];

const miniBrowser = () =>
  ['/usr/lib', ...readdirSync('/usr/lib').map((folder) => `/usr/lib/${folder}`)]
    .flatMap((folder) => ['webkitgtk-6.0', 'webkit2gtk-4.1'].map((name) => `${folder}/${name}/MiniBrowser`))
    .find(existsSync);

/** https://www.w3.org/TR/webdriver2/ */
async function openWebKit() {
  const port = await freePort();
  const display = `:${200 + (port % 700)}`;
  const screen = spawn('Xvfb', [display, '-screen', '0', '1280x800x24'], { stdio: 'ignore' });
  await wait(1000);
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: display,
      LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
  });
  const ask = async (path, body, method = 'POST') => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(method === 'POST' && { body: JSON.stringify(body) }),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(value.message);
    return value;
  };
  const options = { binary: miniBrowser(), args: ['--automation'] };
  const { sessionId } = await eventually(() =>
    ask('/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } }),
  );
  const session = `/session/${sessionId}`;
  await ask(`${session}/timeouts`, { script: 60_000 });
  return {
    go: (url) => ask(`${session}/url`, { url }),
    run: (script) => ask(`${session}/execute/async`, { script, args: [] }),
    press: (key) => ask(`${session}/actions`, { actions: keystroke(key) }),
    async close() {
      await ask(session, null, 'DELETE').catch(() => undefined);
      driver.kill();
      screen.kill();
    },
  };
}

const widgets = ['clock', 'date', 'quote', 'sun', 'status', 'note', 'countdown', 'world-clocks', 'weather'];

/** @returns {Promise<[string, boolean, string][]>} what was looked at, whether it is well, and what was found */
async function look(browser, url) {
  const say = (expression) =>
    browser.run(
      `const done = arguments[arguments.length - 1];
       Promise.resolve().then(async () => (${expression})).then(done, (error) => done('error: ' + error.message));`,
    );
  const until = (expression, ms) =>
    eventually(async () => {
      const found = await say(expression);
      if (!found || String(found).startsWith('error:')) throw new Error(`${expression}: ${found}`);
      return found;
    }, ms).catch((error) => `error: ${error.message}`);
  const seen = [];
  const note = (what, isWell, found) => seen.push([what, isWell, String(found)]);
  const target = new URL(url);
  const settings = {
    'interaction.welcome': 'false',
    'slideshow.intervalSec': '3600',
    'display.minFps': '0',
    'transitions.durationMs': '400',
    'widgets.instances': JSON.stringify(widgets.map((widget) => ({ id: widget, widget }))),
  };
  for (const [path, value] of Object.entries(settings)) target.searchParams.set(`set.${path}`, value);
  await browser.go(target.href);
  const first = await until('afterimage.ready.then(() => afterimage.status().photo?.title)', 40_000);
  note('the first photo', !first.startsWith('error:'), first);
  for (let slide = 2; slide <= 4; slide++) {
    const asked = `afterimage.status().transition === null && afterimage.next(), afterimage.status().slide >= ${slide}`;
    const shown = await until(asked, 30_000);
    note(`photo ${slide}`, shown === true, await say('afterimage.status().photo.title'));
  }
  const tier = await say('afterimage.status().tier + (crossOriginIsolated ? "" : ", not isolated")');
  note('drawn with', !tier.startsWith('error:') && !tier.startsWith('css'), tier);
  const left = await say(
    "afterimage.status().events.filter((it) => it.type === 'notice' && it.message.startsWith('A widget')).length",
  );
  const standing = await until("[...document.querySelectorAll('[data-widget]')].length", 10_000);
  note('widgets', left === 0 && standing === widgets.length, `${standing} there, ${left} left out`);
  await browser.press('s');
  const sheet = await until("document.querySelector('dialog.sheet')?.open === true", 15_000);
  note('the settings', sheet === true, sheet);
  await browser.press('\uE00C');
  const sound = await say("afterimage.sound.open('demo').then(() => afterimage.sound.status().state)");
  note('sound', ['running', 'held'].includes(sound), sound);
  const workers = await say(
    'JSON.stringify(Object.entries(afterimage.status().workers).map(([n, w]) => n + " " + w.state))',
  );
  note('workers', !workers.includes('failed') && !workers.startsWith('error:'), workers);
  return seen;
}

const engines = [
  { name: 'Firefox', isHere: ['firefox-esr', 'firefox'].some(isThere), open: openFirefox },
  { name: 'WebKit', isHere: ['WebKitWebDriver', 'Xvfb'].every(isThere) && Boolean(miniBrowser()), open: openWebKit },
];

const companion = await startCompanion();
for (const { name, isHere, open } of engines) {
  if (!isHere) {
    console.log(`${name}: not installed, not looked at`);
    continue;
  }
  console.log(name);
  const browser = await open();
  try {
    for (const [what, isWell, found] of await look(browser, companion.url)) {
      console.log(`${isWell ? 'ok ' : 'NO '} ${what.padEnd(18)} ${found}`);
      if (!isWell) process.exitCode = 1;
    }
  } finally {
    await browser.close();
  }
}
companion.stop();

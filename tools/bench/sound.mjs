/**
 * From the last sample of a hop to the frame that used it, with a WAV as the microphone, and what is lost over a minute in
 * which the main thread is blocked for 1.5 s. SOUND_WAV names another file, SOUND_SEC another length.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, show, verdict } from './browser.mjs';

const seconds = Number(process.env.SOUND_SEC ?? 60);
const blockMs = 1500;

/** Ten seconds of clicks and noise, mono 16-bit PCM. */
function writeWav(path) {
  const rate = 48_000;
  const samples = new Int16Array(rate * 10);
  for (let i = 0; i < samples.length; i += 1) {
    const inBeat = (i / rate) % 0.5;
    samples[i] = 20_000 * Math.sin(2 * Math.PI * 90 * inBeat) * Math.exp(-14 * inBeat) + 1200 * (Math.random() - 0.5);
  }
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write('WAVEfmt ', 8);
  [16, 0x0001_0001, rate, rate * 2, 0x0010_0002].forEach((value, i) => head.writeUInt32LE(value, 16 + 4 * i));
  head.write('data', 36);
  head.writeUInt32LE(samples.byteLength, 40);
  writeFileSync(path, Buffer.concat([head, Buffer.from(samples.buffer)]));
}

function companion() {
  const child = spawn(process.execPath, ['dist/server/main.js', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('the companion did not start')));
    child.stdout.on('data', (data) => {
      const url = /https?:\/\/[\d.:[\]\w]+/.exec(String(data))?.[0];
      if (url) resolve({ url, stop: () => child.kill() });
    });
  });
}

/** In the page: reads once per frame; blocks the thread half-way. */
async function measure({ seconds, blockMs }) {
  const { sound } = window.afterimage;
  await sound.open('microphone');
  const reader = await sound.reader();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  sound.resetMetrics();
  const endMs = performance.now() + seconds * 1000;
  const blockAtMs = performance.now() + seconds * 500;
  let frames = 0;
  let isBlocked = false;
  await new Promise((resolve) => {
    const step = (nowMs) => {
      reader.read(nowMs);
      frames += 1;
      if (!isBlocked && nowMs > blockAtMs) {
        isBlocked = true;
        const until = performance.now() + blockMs;
        while (performance.now() < until);
      }
      if (performance.now() < endMs) requestAnimationFrame(step);
      else resolve();
    };
    requestAnimationFrame(step);
  });
  return { ...sound.status(), frames };
}

export async function benchSound(rows) {
  const folder = mkdtempSync(join(tmpdir(), 'afterimage-sound-'));
  const wav = process.env.SOUND_WAV ?? join(folder, 'song.wav');
  if (!process.env.SOUND_WAV) writeWav(wav);
  const server = await companion();
  const browser = await launch({
    args: [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${wav}`,
    ],
  });
  try {
    const page = await browser.context.newPage();
    await page.goto(
      `${server.url}/?set.display.kenBurns=false&set.interaction.welcome=false&set.slideshow.intervalSec=3600&set.display.tier=css`,
    );
    await page.waitForFunction(() => 'afterimage' in window);
    await page.evaluate(() => window.afterimage.ready);
    const { latencyMs, overruns, frames, sampleRate, isShared } = await page.evaluate(measure, { seconds, blockMs });
    console.log(
      `    ${sampleRate} Hz, ${isShared ? 'shared memory' : 'messages'}, ${show(frames / seconds, 0)} frames/s, n ${latencyMs.count}`,
    );
    verdict(rows, 'hop to frame, p50, ms', show(latencyMs.p50, 1), '≤ 20', latencyMs.p50 <= 20);
    verdict(rows, 'hop to frame, p95, ms', show(latencyMs.p95, 1), '≤ 30', latencyMs.p95 <= 30);
    verdict(rows, `samples lost in ${seconds} s, main thread blocked ${blockMs} ms`, overruns, '0', overruns === 0);
  } finally {
    await browser.close();
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

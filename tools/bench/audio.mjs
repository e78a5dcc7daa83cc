/**
 * How well beats, tempo and bands are heard: our analyzer on annotated recordings, and beside it, in the same run, what the
 * npm packages make of them. The recordings are no part of the repository: a folder of NAME.wav and NAME.json with its
 * score.mjs, `../shared/beats` unless BEATS names another.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadTypescript } from '../lib/load-typescript.mjs';
import { show, verdict } from './browser.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = resolve(root, process.env.BEATS ?? '../shared/beats');
/** As a worklet's ring would hand them over. */
const CHUNK = 512;
const LATEST_SEC = 0.05;

/** Mono 16-bit PCM, which is all the set has. */
function readWav(path) {
  const bytes = readFileSync(path);
  const sampleRate = bytes.readUInt32LE(24);
  let at = 12;
  while (bytes.toString('latin1', at, at + 4) !== 'data') at += 8 + bytes.readUInt32LE(at + 4);
  const size = Math.min(bytes.readUInt32LE(at + 4), bytes.length - at - 8);
  const samples = Float32Array.from({ length: size >> 1 }, (_, i) => bytes.readInt16LE(at + 8 + 2 * i) / 32_768);
  return { sampleRate, samples };
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? null;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const cpuSec = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
};

function hear(Analyzer, { sampleRate, samples }) {
  const analyzer = new Analyzer({ sampleRate });
  const start = process.cpuUsage();
  const beats = [];
  const tempos = [];
  let late = 0;
  for (let at = 0; at < samples.length; at += CHUNK) {
    for (const { beat, tempoBpm, timeSec } of analyzer.process(samples.subarray(at, at + CHUNK))) {
      if (beat) {
        beats.push(beat.timeSec);
        if (timeSec - beat.timeSec > LATEST_SEC) late += 1;
      }
      if (tempoBpm > 0 && timeSec > 5) tempos.push(tempoBpm);
    }
  }
  return { beats, bpm: median(tempos), late, load: cpuSec(start) / (samples.length / sampleRate) };
}

/** A second-order low-pass at 150 Hz: what that package tells its users to put before it. */
function lowPass({ sampleRate, samples }) {
  const w = (2 * Math.PI * 150) / sampleRate;
  const alpha = Math.sin(w) / 2;
  const cos = Math.cos(w);
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  return samples.map((x) => {
    const y = (((1 - cos) / 2) * (x + 2 * x1 + x2) + 2 * cos * y1 - (1 - alpha) * y2) / (1 + alpha);
    [x2, x1, y2, y1] = [x1, x, y1, y];
    return y;
  });
}

async function peers(recording) {
  const { default: MusicTempo } = await import('music-tempo');
  const { RealTimeBpmAnalyzer } = await import('realtime-bpm-analyzer');
  const out = { musicTempo: { beats: [], bpm: null }, realtimeBpm: null };
  try {
    const { beats, tempo } = new MusicTempo(recording.samples);
    out.musicTempo = { beats, bpm: Number(tempo) };
  } catch {
    // It throws where it finds no onsets: no beats then.
  }
  const analyzer = new RealTimeBpmAnalyzer();
  const low = lowPass(recording);
  for (let at = 0; at + 4096 <= low.length; at += 4096) {
    await analyzer.analyzeChunk({
      audioSampleRate: recording.sampleRate,
      channelData: low.subarray(at, at + 4096),
      bufferSize: 4096,
      postMessage: ({ data }) => {
        const tempo = data?.bpm?.[0]?.tempo;
        if (tempo) out.realtimeBpm = tempo;
      },
    });
  }
  return out;
}

const near = (bpm, truth, factors) => factors.some((factor) => bpm && Math.abs(bpm / (truth * factor) - 1) <= 0.04);
const acc1 = (bpm, truth) => Number(near(bpm, truth, [1]));
const acc2 = (bpm, truth) => Number(near(bpm, truth, [1, 2, 3, 1 / 2, 1 / 3]));

function offsetsMs(truth, beats) {
  return beats
    .map((beat) => truth.reduce((best, t) => (Math.abs(beat - t) < Math.abs(best) ? beat - t : best), 9) * 1000)
    .filter((ms) => Math.abs(ms) < 70);
}

export async function benchAudio(rows) {
  if (!existsSync(join(folder, 'score.mjs'))) {
    console.log('There are no annotated recordings here. BEATS names the folder that has them.');
    return;
  }
  const score = await import(pathToFileURL(join(folder, 'score.mjs')).href);
  const { Analyzer } = await loadTypescript('src/workers/audio/analyzer.ts');
  const withPeers = process.env.PEERS !== '0';
  const table = [];
  const quiet = [];
  console.log(`${''.padEnd(28)} F     AMLt  lock  offset bpm    truth | music-tempo F AMLt bpm | realtime-bpm`);
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const truth = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const recording = readWav(join(folder, truth.file));
    const ours = hear(Analyzer, recording);
    const other = withPeers ? await peers(recording) : { musicTempo: { beats: [], bpm: null }, realtimeBpm: null };
    const minutes = recording.samples.length / recording.sampleRate / 60;
    if (truth.beats.length === 0) {
      quiet.push({ ours: ours.beats.length / minutes, theirs: other.musicTempo.beats.length / minutes });
      console.log(
        `${truth.file.padEnd(28)} ${show(quiet.at(-1).ours, 1)} false beats/min | ${show(quiet.at(-1).theirs, 1)}`,
      );
      continue;
    }
    const from = truth.duration > 20 ? 5 : 0;
    const reference = score.trim(truth.beats, from);
    const rate = (beats) => {
      const kept = score.trim(beats, from);
      return { f: score.fMeasure(reference, kept).f, aml: score.continuity(reference, kept).AMLt };
    };
    const bpm = 60 / median(reference.slice(1).map((beat, i) => beat - reference[i]));
    const row = {
      ...rate(ours.beats),
      theirs: rate(other.musicTempo.beats),
      lock: score.lockTime(truth.beats, ours.beats) ?? Number.POSITIVE_INFINITY,
      offset: median(offsetsMs(reference, ours.beats)),
      tempo: { acc1: acc1(ours.bpm, bpm), acc2: acc2(ours.bpm, bpm) },
      musicTempo: { acc1: acc1(other.musicTempo.bpm, bpm), acc2: acc2(other.musicTempo.bpm, bpm) },
      realtimeBpm: { acc1: acc1(other.realtimeBpm, bpm), acc2: acc2(other.realtimeBpm, bpm) },
      load: ours.load,
      late: ours.late,
      cut: truth.kind === 'derived' ? relock(score, truth, ours.beats) : null,
    };
    table.push(row);
    console.log(
      `${truth.file.padEnd(28)} ${show(row.f)}  ${show(row.aml)}  ${show(row.lock, 1).padEnd(5)} ${show(row.offset ?? 0, 1).padEnd(6)} ${show(ours.bpm ?? 0, 1).padEnd(6)} ${show(bpm, 1).padEnd(5)} | ${show(row.theirs.f)} ${show(row.theirs.aml)} ${show(other.musicTempo.bpm ?? 0, 1)} | ${other.realtimeBpm ?? '–'}`,
    );
  }
  summary(rows, table, quiet);
}

/** Seconds from the cut to the first of eight hits in a row. */
function relock(score, { tags, beats }, heard) {
  const at = Number(/cut at (\d+)/.exec(tags.join())?.[1] ?? 0);
  const after = (list) => list.filter((time) => time >= at);
  return score.lockTime(after(beats), after(heard)) ?? Number.POSITIVE_INFINITY;
}

function summary(rows, table, quiet) {
  const column = (pick) => mean(table.map(pick));
  const f = column((row) => row.f);
  const aml = column((row) => row.aml);
  verdict(
    rows,
    'mean F (±70 ms, first 5 s skipped)',
    `${show(f, 3)}, music-tempo ${show(
      column((row) => row.theirs.f),
      3,
    )}`,
    '≥ 0.93',
    f >= 0.93,
  );
  verdict(
    rows,
    'mean AMLt',
    `${show(aml, 3)}, music-tempo ${show(
      column((row) => row.theirs.aml),
      3,
    )}`,
    '≥ 0.94',
    aml >= 0.94,
  );
  // The mean without a piece moves by less than this: no single piece carries the figure.
  const left = table.map((row) => (f * table.length - row.f) / (table.length - 1));
  console.log(`    mean F leaving each piece out: ${show(Math.min(...left), 3)} to ${show(Math.max(...left), 3)}`);
  const lock = median(table.map((row) => row.lock));
  verdict(rows, 'lock time, median, s', show(lock, 1), '≤ 3', lock <= 3);
  const cut = table.map((row) => row.cut).filter((value) => value !== null);
  if (cut.length > 0) verdict(rows, 'lock after a cut, s', show(median(cut), 1), '≤ 3', median(cut) <= 3);
  const offset = median(table.map((row) => row.offset ?? 0));
  verdict(rows, 'timing offset, median, ms', show(offset, 1), 'within ±10', Math.abs(offset) <= 10);
  const late = table.reduce((sum, row) => sum + row.late, 0);
  verdict(rows, 'beats announced more than 50 ms late', late, '0', late === 0);
  const worst = Math.max(...quiet.map(({ ours }) => ours));
  verdict(
    rows,
    'false beats/min, mean and worst',
    `${show(mean(quiet.map(({ ours }) => ours)), 1)}, ${show(worst, 1)}; music-tempo ${show(mean(quiet.map(({ theirs }) => theirs)), 1)}`,
    '< 5',
    mean(quiet.map(({ ours }) => ours)) < 5,
  );
  const share = (key) => `${show(column((row) => row[key].acc1))}/${show(column((row) => row[key].acc2))}`;
  verdict(
    rows,
    'tempo Acc1/Acc2',
    `${share('tempo')}; music-tempo ${share('musicTempo')}; realtime-bpm ${share('realtimeBpm')}`,
    '',
    null,
  );
  const load = column((row) => row.load) * 100;
  verdict(rows, 'processor time, % of one core', show(load, 1), '≤ 5', load <= 5);
}

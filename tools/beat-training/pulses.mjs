/** `node pulses.mjs FOLDER`: writes NAME.pulses.f32 and NAME.phases.f32 for each NAME.frames.f32 there that has none. For train_level.py and train_phase.py. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTypescript } from '../lib/load-typescript.mjs';

const { pulsesOf } = await loadTypescript('tools/beat-training/pulses.ts');
const folder = process.argv[2] ?? '.';
for (const name of readdirSync(folder).filter((file) => file.endsWith('.frames.f32'))) {
  const targets = ['.pulses.', '.phases.'].map((kind) => join(folder, name.replace('.frames.', kind)));
  if (targets.every(existsSync)) continue;
  const bytes = readFileSync(join(folder, name));
  const frames = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const { levels, phases } = pulsesOf(frames);
  [levels, phases].forEach((rows, index) => writeFileSync(targets[index], rows));
}

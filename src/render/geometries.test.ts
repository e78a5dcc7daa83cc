import { expect, test } from 'vitest';
import { builtGeometry, type GeometryInput, type MeshGeometry } from '../shared/mesh.ts';
import { Geometries } from './geometries.ts';
import type { TransitionDefinition } from './transition.ts';

const definition: TransitionDefinition = {
  id: 'shards',
  label: 'Shards',
  description: 'A test.',
  durationMs: 1000,
  easing: 'linear',
  tags: [],
  params: {},
  glsl: '',
  mesh: { seeded: true, antialias: false, covers: true, passes: [] },
};
const run = { id: 'shards', durationMs: 1000, params: {}, seed: 0.9 };
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function bench(build: (input: GeometryInput) => Promise<MeshGeometry>) {
  const seeds = [0.1, 0.2, 0.3];
  return new Geometries({
    build,
    random: () => seeds.shift() ?? 0.4,
    size: () => ({ widthPx: 640, heightPx: 360 }),
    params: () => ({}),
  });
}

test('a run gets the geometry that was built ahead, the seed it belongs to, and the next one another', async () => {
  const geometries = bench(async ({ seed }) => ({ cells: new Float32Array([seed]) }));
  expect(geometries.state(definition)).toBe('pending');
  await settle();
  expect(geometries.state(definition)).toBe('ready');
  const choice = geometries.attach({ definition, run, variant: null });
  expect(choice.run.seed).toBe(0.1);
  expect(choice.run.geometry?.cells?.[0]).toBeCloseTo(0.1);
  geometries.played(choice);
  expect(geometries.state(definition)).toBe('pending');
  await settle();
  expect(geometries.attach({ definition, run, variant: null }).run.seed).toBe(0.2);
});

test('where another display has a seed for the next run, the set is built for that one', async () => {
  let expected: number | null = null;
  const geometries = new Geometries({
    build: async ({ seed }) => ({ cells: new Float32Array([seed]) }),
    random: () => 0.1,
    size: () => ({ widthPx: 640, heightPx: 360 }),
    params: () => ({}),
    expected: () => expected,
  });
  geometries.state(definition);
  await settle();
  expect(geometries.seedOf(definition)).toBe(0.1);
  expected = 0.66;
  expect(geometries.state(definition)).toBe('pending');
  await settle();
  expect(geometries.state(definition)).toBe('ready');
  expect(geometries.attach({ definition, run, variant: null }).run.seed).toBe(0.66);
});

test('geometry that cannot be built makes its transition unready, and the run is left as it was', async () => {
  const geometries = bench(() => Promise.reject(new Error('no')));
  geometries.state(definition);
  await settle();
  expect(geometries.state(definition)).toBe('failed');
  const choice = { definition, run, variant: null };
  expect(geometries.attach(choice)).toBe(choice);
});

test('a set too large to go up in one frame is refused', async () => {
  const large = async (): Promise<MeshGeometry> => ({ cells: new Float32Array(1_100_000) });
  const input = { transition: 'shards', seed: 0, params: {}, widthPx: 1, heightPx: 1 };
  await expect(builtGeometry(large, input)).rejects.toThrow('too large');
});

import { beforeEach, expect, it, vi } from 'vitest';
import { createEventLog } from '../shared/events.ts';
import type { TierId } from '../shared/tier.ts';
import { LadderSteps } from './ladder-steps.ts';
import type { StageTier } from './tier.ts';

const loads = new Map<TierId, () => Promise<StageTier>>();
vi.mock('./tier-kit.ts', async (original) => ({
  ...(await original<typeof import('./tier-kit.ts')>()),
  loadTier: async (id: TierId) => loads.get(id),
}));

function tier(id: TierId) {
  const surface = { remove: () => undefined };
  const nothing = (): void => undefined;
  const calm = { admit: nothing, forget: nothing, work: nothing, draw: nothing, resize: nothing };
  const asked = { ready: () => true, busy: () => false, prepare: () => 'ready', isPrepared: () => true };
  return { id, surface, ...calm, ...asked, dispose: vi.fn() } as unknown as StageTier & { dispose: () => void };
}

/** A tier that is tried for as long as the test wants. */
function slow(id: TierId) {
  const made = tier(id);
  let pass: () => void = () => undefined;
  const tried = new Promise<StageTier>((resolve) => (pass = () => resolve(made)));
  loads.set(id, () => tried);
  return { made, pass };
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve));
let wanted: 'auto' | TierId;

function open() {
  const events = createEventLog();
  const env = {
    host: { append: () => undefined } as unknown as HTMLElement,
    events,
    size: () => ({ widthPx: 640, heightPx: 360 }),
    wanted: () => wanted,
    slowestFrameMs: () => 0,
    photos: () => [],
    frame: () => null,
    uploaded: () => undefined,
    wake: () => undefined,
    changed: () => undefined,
  };
  return new LadderSteps(env, tier('css'), []);
}

beforeEach(() => {
  wanted = 'auto';
  loads.clear();
  loads.set('canvas2d', async () => tier('canvas2d'));
});

it('climbs to the strongest that passes', async () => {
  const shader = slow('shader');
  const steps = open();
  const climbing = steps.climb();
  shader.pass();
  await climbing;
  steps.advance(1);
  expect(steps.level).toBe('shader');
});

it.each([
  ['css', 'css'],
  ['canvas2d', 'canvas2d'],
] as const)('takes no stronger one than %s when that was chosen while it was tried', async (chosen, level) => {
  const shader = slow('shader');
  const steps = open();
  const climbing = steps.climb();
  await settled();
  wanted = chosen;
  steps.refresh();
  shader.pass();
  await climbing;
  steps.advance(1);
  expect(steps.level).toBe(level);
  expect(shader.made.dispose).toHaveBeenCalledOnce();
});

it('gives up what waits to take over when a weaker one is chosen', async () => {
  const shader = slow('shader');
  const steps = open();
  const climbing = steps.climb();
  shader.pass();
  await climbing;
  wanted = 'css';
  steps.refresh();
  steps.advance(1);
  expect(steps.level).toBe('css');
  expect(shader.made.dispose).toHaveBeenCalledOnce();
});

it('goes on to a stronger one that was chosen meanwhile', async () => {
  const canvas = slow('canvas2d');
  const shader = slow('shader');
  wanted = 'canvas2d';
  const steps = open();
  const climbing = steps.climb();
  await settled();
  wanted = 'auto';
  steps.refresh();
  canvas.pass();
  shader.pass();
  await climbing;
  await settled();
  steps.advance(1);
  expect(steps.level).toBe('shader');
});

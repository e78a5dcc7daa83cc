import { expect, it, vi } from 'vitest';
import type { LayerFrame, StageLayer } from '../layer.ts';
import { shareStage } from './share-stage.ts';

const layer = (wants: boolean, draw: () => void = () => undefined) => ({ wants: () => wants, draw: vi.fn(draw) });

it('draws those that want it, and goes on without one that throws', () => {
  let place: StageLayer | null = null;
  const [wake, stopped] = [vi.fn(), vi.fn()];
  const attach = shareStage((it) => {
    place = it;
    return { wake, detach: () => undefined };
  }, stopped);
  const stage = place as unknown as StageLayer;
  expect(stage.wants()).toBe(false);
  const [still, moving] = [layer(false), layer(true)];
  const broken = layer(true, () => {
    throw new Error('broken');
  });
  const attached = [still, broken, moving].map((it) => attach(it));
  expect(stage.wants()).toBe(true);
  const frame = {} as LayerFrame;
  stage.draw(frame);
  stage.draw(frame);
  expect([still, broken, moving].map(({ draw }) => draw.mock.calls.length)).toEqual([0, 1, 2]);
  expect(stopped).toHaveBeenCalledOnce();
  attached[2]?.wake();
  expect(wake).toHaveBeenCalledOnce();
  attached[2]?.detach();
  attached[2]?.wake();
  expect(wake).toHaveBeenCalledOnce();
  expect(stage.wants()).toBe(false);
});

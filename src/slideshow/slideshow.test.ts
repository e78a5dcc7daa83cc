import { describe, expect, it } from 'vitest';
import { createWorld, photos } from '../../tests/slideshow/fakes.ts';
import { VirtualClock } from '../../tests/slideshow/virtual-clock.ts';

describe('the slideshow', () => {
  it('shows the first photo within a second and then one per interval', async () => {
    const clock = new VirtualClock();
    const world = createWorld({ clock, lists: { a: photos(5) } });
    world.show.start();
    await clock.advance(1000);
    expect(world.stage.shown).toHaveLength(1);
    await clock.advance(11_000 * 4);
    expect(world.stage.shown).toHaveLength(5);
    expect(new Set(world.stage.shown).size).toBe(5);
    await clock.advance(11_000 * 5);
    expect(new Set(world.stage.shown.slice(5)).size).toBe(5);
  });
});

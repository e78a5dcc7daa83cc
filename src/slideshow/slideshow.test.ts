import { describe, expect, it } from 'vitest';
import { createWorld, entry, FakeMemory, photo, photos, type World } from '../../tests/slideshow/fakes.ts';
import { flush, VirtualClock } from '../../tests/slideshow/virtual-clock.ts';
import { AppError } from '../shared/errors.ts';

const corrupt = new AppError('photo.corrupt', 'This file is damaged.');
const network = new AppError('photo.network', 'The host did not answer.', { retryable: true });

/** Started, with its first photo on screen. Interval 10 s, transitions 1 s, decodes 0.1 s. */
async function started(options: Partial<Parameters<typeof createWorld>[0]> = {}): Promise<World> {
  const world = createWorld({ clock: new VirtualClock(), lists: { a: photos(20) }, ...options });
  world.show.start();
  await world.clock.advance(1000);
  return world;
}

const typesOf = (world: World) => world.events.map((event) => event.type);

describe('the interval', () => {
  it('shows the first photo at once and then one per interval, none twice', async () => {
    const world = await started({ lists: { a: photos(5) } });
    expect(world.stage.shown).toHaveLength(1);
    await world.clock.advance(11_000 * 4);
    expect(world.stage.shown).toHaveLength(5);
    expect(new Set(world.stage.shown).size).toBe(5);
    await world.clock.advance(11_000 * 5);
    expect(new Set(world.stage.shown.slice(5)).size).toBe(5);
    expect(world.show.counts()).toEqual({ slides: 10, skippedPhotos: 0, skippedRequests: 0, quarantined: 0 });
  });

  it('counts from the end of the transition', async () => {
    const world = await started();
    await world.clock.advance(9_300);
    expect(world.stage.shown).toHaveLength(2);
    world.stage.transitionMs = 5_000;
    await world.clock.advance(10_900);
    expect(world.stage.shown).toHaveLength(3);
    await world.clock.advance(14_900);
    expect(world.stage.shown).toHaveLength(3);
    await world.clock.advance(200);
    expect(world.stage.shown).toHaveLength(4);
  });

  it('waits for a word of other displays as long as it is told to, and follows it at once', async () => {
    const world = await started();
    const patience = [4_000, 0, 4_000];
    const playing: boolean[] = [];
    const change = world.show.pace({
      patienceMs: () => patience.shift() ?? 0,
      playing: (isPlaying) => void playing.push(isPlaying),
    });
    await world.clock.advance(13_000);
    expect(world.stage.shown).toHaveLength(1);
    await world.clock.advance(1_500);
    expect(world.stage.shown).toHaveLength(2);
    await world.clock.advance(3_000);
    change();
    await world.clock.advance(10);
    expect(world.stage.shown).toHaveLength(3);
    change();
    await world.clock.advance(10);
    expect(world.stage.shown).toHaveLength(3);
    expect(world.show.counts().skippedRequests).toBe(0);
    world.show.pause();
    await world.clock.advance(5_000);
    change();
    await world.clock.advance(10);
    expect(world.stage.shown).toHaveLength(3);
    expect(playing).toEqual([true, false]);
  });

  it('goes as fast as the pipeline when decoding takes longer, one decode at a time', async () => {
    const world = await started({ slideshow: { intervalSec: 1 } });
    world.decoder.behave = () => ({ how: 'ok', ms: 4_000 });
    await world.clock.advance(51_000);
    expect(world.stage.shown.length).toBeGreaterThanOrEqual(10);
    expect(world.stage.shown.length).toBeLessThanOrEqual(12);
    expect(world.decoder.mostRunning).toBe(1);
  });

  it('takes a new interval at once', async () => {
    const world = await started({ slideshow: { intervalSec: 3600 } });
    await world.clock.advance(20_000);
    expect(world.stage.shown).toHaveLength(1);
    world.settings.set((old) => ({ slideshow: { ...old.slideshow, intervalSec: 10 } }));
    await world.clock.advance(10);
    expect(world.stage.shown).toHaveLength(2);
  });

  it('shows exactly one next photo after the computer slept', async () => {
    const world = await started();
    world.clock.sleep(6 * 3_600_000);
    await world.clock.advance(5_000);
    expect(world.stage.shown).toHaveLength(2);
  });

  it('stands still and decodes nothing while nobody is looking', async () => {
    const world = await started();
    await world.clock.advance(4_000);
    world.page.setVisible(false);
    const asked = world.decoder.asked.length;
    await world.clock.advance(3_600_000);
    expect(world.stage.shown).toHaveLength(1);
    expect(world.decoder.asked).toHaveLength(asked);
    world.page.setVisible(true);
    await world.clock.advance(5_000);
    expect(world.stage.shown).toHaveLength(1);
    await world.clock.advance(1_000);
    expect(world.stage.shown).toHaveLength(2);
  });

  it('pauses and goes on with what was left; next works while paused', async () => {
    const world = await started();
    await world.clock.advance(4_000);
    world.show.pause();
    await world.clock.advance(100_000);
    expect(world.stage.shown).toHaveLength(1);
    world.show.next();
    await world.clock.advance(100_000);
    expect(world.stage.shown).toHaveLength(2);
    expect(world.show.paused).toBe(true);
    world.show.resume();
    await world.clock.advance(10_100);
    expect(world.stage.shown).toHaveLength(3);
  });
});

describe('requests', () => {
  it('are skipped and counted while a transition runs', async () => {
    const world = await started();
    world.show.next();
    await world.clock.advance(500);
    world.show.next();
    world.show.previous();
    await expect(world.show.show('a:3')).rejects.toMatchObject({ kind: 'aborted' });
    expect(world.show.counts().skippedRequests).toBe(3);
    await world.clock.advance(2_000);
    expect(world.stage.shown).toHaveLength(2);
    expect(typesOf(world)).toContain('transition.skipped');
  });

  it('go back and forth over the same photos, then on to new ones', async () => {
    const world = await started();
    const step = async (request: 'next' | 'previous') => {
      world.show[request]();
      await world.clock.advance(2_000);
      return world.show.current()?.ref.id;
    };
    const first = world.show.current()?.ref.id;
    const second = await step('next');
    const third = await step('next');
    expect(await step('previous')).toBe(second);
    expect(await step('previous')).toBe(first);
    expect(await step('previous')).toBe(first);
    expect(await step('next')).toBe(second);
    expect(await step('next')).toBe(third);
    expect([first, second, third]).not.toContain(await step('next'));
  });

  it('skip further back over a photo that fails or has gone', async () => {
    const world = await started();
    for (let i = 0; i < 3; i++) {
      world.show.next();
      await world.clock.advance(2_000);
    }
    const [first, second, third, fourth] = world.stage.shown;
    world.decoder.behave = (ref) =>
      ref.id === third ? { how: 'fails', error: corrupt, ms: 50 } : { how: 'ok', ms: 50 };
    world.feeds.change(
      'a',
      photos(20).filter((ref) => ref.id !== second),
    );
    await world.clock.advance(1_500);
    world.show.previous();
    await world.clock.advance(2_000);
    expect(world.show.current()?.ref.id).toBe(first);
    world.show.next();
    await world.clock.advance(2_000);
    expect(world.show.current()?.ref.id).toBe(fourth);
  });

  it('show a certain photo, and say no to an unknown one', async () => {
    const world = await started();
    const shown = world.show.show('a:7');
    await world.clock.advance(2_000);
    await shown;
    expect(world.show.current()?.ref.id).toBe('a:7');
    await expect(world.show.show('a:none')).rejects.toMatchObject({ kind: 'input.invalid' });
    await world.clock.advance(12_000 * 18);
    expect(world.stage.shown.filter((id) => id === 'a:7')).toHaveLength(1);
  });

  it('go before an automatic change that is still decoding', async () => {
    const world = await started();
    world.show.next();
    await world.clock.advance(2_000);
    const [first] = world.stage.shown;
    world.decoder.behave = (ref) => (ref.id === first ? { how: 'ok', ms: 10 } : { how: 'never', ms: 0 });
    world.settings.set((old) => ({ display: { ...old.display, fit: 'fit' } }));
    await world.clock.advance(12_000);
    expect(world.stage.shown).toHaveLength(2);
    world.show.previous();
    await world.clock.advance(100);
    expect(world.show.current()?.ref.id).toBe(first);
  });
});

describe('what lies ahead', () => {
  it('is one photo, two with much memory, and never decoded during a transition', async () => {
    for (const [deviceMemoryGb, ahead] of [
      [4, 1],
      [8, 2],
    ] as const) {
      const world = await started({ deviceMemoryGb });
      let duringTransition = 0;
      world.decoder.onAsked = () => {
        if (world.stage.transitionRunning()) duringTransition += 1;
      };
      for (let i = 0; i < 100; i++) {
        await world.clock.advance(500);
        expect(world.show.upcoming().length).toBeLessThanOrEqual(ahead);
      }
      await world.clock.advance(7_000);
      expect(world.show.upcoming().filter(({ state }) => state === 'ready')).toHaveLength(ahead);
      expect(duringTransition).toBe(0);
      expect(world.decoder.bitmaps.mostOpen).toBeLessThanOrEqual(4);
    }
  });

  it('is redone when the fit changes, and so is the photo on screen', async () => {
    const world = await started();
    await world.clock.advance(1_000);
    const [before] = world.show.upcoming();
    world.settings.set((old) => ({ display: { ...old.display, fit: 'blur' } }));
    await world.clock.advance(1_000);
    expect(world.stage.replaced).toEqual(world.stage.shown);
    expect(world.show.upcoming()).toEqual([before]);
    expect(world.decoder.bitmaps.open).toBe(2);
  });

  it('follows a new order', async () => {
    const world = await started();
    world.settings.set((old) => ({ slideshow: { ...old.slideshow, order: 'name', direction: 'down' } }));
    await world.clock.advance(1_000);
    const index = Number(world.stage.shown[0]?.slice(2));
    expect(world.show.upcoming()[0]?.photoId).toBe(`a:${(index + 19) % 20}`);
  });

  it('makes room for a photo that belongs before it', async () => {
    const world = await started({ lists: { a: [photo('a:10'), photo('a:30')] }, slideshow: { order: 'name' } });
    await world.clock.advance(1_000);
    expect(world.show.upcoming()[0]?.photoId).toBe('a:30');
    world.feeds.change('a', [photo('a:10'), photo('a:20'), photo('a:30')]);
    await world.clock.advance(2_000);
    expect(world.show.upcoming()[0]?.photoId).toBe('a:20');
  });
});

describe('a resize', () => {
  it('recomposes the photo on screen once it has been quiet', async () => {
    const world = await started();
    for (let i = 0; i < 5; i++) {
      world.stage.resize(1000 + i, 800);
      await world.clock.advance(100);
    }
    expect(world.stage.replaced).toHaveLength(0);
    await world.clock.advance(1_000);
    expect(world.stage.replaced).toHaveLength(1);
    expect(world.stage.onScreen?.bitmap.width).toBe(1004);
    await world.clock.advance(10_000);
    expect(world.stage.onScreen?.bitmap.width).toBe(1004);
    expect(world.decoder.bitmaps.doubleClosed).toEqual([]);
  });

  it('during a transition waits for its end', async () => {
    const world = await started();
    world.show.next();
    await world.clock.advance(200);
    world.stage.resize(640, 360);
    await world.clock.advance(500);
    expect(world.stage.replaced).toHaveLength(0);
    await world.clock.advance(1_500);
    expect(world.stage.replaced).toEqual([world.show.current()?.ref.id]);
  });
});

describe('failures', () => {
  it('are skipped and counted, and quarantined the second time', async () => {
    const world = await started({ lists: { a: photos(4) } });
    const bad = photos(4).find((ref) => !world.stage.shown.includes(ref.id))?.id ?? '';
    world.decoder.behave = (ref) => (ref.id === bad ? { how: 'fails', error: corrupt, ms: 20 } : { how: 'ok', ms: 20 });
    world.show.next();
    await world.clock.advance(200_000);
    expect(world.stage.shown).not.toContain(bad);
    expect(world.show.counts()).toMatchObject({ quarantined: 1 });
    expect(world.show.failures()).toMatchObject([{ photoId: bad, attempts: 2, retryAtMs: null }]);
    expect(typesOf(world)).toContain('photo.quarantined');

    const attempts = world.decoder.asked.filter((id) => id === bad).length;
    await world.clock.advance(3_600_000);
    expect(world.decoder.asked.filter((id) => id === bad)).toHaveLength(attempts);

    world.decoder.behave = () => ({ how: 'ok', ms: 20 });
    world.feeds.change(
      'a',
      photos(4).map((ref) => (ref.id === bad ? { ...ref, revision: '2' } : ref)),
    );
    await world.clock.advance(60_000);
    expect(world.stage.shown).toContain(bad);
    expect(world.show.counts().quarantined).toBe(0);
  });

  it('a photo that crashes the worker twice is quarantined', async () => {
    const world = await started({ lists: { a: photos(3) } });
    const bad = photos(3).find((ref) => !world.stage.shown.includes(ref.id))?.id ?? '';
    const crash = new AppError('worker.crashed', 'The photo decoder stopped.', { retryable: true });
    world.settings.set((old) => ({ display: { ...old.display, sharpen: true } }));
    world.decoder.behave = (ref) => (ref.id === bad ? { how: 'fails', error: crash, ms: 20 } : { how: 'ok', ms: 20 });
    await world.clock.advance(200_000);
    expect(world.show.failures()).toMatchObject([{ photoId: bad, attempts: 2, retryAtMs: null }]);
  });

  it('a decode that never answers is a failure; the last photo stays and the show goes on', async () => {
    const world = await started();
    let hung = '';
    world.settings.set((old) => ({ display: { ...old.display, sharpen: true } }));
    world.decoder.behave = (ref) => {
      hung ||= ref.id;
      return ref.id === hung && hung !== world.stage.shown[0] ? { how: 'never', ms: 0 } : { how: 'ok', ms: 100 };
    };
    hung = world.stage.shown[0] ?? '';
    await world.clock.advance(1_000);
    hung = world.show.upcoming()[0]?.photoId ?? '';
    world.settings.set((old) => ({ display: { ...old.display, sharpen: false } }));
    await world.clock.advance(40_000);
    expect(world.stage.shown).toHaveLength(1);
    await world.clock.advance(20_000);
    expect(world.stage.shown.length).toBeGreaterThan(1);
    expect(world.show.failures()).toMatchObject([{ photoId: hung, error: { kind: 'worker.deadline' } }]);
  });

  it('of every photo keep the last one on screen, say why, and do not spin', async () => {
    const world = await started({ lists: { a: photos(500) } });
    world.decoder.behave = () => ({ how: 'fails', error: corrupt, ms: 5 });
    world.settings.set((old) => ({ display: { ...old.display, sharpen: true } }));
    const asked = world.decoder.asked.length;
    await world.clock.advance(60_000);
    expect(world.stage.shown).toHaveLength(1);
    expect(world.stage.onScreen?.ref.id).toBe(world.stage.shown[0]);
    expect(world.decoder.asked.length - asked).toBeLessThanOrEqual(140);
    expect(world.show.degraded().join(' ')).toContain('damaged');

    world.decoder.behave = () => ({ how: 'ok', ms: 5 });
    await world.clock.advance(70_000);
    expect(world.stage.shown.length).toBeGreaterThan(1);
    expect(world.show.degraded()).toEqual([]);
  });

  it('of the network for a whole source blame no photo for good', async () => {
    const world = await started({ lists: { a: photos(30) }, slideshow: { intervalSec: 60 } });
    world.decoder.behave = () => ({ how: 'fails', error: network, ms: 5 });
    const asked = world.decoder.asked.length;
    await world.clock.advance(12 * 3_600_000);
    expect(world.decoder.asked.length - asked).toBeLessThan(500);
    expect(world.show.counts().quarantined).toBe(0);
    expect(world.show.degraded().join(' ')).toContain('did not answer');
    world.decoder.behave = () => ({ how: 'ok', ms: 5 });
    await world.clock.advance(2 * 3_600_000);
    expect(new Set(world.stage.shown).size).toBe(30);
  });

  it('for want of permission hold the source, not its photos, until it is given back', async () => {
    const entries = [entry('a'), entry('b')];
    const lists = { a: photos(5, 'a'), b: photos(5, 'b') };
    const world = await started({ entries, lists });
    const denied = new AppError('source.permission', 'Your photos folder needs permission again. Tap to allow.');
    world.decoder.behave = (ref) =>
      ref.entryId === 'a' ? { how: 'fails', error: denied, ms: 5 } : { how: 'ok', ms: 5 };
    world.feeds.errors.set('a', denied);
    const seen = world.stage.shown.length + 1;
    await world.clock.advance(120_000);
    expect(world.stage.shown.slice(seen).every((id) => id.startsWith('b'))).toBe(true);
    expect(world.show.degraded()).toEqual([denied.message]);
    expect(world.show.failures()).toEqual([]);

    world.decoder.behave = () => ({ how: 'ok', ms: 5 });
    world.feeds.errors.delete('a');
    world.show.rescan('a');
    await world.clock.advance(60_000);
    expect(world.stage.shown.slice(-4).some((id) => id.startsWith('a'))).toBe(true);
    expect(world.show.degraded()).toEqual([]);
  });

  it('of the decoder itself blame no photo', async () => {
    const world = await started();
    const down = new AppError('worker.unavailable', 'The photo decoder does not start. It is tried again by itself.');
    world.decoder.behave = () => ({ how: 'fails', error: down, ms: 1 });
    await world.clock.advance(100_000);
    expect(world.show.failures()).toEqual([]);
    expect(world.show.degraded().join(' ')).toContain('decoder');
    world.decoder.behave = () => ({ how: 'ok', ms: 1 });
    await world.clock.advance(80_000);
    expect(world.stage.shown.length).toBeGreaterThan(2);
    expect(world.show.degraded()).toEqual([]);
  });

  it('of the stage to use a photo skip it', async () => {
    const world = await started();
    let left = 3;
    world.stage.behave = () => (left-- > 0 ? 'refuses' : 'ok');
    await world.clock.advance(12_000);
    expect(world.stage.shown).toHaveLength(2);
    expect(world.show.failures()).toHaveLength(3);
    expect(world.decoder.bitmaps.doubleClosed).toEqual([]);
  });

  it('of a transition to end do not stop the show', async () => {
    const world = await started();
    world.stage.behave = () => 'never-finishes';
    world.show.next();
    await world.clock.advance(5_000);
    world.stage.behave = () => 'ok';
    await world.clock.advance(90_000);
    expect(world.stage.shown.length).toBeGreaterThan(2);
  });
});

describe('the library', () => {
  it('may be empty: the show says so, and begins with the first photo anywhere', async () => {
    const world = await started({ lists: {} });
    expect(world.stage.shown).toEqual([]);
    expect(world.show.degraded()).toHaveLength(1);
    world.feeds.change('a', [photo('a:only')]);
    await world.clock.advance(1_500);
    expect(world.stage.shown).toEqual(['a:only']);
    expect(world.show.degraded()).toEqual([]);
    await world.clock.advance(60_000);
    expect(world.stage.shown).toEqual(['a:only']);
    world.feeds.change('a', [photo('a:only'), photo('a:second')]);
    await world.clock.advance(3_000);
    expect(world.stage.shown).toEqual(['a:only', 'a:second']);
  });

  it('is not waited for: the first page is enough', async () => {
    const world = createWorld({ clock: new VirtualClock(), lists: { a: photos(20_000) } });
    world.feeds.pageMs = 400;
    world.show.start();
    await world.clock.advance(700);
    expect(world.stage.shown).toHaveLength(1);
  });

  it('drops the photos of a source that was switched off, ahead too', async () => {
    const entries = [entry('a'), entry('b')];
    const world = await started({ entries, lists: { a: photos(5, 'a'), b: photos(5, 'b') } });
    world.settings.set((old) => ({
      sources: { ...old.sources, entries: [entry('a', 1, { enabled: false }), entry('b')] },
    }));
    await world.clock.advance(100_000);
    expect(world.stage.shown.slice(1).every((id) => id.startsWith('b'))).toBe(true);
  });

  it('leaves a photo whose source was taken away as soon as there is another, not before', async () => {
    const world = await started({ slideshow: { intervalSec: 3600 }, lists: { a: photos(5) } });
    const only = (id: string) => world.settings.set((old) => ({ sources: { ...old.sources, entries: [entry(id)] } }));
    only('b');
    await world.clock.advance(60_000);
    expect(world.stage.shown).toHaveLength(1);
    expect(world.stage.onScreen?.ref.entryId).toBe('a');
    world.feeds.change('b', photos(3, 'b'));
    for (let waited = 0; waited < 20 && world.stage.shown.length < 2; waited++) await world.clock.advance(100);
    expect(world.stage.onScreen?.ref.entryId).toBe('b');
    // In the middle of the transition: at its end.
    only('a');
    await world.clock.advance(100);
    expect(world.stage.shown).toHaveLength(2);
    await world.clock.advance(3_000);
    expect(world.stage.onScreen?.ref.entryId).toBe('a');
    await world.clock.advance(60_000);
    expect(world.stage.shown).toHaveLength(3);
  });

  it('recomposes the photo on screen when its file changed', async () => {
    const world = await started({ lists: { a: [photo('a:x', 'a', { revision: '1' })] } });
    world.feeds.change('a', [photo('a:x', 'a', { revision: '2' })]);
    await world.clock.advance(2_000);
    expect(world.stage.replaced).toEqual(['a:x']);
    expect(world.stage.onScreen?.ref.revision).toBe('2');
  });
});

describe('memory', () => {
  it('goes on with the round of the last visit', async () => {
    const clock = new VirtualClock();
    const memory = new FakeMemory(clock);
    const before = await started({ clock, memory, lists: { a: photos(10) } });
    await clock.advance(11_000 * 3 + 2_000);
    const seen = before.stage.shown;
    expect(seen.length).toBeGreaterThan(3);
    before.show.dispose();
    await flush();
    const after = await started({ clock, memory, lists: { a: photos(10) }, seed: 99 });
    await clock.advance(11_000 * (9 - seen.length) + 3_000);
    expect(new Set([...seen, ...after.stage.shown]).size).toBe(10);
    after.show.previous();
    await clock.advance(2_000);
    after.show.dispose();
  });

  it('that comes late is merged: the first photo did not wait, the round is not lost', async () => {
    const clock = new VirtualClock();
    const memory = new FakeMemory(clock);
    const played = photos(10)
      .slice(0, 6)
      .map(({ id }) => id);
    memory.memory = { seed: 77, played, history: played, historyIndex: 5, failures: [] };
    memory.loadMs = 3_000;
    const world = await started({ clock, memory, lists: { a: photos(10) }, seed: 5 });
    expect(world.stage.shown).toHaveLength(1);
    await clock.advance(3_000);
    expect(memory.memory.seed).toBe(77);
    expect(memory.memory.played.length).toBeGreaterThanOrEqual(6);
    await clock.advance(11_000 * 3);
    const fresh = new Set(world.stage.shown.filter((id) => !played.includes(id)));
    expect(fresh.size).toBeGreaterThanOrEqual(3);
    world.show.previous();
    await clock.advance(2_000);
    expect(memory.memory.history.slice(0, 6)).toEqual(played);
  });

  it('that cannot be had stops nothing', async () => {
    const clock = new VirtualClock();
    const memory = new FakeMemory(clock);
    memory.load = () => new Promise(() => undefined);
    memory.save = () => Promise.reject(new AppError('unknown', 'No store.'));
    const world = await started({ clock, memory });
    await clock.advance(60_000);
    expect(world.stage.shown.length).toBeGreaterThan(4);
  });

  it('costs one small save per slide', async () => {
    const world = await started({ lists: { a: photos(1000) } });
    const before = world.memory.saves;
    await world.clock.advance(11_000 * 10);
    expect(world.memory.saves - before).toBeLessThanOrEqual(11);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OverlayHost } from '../shared/app-api.ts';
import { createPanelHost } from './panel-host.ts';

const all = [
  'afterimage-feeds',
  'afterimage-feeds@assets-room',
  'afterimage-widget-files',
  'afterimage-widget-answers',
  'afterimage-assets',
  'workbox-precache-v2-http://127.0.0.1/',
];

/** A show with these caches, and what becomes of them. */
function show() {
  const left = new Set(all);
  vi.stubGlobal('caches', { keys: async () => [...left], delete: async (name: string) => left.delete(name) });
  const clear = vi.fn(async () => undefined);
  const host = {
    store: { get: () => ({}) },
    currentPhoto: () => null,
    status: () => ({ version: '' }),
    transitions: { list: () => [] },
    transitionChoices: () => [],
    keptPhotos: async () => ({ clear }),
  } as unknown as OverlayHost;
  return { left, clear, panel: createPanelHost(host, { open: () => undefined }) };
}

afterEach(() => vi.unstubAllGlobals());

describe('throwing copies away', () => {
  it('of photos takes those of this profile alone, and nothing that the user gave to a widget', async () => {
    const { left, clear, panel } = show();
    await panel.run('clearCache', 'photos');
    expect(all.filter((name) => !left.has(name))).toEqual(['afterimage-feeds']);
    expect(clear).toHaveBeenCalledOnce();
  });

  it('of the app itself takes its code alone', async () => {
    const { left, clear, panel } = show();
    await panel.run('clearCache', 'files');
    expect(all.filter((name) => !left.has(name))).toEqual(['afterimage-assets', all.at(-1)]);
    expect(clear).not.toHaveBeenCalled();
  });
});

it('opened in the first second learns what kinds of source there are as soon as they come', async () => {
  const sources: { id: string; label: string }[] = [];
  const host = {
    store: { get: () => ({}), onChange: () => () => undefined },
    onEvent: () => () => undefined,
    currentPhoto: () => null,
    status: () => ({ version: '' }),
    transitions: { list: () => [] },
    transitionChoices: () => [],
    sources,
    loadSources: async () => void sources.push({ id: 'feed', label: 'Photo feeds' }),
  } as unknown as OverlayHost;
  const panel = createPanelHost(host, { open: () => undefined });
  expect(panel.state().sources).toEqual([]);
  panel.onState(() => undefined);
  await vi.waitFor(() => expect(panel.state().sources).toMatchObject([{ id: 'feed', label: 'Photo feeds' }]));
});

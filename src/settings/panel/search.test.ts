import { describe, expect, it } from 'vitest';
import { coreDefaults } from '../../shared/core-defaults.ts';
import { coreSettings } from '../../shared/core-settings.ts';
import type { PanelState } from '../../shared/panel-host.ts';
import type { SettingsSpec } from '../../shared/settings-spec.ts';
import { findables } from './findables.ts';
import { find, prepare } from './search.ts';

const specs = coreSettings as unknown as readonly SettingsSpec[];
const state = {
  settings: coreDefaults,
  sources: [],
  transitions: [],
  visualizers: [],
  widgetKinds: [],
} as unknown as PanelState;
const all = [...findables(specs, state)].map(prepare);

describe('search', () => {
  it('finds every setting of every spec by its label', () => {
    for (const spec of specs) {
      for (const [field, hint] of Object.entries(spec.hints)) {
        if (hint.hidden) continue;
        const paths = find(hint.label, all).map(({ path }) => path);
        expect(paths, `${spec.namespace}.${field}`).toContain(`${spec.namespace}.${field}`);
      }
    }
  });

  it('finds by an option, by words of the sentence, and whatever the accents', () => {
    expect(find('blurred', all)[0]?.path).toBe('display.fit');
    expect(find('francais', all).map(({ path }) => path)).toContain('display.language');
    expect(find('stays next comes', all)[0]?.path).toBe('slideshow.intervalSec');
  });

  it('puts a name before a sentence that has the word in it', () => {
    expect(find('order', all)[0]?.path).toBe('slideshow.order');
    expect(find('   ', all)).toEqual([]);
    expect(find('xyzzy', all)).toEqual([]);
  });

  it('finds what people call by other words, with their endings, and in sentences of their own', () => {
    const first = (query: string): string | undefined => find(query, all)[0]?.path;
    expect(first('dark mode')).toBe('interaction.panelTheme');
    expect(first('how long each photo')).toBe('slideshow.intervalSec');
    expect(first('how long is each photo shown?')).toBe('slideshow.intervalSec');
    expect(first('black bars')).toBe('display.fit');
    expect(first('sprache')).toBe('display.language');
    expect(first('mute')).toBe('sound.volume');
    expect(first('fps')).toBe('display.minFps');
    expect(first('brightness')).toBe('display.dim');
    expect(first('offline')).toBe('offline.limitMb');
    expect(first('delete a photo')).toBe('photos.never');
    expect(first('fullscreen'), 'two words here').toBe('interaction.leave');
    expect(first('reducedmotion')).toBe('display.reducedMotion');
    expect(find('pointers', all).map(({ path }) => path)).toContain('interaction.hidePointerSec');
    expect(find('the xyzzy of the photo', all).length, 'what nearly everything has tells nothing').toBe(0);
  });
});

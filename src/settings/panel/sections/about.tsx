/** Which Afterimage this is, and whose work is in it. */
import { For, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { usePanel, usePart } from '../context.ts';
import { Fact, Fold, Group, specGroups } from '../parts.tsx';
import { Staged } from '../staged.tsx';

const work: readonly (readonly [string, string, string])[] = [
  ['Solid', 'Ryan Carniato', 'MIT'],
  ['Kobalte', 'jer3m01', 'MIT'],
  ['PixiJS', 'Mat Groves, Goodboy', 'MIT'],
  ['GL Transitions', 'Gaëtan Renaudeau', 'MIT'],
  ['Inter', 'Rasmus Andersson', 'OFL 1.1'],
  ['Zod', 'Colin McDonnell', 'MIT'],
  ['Comlink', 'Google', 'Apache-2.0'],
  ['idb', 'Jake Archibald', 'ISC'],
  ['Workbox', 'Google', 'MIT'],
  ['exifr', 'Mike Kovařík', 'MIT'],
  ['Feedsmith', 'Maciej Łamberski', 'MIT'],
  ['butterchurn', 'Jordan Berg', 'MIT'],
  ['ical.js', 'Philipp Kewisch, Mozilla', 'MPL-2.0'],
  ['music-metadata', 'Borewit', 'MIT'],
  ['Lingui', 'Tomáš Ehrlich', 'MIT'],
  ['fft.js', 'Fedor Indutny', 'MIT'],
  ['libheif', 'Dirk Farin', 'LGPL-3.0'],
  ['resvg', 'Yevhenii Reizner', 'MPL-2.0'],
];

/** Those who wrote transitions that are there, most first. */
function useAuthors() {
  return usePart((state) => {
    const counts = new Map<string, number>();
    for (const { author, origin } of state.transitions) {
      if (author && origin === 'gl-transitions') counts.set(author, (counts.get(author) ?? 0) + 1);
    }
    return [...counts].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([author]) => author);
  });
}

export function AboutSection(props: { onDone(): void }): JSX.Element {
  const { host } = usePanel();
  const version = usePart((state) => state.version);
  const authors = useAuthors();
  void host.run('load', 'transitions').catch(() => undefined);
  const parts = [
    () => (
      <Group class="hero">
        <div class="row brand" data-path="about.version">
          <span class="brand-mark" aria-hidden="true" />
          <div>
            <p class="brand-name">Afterimage</p>
            <p class="help">{t('Version {version}', { version: version() })}</p>
          </div>
        </div>
      </Group>
    ),
    () => (
      <Group
        label={t('Licence')}
        help={t('Free to use, change and pass on. Photos stay yours: they never leave this device.')}
      >
        <dl class="facts">
          <Fact label="Afterimage">MIT</Fact>
        </dl>
      </Group>
    ),
    ...specGroups('about'),
    () => (
      <Group label={t('Made with')} help={t('All licences in full come with Afterimage, in THIRD-PARTY-NOTICES.')}>
        {/* A stop for keys, or the section could not be scrolled by them. */}
        <dl class="facts" data-path="about.licences" tabindex="0">
          <For each={work}>
            {([name, author, licence]) => (
              <Fact label={name}>
                {author} · {licence}
              </Fact>
            )}
          </For>
        </dl>
      </Group>
    ),
    () => (
      <Show when={authors().length > 0}>
        <Group>
          <Fold label={t('Authors of transitions')}>
            <p class="help" data-path="about.authors">
              {authors().join(' · ')}
            </p>
          </Fold>
        </Group>
      </Show>
    ),
  ];
  return <Staged parts={parts} onDone={props.onDone} />;
}

/** Where the photos come from, how long each stays, and what was left out. */
import { createMemo, For, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { usePanel, usePart } from '../context.ts';
import { Group, groupsOf, plainGroup, type SpecGroup } from '../parts.tsx';
import { createRemovals, type Removals } from '../removals.ts';
import { Gradually, Staged } from '../staged.tsx';
import { AddPhotos } from './add-photos.tsx';
import { KeptPhotosGroup } from './kept-photos.tsx';
import { NeverShown } from './marks.tsx';
import { SourceEntryRow } from './source-entry.tsx';
import { WhichPhotosGroup } from './which-photos.tsx';

const MOST_LEFT_OUT = 100;

function Sources(props: { readonly removals: Removals }): JSX.Element {
  // Ids rather than entries: those are new objects after every change, and their rows would lose the focus.
  const ids = usePart((state) => state.settings.sources.entries.map(({ id }) => id));
  return (
    <Group label={t('Your photos')} edits={['sources.entries']}>
      <ul class="plain" aria-label={t('Your sources')}>
        <Gradually each={ids()} handful={1}>
          {(id) => <SourceEntryRow id={id} removals={props.removals} />}
        </Gradually>
      </ul>
      <Show when={ids().length === 0}>
        <p class="empty">{t('There is no source left. Add one to see photos.')}</p>
      </Show>
    </Group>
  );
}

function LeftOut(): JSX.Element {
  const { host } = usePanel();
  const photos = usePart((state) => state.leftOut);
  const shown = createMemo(() => photos().slice(0, MOST_LEFT_OUT));
  let heading: HTMLHeadingElement | undefined;
  const retry = (photoId: string): void => {
    heading?.focus();
    void host.run('clearFailure', photoId);
  };
  return (
    <Show when={photos().length > 0}>
      <section class="group" aria-labelledby="left-out" data-path="photos.left-out">
        <h4 id="left-out" tabindex="-1" ref={heading}>
          {t('Left out')}
        </h4>
        <ul class="group-body plain">
          <For each={shown()}>
            {(photo) => (
              <li class="row left-out">
                <div>
                  <p class="row-label">{photo.title}</p>
                  <p class="help">{photo.error.message}</p>
                </div>
                <button
                  type="button"
                  class="quiet-button"
                  aria-label={t('Try {title} again', { title: photo.title })}
                  onClick={() => retry(photo.photoId)}
                >
                  {t('Try again')}
                </button>
              </li>
            )}
          </For>
        </ul>
        <Show when={photos().length > MOST_LEFT_OUT}>
          <p class="group-help">{t('And {count} more.', { count: photos().length - MOST_LEFT_OUT })}</p>
        </Show>
      </section>
    </Show>
  );
}

export function PhotosSection(props: { onDone(): void }): JSX.Element {
  const { host, specs } = usePanel();
  const removals = createRemovals(host);
  const groupFor = (group: SpecGroup) => (): JSX.Element =>
    group.spec.namespace === 'offline' && host.can('keptPhotos') ? (
      <KeptPhotosGroup {...group} />
    ) : group.spec.namespace === 'choice' ? (
      <WhichPhotosGroup {...group} />
    ) : (
      plainGroup(group)
    );
  const parts = [
    () => <Sources removals={removals} />,
    () => <LeftOut />,
    () => <NeverShown />,
    () => <AddPhotos />,
    ...groupsOf(specs, 'photos').map(groupFor),
  ];
  return <Staged parts={parts} onDone={props.onDone} />;
}

/** What is kept on this device, what leaves it, and how to throw things away. */
import { createMemo, createResource, createSignal, For, Show, type JSX } from 'solid-js';
import * as Meter from '@kobalte/core/meter';
import { t } from '../../../shared/i18n.ts';
import { usePanel, usePart } from '../context.ts';
import { Action, Fact, Group, specGroups } from '../parts.tsx';
import { Staged } from '../staged.tsx';
import { say, sayBytes } from '../words.ts';
import { ForgetKept } from './kept-photos.tsx';

function Kept(): JSX.Element {
  const panel = usePanel();
  const { host } = panel;
  const [storage, { refetch }] = createResource(() => host.run('storage').catch(() => null));
  const [said, setSaid] = createSignal('');
  const used = createMemo(() => storage()?.usedBytes ?? null);
  const quota = createMemo(() => storage()?.quotaBytes ?? null);
  const clear = async (what: 'photos' | 'files'): Promise<void> => {
    try {
      await host.run('clearCache', what);
      setSaid(t('Cleared. What is needed is fetched again.'));
    } catch {
      setSaid(t('This could not be cleared. Reload the page and try again.'));
    }
    void refetch();
  };
  const persist = async (): Promise<void> => {
    const isKept = await host.run('persist').catch(() => false);
    setSaid(isKept ? t('Your browser will keep it.') : t('Your browser did not promise it. It may ask you later.'));
    void refetch();
  };
  return (
    <Group
      label={t('Kept on this device')}
      help={t('Settings, the places of your photos and copies stay in this browser.')}
    >
      <Show when={used() !== null}>
        <div class="row">
          <Meter.Root
            value={used() ?? 0}
            maxValue={Math.max(1, quota() ?? 1)}
            class="meter"
            aria-label={t('Space in use')}
            getValueLabel={() => sayBytes(used() ?? 0)}
          >
            <div class="row-head">
              <span class="row-label">{t('Space in use')}</span>
              <span class="value">
                {quota() === null
                  ? sayBytes(used() ?? 0)
                  : t('{used} of {quota}', { used: sayBytes(used() ?? 0), quota: sayBytes(quota() ?? 0) })}
              </span>
            </div>
            <Meter.Track class="meter-track">
              <Meter.Fill class="meter-fill" />
            </Meter.Track>
          </Meter.Root>
        </div>
      </Show>
      <Show when={host.can('persist') && storage() && !storage()?.isPersistent}>
        <Action
          label={t('Keep it for good')}
          help={t('Asks your browser not to throw anything away when space runs short.')}
          button={t('Ask')}
          path="privacy.persist"
          run={() => void persist()}
        />
      </Show>
      <Show when={host.can('keptPhotos')}>
        <ForgetKept path="privacy.photos" changed={() => void refetch()} />
      </Show>
      <Show when={host.can('clearCache')}>
        <Show when={!host.can('keptPhotos')}>
          <Action
            label={t('Copies of photos from the web')}
            help={t('They let the show go on without a network. They come again when they are shown.')}
            button={t('Clear them')}
            path="privacy.photos"
            run={() => void clear('photos')}
          />
        </Show>
        <Action
          label={t('Parts of Afterimage')}
          help={t('They let the page start without a network. They are fetched again.')}
          button={t('Clear them')}
          path="privacy.files"
          run={() => void clear('files')}
        />
      </Show>
      <p class="said" role="status">
        {said()}
      </p>
    </Group>
  );
}

function Leaving(): JSX.Element {
  const sources = usePart((state) =>
    state.settings.sources.entries
      .filter(({ enabled, source }) => enabled && !['generative', 'folder', 'companion'].includes(source))
      .map(({ label, source }) => label || state.sources.find(({ id }) => id === source)?.label || source),
  );
  const services = usePart((state) => {
    const on = state.settings.widgets.instances.filter(({ enabled }) => enabled).map(({ widget }) => widget);
    return (state.widgetKinds ?? []).flatMap(({ id, label, service }) =>
      service && on.includes(id) ? [`${say(label)}: ${service}`] : [],
    );
  });
  const list = (names: readonly string[]): JSX.Element => (
    <For each={names} fallback={t('Nothing')}>
      {(name) => <span class="line">{say(name)}</span>}
    </For>
  );
  return (
    <Group
      label={t('What leaves this device')}
      help={t(
        'Only addresses are asked for. Your photos and your sound are never sent anywhere, and nobody counts visits.',
      )}
    >
      <dl class="facts" data-path="privacy.leaving">
        <Fact label={t('Photo services that are asked')}>{list(sources())}</Fact>
        <Fact label={t('Widgets that ask a service')}>{list(services())}</Fact>
        <Fact label={t('Photos, sound, settings')}>{t('Never')}</Fact>
      </dl>
    </Group>
  );
}

export function PrivacySection(props: { onDone(): void }): JSX.Element {
  const { host } = usePanel();
  void host.run('load', 'widgets').catch(() => undefined);
  return <Staged parts={[() => <Leaving />, () => <Kept />, ...specGroups('privacy')]} onDone={props.onDone} />;
}

/** How everything is doing right now. Live, and only while it is looked at. */
import { createMemo, createSignal, For, onCleanup, Show, type Accessor, type JSX } from 'solid-js';
import type { LoggedEvent } from '../../../shared/events.ts';
import { t } from '../../../shared/i18n.ts';
import type { PanelTelemetry } from '../../../shared/panel-host.ts';
import type { WorkerState } from '../../../shared/worker-contract.ts';
import { usePanel, usePart } from '../context.ts';
import { Fact, Fold, Group, specGroups } from '../parts.tsx';
import { Staged } from '../staged.tsx';
import { say, sayBytes, sayNumber } from '../words.ts';
import { LibraryHealthGroup } from './library-health.tsx';

type Live = Accessor<PanelTelemetry | null>;

const tierName = (tier: string): string =>
  tier === 'shader' ? t('Shaders') : tier === 'canvas2d' ? t('Canvas') : t('CSS');

const stateName = (state: WorkerState): string => {
  switch (state) {
    case 'ready':
      return t('Working');
    case 'starting':
      return t('Starting');
    case 'unhealthy':
      return t('Slow to answer');
    case 'restarting':
      return t('Starting again');
    case 'failed':
      return t('Stopped working');
    case 'stopped':
      return t('At rest');
  }
};

const ms = (value: number): string =>
  sayNumber(value, { style: 'unit', unit: 'millisecond', maximumFractionDigits: value < 10 ? 1 : 0 });

function Verdict(props: { readonly live: Live }): JSX.Element {
  const degraded = createMemo(() => props.live()?.status.degraded ?? []);
  return (
    <Group class="hero">
      <div class="row verdict" classList={{ failing: degraded().length > 0 }} data-path="health.degraded">
        <Show when={degraded().length > 0} fallback={<p class="row-label">{t('All is well')}</p>}>
          <ul class="plain">
            <For each={degraded()}>{(sentence) => <li>{say(sentence)}</li>}</For>
          </ul>
        </Show>
      </div>
    </Group>
  );
}

function Drawing(props: { readonly live: Live }): JSX.Element {
  const status = createMemo(() => props.live()?.status);
  const metrics = createMemo(() => props.live()?.metrics);
  return (
    <Group label={t('Drawing')}>
      <dl class="facts" data-path="health.metrics">
        <Fact label={t('Drawn with')}>{tierName(status()?.tier ?? 'css')}</Fact>
        <For each={status()?.demotions ?? []}>
          {({ to, reason }) => <Fact label={t('Changed to {tier}', { tier: tierName(to) })}>{say(reason)}</Fact>}
        </For>
        <Fact label={t('Photos shown')}>{sayNumber(metrics()?.slides ?? 0)}</Fact>
        <Fact label={t('Photos left out')}>{sayNumber(metrics()?.quarantined ?? 0)}</Fact>
        <Fact label={t('Between two frames')}>
          {t('{half}, slowest {most}', {
            half: ms(metrics()?.frames.gapMs.p50 ?? 0),
            most: ms(metrics()?.frames.gapMs.p99 ?? 0),
          })}
        </Fact>
        <Fact label={t('To open a photo')}>
          {t('{half}, slowest {most}', {
            half: ms(metrics()?.decodeMs.p50 ?? 0),
            most: ms(metrics()?.decodeMs.p99 ?? 0),
          })}
        </Fact>
        <Fact label={t('Photos in memory')}>
          {sayNumber(metrics()?.bitmaps.open ?? 0)} · {sayBytes(metrics()?.bitmaps.openBytes ?? 0)}
        </Fact>
      </dl>
    </Group>
  );
}

/** What it is there for; workers that nobody thought of here say nothing. */
const taskOf = (name: string): string => {
  switch (name) {
    case 'decode':
      return t('Opens your photos.');
    case 'feeds':
      return t('Asks feeds and services for photos.');
    case 'store':
      return t('Keeps your settings and lists.');
    case 'library':
      return t('Looks at your photos in advance.');
    case 'audio':
      return t('Follows the sound, once something is heard.');
    case 'tags':
      return t('Reads the titles and covers of your music.');
    case 'widgets':
      return t('Fetches what widgets show.');
    default:
      return '';
  }
};

/** At rest or on its way is as it should be. */
const isTrouble = (state: WorkerState | undefined): boolean =>
  state === 'unhealthy' || state === 'restarting' || state === 'failed';

function Workers(props: { readonly live: Live }): JSX.Element {
  const names = createMemo(() => Object.keys(props.live()?.status.workers ?? {}), undefined, {
    equals: (a, b) => a.join() === b.join(),
  });
  return (
    <Group label={t('Workers')}>
      <ul class="plain" data-path="health.workers">
        <For each={names()}>
          {(name) => {
            const health = createMemo(() => props.live()?.status.workers[name]);
            return (
              <li class="row worker" classList={{ failing: isTrouble(health()?.state) }}>
                <div class="row-head">
                  <span class="row-label">{name}</span>
                  <span class="chip">{stateName(health()?.state ?? 'stopped')}</span>
                </div>
                <p class="help">{taskOf(name)}</p>
                <Show when={(health()?.restarts ?? 0) > 0}>
                  <p class="help">
                    {t('{count, plural, one {Started again once.} other {Started again # times.}}', {
                      count: health()?.restarts ?? 0,
                    })}{' '}
                    {say(health()?.lastError ?? '')}
                  </p>
                </Show>
              </li>
            );
          }}
        </For>
      </ul>
    </Group>
  );
}

function SourcesHealth(): JSX.Element {
  const rows = usePart((state) =>
    state.settings.sources.entries.map(({ id, label, source, enabled }) => {
      const known = state.sourceStates.find(({ entryId }) => entryId === id);
      return { name: label || source, enabled, photos: known?.photos ?? null, trouble: known?.error?.message ?? null };
    }),
  );
  return (
    <Group label={t('Sources')}>
      <dl class="facts" data-path="health.sources">
        <For each={rows()}>
          {({ name, enabled, photos, trouble }) => (
            <Fact label={say(name)}>
              <span classList={{ trouble: trouble !== null }}>
                {!enabled
                  ? t('Off')
                  : trouble !== null
                    ? say(trouble)
                    : photos === null
                      ? t('Looking for photos …')
                      : t('{count, plural, one {# photo} other {# photos}}', { count: photos })}
              </span>
            </Fact>
          )}
        </For>
      </dl>
    </Group>
  );
}

const detailOf = ({ type: _type, atMs: _atMs, ...rest }: LoggedEvent): string =>
  Object.values(rest)
    .map((value) =>
      typeof value === 'object' ? ((value as { message?: string } | null)?.message ?? '') : String(value),
    )
    .filter(Boolean)
    .join(' · ');

const MOST_EVENTS = 30;

function Events(props: { readonly live: Live }): JSX.Element {
  const events = createMemo(() => (props.live()?.status.events ?? []).slice(-MOST_EVENTS).toReversed());
  return (
    <Group>
      <Fold label={t('What happened last')}>
        <ol class="plain events" data-path="health.events">
          <For each={events()}>
            {(event) => (
              <li>
                <span class="at">{sayNumber(Math.round(event.atMs / 1000))} s</span> <b>{event.type}</b>{' '}
                <span class="help">{detailOf(event)}</span>
              </li>
            )}
          </For>
        </ol>
      </Fold>
    </Group>
  );
}

export function HealthSection(props: { onDone(): void }): JSX.Element {
  const { host } = usePanel();
  const [live, setLive] = createSignal<PanelTelemetry | null>(null);
  onCleanup(host.watch((now) => setLive(() => now)));
  const parts = [
    () => <Verdict live={live} />,
    () => <Drawing live={live} />,
    () => <Workers live={live} />,
    () => <SourcesHealth />,
    () => <LibraryHealthGroup />,
    ...specGroups('health'),
    () => <Events live={live} />,
  ];
  return <Staged parts={parts} onDone={props.onDone} />;
}

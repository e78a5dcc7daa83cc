/** How far photos have been looked at, what was given up, and another try. Asked again while it is looked at. */
import { createMemo, createSignal, For, Index, onCleanup, Show, type Accessor, type JSX } from 'solid-js';
import * as Meter from '@kobalte/core/meter';
import { t } from '../../../shared/i18n.ts';
import type { DeadLetter, LibraryHealth, LibraryJob } from '../../../shared/library-api.ts';
import { troubleOf, usePanel, usePart } from '../context.ts';
import { jobName, jobsInOrder, jobState } from '../library-words.ts';
import { Fact, Fold, Group } from '../parts.tsx';
import { say, sayNumber } from '../words.ts';

const ASK_AGAIN_MS = 2000;
const MOST_DEAD = 100;

/** Null until the library has answered, and where there is none. */
function useLibrary() {
  const { host } = usePanel();
  const [health, setHealth] = createSignal<LibraryHealth | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const read = async (): Promise<void> => {
    const next = await host.run('libraryHealth').catch(() => null);
    if (isOver) return;
    if (next) setHealth(next);
    clearTimeout(timer);
    timer = setTimeout(() => void read(), ASK_AGAIN_MS);
  };
  onCleanup(() => {
    isOver = true;
    clearTimeout(timer);
  });
  void read();
  return { health, read };
}

function Job(props: { readonly job: Accessor<LibraryJob>; again(id: string): void }): JSX.Element {
  const { job } = props;
  const source = usePart(
    (state) => state.settings.sources.entries.find(({ id }) => id === job().entryId)?.label ?? job().entryId,
  );
  const name = (): string => `${jobName(job().kind)}, ${say(source())}`;
  const amount = (): string => t('{done} of {total}', { done: sayNumber(job().done), total: sayNumber(job().total) });
  return (
    <li class="row" classList={{ failing: job().state === 'dead' }}>
      <Meter.Root
        value={job().done}
        maxValue={Math.max(1, job().total)}
        class="meter"
        aria-label={name()}
        getValueLabel={amount}
      >
        <div class="row-head">
          <span class="row-label">{name()}</span>
          <span class="value">{amount()}</span>
          <span class="chip">{jobState(job().state)}</span>
        </div>
        <Show when={job().state !== 'done'}>
          <Meter.Track class="meter-track">
            <Meter.Fill class="meter-fill" />
          </Meter.Track>
        </Show>
      </Meter.Root>
      <Show when={job().trouble}>{(trouble) => <p class="help">{say(trouble())}</p>}</Show>
      <Show when={job().state === 'dead'}>
        <div class="actions">
          <button
            type="button"
            class="quiet-button"
            aria-label={t('Try {title} again', { title: name() })}
            onClick={() => props.again(job().id)}
          >
            {t('Try again')}
          </button>
        </div>
      </Show>
    </li>
  );
}

function Dead(props: { readonly dead: readonly DeadLetter[]; again(id?: string): void }): JSX.Element {
  const ids = createMemo(() => props.dead.slice(0, MOST_DEAD).map(({ id }) => id), undefined, {
    equals: (a, b) => a.join() === b.join(),
  });
  let list: HTMLUListElement | undefined;
  const again = (id?: string): void => {
    // The button goes with its line.
    list?.focus();
    props.again(id);
  };
  return (
    <Fold
      label={t('{count, plural, one {# photo} other {# photos}} could not be read', { count: props.dead.length })}
      note={t('They are still shown')}
    >
      <ul class="plain" data-path="health.dead" tabindex="-1" ref={list}>
        <For each={ids()}>
          {(id) => {
            const letter = createMemo(() => props.dead.find((it) => it.id === id));
            return (
              <li class="row left-out">
                <div>
                  <p class="row-label">{letter()?.title}</p>
                  <p class="help">{say(letter()?.message ?? '')}</p>
                </div>
                <button
                  type="button"
                  class="quiet-button"
                  aria-label={t('Try {title} again', { title: letter()?.title ?? '' })}
                  onClick={() => again(id)}
                >
                  {t('Try again')}
                </button>
              </li>
            );
          }}
        </For>
      </ul>
      <div class="row actions">
        <button type="button" class="quiet-button" onClick={() => again()}>
          {t('Try all again')}
        </button>
      </div>
    </Fold>
  );
}

export function LibraryHealthGroup(): JSX.Element {
  const panel = usePanel();
  const { health, read } = useLibrary();
  const jobs = createMemo(() => jobsInOrder(health()?.jobs ?? []));
  const again = async (id?: string): Promise<void> => {
    try {
      const count = await (id === undefined ? panel.host.run('requeue') : panel.host.run('requeue', id));
      panel.say(t('{count, plural, =0 {There is nothing to try again.} other {It is tried again soon.}}', { count }));
    } catch (error) {
      panel.say(troubleOf(error, t('This did not work. Try again.')));
    }
    await read();
  };
  return (
    <Show when={health()}>
      {(known) => (
        <Group label={t('Your photos, looked at in advance')}>
          <p class="row" data-path="health.library" role="status">
            {say(known().sentence)}
          </p>
          <Show when={known().photos > 0}>
            <dl class="facts">
              <Fact label={t('With size and date')}>
                {t('{done} of {total}', { done: sayNumber(known().withDetails), total: sayNumber(known().photos) })}
              </Fact>
              <Fact label={t('That can be compared')}>
                {t('{done} of {total}', { done: sayNumber(known().withPrints), total: sayNumber(known().photos) })}
              </Fact>
              <Fact label={t('Look-alikes left out')}>{sayNumber(known().duplicates)}</Fact>
            </dl>
          </Show>
          <Show when={jobs().length > 0}>
            <ul class="plain" aria-label={t('Work on your photos')} data-path="health.jobs">
              <Index each={jobs()}>{(job) => <Job job={job} again={(id) => void again(id)} />}</Index>
            </ul>
          </Show>
          <Show when={known().dead.length > 0}>
            <Dead dead={known().dead} again={(id) => void again(id)} />
          </Show>
        </Group>
      )}
    </Show>
  );
}

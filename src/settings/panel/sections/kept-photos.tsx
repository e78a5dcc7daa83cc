/** Photos kept for days without a network: how many, how much, where else, and how to forget them. */
import { createMemo, createResource, createSignal, on, createEffect, Show, type JSX } from 'solid-js';
import * as Meter from '@kobalte/core/meter';
import { t } from '../../../shared/i18n.ts';
import type { PanelKept } from '../../../shared/panel-host.ts';
import { troubleOf, usePanel, usePart } from '../context.ts';
import { Action, fieldRows, Group, type SpecGroup } from '../parts.tsx';
import { say, sayBytes } from '../words.ts';
import { AskFirst } from './ask-first.tsx';

function Amount(props: { readonly kept: PanelKept }): JSX.Element {
  const words = createMemo(() => {
    const { photos, bytes, limitBytes } = props.kept;
    const count = t('{count, plural, =0 {None yet} one {# photo} other {# photos}}', { count: photos });
    const space = t('{used} of {quota}', { used: sayBytes(bytes), quota: sayBytes(limitBytes) });
    return `${count} · ${space}`;
  });
  return (
    <div class="row" data-path="offline.kept">
      <Meter.Root
        value={Math.min(props.kept.bytes, props.kept.limitBytes)}
        maxValue={Math.max(1, props.kept.limitBytes)}
        class="meter"
        aria-label={t('Kept now')}
        getValueLabel={words}
      >
        <div class="row-head">
          <span class="row-label">{t('Kept now')}</span>
          <span class="value">{words()}</span>
        </div>
        <Meter.Track class="meter-track">
          <Meter.Fill class="meter-fill" />
        </Meter.Track>
      </Meter.Root>
      <Show when={props.kept.isTight}>
        <p class="help">{t('This device is nearly full, so fewer are kept. Free some space to keep more.')}</p>
      </Show>
      <Show when={!props.kept.isSafe && props.kept.photos > 0}>
        <p class="help">
          {t('Your browser may clear them when space runs short. Under Privacy you can ask it not to.')}
        </p>
      </Show>
    </div>
  );
}

/** A folder of the person's that gets copies. Choosing one opens the browser's picker, so it is done over the show. */
function Mirror(props: { readonly kept: PanelKept; changed(): void }): JSX.Element {
  const { host } = usePanel();
  const [problem, setProblem] = createSignal('');
  const run = async (command: 'chooseMirror' | 'dropMirror'): Promise<void> => {
    setProblem('');
    try {
      await host.run(command);
      props.changed();
    } catch (error) {
      setProblem(troubleOf(error, t('This folder could not be used. Choose another one.')));
    }
  };
  const canChoose = (): boolean => props.kept.canMirror && host.can('chooseMirror');
  const mirror = (): PanelKept['mirror'] => props.kept.mirror;
  return (
    <>
      <Show when={!mirror() && canChoose()}>
        <Action
          label={t('Copies in a folder')}
          help={t('What is kept is also written into a folder of yours, now and later.')}
          button={t('Choose a folder')}
          path="offline.mirror"
          problem={problem()}
          run={() => void run('chooseMirror')}
        />
      </Show>
      <Show when={mirror()?.state === 'permission' && canChoose()}>
        <Action
          label={t('Your folder “{name}” needs permission again', { name: mirror()?.name ?? '' })}
          help={t('Until then no copies are written.')}
          button={t('Allow again')}
          isStrong
          problem={problem()}
          run={() => void run('chooseMirror')}
        />
      </Show>
      <Show when={mirror()}>
        {(known) => (
          <Action
            label={t('Copies in “{name}”', { name: known().name })}
            help={t('Copies that are there stay when you stop.')}
            button={t('Stop copying')}
            path="offline.mirror"
            problem={known().state === 'on' ? problem() : ''}
            run={() => void run('dropMirror')}
          />
        )}
      </Show>
    </>
  );
}

/** Also where nothing else is said about them. */
export function ForgetKept(props: { readonly path: string; changed?(): void }): JSX.Element {
  const { host } = usePanel();
  const forget = async (): Promise<string> => {
    try {
      await host.run('forgetKept');
      if (host.can('clearCache')) await host.run('clearCache', 'photos');
      props.changed?.();
      return t('They are forgotten. New ones are kept as they are shown.');
    } catch (error) {
      return troubleOf(error, t('They could not be forgotten. Reload the page and try again.'));
    }
  };
  return (
    <AskFirst
      path={props.path}
      label={t('Kept photos')}
      help={t('Copies from the web, for days without a network. Your own photos are not among them.')}
      button={t('Forget')}
      question={t('Without a network there will be none of them to show. This cannot be undone.')}
      now={t('Forget kept photos now')}
      run={forget}
    />
  );
}

export function KeptPhotosGroup(props: SpecGroup): JSX.Element {
  const { host } = usePanel();
  const limit = usePart((state) => state.settings.offline.limitMb);
  const [kept, { refetch }] = createResource(() => host.run('keptPhotos').catch(() => null));
  createEffect(on(limit, () => void refetch(), { defer: true }));
  return (
    <Group label={say(props.spec.label)} id={`settings-${props.spec.namespace}`}>
      <Show when={kept()}>{(known) => <Amount kept={known()} />}</Show>
      {fieldRows(props.spec, props.fields)}
      <Show when={kept()}>{(known) => <Mirror kept={known()} changed={() => void refetch()} />}</Show>
      <Show when={kept()}>
        <ForgetKept path="offline.forget" changed={() => void refetch()} />
      </Show>
    </Group>
  );
}

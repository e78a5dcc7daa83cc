/** One configured source: on or off, its share, how it is doing and what to do about it, and its removal. */
import { createEffect, createMemo, createResource, createSignal, on, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { usePanel, usePart } from '../context.ts';
import { Row } from '../field.tsx';
import { Icon } from '../icons.tsx';
import { withEntry, type Entry, type Removals } from '../removals.ts';
import { say, sayNumber } from '../words.ts';
import { ServiceForm } from './service-form.tsx';
import { SourceHealthList } from './source-health.tsx';

const share = { kind: 'number', min: 0.1, max: 10, step: 0.1, unit: '×', scale: 'log' } as const;

function useEntry(id: string) {
  const entry = usePart((state) => state.settings.sources.entries.find((it) => it.id === id));
  const source = usePart((state) => state.sources.find((it) => it.id === entry()?.source));
  const status = usePart((state) => state.sourceStates.find((it) => it.entryId === id));
  const kind = createMemo(() => say(source()?.label ?? entry()?.source ?? ''));
  const name = createMemo(() => say(entry()?.label ?? '') || kind());
  // “The companion’s folder” behind “Companion’s folder” tells nobody anything.
  const isNamed = createMemo(() => !kind().toLowerCase().includes(name().toLowerCase()));
  const words = createMemo((): string => {
    const photos = status()?.photos ?? null;
    const error = status()?.error;
    if (!entry()?.enabled) return t('Off');
    if (error) return say(error.message);
    if (photos === null) return t('Looking for photos …');
    if (photos === 0) return t('No photos found here.');
    return photos === 1 ? t('1 photo') : t('{count} photos', { count: sayNumber(photos) });
  });
  return { entry, source, status, kind, name, isNamed, words };
}

function Removed(props: { readonly name: string; undo(): void }): JSX.Element {
  let button: HTMLButtonElement | undefined;
  queueMicrotask(() => button?.focus());
  return (
    <>
      <p role="status">{t('Removed “{name}”.', { name: props.name })}</p>
      <button ref={button} type="button" class="quiet-button" onClick={() => props.undo()}>
        {t('Undo')}
      </button>
    </>
  );
}

export function SourceEntryRow(props: { readonly id: string; readonly removals: Removals }): JSX.Element {
  const panel = usePanel();
  const { host } = panel;
  const { entry, source, status, kind, name, isNamed, words } = useEntry(props.id);
  const isOnly = usePart((state) => state.settings.sources.entries.length < 2);
  const [said, setSaid] = createSignal('');
  const [isChanging, setChanging] = createSignal(false);
  const isLeaving = createMemo(() => props.removals.leaving().has(props.id));
  const isFailing = createMemo(() => Boolean(entry()?.enabled && status()?.error));
  let box: HTMLInputElement | undefined;
  let change: HTMLButtonElement | undefined;
  createEffect(on(words, () => setSaid('')));
  createEffect(() => {
    if (box) box.checked = entry()?.enabled === true;
  });
  // What was remembered changes with a listing only.
  const [health] = createResource(
    () => `${entry()?.enabled} ${status()?.photos} ${status()?.error?.message}`,
    () => host.run('sourceHealth', props.id).catch(() => []),
  );
  const set = (patch: Partial<Entry>, key: string): void =>
    void panel.change(withEntry(host, props.id, patch), { label: name(), key: `source ${props.id} ${key}` });
  const repair = async (): Promise<void> => {
    try {
      const isGranted = await host.run('regrant', props.id);
      if (!isGranted) setSaid(t('Permission was not given. This source stays out of the show until you allow it.'));
    } catch {
      setSaid(t('The question could not be asked. Reload the page and try again.'));
    }
  };
  const undo = (): void => {
    props.removals.undo(props.id);
    queueMicrotask(() => box?.focus());
  };
  const start = (): void => {
    const now = entry();
    if (now) props.removals.start(now);
  };
  const leaveForm = (): void => {
    setChanging(false);
    change?.focus();
  };
  const id = `source-${props.id}`;
  return (
    <li class="row source" classList={{ failing: isFailing(), removed: isLeaving() }} data-entry={props.id}>
      <Show when={!isLeaving()} fallback={<Removed name={name()} undo={undo} />}>
        <div class="row-head">
          <div class="row-name">
            <label class="row-label" for={id}>
              {name()}
            </label>
            <Show when={isNamed()}>
              <span class="chip">{kind()}</span>
            </Show>
          </div>
          <input
            ref={box}
            class="switch"
            type="checkbox"
            role="switch"
            id={id}
            checked={entry()?.enabled}
            aria-describedby={`${id}-state`}
            onChange={() => set({ enabled: box?.checked === true }, 'enabled')}
          />
        </div>
        <div class="source-line">
          <p class="source-state" id={`${id}-state`} role="status">
            {said() || words()}
          </p>
          <div class="actions">
            <Show when={isFailing() && status()?.error?.kind === 'source.permission' && host.can('regrant')}>
              <button type="button" class="strong-button" onClick={() => void repair()}>
                {t('Allow again')}
              </button>
            </Show>
            <Show when={source()?.setup === 'form' && host.can('changeSource')}>
              <button
                ref={change}
                type="button"
                class="quiet-button"
                aria-expanded={isChanging()}
                aria-label={t('Change {name}', { name: name() })}
                onClick={() => (isChanging() ? leaveForm() : setChanging(true))}
              >
                {t('Change')}
              </button>
            </Show>
            <button
              type="button"
              class="icon-button"
              title={t('Remove')}
              aria-label={t('Remove {name}', { name: name() })}
              onClick={start}
            >
              <Icon name="trash" />
            </button>
          </div>
        </div>
        <Show when={isChanging() && source()}>
          {(known) => <ServiceForm source={known()} entry={entry() ?? null} close={leaveForm} />}
        </Show>
        <Show when={!isOnly() && entry()?.enabled}>
          <Row
            path={`${id}.share`}
            label={t('Share')}
            help=""
            kind={share}
            value={entry()?.weight}
            fallback={1}
            change={async (value) => {
              if (typeof value !== 'number' || !(value >= 0.1 && value <= 10)) return t('A share is from 0.1 to 10.');
              set({ weight: value }, 'weight');
              return '';
            }}
          />
        </Show>
        <SourceHealthList rows={health() ?? []} />
      </Show>
    </li>
  );
}

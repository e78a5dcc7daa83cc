/** A backup brought back: nothing changes before the person has seen what would. */
import { createMemo, createSignal, For, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import type { ImportChange, ImportMode, ImportPreview, SettingsAdmin } from '../../../shared/settings-admin.ts';
import { troubleOf, usePanel } from '../context.ts';
import { FileButton, Outcome } from '../forms.tsx';
import { Fold } from '../parts.tsx';
import { createRunning } from '../running.ts';
import { labelOf, valueInWords } from '../value-words.ts';
import { locale, say } from '../words.ts';

function Changes(props: {
  readonly changes: readonly ImportChange[];
  readonly without: ReadonlySet<string>;
  toggle(path: string): void;
}): JSX.Element {
  const { specs } = usePanel();
  const inWords = (path: string, value: unknown): string => {
    const [namespace, field = ''] = path.split(/\.(.*)/s);
    return valueInWords(
      specs.find((spec) => spec.namespace === namespace),
      field,
      value,
    );
  };
  return (
    <ul class="plain changes">
      <For each={props.changes}>
        {(change) => (
          <li>
            <label class="tick">
              <input
                type="checkbox"
                checked={!props.without.has(change.path)}
                onChange={() => props.toggle(change.path)}
              />
              <span>
                <span class="row-label">
                  {say(change.section)}: {say(change.label)}
                </span>
                <span class="help change-values">
                  <span>{inWords(change.path, change.before)}</span> <span aria-hidden="true">→</span>{' '}
                  <span>{inWords(change.path, change.after)}</span>
                </span>
              </span>
            </label>
          </li>
        )}
      </For>
    </ul>
  );
}

function Preview(props: {
  readonly admin: SettingsAdmin;
  readonly preview: ImportPreview;
  done(said: string): void;
}): JSX.Element {
  const panel = usePanel();
  const { preview } = props;
  const [mode, setMode] = createSignal<ImportMode>('merge');
  const [without, setWithout] = createSignal<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = createSignal('');
  let passphrase: HTMLInputElement | undefined;
  let first: HTMLInputElement | undefined;
  queueMicrotask(() => first?.focus());
  const changes = createMemo(() => preview.changes[mode()]);
  const toggle = (path: string): void =>
    void setWithout((now) => {
      const next = new Set(now);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  const apply = async (): Promise<void> => {
    const sealed = passphrase?.value ?? '';
    try {
      const { changed } = await panel.record(t('Bring back a backup'), () =>
        props.admin.applyImport(preview.id, {
          mode: mode(),
          leaveOut: [...without()],
          ...(sealed === '' ? {} : { passphrase: sealed }),
        }),
      );
      props.done(
        t('{count, plural, one {# setting was} other {# settings were}} brought back. You can undo it.', {
          count: changed,
        }),
      );
    } catch (error) {
      setProblem(troubleOf(error, t('The backup could not be brought back. Nothing has changed.')));
    }
  };
  const date = preview.writtenAtMs === null ? '' : new Date(preview.writtenAtMs).toLocaleDateString(locale());
  return (
    <div class="import" role="group" data-step="" aria-label={t('What would change')}>
      <p class="help">{date === '' ? '' : t('Saved on {date}.', { date })}</p>
      <div class="segments" role="radiogroup" aria-label={t('How')}>
        <For
          each={[
            { value: 'merge' as const, label: t('Add to mine') },
            { value: 'replace' as const, label: t('Replace mine') },
          ]}
        >
          {({ value, label }) => (
            <label class="segment">
              <input
                ref={(node) => {
                  if (value === 'merge') first = node;
                }}
                type="radio"
                name="import-mode"
                checked={mode() === value}
                onChange={() => setMode(value)}
              />
              <span>{label}</span>
            </label>
          )}
        </For>
      </div>
      <p class="row-label">
        {t('{count, plural, =0 {Nothing would change.} one {# setting changes} other {# settings change}}', {
          count: changes().length,
        })}
      </p>
      <Changes changes={changes()} without={without()} toggle={toggle} />
      <For each={preview.notes}>{(note) => <p class="help">{say(note)}</p>}</For>
      <Show when={preview.rejected.length > 0}>
        <Fold
          label={t('{count, plural, one {# part is} other {# parts are}} left out', { count: preview.rejected.length })}
        >
          <For each={preview.rejected}>
            {({ path, message }) => <p class="help">{`${labelOf(panel.specs, path)} ${say(message)}`}</p>}
          </For>
        </Fold>
      </Show>
      <Show when={preview.secrets === 'sealed'}>
        <input
          ref={passphrase}
          class="text"
          type="password"
          autocomplete="off"
          aria-label={t('Passphrase of the passwords in it')}
          placeholder={t('Passphrase, or leave the passwords out')}
        />
      </Show>
      <p class="problem" role="alert">
        {problem()}
      </p>
      <div class="actions">
        <button type="button" class="strong-button" onClick={() => void apply()}>
          {t('Bring back')}
        </button>
        <button type="button" class="quiet-button" data-cancel="" onClick={() => props.done('')}>
          {t('Cancel')}
        </button>
      </div>
    </div>
  );
}

export function ImportRow(props: { readonly admin: SettingsAdmin }): JSX.Element {
  const [preview, setPreview] = createSignal<ImportPreview | null>(null);
  const [said, setSaid] = createSignal('');
  const { problem, run } = createRunning();
  let button: HTMLButtonElement | undefined;
  const read = ([file]: readonly File[]): void => {
    setSaid('');
    const trouble = t('This file could not be read. Choose one that Afterimage has saved.');
    void run(async () => file && setPreview(await props.admin.readImport(file)), trouble);
  };
  const done = (words: string): void => {
    setPreview(null);
    setSaid(words);
    button?.focus();
  };
  return (
    <div class="row" data-path="backup.import">
      <div class="row-head">
        <span class="row-label">{t('Bring back a backup')}</span>
        <FileButton
          ref={(node) => (button = node)}
          button={t('Choose a file')}
          label={t('Backup file')}
          accept=".json,application/json"
          isMain
          take={read}
        />
      </div>
      <p class="help">{t('You see what would change first, and can leave parts of it out.')}</p>
      <Show when={preview()} keyed>
        {(known) => <Preview admin={props.admin} preview={known} done={done} />}
      </Show>
      <Outcome problem={problem()} said={said()} />
    </div>
  );
}

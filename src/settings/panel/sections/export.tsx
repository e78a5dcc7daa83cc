/** A backup as a file: readable, without passwords unless they are sealed with a passphrase. */
import { createSignal, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { shortestPassphrase, type SettingsAdmin } from '../../../shared/settings-admin.ts';
import { troubleOf, usePanel } from '../context.ts';

/** The browser saves what a link with this name leads to; it may be full-screen and show nothing of it, so `say` does. */
export function saveFile(file: File, say: (sentence: string) => void): void {
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: url, download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  say(t('Saved as {name}, where your browser keeps downloads.', { name: file.name }));
}

export function ExportRow(props: { readonly admin: SettingsAdmin }): JSX.Element {
  const panel = usePanel();
  const [hasSecrets, setSecrets] = createSignal(false);
  const [problem, setProblem] = createSignal('');
  let field: HTMLInputElement | undefined;
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const passphrase = hasSecrets() ? (field?.value ?? '') : undefined;
    if (passphrase !== undefined && passphrase.length < shortestPassphrase) {
      setProblem(t('The passphrase needs at least {count} characters.', { count: shortestPassphrase }));
      field?.focus();
      return;
    }
    setProblem('');
    try {
      saveFile(await props.admin.exportSettings(passphrase === undefined ? {} : { passphrase }), panel.say);
      if (field) field.value = '';
    } catch (error) {
      setProblem(troubleOf(error, t('The backup could not be made. Try again.')));
    }
  };
  return (
    <form class="row" data-path="backup.export" onSubmit={(event) => void save(event)}>
      <div class="row-head">
        <span class="row-label">{t('Save a backup')}</span>
        <button type="submit" data-main="" class="strong-button">
          {t('Save as a file')}
        </button>
      </div>
      <p class="help">{t('All that differs from the defaults, as text that people and machines can read.')}</p>
      <label class="tick">
        <input type="checkbox" checked={hasSecrets()} onChange={(event) => setSecrets(event.currentTarget.checked)} />
        <span>{t('With passwords and keys, sealed')}</span>
      </label>
      <Show when={hasSecrets()}>
        <input
          ref={field}
          class="text"
          type="password"
          autocomplete="new-password"
          aria-label={t('Passphrase')}
          placeholder={t('Passphrase')}
        />
        <p class="help">{t('Only this passphrase opens them again. Nobody can look it up for you.')}</p>
      </Show>
      <p class="problem" role="alert">
        {problem()}
      </p>
    </form>
  );
}

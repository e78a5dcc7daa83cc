/** What a person said about photos: taking a “never here” back, and all of it as a file. */
import { createResource, createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import type { PhotoMark } from '../../../shared/library-api.ts';
import { troubleOf, usePanel } from '../context.ts';
import { FileButton, Outcome } from '../forms.tsx';
import { Action, Fold, Group } from '../parts.tsx';
import { createRunning } from '../running.ts';
import { say } from '../words.ts';
import { saveFile } from './export.tsx';

const MOST_SHOWN = 200;

/** Photos that are never shown here, each with the way back. */
export function NeverShown(): JSX.Element {
  const panel = usePanel();
  const { host } = panel;
  const [marks, { mutate }] = createResource(() => host.run('neverShown').catch((): readonly PhotoMark[] => []));
  let list: HTMLUListElement | undefined;
  const allow = async ({ photoId, title }: PhotoMark): Promise<void> => {
    try {
      await host.run('allowPhoto', photoId);
      // The button goes with its line.
      list?.focus();
      mutate((now) => now?.filter((it) => it.photoId !== photoId));
      panel.say(t('{title} may be shown again.', { title }));
    } catch (error) {
      panel.say(troubleOf(error, t('This did not work. Try again.')));
    }
  };
  return (
    <Show when={(marks() ?? []).length > 0}>
      <Group>
        <div data-path="photos.never">
          <Fold
            label={t('Never here')}
            note={t('{count, plural, one {# photo} other {# photos}}', { count: marks()?.length ?? 0 })}
          >
            <ul class="plain" tabindex="-1" ref={list}>
              <For each={(marks() ?? []).slice(0, MOST_SHOWN)}>
                {(mark) => (
                  <li class="row left-out">
                    <div>
                      <p class="row-label">{mark.title}</p>
                      <p class="help">{say(mark.source)}</p>
                    </div>
                    <button
                      type="button"
                      class="quiet-button"
                      aria-label={t('Allow {title} again', { title: mark.title })}
                      onClick={() => void allow(mark)}
                    >
                      {t('Allow again')}
                    </button>
                  </li>
                )}
              </For>
            </ul>
            <Show when={(marks()?.length ?? 0) > MOST_SHOWN}>
              <p class="group-help">{t('And {count} more.', { count: (marks()?.length ?? 0) - MOST_SHOWN })}</p>
            </Show>
          </Fold>
        </div>
      </Group>
    </Show>
  );
}

function ImportMarks(): JSX.Element {
  const { host } = usePanel();
  const [said, setSaid] = createSignal('');
  const { problem, run } = createRunning();
  const read = ([file]: readonly File[]): void => {
    setSaid('');
    const trouble = t('This file could not be read. Choose one that Afterimage has saved.');
    void run(async () => {
      if (!file) return;
      const { favourites, never } = await host.run('importMarks', await file.text());
      setSaid(
        t('{count, plural, =0 {There was nothing new in it.} one {# photo is marked.} other {# photos are marked.}}', {
          count: favourites + never,
        }),
      );
    }, trouble);
  };
  const id = `import-marks-${createUniqueId()}`;
  return (
    <div class="row" data-path="backup.marks-import">
      <div class="row-head">
        <span class="row-label" id={id}>
          {t('Bring back favourites')}
        </span>
        <FileButton
          button={t('Choose a file')}
          label={t('File with favourites')}
          accept=".json,application/json"
          describedBy={id}
          isMain
          take={read}
        />
      </div>
      <p class="help">{t('Adds what is in the file to what is here.')}</p>
      <Outcome problem={problem()} said={said()} />
    </div>
  );
}

export function MarksGroup(): JSX.Element {
  const { host, say: tell } = usePanel();
  const { problem, run } = createRunning();
  const save = (): Promise<boolean> =>
    run(async () => saveFile(await host.run('exportMarks'), tell), t('The file could not be made. Try again.'));
  return (
    <Group label={t('Favourites and “never here”')}>
      <Action
        label={t('Save favourites')}
        help={t('Which photos you like and which you never want to see here. The photos are not in the file.')}
        button={t('Save as a file')}
        path="backup.marks-export"
        problem={problem()}
        run={() => void save()}
      />
      <ImportMarks />
    </Group>
  );
}

/** What a person said about photos: taking a “never here” back, and all of it as a file. */
import { createResource, createSignal, For, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import type { PhotoMark } from '../../../shared/library-api.ts';
import { troubleOf, usePanel } from '../context.ts';
import { Action, Fold, Group } from '../parts.tsx';
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
  const [problem, setProblem] = createSignal('');
  let chooser: HTMLInputElement | undefined;
  const read = async (): Promise<void> => {
    const file = chooser?.files?.[0];
    if (!file || !chooser) return;
    setSaid('');
    setProblem('');
    try {
      const { favourites, never } = await host.run('importMarks', await file.text());
      setSaid(
        t('{count, plural, =0 {There was nothing new in it.} one {# photo is marked.} other {# photos are marked.}}', {
          count: favourites + never,
        }),
      );
    } catch (error) {
      setProblem(troubleOf(error, t('This file could not be read. Choose one that Afterimage has saved.')));
    }
    chooser.value = '';
  };
  return (
    <>
      <Action
        label={t('Bring back favourites')}
        help={t('Adds what is in the file to what is here.')}
        button={t('Choose a file')}
        path="backup.marks-import"
        problem={problem()}
        run={() => chooser?.click()}
      />
      <input
        ref={chooser}
        class="for-readers"
        type="file"
        accept=".json,application/json"
        tabindex="-1"
        aria-label={t('File with favourites')}
        onChange={() => void read()}
      />
      <p class="said" role="status">
        {said()}
      </p>
    </>
  );
}

export function MarksGroup(): JSX.Element {
  const { host } = usePanel();
  const [problem, setProblem] = createSignal('');
  const save = async (): Promise<void> => {
    setProblem('');
    try {
      saveFile(await host.run('exportMarks'));
    } catch (error) {
      setProblem(troubleOf(error, t('The file could not be made. Try again.')));
    }
  };
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

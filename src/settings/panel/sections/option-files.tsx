/** Files for an option of a widget that takes them in place of addresses. */
import { createSignal, type JSX } from 'solid-js';
import { toErrorData } from '../../../shared/errors.ts';
import { t, told } from '../../../shared/i18n.ts';
import { usePanel } from '../context.ts';
import { withFileLines } from '../widget-rows.ts';

interface OptionFilesProps {
  /** Id of the kind of widget. */
  readonly kind: string;
  readonly label: string;
  /** Endings, `.ics`. */
  readonly accept: string;
  readonly text: string;
  /** Resolves to the reason when it was refused, else to an empty text. */
  change(text: string): Promise<string>;
}

export function OptionFiles(props: OptionFilesProps): JSX.Element {
  const { host } = usePanel();
  const [problem, setProblem] = createSignal('');
  let chooser: HTMLInputElement | undefined;
  const keep = async (): Promise<void> => {
    const files = [...(chooser?.files ?? [])];
    if (chooser) chooser.value = '';
    const lines: string[] = [];
    let trouble = '';
    for (const file of files) {
      try {
        lines.push(await host.run('keepFile', props.kind, file));
      } catch (error) {
        trouble = told(toErrorData(error));
      }
    }
    const refusal = lines.length > 0 ? await props.change(withFileLines(props.text, lines)) : '';
    setProblem(trouble || refusal);
  };
  return (
    <div class="row option-files">
      <button
        type="button"
        class="quiet-button"
        aria-label={t('Add a file to {label}', { label: props.label })}
        onClick={() => chooser?.click()}
      >
        {t('Add a file')}
      </button>
      <input
        ref={chooser}
        class="for-readers"
        type="file"
        multiple
        accept={props.accept}
        tabindex="-1"
        aria-label={t('File for {label}', { label: props.label })}
        onChange={() => void keep()}
      />
      <p class="problem" role="alert">
        {problem()}
      </p>
    </div>
  );
}

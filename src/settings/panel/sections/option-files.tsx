/** Files for an option of a widget that takes them in place of addresses. */
import { createSignal, type JSX } from 'solid-js';
import { toErrorData } from '../../../shared/errors.ts';
import { t, told } from '../../../shared/i18n.ts';
import { usePanel } from '../context.ts';
import { FileButton } from '../forms.tsx';
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
  const keep = async (files: readonly File[]): Promise<void> => {
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
      <FileButton
        button={t('Add a file')}
        name={t('Add a file to {label}', { label: props.label })}
        label={t('File for {label}', { label: props.label })}
        accept={props.accept}
        isMany
        take={(files) => void keep(files)}
      />
      <p class="problem" role="alert">
        {problem()}
      </p>
    </div>
  );
}

/** What takes something away for good is asked once, in place, with the way back under the finger. */
import { createSignal, onMount, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';

interface AnswersProps {
  /** On the button that does it. */
  readonly yes: string;
  /** Its name for readers. */
  readonly now: string;
  run(): void;
  keep(): void;
}

/** The focus goes to the way back. Whoever asks says `data-step`, so that Esc is the way back, too. */
export function Answers(props: AnswersProps): JSX.Element {
  let back: HTMLButtonElement | undefined;
  onMount(() => back?.focus());
  return (
    <div class="actions">
      <button type="button" class="strong-button" aria-label={props.now} onClick={() => props.run()}>
        {props.yes}
      </button>
      <button ref={back} type="button" class="quiet-button" data-cancel="" onClick={() => props.keep()}>
        {t('Keep as it is')}
      </button>
    </div>
  );
}

interface AskFirstProps {
  readonly path: string;
  readonly label: string;
  readonly help: string;
  readonly button: string;
  /** What happens, and what stays. */
  readonly question: string;
  /** As of the answers; `yes` left out: the same as the button. */
  readonly yes?: string;
  readonly now: string;
  /** Resolves to what is said afterwards. */
  run(): Promise<string>;
}

/** A line with a button that asks first. */
export function AskFirst(props: AskFirstProps): JSX.Element {
  const [isAsking, setAsking] = createSignal(false);
  const [said, setSaid] = createSignal('');
  let offer: HTMLButtonElement | undefined;
  const ask = (): void => {
    setSaid('');
    setAsking(true);
  };
  const settle = (words: string): void => {
    setAsking(false);
    setSaid(words);
    offer?.focus();
  };
  return (
    <div class="row" data-path={props.path} data-step={isAsking() ? '' : undefined}>
      <Show
        when={isAsking()}
        fallback={
          <div class="row-head">
            <span class="row-label">{props.label}</span>
            <button ref={offer} type="button" data-main="" class="quiet-button" onClick={ask}>
              {props.button}
            </button>
          </div>
        }
      >
        <p>{props.question}</p>
        <Answers
          yes={props.yes ?? props.button}
          now={props.now}
          run={() => void props.run().then(settle)}
          keep={() => settle('')}
        />
      </Show>
      <p class="help" role="status">
        {said() || props.help}
      </p>
    </div>
  );
}

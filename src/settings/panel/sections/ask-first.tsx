/** A line whose button takes something away for good: asked once, in place, with the way back under the finger. */
import { createSignal, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';

interface AskFirstProps {
  readonly path: string;
  readonly label: string;
  readonly help: string;
  readonly button: string;
  /** What happens, and what stays. */
  readonly question: string;
  /** On the button that does it; left out: the same. */
  readonly yes?: string;
  /** Its name for readers. */
  readonly now: string;
  /** Resolves to what is said afterwards. */
  run(): Promise<string>;
}

export function AskFirst(props: AskFirstProps): JSX.Element {
  const [isAsking, setAsking] = createSignal(false);
  const [said, setSaid] = createSignal('');
  let offer: HTMLButtonElement | undefined;
  let keep: HTMLButtonElement | undefined;
  const ask = (): void => {
    setSaid('');
    setAsking(true);
    keep?.focus();
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
        <div class="actions">
          <button
            type="button"
            class="strong-button"
            aria-label={props.now}
            onClick={() => void props.run().then(settle)}
          >
            {props.yes ?? props.button}
          </button>
          <button ref={keep} type="button" class="quiet-button" data-cancel="" onClick={() => settle('')}>
            {t('Keep as it is')}
          </button>
        </div>
      </Show>
      <p class="help" role="status">
        {said() || props.help}
      </p>
    </div>
  );
}

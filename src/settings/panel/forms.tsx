/** Small forms that several sections have: a name for something new, and a file of the person's. */
import { Show, type JSX } from 'solid-js';

/** A field and a button; what was typed stays until it was taken. */
export function NameForm(props: {
  readonly label: string;
  readonly button: string;
  /** So that others can move the focus here. */
  ref?(field: HTMLInputElement): void;
  /** Resolves to whether the name was taken. */
  take(name: string): Promise<boolean>;
}): JSX.Element {
  let field: HTMLInputElement | undefined;
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const name = field?.value.trim() ?? '';
    if (name === '' || !field) return field?.focus();
    if (await props.take(name)) field.value = '';
  };
  return (
    <form class="row with-button" onSubmit={(event) => void submit(event)}>
      <input
        ref={(node) => {
          field = node;
          props.ref?.(node);
        }}
        class="text"
        type="text"
        maxlength={60}
        placeholder={props.label}
        aria-label={props.label}
      />
      <button type="submit" class="quiet-button">
        {props.button}
      </button>
    </form>
  );
}

/** Opens the browser's chooser; the same file can be chosen again. */
export function FileButton(props: {
  readonly button: string;
  /** Of the button, where its words alone do not say enough. */
  readonly name?: string;
  /** Of the field behind it, for screen readers. */
  readonly label: string;
  readonly accept: string;
  readonly isMany?: boolean;
  readonly isMain?: boolean;
  readonly describedBy?: string;
  ref?(button: HTMLButtonElement): void;
  take(files: readonly File[]): void;
}): JSX.Element {
  let chooser: HTMLInputElement | undefined;
  const take = (): void => {
    if (!chooser) return;
    const files = [...(chooser.files ?? [])];
    chooser.value = '';
    if (files.length > 0) props.take(files);
  };
  return (
    <>
      <button
        ref={(node) => props.ref?.(node)}
        type="button"
        class="quiet-button"
        data-main={props.isMain ? '' : undefined}
        aria-label={props.name}
        aria-describedby={props.describedBy}
        onClick={() => chooser?.click()}
      >
        {props.button}
      </button>
      <input
        ref={chooser}
        class="for-readers"
        type="file"
        multiple={props.isMany ?? false}
        accept={props.accept}
        tabindex="-1"
        aria-label={props.label}
        onChange={take}
      />
    </>
  );
}

/** What went wrong, and what went well. */
export function Outcome(props: { readonly problem: string; readonly said: string }): JSX.Element {
  return (
    <>
      <p class="problem" role="alert">
        {props.problem}
      </p>
      <p class="help" role="status">
        <Show when={props.said}>{props.said}</Show>
      </p>
    </>
  );
}

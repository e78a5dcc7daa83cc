/** The plain file chooser, for browsers without a folder picker. Page only; call it inside a click. */

/** Null when the user backed out. */
export function chooseFiles(): Promise<readonly File[] | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    if ('webkitdirectory' in input) input.webkitdirectory = true;
    else (input as HTMLInputElement).accept = 'image/*';
    input.hidden = true;
    const finish = () => {
      const files = [...(input.files ?? [])];
      input.remove();
      resolve(files.length > 0 ? files : null);
    };
    input.addEventListener('change', finish);
    input.addEventListener('cancel', finish);
    // Safari drops the events of an input that is not in the document.
    document.body.append(input);
    input.click();
  });
}

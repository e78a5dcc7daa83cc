/** The panel's looks as style sheets that its shadow root adopts; made once, shared by every opening. */
import controls from './controls.css?inline';
import frame from './frame.css?inline';
import rows from './rows.css?inline';

let made: CSSStyleSheet[] | null = null;

export function panelSheets(): CSSStyleSheet[] {
  made ??= [frame, rows, controls].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  return made;
}

/** The panel's looks as style sheets: those its shadow root adopts, and that of the card it stands on. Made once, shared by every opening. */
import card from './sheet.css?inline';
import controls from './controls.css?inline';
import frame from './frame.css?inline';
import rows from './rows.css?inline';

const sheetOf = (text: string): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
};

let made: CSSStyleSheet[] | null = null;

export function panelSheets(): CSSStyleSheet[] {
  if (!made) {
    made = [frame, rows, controls].map(sheetOf);
    // Comes with the code: a file of its own would be one more to wait for.
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheetOf(card)];
  }
  return made;
}

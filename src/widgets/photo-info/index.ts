import './style.css';
import { element } from '../element.ts';
import { defineWidget } from '../widget.ts';
import { fill, valuesOf } from './template.ts';

export const widget = defineWidget({
  id: 'photo-info',
  label: 'Photo information',
  description: 'What is known of the photo on screen, in lines you write yourself.',
  options: {
    lines: {
      kind: 'text',
      label: 'Lines',
      default: '{title}\n{place} · {date}\n{why}',
      lines: 4,
      maxLength: 600,
      help: 'In braces: title, date, year, place, camera, lens, exposure, source, credit, why, reason. The first line is the large one; lines without anything known are left out.',
    },
  },
  begin: { place: 'bottom-right' },
  mount(host, first, tools) {
    let values = first;
    let shown = '';
    const show = (): void => {
      const photo = tools.photo();
      const lines = photo ? fill(values.lines, valuesOf(photo, tools.locale, tools.now())) : [];
      if (lines.join('\n') === shown) return;
      shown = lines.join('\n');
      const rows = lines.map((text, index) =>
        element('p', {
          class: index === 0 ? 'photo-info-title' : 'photo-info-line',
          text,
          attributes: { dir: 'auto' },
        }),
      );
      host.replaceChildren(...(rows.length > 0 ? [element('div', { class: 'photo-info' }, ...rows)] : []));
    };
    show();
    // A photo may stay over midnight, or travel.
    tools.each('minute', show);
    tools.onPhoto(() => {
      show();
      // Why it was chosen is noted by another who hears of the same change.
      if (values.lines.includes('{reason}')) queueMicrotask(() => tools.signal.aborted || show());
    });
    return {
      update(next) {
        values = next;
        show();
      },
      dispose: () => undefined,
    };
  },
});

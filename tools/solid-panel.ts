/**
 * Solid for the settings panel alone, and its templates under Trusted Types.
 *
 * Solid makes the fixed parts of a component from a string that is known at build time. The page allows no HTML from strings, so
 * that one assignment goes through a policy of its own, which lives inside Solid's module and which no other code can reach.
 */
import type { Plugin } from 'vite';
import solid from 'vite-plugin-solid';

const assignment = 't.innerHTML = html;';
const policy = `const trustedHtml = globalThis.trustedTypes?.createPolicy('afterimage', { createHTML: (html) => html });\n`;

function trustedTemplates(): Plugin {
  return {
    name: 'afterimage:trusted-templates',
    apply: 'build',
    transform: {
      filter: { id: /solid-js\/web\/dist\/web\.js$/ },
      handler(code) {
        const parts = code.split(assignment);
        if (parts.length !== 2) this.error('Solid makes its templates in another way now: see tools/solid-panel.ts.');
        return {
          code: policy + parts.join('t.innerHTML = trustedHtml ? trustedHtml.createHTML(html) : html;'),
          map: null,
        };
      },
    },
  };
}

export function solidPanel(): Plugin[] {
  const panel = solid({
    include: [/\/src\/settings\/panel\/.*\.tsx$/, /\/node_modules\/.*\.jsx$/],
    hot: false,
    ssr: false,
    // Listeners on the elements themselves: the document keeps none when the panel is gone.
    solid: { delegateEvents: false, hydratable: false, generate: 'dom' },
  });
  return [panel as Plugin, trustedTemplates()];
}

/**
 * Tells the page which files the settings panel is made of, so that it can have them fetched before somebody asks for the panel:
 * `__PANEL_CODE__` becomes their addresses, with spaces between them. In development there are none.
 */
import type { Plugin } from 'vite';

const mark = '%PANEL_CODE%';
const entries = ['/src/settings/panel/open-panel.tsx', '/src/app/panel-host.ts', '/src/ui/dialog.ts'];

export function panelCode(): Plugin {
  return {
    name: 'afterimage:panel-code',
    config: (_config, { command }) => ({ define: { __PANEL_CODE__: JSON.stringify(command === 'build' ? mark : '') } }),
    // Names still stand for what they will be: the builder fills them in, and what names another file changes its own name with it.
    renderChunk(code, _chunk, _options, { chunks }) {
      if (!code.includes(mark)) return null;
      const files = entries.flatMap((entry) => {
        const chunk = Object.values(chunks).find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(entry)));
        // A file is fetched ahead without what it imports; what the page has already it does not fetch again.
        return chunk ? [chunk.fileName, ...chunk.imports] : this.error(`${entry} is in no file any more.`);
      });
      // Files of looks alone are taken out again, and a page that asked for one would be told that there is none.
      const isCode = (file: string) => chunks[file]?.moduleIds.some((id) => !id.endsWith('.css')) ?? true;
      const addresses = [...new Set(files)].filter(isCode).map((file) => `/${file}`);
      return { code: code.replace(mark, addresses.join(' ')), map: null };
    },
  };
}

/**
 * Vite's own helper around `import()` is over a kilobyte of what comes before the first photo. All it has to do here is fetch the
 * chunk's style sheets beside it: nothing is preloaded (`modulePreload: false`). What every page links by itself is no part of that:
 * chunks would wait for a second copy of it, which would come after, and so win over, sheets that are there. Code that was only there
 * for the bundler to read is left out.
 */
import type { Plugin } from 'vite';

const helper = `const asked = {};
const sheet = (href) => asked[href] ??= new Promise((resolve, reject) => {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href, onload: resolve });
  link.onerror = () => { delete asked[href]; link.remove(); reject(Error('Could not fetch ' + href)); };
  document.head.append(link);
});
export const __vitePreload = async (load, files = []) => {
  const [chunk] = await Promise.all([load(), ...files.map((file) => sheet('/' + file))]);
  return chunk;
};`;

/** As Vite writes it at the head of a chunk: the files, and what turns numbers into them. */
const table = /^const __vite__mapDeps=[^\n]*?m\.f=(\[[^\]]*\])[^\n]*\n/;

/** The chunk's code without these files: neither named nor asked for. */
export function withoutSheets(code: string, linked: ReadonlySet<string>): string {
  const [head, list] = table.exec(code) ?? [];
  if (head === undefined || list === undefined) return code;
  const files = JSON.parse(list) as string[];
  const kept = files.filter((file) => !linked.has(file));
  const asked = code.slice(head.length).replaceAll(/,__vite__mapDeps\(\[([\d,]*)\]\)/g, (_, numbers: string) => {
    const left = numbers.split(',').flatMap((number) => {
      const at = kept.indexOf(files[Number(number)] ?? '');
      return at < 0 ? [] : [at];
    });
    return left.length === 0 ? '' : `,__vite__mapDeps([${left.join(',')}])`;
  });
  return kept.length === 0 ? asked : head.replace(list, JSON.stringify(kept)) + asked;
}

/** What Vite makes of `(await import(…)).name`, so that the bundler sees which names are wanted. */
const picked =
  /async\(\)=>\{let\{([^{}]*)\}=await (import\(`[^`]+`\)(?:\.then\(\w+=>\w+\.\w+\))?);return\{([^{}]*)\}\}/g;

/** The bundler has seen it: the module itself has all of these names. */
export const withoutPicking = (code: string): string =>
  code.replaceAll(picked, (all, taken: string, module: string, given: string) =>
    taken === given ? `()=>${module}` : all,
  );

export function smallPreloadHelper(): Plugin {
  return {
    name: 'afterimage:small-preload-helper',
    apply: 'build',
    enforce: 'pre',
    load: (id) => (id === '\0vite/preload-helper.js' ? helper : null),
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.values(bundle);
        // Ours: what lies among the assets is a frame's document.
        const pages = files.flatMap((file) =>
          file.type === 'asset' && /^[^/]+\.html$/.test(file.fileName) ? [String(file.source)] : [],
        );
        const sheets = files.map(({ fileName }) => fileName).filter((name) => name.endsWith('.css'));
        const linked = new Set(sheets.filter((name) => pages.every((page) => page.includes(`href="/${name}"`))));
        if (pages.length === 0) return;
        for (const file of files)
          if (file.type === 'chunk') file.code = withoutPicking(withoutSheets(file.code, linked));
      },
    },
  };
}

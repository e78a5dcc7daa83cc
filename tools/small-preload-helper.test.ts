import { expect, it } from 'vitest';
import { withoutPicking, withoutSheets } from './small-preload-helper.ts';

const head = (...files: string[]): string =>
  `const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=${JSON.stringify(files)})))=>i.map(i=>d[i]);\n`;
const linked = new Set(['assets/base.css']);

it('leaves out what the page links, and counts the others anew', () => {
  const calls = 'a(()=>import(`./x.js`),__vite__mapDeps([0])),a(()=>import(`./y.js`),__vite__mapDeps([0,1,2])),b([0])';
  expect(withoutSheets(head('assets/base.css', 'assets/y.css', 'assets/z.css') + calls, linked)).toBe(
    `${head('assets/y.css', 'assets/z.css')}a(()=>import(\`./x.js\`)),a(()=>import(\`./y.js\`),__vite__mapDeps([0,1])),b([0])`,
  );
});

it('needs no table where nothing is left, and touches no code without one', () => {
  expect(withoutSheets(`${head('assets/base.css')}a(()=>import(\`./x.js\`),__vite__mapDeps([0]))`, linked)).toBe(
    'a(()=>import(`./x.js`))',
  );
  expect(withoutSheets('a([0])', linked)).toBe('a([0])');
});

it('asks for a module as it is, where all that was picked from it is handed on', () => {
  const picking = (given: string, then = ''): string =>
    `p(async()=>{let{openOne:e,two:t}=await import(\`./x.js\`)${then};return{${given}}},[])`;
  expect(withoutPicking(picking('openOne:e,two:t'))).toBe('p(()=>import(`./x.js`),[])');
  expect(withoutPicking(picking('openOne:e,two:t', '.then(e=>e.n)'))).toBe('p(()=>import(`./x.js`).then(e=>e.n),[])');
  for (const other of [picking('openOne:t,two:e'), picking('openOne:e')]) expect(withoutPicking(other)).toBe(other);
});

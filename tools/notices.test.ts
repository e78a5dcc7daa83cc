import { describe, expect, it } from 'vitest';
import { packageOf } from './lib/shipped-modules.mjs';
import { creditsOf, formatNotices, judge, type Notice, objections } from './notices.mjs';

const notice = (name: string, licence: string): Notice => ({ name, version: '1.0.0', licence, url: '', text: 'Text' });
const chunk = (fileName: string, packages: string[], own = false) => ({ fileName, packages: new Set(packages), own });

describe('a licence', () => {
  it.each([
    ['MIT', 'free'],
    ['Apache-2.0', 'free'],
    ['OFL-1.1', 'free'],
    ['MPL-2.0', 'free'],
    ['(MIT OR GPL-3.0-or-later)', 'free'],
    ['GPL-2.0 OR BSD-3-Clause', 'free'],
    ['MIT AND Zlib', 'free'],
    ['LGPL-3.0', 'separate'],
    ['MIT AND LGPL-2.1-or-later', 'separate'],
    ['GPL-3.0', 'refused'],
    ['AGPL-3.0-only', 'refused'],
    ['MIT AND GPL-2.0', 'refused'],
    ['(GPL-3.0 OR AGPL-3.0)', 'refused'],
    ['UNLICENSED', 'refused'],
    ['SEE LICENSE IN terms.txt', 'refused'],
    ['', 'refused'],
  ])('“%s” is %s', (expression, verdict) => {
    expect(judge(expression)).toBe(verdict);
  });
});

describe('the build', () => {
  it('goes through with free licences', () => {
    expect(objections([notice('comlink', 'Apache-2.0')], [chunk('a.js', ['node_modules/comlink'], true)])).toEqual([]);
  });

  it('fails on a copyleft package, with its name', () => {
    const [reason] = objections([notice('copyleft', 'GPL-3.0')], [chunk('a.js', ['node_modules/copyleft'])]);
    expect(reason).toContain('copyleft 1.0.0');
    expect(reason).toContain('cannot be part');
  });

  it('takes libheif-js only as a file of its own', () => {
    const heif = [notice('libheif-js', 'LGPL-3.0')];
    const folder = 'node_modules/libheif-js';
    expect(objections(heif, [chunk('heif.js', [folder])])).toEqual([]);
    expect(objections(heif, [chunk('worker.js', [folder], true)])[0]).toContain('worker.js holds other code too');
    expect(objections(heif, [chunk('both.js', [folder, 'node_modules/exifr'])])[0]).toContain('both.js');
    expect(objections([notice('other-lgpl', 'LGPL-3.0')], [chunk('x.js', ['node_modules/other-lgpl'])])).toHaveLength(
      1,
    );
  });
});

it('finds the package of a module', () => {
  expect(packageOf('/p/node_modules/comlink/dist/esm/comlink.mjs')).toBe('node_modules/comlink');
  expect(packageOf('/p/node_modules/@resvg/resvg-wasm/index_bg.wasm?url')).toBe('node_modules/@resvg/resvg-wasm');
  expect(packageOf('/p/node_modules/a/node_modules/@b/c/x.js')).toBe('node_modules/a/node_modules/@b/c');
  expect(packageOf('C:\\p\\node_modules\\idb\\build\\index.js')).toBe('node_modules/idb');
  expect(packageOf('node_modules/idb/build/index.js')).toBe('node_modules/idb');
  expect(packageOf('/p/src/main.ts')).toBeNull();
});

it('writes each licence once, in a fence that holds', () => {
  const text = formatNotices([{ ...notice('a', 'MIT'), url: 'https://example.org/a', text: 'Code:\n```\nx\n```' }]);
  expect(text).toContain('## a 1.0.0\n\nMIT · https://example.org/a\n\n````\nCode:');
});

it('credits everyone in a collection, and quotes what is under another licence', () => {
  const text = creditsOf([
    { name: 'fade', author: 'Ada', license: 'MIT', glsl: '// Author: Ada' },
    { name: 'curl', author: 'Bo', license: 'BSD 2 Clause', glsl: '// Author: Bo\n/* Keep this notice. */ void f() {}' },
  ]);
  expect(text).toContain('fade: Ada, MIT');
  expect(text).toContain('curl: Bo, BSD 2 Clause');
  expect(text).toContain('Keep this notice.');
  expect(text).not.toContain('void');
});

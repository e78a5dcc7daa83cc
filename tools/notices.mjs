/** Writes the licences of everything we hand out, and refuses a build that may not be handed out under MIT. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Which packages may be under the LGPL: they stay replaceable because they are files of their own.
 * @type {ReadonlySet<string>}
 */
const separateOnly = new Set(['libheif-js']);

/** @typedef {'free' | 'separate' | 'refused'} Verdict */

const rank = /** @type {const} */ ({ free: 0, separate: 1, refused: 2 });

/**
 * What an SPDX expression allows: of an OR the mildest counts, of an AND the strictest.
 * @param {string} expression
 * @returns {Verdict}
 */
export function judge(expression) {
  const text = expression.trim().replace(/^\((.*)\)$/s, '$1');
  const choices = text.split(/\s+OR\s+/i);
  if (choices.length > 1) return choices.map(judge).toSorted((a, b) => rank[a] - rank[b])[0] ?? 'refused';
  const parts = text.split(/\s+AND\s+/i);
  if (parts.length > 1) return parts.map(judge).toSorted((a, b) => rank[b] - rank[a])[0] ?? 'refused';
  const id = text.replace(/[()]/g, '').trim();
  if (/^LGPL/i.test(id)) return 'separate';
  if (id === '' || /^(?:A?GPL|SSPL|BUSL|EUPL|CC-BY-NC|UNLICENSED|SEE LICENSE)/i.test(id)) return 'refused';
  return 'free';
}

/**
 * @typedef {object} Notice
 * @property {string} name
 * @property {string} version
 * @property {string} licence
 * @property {string} url
 * @property {string} text
 */

/** @param {unknown} repository */
function repositoryUrl(repository) {
  const raw = typeof repository === 'string' ? repository : /** @type {{ url?: string } | null} */ (repository)?.url;
  if (!raw) return '';
  if (/^[\w-]+\/[\w.-]+$/.test(raw)) return `https://github.com/${raw}`;
  return raw
    .replace(/^git\+/, '')
    .replace(/^github:/, 'https://github.com/')
    .replace(/^(?:git|ssh):\/\/(?:git@)?/, 'https://')
    .replace(/\.git$/, '');
}

/**
 * A collection of many people's work: each with its author and licence, and in full what is not under the licence of
 * the whole.
 * @param {readonly { name: string, author: string, license: string, glsl: string }[]} bodies
 */
export function creditsOf(bodies) {
  const lines = bodies.map(({ name, author, license }) => `${name}: ${author || 'unknown'}, ${license || 'MIT'}`);
  const others = bodies.filter(({ license }) => license && license !== 'MIT');
  /** @param {string} glsl */
  const comments = (glsl) =>
    [...glsl.matchAll(/\/\/([^\n]*)|\/\*([\s\S]*?)\*\//g)].map(([, line, block]) => (line ?? block ?? '').trimEnd());
  const texts = others.map(({ name, glsl }) => [name, ...comments(glsl)].join('\n'));
  return ['The transitions and their authors:', '', ...lines, '', ...texts].join('\n').trim();
}

/** @param {string} dir */
function creditsIn(dir) {
  if (!dir.endsWith('/gl-transitions')) return '';
  return creditsOf(JSON.parse(readFileSync(join(dir, 'gl-transitions.json'), 'utf8')));
}

/**
 * @param {string} root
 * @param {string} folder such as `node_modules/comlink`
 * @returns {Notice}
 */
function readNotice(root, folder) {
  const dir = join(root, folder);
  const manifest = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const files = readdirSync(dir)
    .filter((name) => /^(?:licen[cs]e|copying|notice)/i.test(name) && !/\.(?:js|ts|json)$/.test(name))
    .toSorted();
  const licences = files.map((name) => readFileSync(join(dir, name), 'utf8').replaceAll('\r\n', '\n').trim());
  const text = [...licences, creditsIn(dir)].filter(Boolean).join('\n\n');
  return {
    name: manifest.name,
    version: manifest.version,
    licence: typeof manifest.license === 'string' ? manifest.license : (manifest.license?.type ?? ''),
    url: repositoryUrl(manifest.repository) || (manifest.homepage ?? ''),
    text,
  };
}

/**
 * Sentences, one per reason not to hand this build out.
 * @param {readonly Notice[]} notices
 * @param {readonly import('./lib/shipped-modules.mjs').ShippedChunk[]} chunks
 * @returns {string[]}
 */
export function objections(notices, chunks) {
  return notices.flatMap((notice) => {
    const verdict = judge(notice.licence);
    if (verdict === 'free') return [];
    const what = `${notice.name} ${notice.version} is under “${notice.licence || 'no known licence'}”`;
    if (verdict === 'refused' || !separateOnly.has(notice.name))
      return [`${what}, which cannot be part of this build.`];
    return chunks
      .filter((chunk) => [...chunk.packages].some((folder) => folder.endsWith(`node_modules/${notice.name}`)))
      .filter((chunk) => chunk.own || chunk.packages.size > 1)
      .map((chunk) => `${what} and must be a file of its own, but ${chunk.fileName} holds other code too.`);
  });
}

/** @param {readonly Notice[]} notices */
export function formatNotices(notices) {
  const head = [
    '# Third-party notices',
    '',
    'Afterimage is handed out with the following packages inside. This file is written by `npm run build`.',
  ];
  const sections = notices.map((notice) => {
    const fence = notice.text.includes('```') ? '````' : '```';
    const body = notice.text === '' ? ['The package carries no licence text of its own.'] : [fence, notice.text, fence];
    const apart =
      judge(notice.licence) === 'separate'
        ? ['It is a file of its own in `assets/` and may be replaced there.', '']
        : [];
    return [
      '',
      `## ${notice.name} ${notice.version}`,
      '',
      `${notice.licence}${notice.url && ` · ${notice.url}`}`,
      '',
      ...apart,
      ...body,
    ].join('\n');
  });
  return `${head.join('\n')}\n${sections.join('\n')}\n`;
}

/**
 * Writes THIRD-PARTY-NOTICES.md beside the sources and a copy into the client.
 * @param {{ root: string, clientDir: string, shipped: import('./lib/shipped-modules.mjs').ShippedModules }} context
 */
export async function writeNotices({ root, clientDir, shipped }) {
  const notices = shipped.packages().map((folder) => readNotice(root, folder));
  const reasons = objections(notices, shipped.chunks());
  if (reasons.length > 0) throw new Error(reasons.join('\n'));
  notices.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
  const text = formatNotices(notices);
  writeFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), text);
  writeFileSync(join(clientDir, 'third-party-notices.txt'), text);
}

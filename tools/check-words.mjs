/**
 * Finds every message that people can be shown, and compares the catalogs in `src/languages` with them.
 *
 *   node tools/check-words.mjs            fails on a key that is missing, left over, cannot be parsed or has other places
 *   node tools/check-words.mjs --write    adds missing keys as null and drops those that are left over, in every catalog
 *   node tools/check-words.mjs --list     prints what is missing, by language
 *   node tools/check-words.mjs --english FILE    writes all messages with where they come from, for translators
 *
 * A message is: the first argument of `t`, `words` and `sentence`; a text tagged `say`; labels, helps, units, descriptions
 * and options of settings, sources, widgets, transitions and visualizers; and every literal that is a whole sentence, such as
 * those of errors. docs/languages.md tells the rest.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { parse } from '@messageformat/parser';
import { messagesIn, sourceFiles } from './lib/messages.mjs';

const folder = new URL('../src/languages/', import.meta.url);

/** `name` and `name:plural` of every place, whatever stands around them. */
function placesOf(message) {
  const found = new Set();
  const walk = (tokens) => {
    for (const token of tokens) {
      if (token.type === 'argument') found.add(token.arg);
      else if (token.type === 'function') found.add(`${token.arg}, ${token.key}`);
      else if (token.cases) {
        found.add(`${token.arg}, ${token.type}`);
        for (const { tokens: inner } of token.cases) walk(inner);
      }
    }
  };
  walk(parse(message));
  return [...found].toSorted().join(' | ');
}

/** Null when it is well. */
function faultOf(message, words) {
  // Without a place nothing is parsed when it is shown.
  if (!message.includes('{')) return words.includes('{') ? 'has a place that the English message lacks' : null;
  try {
    const [wanted, given] = [placesOf(message), placesOf(words)];
    return wanted === given ? null : `has the places ${given || 'none'}, not ${wanted}`;
  } catch (error) {
    return `cannot be parsed: ${error instanceof Error ? error.message.split('\n')[0] : error}`;
  }
}

/** The forms `fillIn` knows without a library, see src/shared/i18n.ts. */
function englishFaults(messages) {
  return [...messages.keys()].flatMap((message) => {
    if (!message.includes('{')) return [];
    if (message.includes("'")) return [`“${message}” has a straight ' beside a place; write ’`];
    const fault = faultOf(message, message);
    const isPlain = !/\{\w+, (?!plural, )/.test(message);
    return fault || !isPlain ? [`“${message}” ${fault ?? 'has a form other than {name} and plural'}`] : [];
  });
}

/** Two texts for one language’s file: what is wrong with it. */
function catalogFaults(catalog, messages) {
  const faults = [];
  for (const message of messages.keys()) if (!catalog[message]) faults.push(`missing: ${message}`);
  for (const [message, words] of Object.entries(catalog)) {
    if (!messages.has(message)) faults.push(`left over: ${message}`);
    else if (words !== null) {
      const fault = faultOf(message, words);
      if (fault) faults.push(`${message} → ${words} ${fault}`);
    }
  }
  return faults;
}

function rewrite(file, catalog, messages) {
  const keys = [...messages.keys()].toSorted();
  const next = Object.fromEntries(keys.map((key) => [key, catalog[key] ?? null]));
  writeFileSync(new URL(file, folder), `${JSON.stringify(next, null, 2)}\n`);
}

const option = process.argv[2] ?? '';
const messages = messagesIn(sourceFiles());
if (messages.size < 300) {
  console.error(`only ${messages.size} messages were found: nothing was looked at`);
  process.exit(1);
}
if (option === '--english') {
  const list = [...messages].map(([message, context]) => ({ message, context }));
  writeFileSync(process.argv[3] ?? 'en.json', `${JSON.stringify(list, null, 1)}\n`);
}
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
let faults = englishFaults(messages);
for (const fault of faults) console.error(`en: ${fault}`);
for (const file of files) {
  if (option === '--write') {
    const old = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    rewrite(file, old, messages);
  }
  const catalog = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  const found = catalogFaults(catalog, messages);
  const shown = option === '--list' ? found : found.slice(0, 12);
  for (const fault of shown) console.error(`${file}: ${fault}`);
  if (shown.length < found.length) console.error(`${file}: and ${found.length - shown.length} more`);
  console.log(`${file}: ${messages.size - found.length} of ${messages.size} messages are well`);
  faults = [...faults, ...found];
}
console.log(`words: ${messages.size} messages, ${files.length} languages besides English, ${faults.length} faults`);
if (option === '' && faults.length > 0) process.exitCode = 1;

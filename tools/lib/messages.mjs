/** Every English message of the app, read from the syntax trees of its sources. */
import { readFileSync, readdirSync } from 'node:fs';
import ts from 'typescript';

const root = new URL('../../', import.meta.url);

/** Proper names, quotations, words for programs. */
const leftOut = [
  /\.test\.ts$/,
  /^src\/workers\/testing\//,
  /^src\/workers\/feeds\/parse\/(?!feed-error)/,
  /^src\/workers\/audio\//,
  /^src\/widgets\/quote\/lines\.ts$/,
  /^src\/render\/gl-transitions\//,
  /^src\/render\/tiers\/shader\/mesh/,
  /^src\/render\/still\.ts$/,
  /^src\/app\/(still|trusted-types)\.ts$/,
  /^src\/languages\//,
  /^src\/settings\/form\//,
];

/** Sentences about the automation API are for people who write programs; they stay English. */
const forPrograms =
  /\(\)|docs\/|transitions\.list|There is no (?:worker|visualizer|source|transition|photo) “|whole numbers/;

/** Properties that hold what people read, wherever they stand. */
const labels = new Set([
  'label',
  'help',
  'unit',
  'description',
  'placeholder',
  'sentence',
  'message',
  'notice',
  'credit',
]);

/** Properties whose texts stand inside sentences: “app password”, “a PDF document”. Names of one word need no translation. */
const inner = new Set(['key', 'service', 'name']);

/** A reason that goes on after a colon: “it stopped answering”. */
const isReason = (text) =>
  /^(?:it|its|the|an?|this|another|too|no|must|is|could|has) [\p{L} ’,]+$/u.test(text) && text.split(' ').length > 2;

/** Where reasons are made. */
const withReasons = /^src\/(?:render|workers|shared|settings|app)\//;

/** Names that are the same everywhere, addresses and sentences that never leave the code. */
const names =
  /^(?:Afterimage|Bing|CSS|Flickr|Immich|Wikimedia|Wallhaven|PhotoPrism|Pexels|Reddit|Unsplash|Open-Meteo(?:\.com)?|EarthPorn|Photos\/2024|favorite:true|(?:https?|mailto):\S*|ms|fps|log|Stopped\.|Disk full\.|May not read\.|Reserve reached\.|[\d°CFs%×\p{P}\s]*)$/u;

export function sourceFiles() {
  return readdirSync(new URL('src', root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.pathname.length))
    .filter((path) => !leftOut.some((pattern) => pattern.test(path)))
    .toSorted();
}

const isText = (node) => ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);

const calleeOf = (node) => (ts.isIdentifier(node.expression) ? node.expression.text : '');

/** A literal that is a whole sentence by itself. */
const isSentence = (text) =>
  /^[\p{Lu}“\d]/u.test(text) &&
  /[.!?…]$/.test(text) &&
  text.includes(' ') &&
  !/[={}\\\n]|;(?! [a-z\d])|^\w+ [a-z-]+\//.test(text);

/** Inside `options: { … }` of a setting, or of a choice of a source: the words of each choice. */
function isOption(node) {
  const list = node.parent?.parent;
  const holder = list?.parent && ts.isAsExpression(list.parent) ? list.parent.parent : list?.parent;
  if (!holder || !ts.isObjectLiteralExpression(list)) return false;
  const isList = ts.isPropertyAssignment(holder)
    ? holder.name.getText() === 'options'
    : new RegExp(`options: ${ts.isVariableDeclaration(holder) ? holder.name.getText() : '-'}\\b`).test(
        node.getSourceFile().text,
      );
  return (
    isList &&
    ts.isPropertyAssignment(node.parent) &&
    node.parent.initializer === node &&
    !/^(?:en|de|fr|es|pt|it|nl|pl|ja|ar|'zh-Hans')$/.test(node.parent.name.getText())
  );
}

const nameOf = (node) => (ts.isPropertyAssignment(node.parent) ? node.parent.name.getText() : '');

/** `say` tags number their values: `{0}`. */
const templateOf = (template) =>
  template.head.text + template.templateSpans.map(({ literal }, index) => `{${index}}${literal.text}`).join('');

const valuesOf = (template) =>
  template.templateSpans.map(({ expression }, index) => `{${index}} is ${expression.getText()}`).join(', ');

/** Texts of an argument, through `a ? 'b' : 'c'` and `a ?? 'b'`. */
function textsOf(node) {
  if (isText(node)) return [node];
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return [...textsOf(node.left), ...textsOf(node.right)];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return textsOf(node.expression);
  return [];
}

/** Parameters of transitions and visualizers are made by calls with label and help: `int('Slats', 'How many …', 14)`. */
const parameters = /^src\/render\/(?:transitions|visualizers)\/[^/]+\/index\.ts$/;

function readCall(node, add, file) {
  const callee = calleeOf(node);
  if (['t', 'words', 'sentence'].includes(callee) && node.arguments[0]) {
    for (const text of textsOf(node.arguments[0])) add(text.text);
  } else if (parameters.test(file)) {
    for (const argument of node.arguments)
      if (isText(argument) && /^(?:\p{Lu}\p{Ll}+|\d \p{Ll}+ )/u.test(argument.text)) add(argument.text);
  } else if (callee === 'headerSafe' && isText(node.arguments[1])) add(node.arguments[1].text);
}

function readNode(node, add, file) {
  if (ts.isCallExpression(node)) readCall(node, add, file);
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'say') {
    if (ts.isTemplateExpression(node.template)) add(templateOf(node.template), valuesOf(node.template));
    else add(node.template.text);
  }
  if (!isText(node) || ts.isImportDeclaration(node.parent) || ts.isLiteralTypeNode(node.parent)) return;
  const [name, { text }] = [nameOf(node), node];
  const isInner = inner.has(name) && /^\p{L}+ [\p{L} ]+$/u.test(text) && /^src\/(?:sources|workers\/decode)/.test(file);
  const isDefault = name === 'default' && file.startsWith('src/widgets/') && /^[\p{Lu}#].* [^{]*$/su.test(text);
  const isPart = isReason(text) && withReasons.test(file);
  if (isSentence(text) || isOption(node) || labels.has(name) || isInner || isDefault || isPart) add(text);
}

/**
 * Messages with a short context for translators, in the order in which they are met.
 * @param {readonly string[]} files
 * @returns {Map<string, string>}
 */
export function messagesIn(files) {
  const found = new Map();
  for (const file of files) {
    const tree = ts.createSourceFile(file, readFileSync(new URL(file, root), 'utf8'), ts.ScriptTarget.Latest, true);
    const add = (message, note = '') => {
      if (message.trim() === '' || names.test(message) || forPrograms.test(message)) return;
      if (!found.has(message)) found.set(message, note ? `${file}; ${note}` : file);
    };
    const visit = (node) => {
      readNode(node, add, file);
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return found;
}

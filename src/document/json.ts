import { type Node as JsonNode, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Problem } from '../place';
import type { DataDocument, Entry, Node } from './data';
import { constructIn, scalarsOf } from './data/sites';
import { cutJson, endOfString, skipGap } from './json/cut';
import type { Document, Syntax } from './syntax';

/** Deeper texts are not read: the parser and every reader of the tree work by recursion. */
const DEPTH = 200;

/** JSON; comments and trailing commas are tolerated. */
export const jsonSyntax: Syntax = {
  id: 'json',
  comments: [],
  cut: (text) => cutJson(text, false),
  parse: parseJson,
  scalars: (document) => (isJson(document) ? scalarsOf(document) : []),
  constructAt: (document, offset) => (isJson(document) ? constructIn(document, offset) : undefined),
};

/** The same, cut at the objects in large lists instead: for formats to which each of those is a thing by itself. */
export const jsonListSyntax: Syntax = { ...jsonSyntax, id: 'json-lists', cut: (text) => cutJson(text, true) };

const isJson = (document: Document): document is DataDocument => document.syntax === 'json';

/**
 * Parses a text or a section of one. A section is a run of entries without the braces around them
 * (`"Bucket": {…},`): it gives a mapping of these entries; or one object of a list, with the comma or what closes the
 * list behind it.
 */
export function parseJson(text: string): DataDocument {
  if (tooDeep(text)) {
    const message = `Nested more than ${DEPTH} levels deep: not read.`;
    return { syntax: 'json', text, roots: [undefined], problems: [{ start: 0, end: 0, message }] };
  }
  const fragment = isFragment(text);
  const shift = fragment ? 1 : 0;
  const plain = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
  const errors: ParseError[] = [];
  const tree = parseTree(fragment ? `{${plain}` : plain, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const root = tree && convert(tree, text, shift);
  // the first section of a cut text ends in the middle of things too, and what it lacks stands in the next one
  const open =
    fragment || /[,{]$/.test(text.trimEnd()) || (root !== undefined && text[skipGap(text, root.end)] === ']');
  return { syntax: 'json', text, roots: [root], problems: problemsOf(errors, text, shift, open) };
}

function tooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) at = endOfString(text, at) - 1;
    else if (code === 91 || code === 123) {
      if (++depth > DEPTH) return true;
    } else if (code === 93 || code === 125) depth--;
  }
  return false;
}

/** Whether a text begins with an entry instead of a value. */
function isFragment(text: string): boolean {
  const at = skipGap(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  return text[at] === '"' && text[skipGap(text, endOfString(text, at))] === ':';
}

/** `open` says of a section that it may end in the middle of things. */
function problemsOf(errors: readonly ParseError[], text: string, shift: number, open: boolean): Problem[] {
  const end = text.trimEnd().length;
  const problems: Problem[] = [];
  for (const { error, offset, length } of errors) {
    const name = printParseErrorCode(error);
    const start = Math.min(Math.max(offset - shift, 0), text.length);
    if (open && (start >= end || name === 'EndOfFileExpected' || name === 'CloseBraceExpected')) continue;
    const message = `This is not valid JSON: ${name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}.`;
    problems.push({ start, end: Math.min(start + length, text.length), message });
  }
  return problems;
}

function convert(source: JsonNode, text: string, shift: number): Node | undefined {
  // nodes of broken texts may end past the end
  const start = Math.min(Math.max(source.offset - shift, 0), text.length);
  const end = Math.min(Math.max(source.offset - shift + source.length, start), text.length);
  if (source.type === 'object') {
    const entries = (source.children ?? []).flatMap((child) => entry(child, text, shift) ?? []);
    return { type: 'mapping', start, end, entries, flow: true };
  }
  if (source.type === 'array') {
    const items = (source.children ?? []).flatMap((child) => convert(child, text, shift) ?? []);
    return { type: 'sequence', start, end, items, flow: true };
  }
  if (source.type === 'property') return undefined;
  return {
    type: 'scalar',
    start,
    end,
    value: source.value ?? null,
    source: text.slice(start, end),
    style: source.type === 'string' ? 'double' : 'plain',
  };
}

function entry(source: JsonNode, text: string, shift: number): Entry | undefined {
  const [keyNode, valueNode] = source.children ?? [];
  const key = keyNode && convert(keyNode, text, shift);
  if (key?.type !== 'scalar') return undefined;
  const value = valueNode && convert(valueNode, text, shift);
  const colon = source.colonOffset === undefined ? 0 : source.colonOffset - shift + 1;
  return {
    start: key.start,
    end: Math.max(key.end, Math.min(colon, text.length), value?.end ?? 0),
    key,
    value,
  };
}

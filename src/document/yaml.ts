import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Scalar as YamlScalar } from 'yaml';
import type { Problem, Span } from '../place';
import type { DataDocument, Entry, Node, Scalar } from './data';
import { constructIn, scalarsOf } from './data/sites';
import type { Document, Syntax } from './syntax';
import { cutYaml, isEntangled } from './yaml/cut';
import { readPlainYaml } from './yaml/plain';

/** Deeper nodes are left out: nobody writes them, and every reader walks the tree by recursion. */
const DEPTH = 200;
/** Nodes of one text with each alias counted as what it stands for, so that no walk of the tree explodes. */
const NODES = 200_000;
const PROBLEMS = 100;

/** YAML 1.2 core schema; `no`, `off` and the like stay strings, `<<` stays an entry. */
export const yamlSyntax: Syntax = {
  id: 'yaml',
  comments: ['#'],
  cut: cutYaml,
  entangled: isEntangled,
  parse: parseYaml,
  scalars: (document) => (isYaml(document) ? scalarsOf(document) : []),
  constructAt: (document, offset) => (isYaml(document) ? constructIn(document, offset) : undefined),
};

const isYaml = (document: Document): document is DataDocument => document.syntax === 'yaml';

/** Parses a stream or a section of one, which may begin indented. */
export function parseYaml(text: string): DataDocument {
  const roots = readPlainYaml(text);
  return roots ? { syntax: 'yaml', text, roots, problems: [] } : parseAnyYaml(text);
}

/** The same by a parser of all of YAML. */
export function parseAnyYaml(text: string): DataDocument {
  const problems: Problem[] = [];
  const roots: (Node | undefined)[] = [];
  try {
    const documents = parseAllDocuments(text, {
      uniqueKeys: false, // quadratic; and both entries are wanted
      merge: false, // it makes keys symbols
      logLevel: 'silent', // unknown tags are no news
      prettyErrors: false,
    });
    for (const document of documents) {
      for (const { pos, message } of document.errors) problems.push({ ...within(text, pos[0], pos[1]), message });
      roots.push(converter(text, problems)(document.contents));
    }
  } catch {
    // nothing known throws here; a text that makes the parser do so is one that can't be read
    problems.push({ start: 0, end: 0, message: 'This text could not be read as YAML.' });
  }
  return { syntax: 'yaml', text, roots, problems };
}

function within(text: string, start: number, end: number): Span {
  const from = Math.min(Math.max(start, 0), text.length);
  return { start: from, end: Math.min(Math.max(end, from), text.length) };
}

interface Anchored {
  readonly node: Node | undefined;
  readonly size: number;
}

/** Turns the parser's nodes of one document into ours, aliases resolved on the way to the anchor last seen. */
function converter(text: string, problems: Problem[]): (root: unknown) => Node | undefined {
  const anchors = new Map<string, Anchored | undefined>();
  let size = 0;
  let full = false;

  const spanOf = (node: { range?: readonly number[] | null | undefined }): Span =>
    within(text, node.range?.[0] ?? 0, node.range?.[1] ?? 0);
  const report = (span: Span, message: string) => {
    if (problems.length < PROBLEMS) problems.push({ ...span, message });
  };

  const alias = (name: string, span: Span): Node => {
    const nothing: Scalar = { type: 'scalar', ...span, value: null, source: `*${name}`, style: 'plain' };
    const target = anchors.get(name);
    if (!target?.node) {
      report(
        span,
        anchors.has(name) ? `The alias *${name} stands inside its own anchor.` : `No anchor &${name} stands above.`,
      );
      return nothing;
    }
    if (size + target.size > NODES) {
      report(span, 'Aliases make this text too large to read on.');
      return nothing;
    }
    size += target.size;
    return target.node;
  };

  /** A node and where it ends in this place, which for an alias is not where its target ends. */
  const place = (source: unknown, depth: number): { node: Node; end: number } | undefined => {
    if (isAlias(source)) return { node: alias(source.source, spanOf(source)), end: spanOf(source).end };
    const node = convert(source, depth);
    return node && { node, end: node.end };
  };

  const convert = (source: unknown, depth: number): Node | undefined => {
    if (!isScalar(source) && !isMap(source) && !isSeq(source)) return undefined;
    const before = size;
    if (++size > NODES || depth > DEPTH) {
      if (!full) report(spanOf(source), 'What follows is nested too deeply or too large to be read.');
      full = true;
      return undefined;
    }
    if (source.anchor) anchors.set(source.anchor, undefined);
    const span = spanOf(source);
    const tag = written(source.tag);
    let node: Node | undefined;
    if (isScalar(source)) {
      node = scalar(text, source, span, tag);
    } else if (isMap(source)) {
      const entries = source.items.map((pair) => entry(pair, depth));
      const end = source.flow ? span.end : (entries.at(-1)?.end ?? span.end);
      node = { type: 'mapping', start: span.start, end, entries, flow: !!source.flow, ...tag };
    } else {
      const items: Node[] = [];
      let end = span.start;
      for (const item of source.items) {
        const placed = place(item, depth + 1);
        // an entry that nothing is written for still counts, so that indices stay true
        items.push(placed?.node ?? empty(isScalar(item) ? spanOf(item) : { start: end, end }));
        end = Math.max(end, placed?.end ?? 0);
      }
      node = {
        type: 'sequence',
        start: span.start,
        end: source.flow ? span.end : end,
        items,
        flow: !!source.flow,
        ...tag,
      };
    }
    if (source.anchor) anchors.set(source.anchor, { node, size: size - before });
    return node;
  };

  const entry = (pair: { key: unknown; value: unknown }, depth: number): Entry => {
    const key = keyOf(pair.key, depth);
    const value = place(pair.value, depth + 1);
    const colon = /^[ \t]*:/.exec(text.slice(key.end, key.end + 40))?.[0].length ?? 0;
    return { start: key.start, end: Math.max(value?.end ?? 0, key.end + colon), key, value: value?.node };
  };

  const keyOf = (source: unknown, depth: number): Scalar => {
    if (isAlias(source)) {
      const span = spanOf(source);
      const target = alias(source.source, span);
      return target.type === 'scalar'
        ? { ...target, ...span }
        : { ...empty(span), value: text.slice(span.start, span.end) };
    }
    if (isScalar(source)) return scalar(text, source, spanOf(source), written(source.tag)) ?? empty(spanOf(source));
    const node = convert(source, depth + 1); // a collection as a key: known by its text
    const span = node ?? { start: 0, end: 0 };
    const written_ = text.slice(span.start, span.end);
    return { type: 'scalar', start: span.start, end: span.end, value: written_, source: written_, style: 'plain' };
  };

  return (root) => place(root, 0)?.node;
}

const empty = (span: Span): Scalar => ({
  type: 'scalar',
  start: span.start,
  end: span.end,
  value: null,
  source: '',
  style: 'plain',
});

const STYLES: Readonly<Record<string, Scalar['style']>> = {
  QUOTE_DOUBLE: 'double',
  QUOTE_SINGLE: 'single',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** A scalar, or undefined where nothing at all is written. */
function scalar(text: string, source: YamlScalar, span: Span, tag: { tag?: string }): Scalar | undefined {
  const style = STYLES[source.type ?? ''] ?? 'plain';
  let { end } = span;
  if (style === 'literal' || style === 'folded')
    while (end > span.start + 1 && isSpace(text.charCodeAt(end - 1))) end--;
  if (end === span.start && tag.tag === undefined) return undefined;
  const { value } = source;
  const typed =
    value === null || typeof value === 'boolean' || typeof value === 'number'
      ? value
      : typeof value === 'string'
        ? value
        : (source.source ?? '');
  return { type: 'scalar', start: span.start, end, value: typed, source: text.slice(span.start, end), style, ...tag };
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** The tag as written; those of the core schema have done their work with the value's type. */
function written(tag: string | undefined): { tag?: string } {
  if (!tag) return {};
  const core = /^tag:yaml\.org,2002:(.*)$/.exec(tag)?.[1];
  if (core === undefined) return { tag };
  return ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].includes(core) ? {} : { tag: `!!${core}` };
}

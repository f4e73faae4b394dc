import type { Span } from '../../place';

/** What an object says of itself at the top. Its span runs from its first key to its last line. */
export interface Scanned extends Span {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where none is written. */
  readonly name: string;
  readonly namespace: string;
  /** The metadata is written in a way that only a parser reads. */
  readonly opaque: boolean;
}

const BOUND = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;

/**
 * The objects of a YAML stream, by their lines alone. That is exact for keys at column 0: strings, block scalars and
 * flow collections that go on are indented.
 */
export function scanObjects(text: string): readonly Scanned[] {
  const objects: Scanned[] = [];
  let from = 0;
  const add = (to: number) => {
    const found = scanObject(text, from, to);
    if (found) objects.push(found);
  };
  for (const bound of text.matchAll(BOUND)) {
    add(bound.index);
    const feed = text.indexOf('\n', bound.index);
    from = feed < 0 ? text.length : feed + 1;
  }
  add(text.length);
  return objects;
}

const TOP = /^\uFEFF?(?:apiVersion|kind|metadata)[ \t]*:(?=\s|$)/;

function scanObject(text: string, from: number, to: number): Scanned | undefined {
  const top = new Map<string, string>();
  const metadata = new Map<string, string>();
  let start = -1;
  let end = from;
  let indent = 0;
  let inMetadata = false;
  for (let at = from; at < to; ) {
    const feed = text.indexOf('\n', at);
    const next = feed < 0 || feed >= to ? to : feed + 1;
    const line = text.slice(at, next).trimEnd();
    const first = line.charCodeAt(0);
    const column0 = line !== '' && first !== 32 && first !== 9 && first !== 35;
    if (line !== '') end = at + line.length;
    if (column0) {
      if (start < 0) start = at + (first === 0xfeff ? 1 : 0);
      inMetadata = false;
      if (TOP.test(line)) {
        const [key, value] = splitKey(line.replace('\uFEFF', ''));
        top.set(key, value);
        inMetadata = key === 'metadata' && isNothing(value);
      }
    } else if (inMetadata && line !== '') {
      const text_ = line.trimStart();
      const depth = line.length - text_.length;
      if (indent === 0 && !text_.startsWith('#')) indent = depth;
      if (depth === indent && /^(?:name|namespace|generateName)[ \t]*:(?=\s|$)/.test(text_)) {
        metadata.set(...splitKey(text_));
      }
    }
    at = next;
  }
  return finish(top, metadata, { start, end });
}

function finish(top: Map<string, string>, metadata: Map<string, string>, span: Span): Scanned | undefined {
  const apiVersion = scalarIn(top.get('apiVersion') ?? '');
  const kind = scalarIn(top.get('kind') ?? '');
  if (!apiVersion || !kind) return undefined;
  const name = scalarIn(metadata.get('name') ?? '');
  const namespace = scalarIn(metadata.get('namespace') ?? '');
  const opaque = name === undefined || namespace === undefined || !isNothing(top.get('metadata') ?? '');
  return { ...span, apiVersion, kind, name: name ?? '', namespace: namespace ?? '', opaque };
}

function splitKey(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).trimEnd(), line.slice(colon + 1).trim()];
}

const isNothing = (value: string): boolean => value === '' || value.startsWith('#');

/** A scalar on one line, decoded; undefined for anything that takes a parser. */
function scalarIn(value: string): string | undefined {
  if (isNothing(value)) return '';
  const quoted = /^(?:"([^"\\]*)"|'([^']*)')(?:[ \t]+#.*)?$/.exec(value);
  if (quoted) return quoted[1] ?? quoted[2];
  // the action of a template, which only its tool reads
  if (!value.startsWith('{{') && /^[&*!|>%@`"'{[\],#?-]/.test(value)) return undefined;
  const comment = value.search(/[ \t]#/);
  return (comment < 0 ? value : value.slice(0, comment)).trimEnd();
}

import { type Entry, type Node, nameOf } from '../../document/data';
import { absentAt, knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asBoolean, asFields, type Data, field } from '../../resource';
import { dataValue, LazyFields, type Reading, readingOf, type Way } from '../data-value';
import type { Declaration, Header, Lookup, Opened, Section } from '../format';
import { withPlaceholders } from '../placeholders';
import { above, chartOf } from './chart';

/** What a value at the top of a `values.yaml` is called: `charts/shop#image`. */
const keyOf = (chart: string, name: string): string => `${chart}#${name}`;

const KEY = /^( *)(?:"([^"\\]+)"|'([^']+)'|([^\s"'#&*!|>%@`,[\]{}?:-][^#:]*?)) *:(?=\s|$)/;

/** Values that are handed to a chart beside its own: `values-prod.yaml`, `values.prod.yaml`, `prod-values.yaml`. */
export const isOverlay = (path: string): boolean => /(?:^|\/)(?:values[-.][\w.-]+|[\w.-]+-values)\.ya?ml$/.test(path);

/** More ways to install a chart are not looked at. */
const OVERLAYS = 10;

/** The files of values beside those of the chart that is installed, each one way to install it. */
export function overlaysOf(chart: string, look: Lookup): readonly string[] {
  let outermost = chart;
  for (let outer = above(chart, look); outer; outer = above(outer.chart, look)) outermost = outer.chart;
  return [...new Set(look.look('overlay', outermost).map(({ path }) => path))].slice(0, OVERLAYS);
}

/** What a line begins to say, and how it is called from the top on. */
interface Named {
  readonly start: number;
  end: number;
  readonly name: string;
}

/** Entries below a value stand for themselves down to so many levels, so that a keystroke in one costs nothing to those who use another. */
const LEVELS = 4;
const ENTRIES = 3000;

/**
 * The values at the top of a section of `values.yaml`, by their lines alone: nothing but a key, a comment or an entry of a list can
 * stand in the first column. A large value is cut at its own keys; each such part says which of them it is. What looks like an entry
 * below may be a line of text: who opens one looks whether it is.
 */
export function valueHeaders(section: Section, path: string): readonly Header[] {
  const { text, under } = section;
  const headers: Named[] = [];
  const below: (Named & { readonly indent: number })[] = [];
  const inner: Named[] = [];
  let column = -1;
  for (let at = 0; at < text.length; ) {
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed;
    const line = text.slice(at, end);
    const [, indent, ...names] = KEY.exec(line) ?? [];
    const name = names.find((one) => one !== undefined);
    if (column < 0 && name !== undefined) column = indent!.length;
    if (name !== undefined && indent!.length === column) headers.push({ start: at + column, end, name });
    else if (headers.length > 0 && !/^ *(?:#.*)?$/.test(line.trimEnd())) {
      const stop = at + line.trimEnd().length;
      headers.at(-1)!.end = stop;
      const own = /^ */.exec(line)![0].length;
      while (below.length > 0 && below.at(-1)!.indent >= own) below.pop();
      for (const one of below) one.end = stop;
      if (name !== undefined && below.length < LEVELS && inner.length < ENTRIES) {
        const entry = {
          start: at + own,
          end: stop,
          name: `${below.at(-1)?.name ?? headers.at(-1)!.name}.${name}`,
          indent: own,
        };
        below.push(entry);
        inner.push(entry);
      }
    }
    if (name !== undefined && indent!.length === column) below.length = 0;
    at = end + 1;
  }
  const [parent] = under;
  const chart = isOverlay(path) ? path : chartOf(path);
  const values: Header[] = headers.map(({ start, end, name }) => ({
    kind: 'value',
    key: keyOf(chart, parent ?? name),
    start,
    end,
    ...(parent === undefined ? {} : { note: { part: name } }),
  }));
  const [first] = headers;
  if (chart === path && first) {
    const { start, end } = first;
    values.push({ kind: 'overlay', key: chartOf(path), start, end, note: { part: path } });
  }
  if (parent !== undefined || inner.length === 0) return values;
  const entries = inner.map(({ start, end, name }) => ({ kind: 'entry', key: keyOf(chart, name), start, end }));
  return [...values, ...entries].sort((a, b) => a.start - b.start);
}

/** What a declaration of a value says. */
function valueIn(declaration: Declaration, look: Lookup, way: Way): Value<Data> | undefined {
  const opened = look.open(declaration);
  const document = opened.section.document();
  const { start } = opened.span;
  for (const root of document.syntax === 'yaml' ? document.roots : []) {
    const entry = root?.type === 'mapping' ? root.entries.find((one) => one.start === start) : undefined;
    if (entry) return entryValue(entry, opened, way);
  }
  return undefined;
}

/** The entry that stands for itself the furthest down a path, with what is left of the path; undefined where none does. */
function entryFor(chart: string, path: readonly string[], look: Lookup, way: Way): Value<Data> | undefined {
  if (path.some((name) => name.includes('.'))) return undefined;
  for (let length = Math.min(path.length, LEVELS + 1); length > 1; length--) {
    const names = path.slice(0, length);
    const found = look.look('entry', keyOf(chart, names.join('.')));
    if (found.length === 0) continue;
    const value = found.length === 1 ? entryIn(found[0]!, names, look, way) : undefined;
    return value && field(value, ...path.slice(length));
  }
  return undefined;
}

function entryIn(declaration: Declaration, names: readonly string[], look: Lookup, way: Way): Value<Data> | undefined {
  const opened = look.open(declaration);
  const document = opened.section.document();
  if (document.syntax !== 'yaml' || document.roots.length > 1) return undefined;
  let node: Node | undefined = document.roots[0];
  let entry: Entry | undefined;
  for (const name of names) {
    if (node?.type !== 'mapping') return undefined;
    entry = node.entries.filter(({ key }) => nameOf(key) === name).at(-1);
    node = entry?.value;
  }
  return entry?.start === opened.span.start ? entryValue(entry, opened, way) : undefined;
}

function entryValue({ key, value }: Entry, opened: Opened, way: Way): Value<Data> {
  const reading: Reading = { ...readingOf(opened, (node: Node) => withPlaceholders(node, reading.place)), way };
  return value ? dataValue(value, reading) : absentAt(reading.place(key));
}

/** What a chart's own `values.yaml` says below a path. */
function written(chart: string, path: readonly string[], look: Lookup, use: Place): Value<Data> {
  const [name, ...rest] = path;
  if (name === undefined) return unknownAt(use, 'all values of the chart are more than one value');
  const found = look.look('value', keyOf(chart, name));
  const way: Way = { via: [use], byDefault: true };
  const open = (one: Declaration | undefined) => one && valueIn(one, look, way);
  const whole = found.filter(({ note }) => note.part === undefined).at(-1);
  const parts = found.filter(({ note }) => note.part !== undefined);
  const entry = found.length === 1 && parts.length === 0 ? entryFor(chart, path, look, way) : undefined;
  if (entry) return entry;
  if (parts.length === 0) return field(open(whole) ?? absentAt(use), ...rest);
  const [part, ...below] = rest;
  const wanted = parts.filter(({ note }) => note.part === part).at(-1);
  if (part !== undefined) return wanted ? field(open(wanted) ?? absentAt(use), ...below) : absentAt(use);
  const names = parts.map(({ note }) => String(note.part));
  const fields = new LazyFields(new Set(names), (key) => open(parts.filter(({ note }) => note.part === key).at(-1)));
  return { ...knownAt<Data>({ type: 'fields', fields }, use), ...way };
}

/** What counts of several, the first before the others: mappings are merged, key by key. */
function merged(layers: readonly Value<Data>[]): Value<Data> {
  const said = layers.filter(({ state }) => state !== 'absent');
  const [first, ...others] = said;
  if (!first || others.length === 0) return first ?? layers.at(-1)!;
  const mappings = said.map(asFields);
  if (first.state !== 'known' || mappings.some((one) => !one)) return first;
  const names = new Set(mappings.flatMap((one) => [...one!.keys()]));
  const fields = new LazyFields(names, (key) => merged(mappings.map((one) => one!.get(key) ?? absentAt(first.at))));
  return { ...first, value: { type: 'fields', fields } };
}

/**
 * A value as the templates of a chart see it: what the charts around it say under this chart's name and as `global` counts before
 * its own `values.yaml`, and an overlay of the outermost one before all.
 */
export function chartValue(
  chart: string,
  path: readonly string[],
  look: Lookup,
  use: Place,
  overlay?: string,
): Value<Data> {
  const layers = [written(chart, path, look, use)];
  const names: string[] = [];
  for (let outer = above(chart, look); outer; outer = above(outer.chart, look)) {
    names.unshift(outer.name);
    layers.unshift(written(outer.chart, path[0] === 'global' ? path : [...names, ...path], look, use));
  }
  if (overlay !== undefined)
    layers.unshift(written(overlay, path[0] === 'global' ? path : [...names, ...path], look, use));
  return layers.length === 1 ? layers[0]! : merged(layers);
}

/** Whether a chart is installed at all: of the values that switch it on, the first that somebody wrote decides. */
export function isInstalled(chart: string, look: Lookup, use: Place, overlay?: string): Value<boolean> {
  const outer = above(chart, look);
  if (!outer) return knownAt(true, use);
  for (const condition of outer.conditions) {
    const said = asBoolean(chartValue(outer.chart, condition.split('.'), look, use, overlay));
    if (said.state === 'unknown') return said;
    if (said.state === 'known' && !said.value) return said;
    if (said.state === 'known') break;
  }
  return isInstalled(outer.chart, look, use, overlay);
}

import type { DataDocument, Entry, Mapping, Node } from '../../document/data';
import { actionsOf } from '../../document/helm/actions';
import { around, type Branch } from '../../document/helm/blocks';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place, Span } from '../../place';
import { asFields, asString, type Data } from '../../resource';
import type { Reading } from '../data-value';
import type { Lookup } from '../format';
import { type Hole, withHoles } from '../text-parts';
import { chartField, chartOf } from './chart';
import { evaluate, type Scope, type Sight, truth } from './evaluate';
import { parseExpression } from './expression';
import { chartValue, isInstalled } from './values';

/** How a declaration of a template is read. */
export interface Template {
  /** What is written of a node: parts whose condition does not hold are left out. */
  written(root: Node): Node;
  /** Whether what stands at a span is written at all. */
  exists(span: Span, at: Place): Value<boolean>;
  readonly special: NonNullable<Reading['special']>;
  readonly missing: NonNullable<Reading['missing']>;
}

/** More branches than this in one section, and nobody can tell what is written. */
const BRANCHES = 2000;

/** The reading of a template's section; undefined for a text that fills nothing in. `from` is where the declaration begins. */
export function templateOf(
  document: DataDocument,
  path: string,
  from: number,
  place: (span: Span) => Place,
  look: Lookup,
): Template | undefined {
  if (!document.template) return undefined;
  const branches = document.template.branches.slice(0, BRANCHES);
  const chart = chartOf(path);
  const root: Sight['root'] = ([first, ...keys], use) => {
    if (first === 'Values') return chartValue(chart, keys, look, use);
    const said = first === 'Chart' && keys.length === 1 ? chartField(chart, keys[0]!, look) : undefined;
    return said === undefined
      ? unknownAt(use, `.${[first, ...keys].join('.')} is known only when the chart is installed`)
      : knownAt<Data>(said, use);
  };
  const asked = new Map<Branch, Value<Data>>();

  const sight = (span: Span): Sight => {
    const inner = around(branches, span).filter(({ kind, condition }) => kind !== 'if' && condition !== undefined);
    const scope = inner.at(-1);
    let dot: Scope = 'root';
    if (scope?.kind === 'with') dot = rootOr(scope, ask(scope));
    else if (scope) dot = unknownAt(place(span), 'it is another in each round');
    return { at: place(span), dot, root };
  };
  const ask = (branch: Branch): Value<Data> => {
    let value = asked.get(branch);
    if (!value) {
      const outside = { start: branch.block.start, end: branch.block.end };
      value = evaluate(parseExpression(branch.condition ?? ''), { ...sight(outside), at: place(headOf(branch)) });
      asked.set(branch, value);
    }
    return value;
  };
  const holds = (branch: Branch): boolean | undefined => {
    for (const other of branch.before) {
      const is = truth(ask(other));
      if (is !== false) return is === undefined ? undefined : false;
    }
    if (branch.condition === undefined) return true;
    const is = truth(ask(branch));
    return branch.kind === 'range' && is ? undefined : is;
  };
  const judge = (span: Span): { is: boolean | undefined; branch?: Branch } => {
    let open: Branch | undefined;
    for (const branch of around(branches, span)) {
      const is = branch.start > from && branch.kind === 'define' ? false : holds(branch);
      if (is === false) return { is, branch };
      if (is === undefined) open ??= branch;
    }
    return open ? { is: undefined, branch: open } : { is: true };
  };
  const inside = branches.some((branch) => branch.start > from);

  const written = (node: Node): Node => {
    if (!inside || node.type === 'scalar') return node;
    const stands = (part: Span) => judge(part).is !== false;
    if (node.type === 'sequence') return { ...node, items: node.items.filter(stands).map(written) };
    const entries = node.entries.filter(stands).map((entry): Entry => {
      return entry.value && entry.value.type !== 'scalar' ? { ...entry, value: written(entry.value) } : entry;
    });
    return { ...node, entries };
  };

  const special = (node: Node): Value<Data> | undefined => {
    if (inside) {
      const open = around(branches, node).find((branch) => branch.start > from && holds(branch) === undefined);
      if (open) return unknownAt(place(node), `whether it is written hangs on ${open.condition ?? 'a condition'}`);
    }
    if (node.type !== 'scalar' || typeof node.value !== 'string' || !node.value.includes('{{')) return undefined;
    return filled(node.value, node, sight(node), place);
  };

  const missing = (mapping: Mapping): Value<Data>[] =>
    mapping.entries
      .filter(({ key, value }) => !value && typeof key.value === 'string' && key.value.startsWith('{{'))
      .map(({ key }) => special(key) ?? unknownAt(place(key), 'it is filled in when the chart is installed'));

  return {
    written,
    exists(span, at) {
      const { is, branch } = judge(span);
      const installed = is === false ? undefined : isInstalled(chart, look, at);
      if (installed && (installed.state === 'unknown' || installed.value === false)) return installed;
      if (is !== undefined) return knownAt(is, at);
      return unknownAt(at, `whether it is made hangs on ${branch?.condition ?? 'a condition'}`);
    },
    special,
    missing(mapping, key) {
      for (const more of missing(mapping).reverse()) {
        if (more.state === 'unknown') return more;
        const fields = asFields(more);
        if (more.state === 'known' && !fields && more.value !== null) {
          return unknownAt(more.at, 'what it writes here is known only when the chart is installed');
        }
        const found = fields?.get(key);
        if (found) return found;
      }
      return undefined;
    },
  };
}

/** `with .` and `with $` hand the root on. */
const rootOr = ({ condition }: Branch, value: Value<Data>): Scope => (condition === '$' ? 'root' : value);

/** A branch's own action: what stands directly before what it writes. */
const headOf = ({ block, start, before }: Branch): Span => ({ start: before.at(-1)?.end ?? block.start, end: start });

/** A scalar with actions: the value of the only one, or a text of what is known of each. */
function filled(text: string, node: Node, sight: Sight, place: (span: Span) => Place): Value<Data> {
  const actions = actionsOf(text);
  const values = actions.map(({ body, kind }) =>
    kind === 'value'
      ? evaluate(parseExpression(body), sight)
      : unknownAt<Data>(sight.at, 'it is chosen when the chart is installed'),
  );
  const only =
    actions.length === 1 && actions[0]!.start === 0 && actions[0]!.end === text.length ? values[0] : undefined;
  if (only?.state === 'known') return only;
  const holes = actions.map(({ start, end, body }, i): Hole => {
    const value = values[i]!;
    const plain = asString(value);
    if (plain.state === 'known') return { start, end, part: { type: 'known', text: plain.value } };
    const because = plain.state === 'unknown' ? plain.because : 'values.yaml does not say what it is';
    return { start, end, part: { type: 'unknown', because, expression: body } };
  });
  const data = withHoles(text, holes);
  const joined = whole(data);
  const via = values.flatMap((value) => (value.state === 'known' && value.byDefault ? [value.at] : []));
  return { ...knownAt(joined, place(node)), ...(via.length > 0 ? { via, byDefault: true as const } : {}) };
}

/** A text of known parts is a plain string. */
function whole(data: Data): Data {
  if (data === null || typeof data !== 'object' || !('type' in data) || data.type !== 'text') return data;
  const texts = data.parts.map((part) => (part.type === 'known' ? part.text : undefined));
  return texts.includes(undefined) ? data : texts.join('');
}

import type { DataDocument, Entry, Mapping, Node } from '../../document/data';
import { actionsOf } from '../../document/helm/actions';
import { around, type Branch } from '../../document/helm/blocks';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place, Span } from '../../place';
import { asFields, asString, type Data } from '../../resource';
import type { Lookup } from '../format';
import { type Hole, withHoles } from '../text-parts';
import { chartField, chartOf } from './chart';
import { evaluate, type Scope, type Sight, truth } from './evaluate';
import { parseExpression } from './expression';
import { included } from './named';
import { chartValue, isInstalled } from './values';

/** More branches than this in one section, and nobody can tell what is written. */
const BRANCHES = 2000;
/** So many uses of named templates are followed in one declaration. */
const INCLUDES = 500;

/** The reading of a declaration of a template; undefined for a text that fills nothing in. */
export function templateOf(
  document: DataDocument,
  path: string,
  span: Span,
  place: (span: Span) => Place,
  look: Lookup,
  overlay: string | undefined,
): Template | undefined {
  return document.template && new Template(document.template.branches, path, span, place, look, overlay);
}

/** How a declaration of a template is read: under which conditions what is written, and what its actions write. */
export class Template {
  /** Branches that the declaration stands in, outermost first, and those in it. */
  readonly #outer: readonly Branch[];
  readonly #inner: readonly Branch[];
  readonly #lost: boolean;
  readonly #chart: string;
  readonly #asked = new Map<Branch, Value<Data>>();

  constructor(
    branches: readonly Branch[],
    path: string,
    span: Span,
    private readonly place: (span: Span) => Place,
    private readonly look: Lookup,
    /** The file of values that the chart is installed with beside its own. */
    private readonly overlay: string | undefined,
  ) {
    this.#lost = branches.length > BRANCHES;
    this.#outer = around(branches.slice(0, BRANCHES), { start: span.start, end: span.start });
    this.#inner = branches.slice(0, BRANCHES).filter(({ start }) => start > span.start && start < span.end);
    this.#chart = chartOf(path);
  }

  /** What is written of a node: parts whose condition does not hold are left out. */
  written(node: Node): Node {
    if (this.#inner.length === 0 || node.type === 'scalar') return node;
    const stands = (part: Span) => this.#without(part) !== false;
    if (node.type === 'sequence') {
      return { ...node, items: node.items.filter(stands).map((item) => this.written(item)) };
    }
    const entries = node.entries.filter(stands).map((entry): Entry => {
      return entry.value && entry.value.type !== 'scalar' ? { ...entry, value: this.written(entry.value) } : entry;
    });
    return { ...node, entries };
  }

  /** Whether the declaration is made at all. */
  exists(at: Place): Value<boolean> {
    const judged = this.#outer.map((branch) => this.#holds(branch));
    if (judged.includes(false)) return knownAt(false, at);
    const installed = isInstalled(this.#chart, this.look, at, this.overlay);
    if (installed.state === 'unknown' || installed.value === false) return installed;
    const open = this.#outer[judged.indexOf(undefined)];
    if (!open) return knownAt(true, at);
    return unknownAt(at, `whether it is made hangs on ${open.condition ?? 'a condition'}`);
  }

  /** What a node is when its text alone does not say it. */
  readonly special = (node: Node): Value<Data> | undefined => {
    if (this.#lost) return unknownAt(this.place(node), 'the template has more conditions than are read');
    const open = around(this.#inner, node).find((branch) => this.#holds(branch) === undefined);
    if (open) return unknownAt(this.place(node), `whether it is written hangs on ${open.condition ?? 'a condition'}`);
    if (node.type !== 'scalar' || typeof node.value !== 'string' || !node.value.includes('{{')) return undefined;
    return filled(node.value, node, this.#sight(node), this.place);
  };

  /** What lines beside the entries of a mapping say about one that it does not write. */
  readonly missing = (mapping: Mapping, key: string): Value<Data> | undefined => {
    for (const entry of [...mapping.entries].reverse()) {
      if (entry.value || typeof entry.key.value !== 'string' || !entry.key.value.startsWith('{{')) continue;
      const more = this.special(entry.key);
      if (more?.state !== 'known') return more;
      const fields = asFields(more);
      if (!fields && more.value !== null) {
        return unknownAt(more.at, 'what it writes here is known only when the chart is installed');
      }
      const found = fields?.get(key);
      if (found) return found;
    }
    return undefined;
  };

  /** Whether a part of the declaration is written; undefined where that can't be known. */
  #without(part: Span): boolean | undefined {
    const judged = around(this.#inner, part).map((branch) => branch.kind !== 'define' && this.#holds(branch));
    return judged.includes(false) ? false : judged.includes(undefined) ? undefined : true;
  }

  #holds(branch: Branch): boolean | undefined {
    for (const other of branch.before) {
      const is = truth(this.#ask(other));
      if (is !== false) return is === undefined ? undefined : false;
    }
    if (branch.condition === undefined) return true;
    const is = truth(this.#ask(branch));
    return branch.kind === 'range' && is ? undefined : is;
  }

  /** What a branch asks. */
  #ask(branch: Branch): Value<Data> {
    let value = this.#asked.get(branch);
    if (!value) {
      const sight = { ...this.#sight(branch.block), at: this.place(headOf(branch)) };
      value = evaluate(parseExpression(branch.condition ?? ''), sight);
      this.#asked.set(branch, value);
    }
    return value;
  }

  /** What can be seen from a stretch: `with` sets the dot, and in `range` it is another in each round. */
  #sight(span: Span): Sight {
    const branches = [...around(this.#outer, span), ...around(this.#inner, span)];
    const scope = branches.filter(({ kind, condition }) => kind !== 'if' && condition !== undefined).at(-1);
    const at = this.place(span);
    let dot: Scope = 'root';
    if (scope?.kind === 'with') dot = rootOr(scope, this.#ask(scope));
    else if (scope) dot = unknownAt(at, 'it is another in each round');
    return { at, dot, root: this.#root, include: this.#include };
  }

  #depth = 0;
  #includes = 0;

  readonly #include: Sight['include'] = (name, dot, sight) => {
    if (this.#includes++ >= INCLUDES) return unknownAt(sight.at, 'more named templates are asked than are followed');
    this.#depth++;
    const value = included(name, dot, sight, this.look, this.#depth);
    this.#depth--;
    return value;
  };

  readonly #root: Sight['root'] = ([first, ...keys], use) => {
    if (first === 'Values') return chartValue(this.#chart, keys, this.look, use, this.overlay);
    const said = first === 'Chart' && keys.length === 1 ? chartField(this.#chart, keys[0]!, this.look) : undefined;
    if (said !== undefined) return knownAt<Data>(said, use);
    return unknownAt(use, `.${[first, ...keys].join('.')} is known only when the chart is installed`);
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

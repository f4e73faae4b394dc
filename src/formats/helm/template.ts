import type { DataDocument, Entry, Mapping, Node } from '../../document/data';
import type { Action } from '../../document/helm/actions';
import { around, type Branch } from '../../document/helm/blocks';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place, Span } from '../../place';
import { asFields, type Data } from '../../resource';
import type { Lookup } from '../format';
import { chartField, chartOf } from './chart';
import { evaluate, type Scope, type Sight, truth } from './evaluate';
import { parseExpression } from './expression';
import { filled } from './filled';
import { included } from './named';
import { askedIn, headOf, isRange, namesIn, ROUNDS, type Round, roundIn, roundsOf } from './rounds';
import { chartValue, isInstalled } from './values';

/** More branches than this in one section, and nobody can tell what is written. */
const BRANCHES = 2000;
/** A list with more items is not made longer. */
const ITEMS = 1000;
/** So many uses of named templates are followed in one declaration. */
const INCLUDES = 500;

/** The reading of a declaration of a template, the so-many-th that it makes; undefined for a text that fills nothing in. */
export const templateOf = (document: DataDocument, ...rest: Rest): Template | undefined =>
  document.template && new Template(document.template, ...rest);
type Rest = ConstructorParameters<typeof Template> extends [unknown, ...infer Others] ? Others : never;

/** How a declaration of a template is read: under which conditions what is written, and what its actions write. */
export class Template {
  /** Branches that the declaration stands in, outermost first, and those in it. */
  readonly #outer: readonly Branch[];
  readonly #inner: readonly Branch[];
  readonly #all: readonly Branch[];
  readonly #lost: boolean;
  readonly #chart: string;
  readonly #assignments: readonly Action[];
  /** What was asked already, in each time through a list. */
  readonly #asked = new Map<Round | undefined, Map<Branch | Action, Value<Data>>>();
  /** The times that the declaration is made, where it stands in a list. */
  readonly rounds: readonly Round[];
  readonly #round: Round | undefined;
  /** Parts that are written once for each item of a list, with the item's round. */
  readonly #written = new Map<Node, Round>();
  /** Lists whose items were made by the branches beside. */
  readonly #made = new Map<Node, readonly Branch[]>();

  constructor(
    { branches, actions }: NonNullable<DataDocument['template']>,
    path: string,
    span: Span,
    private readonly place: (span: Span) => Place,
    private readonly look: Lookup,
    /** The file of values that the chart is installed with beside its own. */
    private readonly overlay: string | undefined,
    index = 0,
  ) {
    this.#lost = branches.length > BRANCHES;
    this.#all = branches.slice(0, BRANCHES);
    this.#outer = around(this.#all, { start: span.start, end: span.start });
    this.#inner = this.#all.filter(({ start }) => start > span.start && start < span.end);
    this.#assignments = actions.filter(({ kind }) => kind === 'assignment');
    this.#chart = chartOf(path);
    let rounds: readonly (Round | undefined)[] = [undefined];
    for (const branch of this.#outer) {
      if (isRange(branch)) rounds = rounds.flatMap((one) => this.#roundsOf(branch, one) ?? one).slice(0, ROUNDS);
    }
    this.rounds = rounds.flatMap((one) => one ?? []);
    this.#round = this.rounds[index];
  }

  /** What is written of a node: parts whose condition does not hold are left out, those in a list come for each of its items. */
  written(node: Node, round = this.#round): Node {
    if (this.#inner.length === 0 && round === this.#round) return node;
    if (node.type === 'scalar') return this.#in(round, { ...node });
    const stands = (part: Span) => this.#without(part, round) !== false;
    if (node.type === 'sequence') {
      const made: Branch[] = [];
      const list = this.#in(round, { ...node, items: this.#items(node.items, round, made) });
      this.#made.set(list, made);
      return list;
    }
    const entries = node.entries.filter(stands).map(
      (entry): Entry => ({
        ...entry,
        key: this.#in(round, { ...entry.key }),
        value: entry.value && this.written(entry.value, round),
      }),
    );
    return this.#in(round, { ...node, entries });
  }

  #in<N extends Node>(round: Round | undefined, node: N): N {
    if (round && round !== this.#round) this.#written.set(node, round);
    return node;
  }

  #items(items: readonly Node[], round: Round | undefined, made: Branch[]): readonly Node[] {
    const result: Node[] = [];
    for (let i = 0; i < items.length; ) {
      const range = around(this.#inner, items[i]!).find((one) => isRange(one) && !roundIn(one, round));
      let next = i + 1;
      while (range && next < items.length && items[next]!.end <= range.end) next++;
      const group = items.slice(i, next);
      i = next;
      const rounds = range && this.#without(group[0]!, round) !== false ? this.#roundsOf(range, round) : undefined;
      if (rounds && result.length < ITEMS) {
        made.push(range!);
        for (const one of rounds) result.push(...this.#items(group, one, made));
      } else {
        const standing = group.filter((part) => this.#without(part, round) !== false);
        result.push(...standing.map((part) => this.written(part, round)));
      }
    }
    return result;
  }

  #roundsOf(branch: Branch, outer: Round | undefined): readonly Round[] | undefined {
    return roundsOf(branch, this.#ask(branch, outer), outer, this.place(headOf(branch)));
  }

  /** Whether the declaration is made at all. */
  exists(at: Place): Value<boolean> {
    const judged = this.#outer.map((branch) => this.#holds(branch, this.#round));
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
    const round = this.#written.get(node) ?? this.#round;
    const made = this.#made.get(node) ?? [];
    const open = around(this.#inner, node).find((one) => !made.includes(one) && this.#holds(one, round) === undefined);
    if (open) return unknownAt(this.place(node), `whether it is written hangs on ${open.condition ?? 'a condition'}`);
    if (node.type !== 'scalar' || typeof node.value !== 'string' || !node.value.includes('{{')) return undefined;
    return filled(node.value, node, this.#sight(node, round), this.place);
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
  #without(part: Span, round: Round | undefined): boolean | undefined {
    const judged = around(this.#inner, part).map((branch) => branch.kind !== 'define' && this.#holds(branch, round));
    return judged.includes(false) ? false : judged.includes(undefined) ? undefined : true;
  }

  #holds(branch: Branch, round: Round | undefined): boolean | undefined {
    if (isRange(branch) && roundIn(branch, round)) return true;
    for (const other of branch.before) {
      const is = truth(this.#ask(other, round));
      if (is !== false) return is === undefined ? undefined : false;
    }
    if (branch.condition === undefined) return true;
    const is = truth(this.#ask(branch, round));
    return branch.kind === 'range' && is ? undefined : is;
  }

  /** What a branch asks, or an assignment says. */
  #ask(asking: Branch | Action, round: Round | undefined): Value<Data> {
    const asked = this.#asked.get(round) ?? new Map<Branch | Action, Value<Data>>();
    this.#asked.set(round, asked);
    let value = asked.get(asking);
    if (!value) {
      const isBranch = 'block' in asking;
      const at = isBranch ? { ...this.#sight(asking.block, round), at: this.place(headOf(asking)) } : undefined;
      const text = isBranch ? (asking.condition ?? '') : asking.body;
      value = evaluate(parseExpression(askedIn(text)), at ?? this.#sight(asking, round));
      asked.set(asking, value);
    }
    return value;
  }

  /** What can be seen from a stretch: `with` sets the dot, and in `range` it is another in each round. */
  #sight(span: Span, round: Round | undefined): Sight {
    const branches = this.#around(span);
    const scope = branches.filter(({ kind, condition }) => kind !== 'if' && condition !== undefined).at(-1);
    const at = this.place(span);
    let dot: Scope = 'root';
    if (scope?.kind === 'with') dot = rootOr(scope, this.#ask(scope, round));
    else if (scope) dot = roundIn(scope, round)?.dot ?? unknownAt(at, 'it is another in each round');
    const variables = { get: (name: string) => this.#variable(name, span, round) };
    return { at, dot, root: this.#root, include: this.#include, variables };
  }

  readonly #around = (span: Span): readonly Branch[] => around(this.#all, span);

  /** A variable as it is at a stretch: what said it last before. One that a block gives another value has it where the block is written. */
  #variable(name: string, span: Span, round: Round | undefined): Value<Data> | undefined {
    const branches = this.#around(span);
    let latest: { readonly start: number; readonly value: () => Value<Data> | undefined } | undefined;
    for (const action of this.#assignments) {
      if (action.end > span.start || !namesIn(action.body).includes(name)) continue;
      const inside = this.#around(action).filter(({ start }) => !branches.some((one) => one.start === start));
      if (inside.length > 0 && /^\$\w*\s*:=/.test(action.body)) continue;
      const judged = inside.map((branch) => this.#holds(branch, round));
      if (judged.includes(false)) continue;
      const isOpen = judged.includes(undefined);
      const value = () =>
        isOpen ? unknownAt<Data>(this.place(action), `${name} may be another`) : this.#ask(action, round);
      latest = { start: action.start, value };
    }
    for (const branch of branches) {
      if (branch.start < (latest?.start ?? -1) || !namesIn(branch.condition ?? '').includes(name)) continue;
      const value = () => (isRange(branch) ? roundIn(branch, round)?.names.get(name) : this.#ask(branch, round));
      latest = { start: branch.start, value };
    }
    return latest?.value();
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

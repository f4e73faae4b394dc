import type { Declaration, Lookup, Opened } from '../../declaration';
import { placeIn } from '../../declaration';
import type { Attribute, Block, Expression, Step } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asBoolean, type Data, type Part, type Reference, type Resource } from '../../resource';
import { defaulted, knownParts, type Piece, partsFor, readJson, shown, text } from '../embedded';
import { treeOf } from './declare';
import { call } from './functions';
import { heaviest, isIdentity, keysOf, RUNTIME } from './names';
import { operate } from './operators';
import { piecesOf } from './pieces';
import { isPlain, project, through } from './values';

/** Expressions that one question may evaluate: enough for any real module, and an end for a hostile one. */
const MAX_STEPS = 20_000;
/** Variables and locals that may stand behind one another. */
const MAX_CHAIN = 40;

/** Where an expression stands: in which declaration, on the way from which others, and which names mean nothing there. */
export interface Frame {
  readonly opened: Opened;
  readonly chain: readonly Declaration[];
  /** Iterators of `dynamic` blocks. */
  readonly iterators: readonly string[];
}

type Template = Extract<Expression, { type: 'template' }>;
type Path = readonly (string | number)[];

/** The template that a string came from. */
interface Origin {
  readonly template: Template;
  readonly frame: Frame;
  readonly marker: { readonly byDefault?: true };
}

/** Evaluates expressions, lazily and no further than asked: each look at another declaration is a recorded question. */
export class Evaluator {
  private steps = 0;
  /** The templates that strings came from, by the place of the string. */
  private readonly templates = new WeakMap<Place, Origin>();
  private readonly trees = new Map<
    Declaration,
    { readonly opened: Opened; readonly tree: Attribute | Block | undefined }
  >();

  constructor(
    readonly look: Lookup,
    private readonly resourceOf: (declaration: Declaration) => Resource,
  ) {}

  /** A declaration's tree, opened once. */
  open(declaration: Declaration): { readonly opened: Opened; readonly tree: Attribute | Block | undefined } {
    let found = this.trees.get(declaration);
    if (!found) {
      const opened = this.look.open(declaration);
      found = { opened, tree: treeOf(opened) };
      this.trees.set(declaration, found);
    }
    return found;
  }

  /** What an expression is, or what stands at a path below it. */
  evaluate(expression: Expression, frame: Frame, path: Path = []): Value<Data> {
    this.steps = 0;
    return this.value(expression, frame, path);
  }

  /** A string that holds JSON, with exact places; structures are handed through. */
  json(value: Value<Data>): Value<Data> {
    if (value.state !== 'known') return value;
    const data = value.value;
    const structure = typeof data === 'object' && data !== null && (Array.isArray(data) || 'fields' in data);
    if (structure || data === null) return value;
    const source = this.templates.get(value.at);
    this.steps = 0;
    const pieces = source
      ? this.pieces(source.template, source.frame)
      : typeof data === 'string'
        ? [{ at: value.at, text: data }]
        : undefined;
    if (!pieces) return unknownAt(value.at, 'the text that holds JSON is put together elsewhere');
    const read = readJson(pieces, value.at);
    // what is filled in carries its own marker
    return through(read, value.via ?? [], source?.marker.byDefault ? undefined : value.byDefault);
  }

  private value(expression: Expression, frame: Frame, path: Path): Value<Data> {
    const at = placeIn(frame.opened, expression);
    if (++this.steps > MAX_STEPS) return unknownAt(at, 'too much would have to be evaluated');
    switch (expression.type) {
      case 'literal':
        return project(knownAt<Data>(expression.value, at), path);
      case 'template':
        return this.template(expression, frame, path, at);
      case 'traversal':
        return this.traversal(expression, frame, path, at);
      case 'access': {
        const steps = this.keys(expression.steps, frame);
        return steps ? this.value(expression.of, frame, [...steps, ...path]) : unknownAt(at, 'an index is not known');
      }
      case 'call':
        return this.call(expression, frame, path, at);
      case 'tuple':
        return this.tuple(expression.items, frame, path, at);
      case 'object':
        return this.object(expression, frame, path, at);
      case 'conditional':
        return this.conditional(expression, frame, path, at);
      case 'binary':
      case 'unary':
        return operate(expression, (part) => this.value(part, frame, []), at);
      case 'for':
        return unknownAt(at, 'a loop makes it');
      case 'error':
        return unknownAt(at, 'it could not be read');
    }
  }

  private tuple(items: readonly Expression[], frame: Frame, path: Path, at: Place): Value<Data> {
    const [first, ...rest] = path;
    if (first === undefined)
      return knownAt<Data>(
        items.map((item) => this.value(item, frame, [])),
        at,
      );
    const item = typeof first === 'number' ? items[first] : undefined;
    return item ? this.value(item, frame, rest) : unknownAt(at, 'the list has no such entry');
  }

  private object(object: Extract<Expression, { type: 'object' }>, frame: Frame, path: Path, at: Place): Value<Data> {
    const [first, ...rest] = path;
    const fields = new Map<string, Value<Data>>();
    for (const entry of object.entries) {
      const key = this.value(entry.key, frame, []);
      const parts = partsFor(key);
      if (!parts.some((part) => part.type === 'known')) return unknownAt(at, 'one of its keys is not known');
      const name = shown(parts);
      if (first === undefined) fields.set(name, this.value(entry.value, frame, []));
      else if (name === String(first)) return this.value(entry.value, frame, rest);
    }
    return first === undefined ? knownAt<Data>({ type: 'fields', fields }, at) : unknownAt(at, `it has no ${first}`);
  }

  private conditional(
    { test, yes, no }: Extract<Expression, { type: 'conditional' }>,
    frame: Frame,
    path: Path,
    at: Place,
  ): Value<Data> {
    const decided = asBoolean(this.value(test, frame, []));
    if (decided.state !== 'known') return unknownAt(at, 'the condition that decides it is not known');
    const chosen = this.value(decided.value ? yes : no, frame, path);
    return decided.byDefault ? through(chosen, [], true) : chosen;
  }

  private call(expression: Extract<Expression, { type: 'call' }>, frame: Frame, path: Path, at: Place): Value<Data> {
    const [first] = expression.args;
    if (expression.expand || !first) return unknownAt(at, `${expression.name}() decides it`);
    if (expression.name === 'jsonencode' || expression.name === 'sensitive' || expression.name === 'nonsensitive') {
      return this.value(first, frame, path);
    }
    const args = expression.args.map((argument) => () => this.value(argument, frame, []));
    return project(call(expression.name, args, at), path);
  }

  private template(template: Template, frame: Frame, path: Path, at: Place): Value<Data> {
    const [only] = template.parts;
    if (template.parts.length === 1 && only?.type === 'interpolation') return this.value(only.value, frame, path);
    const used: Value<Data>[] = [];
    const parts: Part[] = [];
    for (const piece of this.pieces(template, frame)) {
      if (piece.value) used.push(piece.value);
      parts.push(...(piece.value ? partsFor(piece.value) : knownParts(piece.text ?? '')));
    }
    const marker = defaulted(used);
    this.templates.set(at, { template, frame, marker });
    return project({ state: 'known', value: text(parts), at, ...marker }, path);
  }

  /** A template piece by piece. */
  private pieces({ parts }: Template, frame: Frame): Piece[] {
    return piecesOf(parts, frame.opened, (expression) => this.value(expression, frame, []));
  }

  private keys(steps: readonly Step[], frame: Frame): readonly (string | number)[] | undefined {
    return keysOf(steps, (key) => this.value(key, frame, []));
  }

  private traversal(
    expression: Extract<Expression, { type: 'traversal' }>,
    frame: Frame,
    path: Path,
    at: Place,
  ): Value<Data> {
    const { root, steps } = expression;
    const [first, second] = steps;
    const because =
      RUNTIME[root] ?? (frame.iterators.includes(root) ? 'it differs for each block that is made' : undefined);
    if (because) return unknownAt(at, because);
    if (first?.type !== 'name') return unknownAt(at, `${root} is no value`);
    if (root === 'var' || root === 'local') {
      const below = this.keys(steps.slice(1), frame);
      if (!below) return unknownAt(at, `an index into ${root}.${first.name} is not known`);
      return this.named(root, first.name, frame, [...below, ...path], at);
    }
    if (root !== 'data') return this.attributeOf('resource', `${root}.${first.name}`, steps.slice(1), frame, path, at);
    if (second?.type !== 'name') return unknownAt(at, 'it names no data source');
    return this.attributeOf('data', `data.${first.name}.${second.name}`, steps.slice(2), frame, path, at);
  }

  /** The value of a variable or local, with the way it came. */
  private named(root: 'var' | 'local', name: string, frame: Frame, path: Path, at: Place): Value<Data> {
    const written = root === 'var' ? heaviest(this.look.look('value', name)) : this.look.look('local', name)[0];
    if (written) return through(this.below(written, undefined, frame, path, at), [at]);
    const declared = root === 'var' ? this.look.look('variable', name)[0] : undefined;
    if (!declared) return unknownAt(at, `${root}.${name} is not declared here`);
    const byDefault = this.below(declared, 'default', frame, path, at);
    return byDefault.state === 'absent'
      ? unknownAt(at, `var.${name} gets its value when Terraform runs`)
      : through(byDefault, [at], true);
  }

  /** The value of another declaration or of one of its attributes; absent where it does not write that. */
  private below(
    declaration: Declaration,
    attribute: string | undefined,
    frame: Frame,
    path: Path,
    at: Place,
  ): Value<Data> {
    if (frame.chain.includes(declaration)) return unknownAt(at, 'it refers to itself');
    if (frame.chain.length >= MAX_CHAIN) return unknownAt(at, 'too many names stand behind one another');
    const { opened, tree } = this.open(declaration);
    const written =
      tree?.type === 'block'
        ? tree.body.items.find((item): item is Attribute => item.type === 'attribute' && item.name === attribute)
        : tree;
    if (!written) return { state: 'absent', at };
    return this.value(written.value, { opened, chain: [...frame.chain, declaration], iterators: [] }, path);
  }

  /**
   * An attribute of a resource. One that is written there as a plain value is that value; all others, and those that
   * name the resource, are a reference: deployment decides them, and who is meant is known without reading it.
   */
  private attributeOf(
    kind: 'resource' | 'data',
    address: string,
    steps: readonly Step[],
    frame: Frame,
    path: Path,
    at: Place,
  ): Value<Data> {
    const names = [...steps.flatMap((step) => (step.type === 'name' ? [step.name] : [])), ...path.map(String)];
    const [first] = names;
    if (first !== undefined && names.length === 1 && !isIdentity(first)) {
      const declared = this.look.look(kind, address)[0];
      const written = declared && this.below(declared, first, frame, [], at);
      if (written && isPlain(written)) return through(written, [at]);
    }
    const reference: Reference = {
      type: 'reference',
      address,
      attribute: names.join('.'),
      target: () => this.look.look(kind, address).map(this.resourceOf)[0],
    };
    return knownAt<Data>(reference, at);
  }
}

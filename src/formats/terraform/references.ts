import type { Declaration, Lookup, Opened } from '../../declaration';
import type { Attribute, Block, Expression, Step } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data, Reference, Resource } from '../../resource';
import { treeOf, valueKey } from './declare';
import { called, type Module } from './modules';
import { heaviest, isIdentity, keysOf, runtime } from './names';
import { isOverride } from './paths';
import { isPlain, through } from './values';
import { overridesOf, wide } from './wide';

/** Variables and locals that may stand behind one another. */
const MAX_CHAIN = 40;

/** An attribute of a declaration in a module, or all of the declaration. */
export interface Link {
  readonly declaration: Declaration;
  readonly attribute: string | undefined;
  readonly module: Module;
}

/** Where an expression stands: in which declaration and module, on the way from which others, and which names mean nothing there. */
export interface Frame {
  readonly opened: Opened;
  readonly module: Module;
  readonly chain: readonly Link[];
  /** Iterators of `dynamic` blocks. */
  readonly iterators: readonly string[];
}

export type Path = readonly (string | number)[];

/** A declaration as it is opened: where, and what it is in its tree. */
export interface OpenedTree {
  readonly opened: Opened;
  readonly tree: Attribute | Block | undefined;
}

export const attributeIn = ({ body }: Block, name: string | undefined): Attribute | undefined =>
  body.items.find((item): item is Attribute => item.type === 'attribute' && item.name === name);

/** Names and what they stand for: other declarations, each look at one a recorded question. */
export abstract class References {
  private readonly trees = new Map<Declaration, OpenedTree>();

  constructor(
    readonly look: Lookup,
    private readonly resourceOf: (declaration: Declaration, module: Module) => Resource,
  ) {}

  /** A declaration's tree, opened once. */
  open(declaration: Declaration): OpenedTree {
    let found = this.trees.get(declaration);
    if (!found) {
      const opened = this.look.open(declaration);
      found = { opened, tree: treeOf(opened) };
      this.trees.set(declaration, found);
    }
    return found;
  }

  /** A declaration with the blocks of override files for it, what counts first in front. */
  openAll(declaration: Declaration, module: Module): readonly OpenedTree[] {
    const others = overridesOf(wide(this.look, module.scope), declaration);
    return others.length === 0 ? [this.open(declaration)] : [...others, declaration].map((one) => this.open(one));
  }

  protected abstract value(expression: Expression, frame: Frame, path: Path): Value<Data>;

  protected keys(steps: readonly Step[], frame: Frame): readonly (string | number)[] | undefined {
    return keysOf(steps, (key) => this.value(key, frame, []));
  }

  protected traversal(
    expression: Extract<Expression, { type: 'traversal' }>,
    frame: Frame,
    path: Path,
    at: Place,
  ): Value<Data> {
    const { root, steps } = expression;
    const [first, second] = steps;
    const because =
      runtime(root) ?? (frame.iterators.includes(root) ? 'it differs for each block that is made' : undefined);
    if (because) return unknownAt(at, because);
    if (first?.type !== 'name') return unknownAt(at, `${root} is no value`);
    if (root === 'var' || root === 'local') {
      const below = this.keys(steps.slice(1), frame);
      if (!below) return unknownAt(at, `an index into ${root}.${first.name} is not known`);
      return this.named(root, first.name, frame, [...below, ...path], at);
    }
    if (root === 'module') {
      const below = this.keys(steps.slice(1), frame);
      return below ? this.output(first.name, [...below, ...path], frame, at) : unknownAt(at, 'an index is not known');
    }
    if (root !== 'data') return this.attributeOf('resource', `${root}.${first.name}`, steps.slice(1), frame, path, at);
    if (second?.type !== 'name') return unknownAt(at, 'it names no data source');
    return this.attributeOf('data', `data.${first.name}.${second.name}`, steps.slice(2), frame, path, at);
  }

  /** The value of a variable or local, with the way it came. */
  private named(root: 'var' | 'local', name: string, frame: Frame, path: Path, at: Place): Value<Data> {
    return root === 'var' ? this.variable(name, frame, path, at) : this.local(name, frame, path, at);
  }

  private local(name: string, frame: Frame, path: Path, at: Place): Value<Data> {
    const { module } = frame;
    const found = this.look.look('local', name, module.scope);
    const written = found.filter((one) => isOverride(one.path)).at(-1) ?? found[0];
    if (!written) return unknownAt(at, `local.${name} is not declared here`);
    return through(this.below({ declaration: written, attribute: undefined, module }, frame, path, at), [at]);
  }

  private variable(name: string, frame: Frame, path: Path, at: Place): Value<Data> {
    const { module } = frame;
    const given = module.call ? this.argument(name, frame, path, at) : this.valueOf(name, frame, path, at);
    if (given) return through(given, [at]);
    const declaration = this.look.look('variable', name, module.scope)[0];
    if (!declaration) return unknownAt(at, `var.${name} is not declared here`);
    const byDefault = this.below({ declaration, attribute: 'default', module }, frame, path, at);
    if (byDefault.state !== 'absent') return through(byDefault, [at], module.call ? undefined : true);
    if (module.call) return unknownAt(at, `var.${name} has no value where its module is called`);
    return unknownAt(
      at,
      module.isCut ? 'its modules call each other' : `var.${name} gets its value when Terraform runs`,
    );
  }

  /** What value files set: only a root module has any. */
  private valueOf(name: string, frame: Frame, path: Path, at: Place): Value<Data> | undefined {
    const { module } = frame;
    const { scope, values } = module;
    const file = values && this.look.look('value', valueKey(name, values), scope).at(-1);
    const declaration = file || heaviest(this.look.look('value', name, scope));
    return declaration && this.below({ declaration, attribute: undefined, module }, frame, path, at);
  }

  /** What a call hands to a variable; undefined where it says nothing, or `null` to one that must not be that. */
  private argument(name: string, frame: Frame, path: Path, at: Place): Value<Data> | undefined {
    const { module } = frame;
    const { declaration, by } = module.call!;
    const given = this.below({ declaration, attribute: name, module: by }, frame, path, at);
    if (given.state === 'absent') return undefined;
    if (given.state !== 'known' || given.value !== null) return given;
    const variable = this.look.look('variable', name, module.scope)[0];
    const nullable = variable && this.below({ declaration: variable, attribute: 'nullable', module }, frame, [], at);
    return nullable?.state === 'known' && nullable.value === false ? undefined : given;
  }

  /** What a module that is called gives back. */
  private output(name: string, keys: Path, frame: Frame, at: Place): Value<Data> {
    const { module } = frame;
    const call = this.look.look('module', name, module.scope)[0];
    if (!call) return unknownAt(at, `module.${name} is not declared here`);
    const child = called(module, call, this.look);
    if (!child) {
      const isLocal = typeof call.note.calls === 'string';
      return unknownAt(at, isLocal ? 'its modules call each other' : `module.${name} comes from elsewhere`);
    }
    const [first, ...rest] = keys;
    const below = call.note.counted && typeof first !== 'string' ? rest : keys;
    const [output, ...path] =
      call.note.counted && typeof first === 'string' && !this.gives(child, first) ? rest : below;
    if (typeof output !== 'string') return unknownAt(at, `all of module.${name} is meant`);
    const declaration = this.look.look('output', output, child.scope)[0];
    if (!declaration) return unknownAt(at, `module.${name} gives no ${output}, as far as its files are here`);
    return through(this.below({ declaration, attribute: 'value', module: child }, frame, path, at), [at]);
  }

  private gives(child: Module, output: string): boolean {
    return this.look.look('output', output, child.scope).length > 0;
  }

  /** What a declaration or one of its attributes says; absent where nothing is written. */
  private below(link: Link, frame: Frame, path: Path, at: Place): Value<Data> {
    const { declaration, attribute, module } = link;
    if (frame.chain.some((one) => isWithin(link, one))) return unknownAt(at, 'it refers to itself');
    if (frame.chain.length >= MAX_CHAIN) return unknownAt(at, 'too many names stand behind one another');
    for (const { opened, tree } of this.openAll(declaration, module)) {
      const written = tree?.type === 'block' ? attributeIn(tree, attribute) : tree;
      if (written)
        return this.value(written.value, { opened, module, chain: [...frame.chain, link], iterators: [] }, path);
    }
    return { state: 'absent', at };
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
    const { module } = frame;
    const names = [...steps.flatMap((step) => (step.type === 'name' ? [step.name] : [])), ...path.map(String)];
    const [first] = names;
    if (first !== undefined && names.length === 1 && !isIdentity(first)) {
      const declaration = this.look.look(kind, address, module.scope)[0];
      const written = declaration && this.below({ declaration, attribute: first, module }, frame, [], at);
      if (written && isPlain(written)) return through(written, [at]);
    }
    const reference: Reference = {
      type: 'reference',
      address,
      attribute: names.join('.'),
      target: () => this.look.look(kind, address, module.scope).map((found) => this.resourceOf(found, module))[0],
    };
    return knownAt<Data>(reference, at);
  }
}

const isWithin = (link: Link, other: Link): boolean =>
  link.declaration === other.declaration &&
  link.module === other.module &&
  (other.attribute === undefined || other.attribute === link.attribute);

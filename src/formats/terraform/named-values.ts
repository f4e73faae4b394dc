import type { Declaration, Lookup, Opened } from '../../declaration';
import type { Attribute, Block, Expression } from '../../document/hcl';
import { unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data } from '../../resource';
import { constantsOf, isConstant } from './constants';
import { typeIn } from './constraint';
import { convert } from './convert';
import { treeOf, valueKey } from './declare';
import { passed } from './failure';
import type { Frame, Link } from './frame';
import type { Module } from './modules';
import { heaviest, type Names, NO_NAMES } from './names';
import { isOverride } from './paths';
import type { Type } from './types';
import { type Path, project, through } from './values';
import { overridesOf, wide } from './wide';

/** Variables and locals that may stand behind one another. */
const MAX_CHAIN = 40;

/** A declaration as it is opened: where, and what it is in its tree. */
export interface OpenedTree {
  readonly opened: Opened;
  readonly tree: Attribute | Block | undefined;
}

export const attributeIn = ({ body }: Block, name: string | undefined): Attribute | undefined =>
  body.items.find((item): item is Attribute => item.type === 'attribute' && item.name === name);

const isFalse = (value: Value<Data>): boolean => value.state === 'known' && value.value === false;

/** Variables and locals, and what decides them: other declarations, each look at one a recorded question. */
export abstract class NamedValues {
  private readonly trees = new Map<Declaration, OpenedTree>();
  private readonly variables = new Map<Module, Map<string, Value<Data>>>();

  constructor(readonly look: Lookup) {}

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
  /** A value for its own sake, whatever it is part of. */
  protected abstract apart(expression: Expression, frame: Frame): Value<Data>;

  protected local(name: string, frame: Frame, path: Path, at: Place): Value<Data> {
    const { module } = frame;
    const found = this.look.look('local', name, module.scope);
    const written = found.filter((one) => isOverride(one.path)).at(-1) ?? found[0];
    if (!written) return unknownAt(at, `local.${name} is not declared here`);
    return through(this.below({ declaration: written, attribute: undefined, module }, frame, path, at), [at]);
  }

  /** The value of a variable, with the way it came. */
  protected variable(name: string, frame: Frame, path: Path, at: Place): Value<Data> {
    const known = this.variables.get(frame.module) ?? new Map<string, Value<Data>>();
    this.variables.set(frame.module, known);
    let value = known.get(name);
    if (!value) {
      value = this.settled(name, frame, at);
      known.set(name, value);
    }
    if (value.state !== 'known') return passed(value, at);
    return through(project(value, path), [at]);
  }

  /** What a call or a value file sets, or else the default, as the type that the variable has. */
  private settled(name: string, frame: Frame, at: Place): Value<Data> {
    const { module } = frame;
    const set = module.call ? this.argument(name, frame, at) : this.fromFiles(name, frame, at);
    const declaration = this.look.look('variable', name, module.scope)[0];
    if (!declaration) return set ?? unknownAt(at, `var.${name} is not declared here`);
    const mayBeNull = (): boolean =>
      !isFalse(this.below({ declaration, attribute: 'nullable', module }, frame, [], at));
    if (set && (set.state !== 'known' || set.value !== null || mayBeNull()))
      return convert(set, this.typeOf(declaration, frame, at));
    const byDefault = this.defaultOf(declaration, frame, at);
    if (byDefault.state !== 'absent') return module.call ? byDefault : through(byDefault, [], true);
    if (module.call) return unknownAt(at, `var.${name} has no value where its module is called`);
    return unknownAt(
      at,
      module.isCut ? 'its modules call each other' : `var.${name} gets its value when Terraform runs`,
    );
  }

  /** What value files set: only a root module has any. */
  private fromFiles(name: string, frame: Frame, at: Place): Value<Data> | undefined {
    const { module } = frame;
    const { scope, values } = module;
    const file = values === undefined ? undefined : this.look.look('value', valueKey(name, values), scope).at(-1);
    const declaration = file ?? heaviest(this.look.look('value', name, scope));
    return declaration && this.below({ declaration, attribute: undefined, module }, frame, [], at);
  }

  /** What a call hands to a variable. */
  private argument(name: string, frame: Frame, at: Place): Value<Data> | undefined {
    const { declaration, by, names } = frame.module.call!;
    const given = this.below({ declaration, attribute: name, module: by }, frame, [], at, names);
    return given.state === 'absent' ? undefined : given;
  }

  private typeOf(declaration: Declaration, { chain, module }: Frame, at: Place): Type {
    const link: Link = { declaration, attribute: 'type', module };
    for (const { opened, tree } of this.openAll(declaration, module)) {
      if (tree?.type !== 'block') continue;
      const known = constantsOf(tree);
      if (known.type !== undefined) return known.type;
      const written = attributeIn(tree, 'type');
      if (!written) continue;
      const frame: Frame = { opened, module, chain: [...chain, link], names: NO_NAMES };
      let isKnown = true;
      const type = typeIn(
        written.value,
        (fallback) => {
          isKnown &&= isConstant(fallback);
          return isConstant(fallback) ? this.apart(fallback, frame) : this.value(fallback, frame, []);
        },
        at,
      );
      if (isKnown) known.type = type;
      return type;
    }
    return 'any';
  }

  /** The default of a variable as its type. Where it is written out, which is nearly always, it is read once. */
  private defaultOf(declaration: Declaration, frame: Frame, at: Place): Value<Data> {
    const { module } = frame;
    const type = this.typeOf(declaration, frame, at);
    const link: Link = { declaration, attribute: 'default', module };
    const written = this.openAll(declaration, module).find(
      ({ tree }) => tree?.type === 'block' && attributeIn(tree, 'default'),
    );
    if (written?.tree?.type !== 'block') return { state: 'absent', at };
    const { opened, tree } = written;
    const { value } = attributeIn(tree, 'default')!;
    // with override files the type may stand in another block than the default
    if (!isConstant(value) || overridesOf(wide(this.look, module.scope), declaration).length > 0)
      return convert(this.below(link, frame, [], at), type);
    const known = constantsOf(tree);
    known.byDefault ??= convert(this.apart(value, { opened, module, chain: [link], names: NO_NAMES }), type);
    return known.byDefault;
  }

  /** What a declaration or one of its attributes says; absent where nothing is written. */
  protected below(link: Link, frame: Frame, path: Path, at: Place, names: Names = NO_NAMES): Value<Data> {
    const { declaration, attribute, module } = link;
    if (frame.chain.some((one) => isWithin(link, one))) return unknownAt(at, 'it refers to itself');
    if (frame.chain.length >= MAX_CHAIN) return unknownAt(at, 'too many names stand behind one another');
    for (const { opened, tree } of this.openAll(declaration, module)) {
      const written = tree?.type === 'block' ? attributeIn(tree, attribute) : tree;
      if (written) return this.value(written.value, { opened, module, chain: [...frame.chain, link], names }, path);
    }
    return { state: 'absent', at };
  }
}

const isWithin = (link: Link, other: Link): boolean =>
  link.declaration === other.declaration &&
  link.module === other.module &&
  (other.attribute === undefined || other.attribute === link.attribute);

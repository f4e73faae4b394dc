import type { Declaration, Lookup, Opened } from '../../declaration';
import type { Attribute, Block, Expression, Step } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data, Reference, Resource } from '../../resource';
import { treeOf } from './declare';
import { heaviest, isIdentity, keysOf, runtime } from './names';
import { isPlain, through } from './values';

/** Variables and locals that may stand behind one another. */
const MAX_CHAIN = 40;

/** Where an expression stands: in which declaration, on the way from which others, and which names mean nothing there. */
export interface Frame {
  readonly opened: Opened;
  readonly chain: readonly Declaration[];
  /** Iterators of `dynamic` blocks. */
  readonly iterators: readonly string[];
}

export type Path = readonly (string | number)[];

/** Names and what they stand for: other declarations, each look at one a recorded question. */
export abstract class References {
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

import type { Declaration, Lookup, Opened } from '../../declaration';
import type { Attribute, Block, Expression, Step } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data, Reference, Resource } from '../../resource';
import { typeIn } from './constraint';
import { convert } from './convert';
import { treeOf } from './declare';
import { passed } from './failure';
import { type Frame, heaviest, isIdentity, type Keys, keysOf, NO_NAMES, runtime } from './names';
import { spread } from './splat';
import { isPlain, type Path, project, through } from './values';

/** Variables and locals that may stand behind one another. */
const MAX_CHAIN = 40;

interface OpenedTree {
  readonly opened: Opened;
  readonly tree: Attribute | Block | undefined;
}

/** Names and what they stand for: other declarations, each look at one a recorded question. */
export abstract class References {
  private readonly trees = new Map<Declaration, OpenedTree>();
  private readonly variables = new Map<string, Value<Data>>();

  constructor(
    readonly look: Lookup,
    private readonly resourceOf: (declaration: Declaration) => Resource,
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

  protected abstract value(expression: Expression, frame: Frame, path: Path): Value<Data>;

  private keys(steps: readonly Step[], frame: Frame): Keys {
    return keysOf(steps, (key) => this.value(key, frame, []));
  }

  /** What `read` gives for the keys that steps name, splats followed. */
  protected along(
    steps: readonly Step[],
    frame: Frame,
    path: Path,
    at: Place,
    read: (keys: Path) => Value<Data>,
  ): Value<Data> {
    const splat = steps.findIndex(({ type }) => type === 'splat');
    const keys = this.keys(splat < 0 ? steps : steps.slice(0, splat), frame);
    if ('state' in keys) return keys;
    if (splat < 0) return read([...keys, ...path]);
    const further = (value: Value<Data>, rest: readonly Step[]): Value<Data> =>
      this.along(rest, frame, [], at, (below) => project(value, below));
    return project(spread(read(keys), steps.slice(splat), at, further), path);
  }

  protected traversal(
    expression: Extract<Expression, { type: 'traversal' }>,
    frame: Frame,
    path: Path,
    at: Place,
  ): Value<Data> {
    const { root, steps } = expression;
    const [first, second] = steps;
    const bound = frame.names.get(root);
    if (bound) {
      const isLoop = root !== 'each' && root !== 'count' && steps.length === 0;
      const found = this.along(steps, frame, path, at, (keys) => project(bound(), keys));
      return isLoop ? found : through(found, [at]);
    }
    const because = runtime(root);
    if (because) return unknownAt(at, because);
    if (first?.type !== 'name') return unknownAt(at, `${root} is no value`);
    if (root === 'var')
      return this.along(steps.slice(1), frame, path, at, (keys) => this.variable(first.name, frame, keys, at));
    if (root === 'local')
      return this.along(steps.slice(1), frame, path, at, (keys) => this.local(first.name, frame, keys, at));
    if (root !== 'data') return this.attributeOf('resource', `${root}.${first.name}`, steps.slice(1), frame, path, at);
    if (second?.type !== 'name') return unknownAt(at, 'it names no data source');
    return this.attributeOf('data', `data.${first.name}.${second.name}`, steps.slice(2), frame, path, at);
  }

  private local(name: string, frame: Frame, path: Path, at: Place): Value<Data> {
    const written = this.look.look('local', name)[0];
    if (!written) return unknownAt(at, `local.${name} is not declared here`);
    return through(this.below(written, undefined, frame, path, at), [at]);
  }

  /** The value of a variable, with the way it came. */
  private variable(name: string, frame: Frame, path: Path, at: Place): Value<Data> {
    let value = this.variables.get(name);
    if (!value) {
      value = this.settled(name, frame, at);
      this.variables.set(name, value);
    }
    if (value.state !== 'known') return passed(value, at);
    return through(project(value, path), [at]);
  }

  /** What a value file sets, or else the default, as the type that the variable has. */
  private settled(name: string, frame: Frame, at: Place): Value<Data> {
    const written = heaviest(this.look.look('value', name));
    const declared = this.look.look('variable', name)[0];
    if (!written && !declared) return unknownAt(at, `var.${name} is not declared here`);
    const type = declared ? this.typeOf(declared, frame, at) : 'any';
    const set = written && this.below(written, undefined, frame, [], at);
    const isNullable = !declared || !isFalse(this.below(declared, 'nullable', frame, [], at));
    if (set && (isNullable || set.state !== 'known' || set.value !== null)) return convert(set, type);
    const byDefault: Value<Data> = declared ? this.below(declared, 'default', frame, [], at) : { state: 'absent', at };
    return byDefault.state === 'absent'
      ? unknownAt(at, `var.${name} gets its value when Terraform runs`)
      : through(convert(byDefault, type), [], true);
  }

  private typeOf(variable: Declaration, { chain }: Frame, at: Place): ReturnType<typeof typeIn> {
    const { opened, tree } = this.open(variable);
    const written = tree?.type === 'block' ? attributeIn(tree, 'type') : undefined;
    const frame: Frame = { opened, chain: [...chain, variable], names: NO_NAMES };
    return written ? typeIn(written.value, (fallback) => this.value(fallback, frame, []), at) : 'any';
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
    const written = tree?.type === 'block' ? attributeIn(tree, attribute) : tree;
    if (!written) return { state: 'absent', at };
    return this.value(written.value, { opened, chain: [...frame.chain, declaration], names: NO_NAMES }, path);
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

const attributeIn = ({ body }: Block, name: string | undefined): Attribute | undefined =>
  body.items.find((item): item is Attribute => item.type === 'attribute' && item.name === name);

const isFalse = (value: Value<Data>): boolean => value.state === 'known' && value.value === false;

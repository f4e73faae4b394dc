import type { Declaration, Lookup } from '../../declaration';
import type { Expression, Step } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data, Reference, Resource } from '../../resource';
import { failed } from './failure';
import { pathNamed } from './files';
import type { Frame } from './frame';
import { called, type Module } from './modules';
import { NamedValues } from './named-values';
import { isIdentity, type Keys, keysOf, runtime } from './names';
import { spread } from './splat';
import { isPlain, type Path, project, through } from './values';

/** Names and what they stand for: other declarations, each look at one a recorded question. */
export abstract class References extends NamedValues {
  constructor(
    look: Lookup,
    private readonly resourceOf: (declaration: Declaration, module: Module) => Resource,
  ) {
    super(look);
  }

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
    if (frame.isAlone) return failed(at, `${root} is not handed to its template`);
    if (root === 'path' && first?.type === 'name') return project(pathNamed(first.name, frame, at), path);
    const because = runtime(root);
    if (because) return unknownAt(at, because);
    if (first?.type !== 'name') return unknownAt(at, `${root} is no value`);
    if (root === 'var')
      return this.along(steps.slice(1), frame, path, at, (keys) => this.variable(first.name, frame, keys, at));
    if (root === 'local')
      return this.along(steps.slice(1), frame, path, at, (keys) => this.local(first.name, frame, keys, at));
    if (root === 'module')
      return this.along(steps.slice(1), frame, path, at, (keys) => this.output(first.name, keys, frame, at));
    if (root !== 'data') return this.attributeOf('resource', `${root}.${first.name}`, steps.slice(1), frame, path, at);
    if (second?.type !== 'name') return unknownAt(at, 'it names no data source');
    return this.attributeOf('data', `data.${first.name}.${second.name}`, steps.slice(2), frame, path, at);
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
    const [output, ...path] = call.note.counted ? this.ofInstance(keys, child) : keys;
    if (typeof output !== 'string') return unknownAt(at, `all of module.${name} is meant`);
    const declaration = this.look.look('output', output, child.scope)[0];
    if (!declaration) return unknownAt(at, `module.${name} gives no ${output}, as far as its files are here`);
    return through(this.below({ declaration, attribute: 'value', module: child }, frame, path, at), [at]);
  }

  /** What is asked of a module's instance, whichever it is. */
  private ofInstance(keys: Path, { scope }: Module): Path {
    const [first, ...rest] = keys;
    const isOutput = typeof first === 'string' && this.look.look('output', first, scope).length > 0;
    return isOutput ? keys : rest;
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

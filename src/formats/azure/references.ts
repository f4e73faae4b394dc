import type { Declaration, Lookup, Opened } from '../../declaration';
import type { Expression } from '../../document/bicep';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data, Reference, Resource } from '../../resource';
import { isPlain, through } from '../terraform/values';
import { symbolKey } from './names';
import { expressionOf, isSecure } from './term';
import { below, type Path } from './values';

/** One use of a template: by a module, by a file of parameters, or by nobody that is known. */
export interface Use {
  readonly template: string;
  /** What tells it from other uses; empty for the only one. */
  readonly label: string;
  /** Whether it is deployed at all; undefined: it is. */
  readonly exists: Value<boolean> | undefined;
  /** What a parameter is given; undefined where its default holds. */
  given(name: string): Value<Data> | undefined;
}

/** Where an expression stands: in which declaration of which use, on the way from which others. */
export interface Frame {
  readonly opened: Opened;
  readonly use: Use;
  readonly chain: readonly Declaration[];
  /** Items and indices of loops. */
  readonly locals: ReadonlyMap<string, Value<Data>>;
}

/** Names that may stand behind one another. */
const MAX_CHAIN = 40;
const NONE: ReadonlyMap<string, Value<Data>> = new Map();

/** Names and what they stand for: other declarations, each look at one a recorded question. */
export abstract class References {
  private readonly opened = new Map<Declaration, { opened: Opened; expression: Expression | undefined }>();

  constructor(readonly look: Lookup) {}

  protected abstract value(expression: Expression, frame: Frame, path: Path): Value<Data>;
  abstract made(declaration: Declaration, use: Use): Resource | undefined;
  /** The use of a template by a module or nested deployment. */
  protected abstract used(declaration: Declaration, frame: Frame): Use | undefined;

  /** A declaration with what it says, opened once. */
  open(declaration: Declaration): { readonly opened: Opened; readonly expression: Expression | undefined } {
    let found = this.opened.get(declaration);
    if (!found) {
      const opened = this.look.open(declaration);
      found = { opened, expression: expressionOf(opened) };
      this.opened.set(declaration, found);
    }
    return found;
  }

  /** The frame of what another declaration says. */
  frame(declaration: Declaration, use: Use, chain: readonly Declaration[] = []): Frame {
    return { opened: this.open(declaration).opened, use, chain: [...chain, declaration], locals: NONE };
  }

  /** What a name stands for in a template, or what stands at a path below that. */
  protected named(name: string, frame: Frame, path: Path, at: Place): Value<Data> {
    const declaration = this.look.look('symbol', symbolKey(frame.use.template, name))[0];
    if (!declaration) return unknownAt(at, `${name} is not declared here`);
    switch (declaration.note.is) {
      case 'param':
        return this.parameter(declaration, frame, path, at);
      case 'var':
        return through(this.said(declaration, frame, path, at), [at]);
      case 'resource':
        return this.ofResource(declaration, frame, path, at);
      case 'module':
        return this.ofModule(declaration, frame, path, at);
      default:
        return unknownAt(at, `${name} is no value`);
    }
  }

  /** What a declaration says of itself; absent where it says nothing. */
  private said(declaration: Declaration, frame: Frame, path: Path, at: Place): Value<Data> {
    if (frame.chain.includes(declaration)) return unknownAt(at, 'it refers to itself');
    if (frame.chain.length >= MAX_CHAIN) return unknownAt(at, 'too many names stand behind one another');
    const { expression } = this.open(declaration);
    if (!expression) return { state: 'absent', at };
    return this.value(expression, this.frame(declaration, frame.use, frame.chain), path);
  }

  private parameter(declaration: Declaration, frame: Frame, path: Path, at: Place): Value<Data> {
    const name = String(declaration.note.name);
    const given = frame.use.given(name);
    if (given) return through(below(given, path), [at]);
    const { opened, expression } = this.open(declaration);
    if (!expression) return unknownAt(at, `parameter ${name} is given at deployment`);
    if (isSecure(opened)) return unknownAt(at, `parameter ${name} is kept from view and given at deployment`);
    return through(this.said(declaration, frame, path, at), [at], true);
  }

  /**
   * What is asked of a resource. A property that is written there as a plain value is that value; all else is a
   * reference: deployment decides it, and who is meant is known.
   */
  private ofResource(declaration: Declaration, frame: Frame, path: Path, at: Place): Value<Data> {
    const names = path.filter((key): key is string => typeof key === 'string');
    if (names[0] === 'properties' && names.length === 2 && names.length === path.length) {
      const written = this.said(declaration, frame, path, at);
      if (isPlain(written)) return through(written, [at]);
    }
    return knownAt<Data>(this.reference(declaration, frame.use, names.join('.')), at);
  }

  /** A mention of a declared resource. */
  reference(declaration: Declaration, use: Use, attribute: string): Reference {
    const address = String(declaration.note.address);
    return { type: 'reference', address, attribute, target: () => this.made(declaration, use) };
  }

  private ofModule(declaration: Declaration, frame: Frame, path: Path, at: Place): Value<Data> {
    const asked = path.filter((key) => typeof key === 'string');
    const because = `it comes from module ${String(declaration.note.address)}`;
    const use = asked[0] === 'outputs' && asked.length >= 2 ? this.used(declaration, frame) : undefined;
    if (!use) return unknownAt(at, because);
    const output = this.look.look('output', symbolKey(use.template, asked[1]!))[0];
    if (!output) return unknownAt(at, because);
    return through(this.said(output, { ...frame, use }, asked.slice(2), at), [at]);
  }
}

import type { Declaration, Lookup, Opened } from '../../declaration';
import { unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data, Resource } from '../../resource';

/** Values of loop identifiers, by name. */
export type Bindings = ReadonlyMap<string, Value<Data>>;

/** How one declaration's values are followed into others. More steps than this are a circle, or nobody's template. */
const STEPS = 5_000;
const DEPTH = 40;

/** Steps that a whole link has left, and how deep it is in them. */
interface Budget {
  steps: number;
  depth: number;
}

/** A template as one of its declarations sees it while it is linked. */
export interface Template {
  /** Root-relative path. */
  readonly path: string;
  /** What stands before the ids of its resources where it is nested in another template. */
  readonly prefix: string;
  /** The path of the outermost template. */
  readonly root: string;
  /** A resource by logical id, and only if it is of the type where one is given. */
  resource(logicalId: string, reach: Reach, type?: string): Resource | undefined;
  /** A parameter's value where it is used, or undefined when there is none of that name. */
  parameter(name: string, use: Place, reach: Reach): Value<Data> | undefined;
  /** What a condition is worth. */
  condition(name: string, use: Place, reach: Reach): Value<boolean>;
  /** What a part of another resource is worth where that is more than its name: an output of a nested template. */
  attribute(logicalId: string, attribute: string, use: Place, reach: Reach): Value<Data> | undefined;
  /** Whether its stack is made at all. */
  made(use: Place, reach: Reach): Value<boolean>;
  /** What `${…}` in any text stands for to the tool that fills it in before the template is read; where there is one. */
  variable?(expression: string, use: Place, reach: Reach): Value<Data> | undefined;
}

/** What the intrinsics of one template can reach. One for each link: it counts the steps that are taken. */
export class Reach {
  readonly #conditions = new Map<string, Value<boolean>>();

  constructor(
    readonly look: Lookup,
    readonly template: Template,
    readonly bindings: Bindings = new Map(),
    private readonly budget: Budget = { steps: STEPS, depth: 0 },
  ) {}

  /** The same with loop identifiers of its own. */
  within(bindings: Bindings): Reach {
    return new Reach(this.look, this.template, new Map([...this.bindings, ...bindings]), this.budget);
  }

  /** The same in another template. */
  inside(template: Template): Reach {
    return new Reach(this.look, template, undefined, this.budget);
  }

  declared(kind: string, key?: string): readonly Declaration[] {
    return this.look.look(kind, key, this.template.path);
  }
  open(declaration: Declaration): Opened {
    return this.look.open(declaration);
  }
  resource(logicalId: string, type?: string): Resource | undefined {
    return this.template.resource(logicalId, this, type);
  }
  parameter(name: string, use: Place): Value<Data> | undefined {
    return this.step(use, () => this.template.parameter(name, use, this));
  }
  attribute(logicalId: string, attribute: string, use: Place): Value<Data> | undefined {
    return this.step(use, () => this.template.attribute(logicalId, attribute, use, this));
  }
  /** What a tool fills in for an expression before the template is read; undefined where it leaves it alone. */
  variable(expression: string, use: Place): Value<Data> | undefined {
    return this.template.variable && this.step(use, () => this.template.variable?.(expression, use, this));
  }
  /** Whether the stack is made at all. */
  made(use: Place): Value<boolean> {
    return this.step(use, () => this.template.made(use, this)) ?? unknownAt(use, 'its stack is not known');
  }
  /** What a condition is worth, worked out once. */
  condition(name: string, use: Place): Value<boolean> {
    const before = this.#conditions.get(name);
    if (before) return before;
    this.#conditions.set(name, unknownAt(use, `condition ${name} refers to itself`));
    const value = this.step(use, () => this.template.condition(name, use, this)) ?? unknownAt(use, 'no such condition');
    this.#conditions.set(name, value);
    return value;
  }

  /** Follows a value elsewhere, unless that has no end. */
  step<T>(use: Place, follow: () => Value<T> | undefined): Value<T> | undefined {
    if (this.budget.steps <= 0 || this.budget.depth >= DEPTH)
      return unknownAt(use, 'it takes too many steps to follow');
    this.budget.steps--;
    this.budget.depth++;
    try {
      return follow();
    } finally {
      this.budget.depth--;
    }
  }
}

import { placeIn } from '../../declaration';
import type { Expression } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asBoolean, type Data, partsOf } from '../../resource';
import { partsFor, shown } from '../embedded';
import { convert } from './convert';
import { failed, isFailure, passed } from './failure';
import { fileNamed, templateIn } from './files';
import type { Frame } from './frame';
import { call } from './functions';
import type { Call } from './functions/signature';
import { loop, TOO_MUCH } from './loops';
import { numberIn } from './numbers';
import { operate } from './operators';
import { Texts } from './texts';
import { isOpen, keyedAt, listIn, open, typeOf, unify } from './types';
import { type Path, project, through } from './values';

/** Expressions that may stand in one another, those behind names included. */
const MAX_NESTED = 250;
/** Blocks that one link may make of `dynamic` ones. */
const MAX_BLOCKS = 5000;

type Conditional = Extract<Expression, { type: 'conditional' }>;

/** Evaluates expressions, lazily and no further than asked: each look at another declaration is a recorded question. */
export class Evaluator extends Texts {
  private expanded = 0;
  private depth = 0;

  /** What an expression is, or what stands at a path below it. */
  evaluate(expression: Expression, frame: Frame, path: Path = []): Value<Data> {
    this.begin();
    this.depth = 0;
    return this.value(expression, frame, path);
  }

  /** The same as a part of what is being evaluated. */
  within(expression: Expression, frame: Frame): Value<Data> {
    return this.value(expression, frame, []);
  }

  protected apart(expression: Expression, frame: Frame): Value<Data> {
    const { depth, steps } = this;
    const value = this.evaluate(expression, frame);
    this.depth = depth;
    this.steps = steps;
    return value;
  }

  /** Whether so many more blocks may be made of `dynamic` ones. */
  expand(blocks: number): boolean {
    this.expanded += blocks;
    return this.expanded <= MAX_BLOCKS;
  }

  protected value(expression: Expression, frame: Frame, path: Path): Value<Data> {
    const at = placeIn(frame.opened, expression);
    if (!this.spend(1) || this.depth >= MAX_NESTED) return unknownAt(at, TOO_MUCH);
    this.depth++;
    const value = this.read(expression, frame, path, at);
    this.depth--;
    return value;
  }

  private read(expression: Expression, frame: Frame, path: Path, at: Place): Value<Data> {
    switch (expression.type) {
      case 'literal':
        return project(this.literal(expression, frame, at), path);
      case 'template':
        return this.template(expression, frame, path, at);
      case 'traversal':
        return this.traversal(expression, frame, path, at);
      case 'access':
        return this.along(expression.steps, frame, path, at, (keys) => this.value(expression.of, frame, keys));
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
        return project(
          operate(expression, (part) => this.value(part, frame, []), at),
          path,
        );
      case 'for':
        return project(
          loop(expression, frame, (part, inner) => this.value(part, inner, []), at),
          path,
        );
      case 'error':
        return unknownAt(at, 'it could not be read');
    }
  }

  private literal(
    { value, start, end }: Extract<Expression, { type: 'literal' }>,
    frame: Frame,
    at: Place,
  ): Value<Data> {
    const isLong = typeof value === 'number' && !Number.isSafeInteger(value);
    const isLost = isLong && numberIn(frame.opened.section.text.slice(start, end)) === 'lost';
    return isLost ? unknownAt(at, 'the number has more digits than are kept') : knownAt<Data>(value, at);
  }

  private tuple(items: readonly Expression[], frame: Frame, path: Path, at: Place): Value<Data> {
    const [first, ...rest] = path;
    if (first === undefined)
      return knownAt<Data>(
        items.map((item) => this.value(item, frame, [])),
        at,
      );
    const item = typeof first === 'number' || /^\d+$/.test(first) ? items[Number(first)] : undefined;
    return item ? this.value(item, frame, rest) : failed(at, 'the list has no such entry');
  }

  private object(object: Extract<Expression, { type: 'object' }>, frame: Frame, path: Path, at: Place): Value<Data> {
    const [first, ...rest] = path;
    const fields = new Map<string, Value<Data>>();
    const keys = new Map<string, Place>();
    let isOpen = false;
    for (const entry of object.entries) {
      const key = convert(this.value(entry.key, frame, []), 'string');
      if (isFailure(key) || (key.state === 'known' && key.value === null))
        return failed(at, 'one of its keys is no text');
      const parts = partsFor(key);
      if (!parts.some((part) => part.type === 'known')) return unknownAt(at, 'one of its keys is not known');
      isOpen ||= parts.some((part) => part.type !== 'known');
      const name = shown(parts);
      keys.set(name, placeIn(frame.opened, entry.key));
      if (first === undefined) fields.set(name, this.value(entry.value, frame, []));
      else if (name === String(first)) return this.value(entry.value, frame, rest);
    }
    if (first !== undefined)
      return isOpen ? unknownAt(at, 'one of its keys is not known') : failed(at, `it has no ${first}`);
    const data = keyedAt({ type: 'fields' as const, fields }, keys);
    return knownAt<Data>(isOpen ? open(data) : data, at);
  }

  private conditional({ test, yes, no }: Conditional, frame: Frame, path: Path, at: Place): Value<Data> {
    const condition = convert(this.value(test, frame, []), 'bool');
    const decided = asBoolean(condition);
    if (decided.state === 'absent') return failed(at, 'the condition that decides it is null');
    if (decided.state !== 'known') return passed(condition, at);
    const [taken, left] = decided.value ? [yes, no] : [no, yes];
    const chosen =
      path.length > 0 ? this.value(taken, frame, path) : this.unified(this.value(taken, frame, []), left, frame);
    return decided.byDefault ? through(chosen, [], true) : chosen;
  }

  /** A value as the type that it has in common with what was not chosen, which is looked at where that may differ. */
  private unified(chosen: Value<Data>, other: Expression, frame: Frame): Value<Data> {
    if (chosen.state !== 'known' || chosen.value === null) return chosen;
    const isText = typeOf(chosen) === 'string' || typeOf(chosen) === 'any';
    const mayDiffer = !isText || other.type === 'tuple' || other.type === 'object' || other.type === 'for';
    if (!mayDiffer) return chosen;
    const type = unify([typeOf(chosen), typeOf(this.value(other, frame, []))]);
    return type === undefined
      ? failed(chosen.at, 'what a condition chooses from has no type in common')
      : convert(chosen, type);
  }

  private call(expression: Extract<Expression, { type: 'call' }>, frame: Frame, path: Path, at: Place): Value<Data> {
    const { name } = expression;
    const [first] = expression.args;
    if ((name === 'sensitive' || name === 'nonsensitive') && first) return this.value(first, frame, path);
    const args = expression.args.map((argument) => () => this.value(argument, frame, []));
    if (expression.expand) {
      const last = args.pop()?.() ?? unknownAt<Data>(at, 'nothing is handed over');
      const entries = last.state === 'known' ? listIn(last.value) : undefined;
      if (!entries) return passed(last, at);
      if (isOpen(entries)) return unknownAt(at, 'what is handed over is not known');
      args.push(...entries.map((entry) => () => entry));
    }
    const result = call(args, this.handle(name, frame, at));
    return this.affords(partsOf(result) ?? []) ? project(result, path) : unknownAt(at, TOO_MUCH);
  }

  /** What a function may ask and say of the call that it answers. */
  private handle(name: string, frame: Frame, at: Place): Call {
    return {
      name,
      at,
      spend: (steps) => this.spend(steps),
      decoded: (value) => this.decoded(value),
      encodes: (structure) => {
        this.encodes(at, structure);
      },
      file: (path) => fileNamed(path, frame, this.look, at),
      rendered: (file, names) => {
        // Terraform lets no such template hold another one
        const found = frame.isAlone && names ? undefined : templateIn(file, names, frame);
        return found ? this.value(found.template, found.frame, []) : failed(at, 'the file is no template');
      },
    };
  }
}

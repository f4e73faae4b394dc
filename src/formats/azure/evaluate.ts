import type { Declaration } from '../../declaration';
import { placeIn } from '../../declaration';
import type { Entry, Expression } from '../../document/bicep';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asBoolean, asFields, asString, type Data, type Part } from '../../resource';
import { defaulted, knownParts, partsFor, shown, text } from '../embedded';
import { through } from '../terraform/values';
import type { Body } from './body';
import { call, OPERATORS } from './functions';
import { Loops } from './loops';
import { nameKey, typeKey } from './names';
import type { Frame, Use } from './references';
import { below, fieldOf, type Path } from './values';

/** Expressions that one question may evaluate: enough for any real template, and an end for a hostile one. */
const MAX_STEPS = 20_000;

type Of<T extends Expression['type']> = Extract<Expression, { type: T }>;

/** Functions that name a resource by its type and names. */
const IDS = /^(?:resource|subscriptionResource|managementGroupResource|tenantResource|extensionResource)Id$/i;

/** Evaluates expressions, lazily and no further than asked. */
export abstract class Evaluator extends Loops {
  private steps = 0;
  /** How often a parent led to its own: an end for those that go round in a circle. */
  climbed = 0;

  evaluate(expression: Expression, frame: Frame, path: Path = []): Value<Data> {
    this.steps = 0;
    return this.value(expression, frame, path);
  }

  protected value(expression: Expression, frame: Frame, path: Path): Value<Data> {
    const at = placeIn(frame.opened, expression);
    if (++this.steps > MAX_STEPS) return unknownAt(at, 'too much would have to be evaluated');
    switch (expression.type) {
      case 'literal':
        return below(knownAt<Data>(expression.value, at), path);
      case 'string':
        return below(this.string(expression, frame, at), path);
      case 'name': {
        const local = frame.locals.get(expression.name);
        return local ? through(below(local, path), [at]) : this.named(expression.name, frame, path, at);
      }
      case 'member':
        return this.value(expression.of, frame, [expression.name, ...path]);
      case 'index': {
        const key = this.value(expression.key, frame, []);
        const plain = key.state === 'known' && (typeof key.value === 'string' || typeof key.value === 'number');
        if (!plain) return unknownAt(at, 'an index is not known');
        return this.value(expression.of, frame, [key.value as string | number, ...path]);
      }
      case 'call':
        return this.called(expression, frame, path, at);
      case 'array':
        return this.array(expression, frame, path, at);
      case 'object':
        return this.object(expression, frame, path, at);
      case 'for':
        return below(this.loop(expression, frame, at), path);
      case 'conditional':
        return this.choice(expression.test, expression.yes, expression.no, frame, path, at);
      case 'if': {
        const made = asBoolean(this.value(expression.test, frame, []));
        if (made.state !== 'known') return unknownAt(at, 'the condition that decides it is not known');
        return made.value ? this.value(expression.value, frame, path) : { state: 'absent', at };
      }
      case 'binary': {
        const sides = [expression.left, expression.right].map((side) => this.value(side, frame, []));
        return below(call(OPERATORS[expression.operator] ?? '', sides, at), path);
      }
      case 'unary':
        return call(expression.operator === '!' ? 'not' : 'negative', [this.value(expression.of, frame, [])], at);
      case 'lambda':
        return unknownAt(at, 'a function is no value');
      case 'error':
        return unknownAt(at, 'it could not be read');
    }
  }

  private string({ parts }: Of<'string'>, frame: Frame, at: Place): Value<Data> {
    const used: Value<Data>[] = [];
    const made: Part[] = [];
    for (const part of parts) {
      if (part.type === 'text') made.push(...knownParts(part.value));
      else {
        const value = this.value(part.value, frame, []);
        if (parts.length === 1) return value;
        used.push(value);
        made.push(...partsFor(value));
      }
    }
    return { state: 'known', value: text(made), at, ...defaulted(used) };
  }

  private array({ items }: Of<'array'>, frame: Frame, path: Path, at: Place): Value<Data> {
    const list: Value<Data>[] = [];
    for (const item of items) {
      if (item.type !== 'spread') {
        if (list.length === path[0]) return this.value(item, frame, path.slice(1));
        // with a path only the item that is asked for is evaluated
        list.push(path.length > 0 ? unknownAt(at, 'another is asked for') : this.value(item, frame, []));
        continue;
      }
      const spread = this.value(item.of, frame, []);
      if (spread.state === 'known' && Array.isArray(spread.value)) list.push(...(spread.value as Value<Data>[]));
      else if (spread.state !== 'absent') list.push(unknownAt(spread.at, 'what is spread here is not known'));
    }
    return below(knownAt<Data>(list, at), path);
  }

  private object({ entries }: Of<'object'>, frame: Frame, path: Path, at: Place): Value<Data> {
    const [first, ...rest] = path;
    if (first !== undefined) return this.property(entries, frame, String(first), rest, at);
    const all = new Map<string, Value<Data>>();
    for (const entry of entries) {
      if (entry.type === 'statement') continue;
      if (entry.type === 'property') {
        const key = this.key(entry.key, frame);
        if (key === undefined) return unknownAt(at, 'one of its keys is not known');
        all.set(key, this.value(entry.value, frame, []));
        continue;
      }
      const spread = this.value(entry.of, frame, []);
      if (spread.state === 'absent') continue;
      const added = asFields(spread);
      if (!added) return unknownAt(at, 'what is spread in it is not known');
      for (const [key, value] of added) all.set(key, value);
    }
    return knownAt<Data>({ type: 'fields', fields: all }, at);
  }

  private key(key: Expression, frame: Frame): string | undefined {
    const parts = partsFor(this.value(key, frame, []));
    return parts.some((part) => part.type === 'known') ? shown(parts) : undefined;
  }

  /** One property, the last of those that may write it; what is spread counts with the rest. */
  private property(entries: readonly Entry[], frame: Frame, name: string, rest: Path, at: Place): Value<Data> {
    const lower = name.toLowerCase();
    for (const entry of [...entries].reverse()) {
      if (entry.type === 'property') {
        if (this.key(entry.key, frame)?.toLowerCase() !== lower) continue;
        const found = this.value(entry.value, frame, rest);
        const isHead = found.state === 'absent' && rest.length === 1;
        return isHead ? { ...found, at: placeIn(frame.opened, entry.key) } : found;
      }
      if (entry.type === 'statement') continue;
      const spread = this.value(entry.of, frame, []);
      if (spread.state === 'unknown') return spread;
      const found = fieldOf(asFields(spread) ?? new Map(), name);
      if (found) return below(found, rest);
    }
    return { state: 'absent', at };
  }

  private choice(
    test: Expression,
    yes: Expression,
    no: Expression | undefined,
    frame: Frame,
    path: Path,
    at: Place,
  ): Value<Data> {
    const decided = asBoolean(this.value(test, frame, []));
    if (decided.state !== 'known') return unknownAt(at, 'the condition that decides it is not known');
    const side = decided.value ? yes : no;
    const chosen: Value<Data> = side ? this.value(side, frame, path) : { state: 'absent', at };
    // what decides may stand in another file: whoever reads the value there wants to see it
    const elsewhere = decided.at.anchor === at.anchor ? [] : [...(decided.via ?? []), decided.at];
    return through(chosen, elsewhere, decided.byDefault);
  }

  private called(expression: Of<'call'>, frame: Frame, path: Path, at: Place): Value<Data> {
    const { name, args, of } = expression;
    if (of && !(of.type === 'name' && (of.name === 'az' || of.name === 'sys'))) {
      return unknownAt(at, `${name}() is worked out at deployment`);
    }
    const [first, second, third] = args;
    const lower = name.toLowerCase();
    if (lower === 'if' && first && second) return this.choice(first, second, third, frame, path, at);
    if (lower === 'copyindex') return this.copyIndex(args, frame, at);
    if ((lower === 'parameters' || lower === 'variables') && first) {
      const asked = asString(this.value(first, frame, []));
      if (asked.state !== 'known') return unknownAt(at, 'which one is meant is not known');
      return this.named(`${lower}.${asked.value.toLowerCase()}`, frame, path, at);
    }
    if (lower === 'map' && first && second?.type === 'lambda') {
      const { names, value } = second;
      return below(this.loop({ ...second, type: 'for', names, of: first, value }, frame, at), path);
    }
    const values = args.map((argument) => this.value(argument, frame, []));
    if (IDS.test(name)) return below(this.declaredAs(values, frame, at) ?? call(name, values, at), path);
    return below(call(name, values, at), path);
  }

  /** A resource of the same template that is named by its type and names. */
  private declaredAs(values: readonly Value<Data>[], frame: Frame, at: Place): Value<Data> | undefined {
    const from = values.findIndex((value) => value.state === 'known' && String(value.value).includes('/'));
    const type = values[from];
    if (type?.state !== 'known' || typeof type.value !== 'string') return undefined;
    const wanted = values
      .slice(from + 1)
      .map(nameKey)
      .join('/');
    const found = this.ofType(type.value, frame.use, wanted);
    return found && knownAt<Data>(this.reference(found, frame.use, 'id'), at);
  }

  /** The declaration of a type whose name is surely the one that is asked for. */
  ofType(type: string, use: Use, wanted: string): Declaration | undefined {
    return this.look.look('typed', typeKey(use.template, type)).find((candidate) => {
      const { expression } = this.open(candidate);
      return expression && nameKey(this.nameOf(expression, candidate, use)) === wanted;
    });
  }

  private nameOf(expression: Expression, declaration: Declaration, use: Use): Value<Data> {
    const body = expression.type === 'for' || expression.type === 'if' ? expression.value : expression;
    return this.value(body, this.frame(declaration, use), ['name']);
  }

  /** What a declaration makes in one use: nothing, one or one for each round of its loop. */
  abstract bodies(declaration: Declaration, use: Use): readonly Body[];
}

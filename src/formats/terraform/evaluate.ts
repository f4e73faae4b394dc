import { placeIn } from '../../declaration';
import type { Expression } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asBoolean, type Data, type Part } from '../../resource';
import { defaulted, knownParts, type Piece, partsFor, readJson, shown, text } from '../embedded';
import { call } from './functions';
import { operate } from './operators';
import { piecesOf } from './pieces';
import { type Frame, type Path, References } from './references';
import { project, through } from './values';

/** Expressions that one question may evaluate: enough for any real module, and an end for a hostile one. */
const MAX_STEPS = 20_000;

type Template = Extract<Expression, { type: 'template' }>;
/** The template that a string came from. */
interface Origin {
  readonly template: Template;
  readonly frame: Frame;
  readonly marker: { readonly byDefault?: true };
}

/** Evaluates expressions, lazily and no further than asked: each look at another declaration is a recorded question. */
export class Evaluator extends References {
  private steps = 0;
  /** The templates that strings came from, by the place of the string. */
  private readonly templates = new WeakMap<Place, Origin>();

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

  protected value(expression: Expression, frame: Frame, path: Path): Value<Data> {
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
}

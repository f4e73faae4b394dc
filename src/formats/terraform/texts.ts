import type { Expression } from '../../document/hcl';
import { unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data, Part } from '../../resource';
import { defaulted, knownParts, type Piece, partsFor, readJson, text } from '../embedded';
import { convert } from './convert';
import { failed, isFailure } from './failure';
import { TOO_MUCH } from './loops';
import type { Frame } from './names';
import { piecesOf } from './pieces';
import { References } from './references';
import { entriesIn } from './types';
import { type Path, project, through } from './values';

/** Expressions that one question may evaluate: enough for any real module, and an end for a hostile one. */
const MAX_STEPS = 20_000;
/** Characters that a text may have for one step. */
const TEXT_STEP = 100;

type Template = Extract<Expression, { type: 'template' }>;
/** The template that a string came from. */
interface Origin {
  readonly template: Template;
  readonly frame: Frame;
  readonly marker: { readonly byDefault?: true };
}

/** Texts, and what they hold. */
export abstract class Texts extends References {
  private steps = 0;
  /** The templates that strings came from, by the place of the string. */
  private readonly templates = new WeakMap<Place, Origin>();
  /** The structures that texts were made of, by the place of the text. */
  private readonly encoded = new WeakMap<Place, Value<Data>>();

  /** A string that holds JSON, with exact places; structures are handed through. */
  json(value: Value<Data>): Value<Data> {
    this.begin();
    return this.decoded(value);
  }

  protected decoded(value: Value<Data>): Value<Data> {
    if (value.state !== 'known' || value.value === null || entriesIn(value.value)) return value;
    const structure = this.encoded.get(value.at);
    if (structure) return through(structure, value.via ?? [], value.byDefault);
    const source = this.templates.get(value.at);
    const pieces = source
      ? this.pieces(source.template, source.frame)
      : typeof value.value === 'string'
        ? [{ at: value.at, text: value.value }]
        : undefined;
    if (!pieces) return unknownAt(value.at, 'the text that holds JSON is put together elsewhere');
    const whole = pieces.map((piece) => (piece.value ? { ...piece, value: this.structured(piece.value) } : piece));
    // what is filled in carries its own marker
    return through(readJson(whole, value.at), value.via ?? [], source?.marker.byDefault ? undefined : value.byDefault);
  }

  /** What a filled-in text was made of: it is JSON already. */
  private structured(value: Value<Data>): Value<Data> {
    const structure = value.state === 'known' ? this.encoded.get(value.at) : undefined;
    return structure && value.state === 'known' ? through(structure, value.via ?? [], value.byDefault) : value;
  }

  protected begin(): void {
    this.steps = 0;
  }

  /** Whether so much more may still be done. */
  protected spend(steps: number): boolean {
    this.steps += steps;
    return this.steps <= MAX_STEPS;
  }

  /** Whether a text of these parts may still be made. */
  protected affords(parts: readonly Part[]): boolean {
    const length = parts.reduce((sum, part) => sum + (part.type === 'known' ? part.text.length : 1), 0);
    return this.spend(length / TEXT_STEP);
  }

  /** Says what structure the text at a place is the JSON of. */
  protected encodes(at: Place, structure: Value<Data>): void {
    this.encoded.set(at, structure);
  }

  protected template(template: Template, frame: Frame, path: Path, at: Place): Value<Data> {
    const [only] = template.parts;
    if (template.parts.length === 1 && only?.type === 'interpolation') return this.value(only.value, frame, path);
    const used: Value<Data>[] = [];
    const parts: Part[] = [];
    for (const piece of this.pieces(template, frame)) {
      if (piece.value) used.push(piece.value);
      const part = piece.value && convert(piece.value, 'string');
      if (part && (isFailure(part) || (part.state === 'known' && part.value === null)))
        return failed(at, 'what is filled in is no text');
      parts.push(...(part ? partsFor(part) : knownParts(piece.text ?? '')));
    }
    if (!this.affords(parts)) return unknownAt(at, TOO_MUCH);
    const marker = defaulted(used);
    this.templates.set(at, { template, frame, marker });
    return project({ state: 'known', value: text(parts), at, ...marker }, path);
  }

  /** A template piece by piece. */
  private pieces({ parts, start, end }: Template, frame: Frame): readonly Piece[] {
    this.spend((end - start) / TEXT_STEP);
    return piecesOf(parts, frame, {
      evaluate: (expression, inner) => this.value(expression, inner, []),
      spend: (steps) => this.spend(steps),
    });
  }
}

import { unknownAt, type Value } from '../../../facts';
import { asString, type Data, type Part } from '../../../resource';
import { partsFor, text } from '../../embedded';
import { convert } from '../convert';
import { isFailure, reason } from '../failure';
import { digits } from '../numbers';
import { entriesIn, isOpen, listIn, typed } from '../types';
import { jsonParts } from './json';
import { type Call, fails, made, maker, type Run, type Table, tooMuch, unknownOf } from './signature';
import { characters } from './strings';

/** One verb: `%-5s`, `%[2]d`, `%.2f`. */
const VERB = /%(%|(?:\[(\d{1,4})\])?([ +#0-]{0,5})(\d{1,6})?(?:\.(\d{1,3}))?(?:\[(\d{1,4})\])?([a-zA-Z]))/y;

interface Verb {
  readonly letter: string;
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
}

/** The parts of a text that a pattern makes; `undefined` where Terraform ends with an error. */
function formatted(
  pattern: string,
  values: readonly Value<Data>[],
  call: Call,
): readonly Part[] | 'too much' | undefined {
  const parts: Part[] = [];
  let next = 0;
  let highest = 0;
  for (let at = 0; at < pattern.length; ) {
    const percent = pattern.indexOf('%', at);
    parts.push({ type: 'known', text: pattern.slice(at, percent < 0 ? undefined : percent) });
    if (percent < 0) break;
    VERB.lastIndex = percent;
    const found = VERB.exec(pattern);
    if (!found) return undefined;
    at = VERB.lastIndex;
    if (found[1] === '%') parts.push({ type: 'known', text: '%' });
    else {
      const [, , before, flags = '', width = '0', precision, behind, letter = ''] = found;
      const index = before ?? behind;
      const position = index === undefined ? next : Number(index) - 1;
      const value = values[position];
      next = position + 1;
      highest = Math.max(highest, next);
      const verb = {
        letter,
        flags,
        width: Number(width),
        precision: precision === undefined ? undefined : Number(precision),
      };
      if (!call.spend(1 + verb.width / 100)) return 'too much';
      const made = value && spelled(verb, value, call);
      if (!made) return undefined;
      parts.push(...made);
    }
  }
  return highest < values.length && !/%\[/.test(pattern) ? undefined : parts;
}

/** What a verb makes of a value; of one that is not known, an unknown part. */
function spelled(verb: Verb, value: Value<Data>, call: Call): readonly Part[] | undefined {
  const isStructure = value.state === 'known' && value.value !== null && entriesIn(value.value) !== undefined;
  const isJson =
    verb.letter === 'v' &&
    (isStructure || verb.flags.includes('#') || (value.state === 'known' && value.value === null));
  if (isJson) return jsonParts(value, call);
  if ('bdoxXeEfFgG'.includes(verb.letter)) return numeric(verb, convert(value, 'number'));
  if (!'svtq'.includes(verb.letter)) return undefined;
  const string = convert(verb.letter === 't' ? convert(value, 'bool') : value, 'string');
  if (isFailure(string) || (string.state === 'known' && string.value === null)) return undefined;
  if (string.state !== 'known' || typeof string.value !== 'string') {
    return verb.width || verb.precision !== undefined || verb.letter === 'q' ? unknownPart(string) : partsFor(string);
  }
  const cut = verb.precision === undefined ? string.value : characters(string.value).slice(0, verb.precision).join('');
  const quoted = verb.letter === 'q' ? jsonParts({ ...string, value: cut }, call) : undefined;
  return quoted ?? [{ type: 'known', text: padded(cut, verb, ' ') }];
}

const unknownPart = (value: Value<Data>): readonly Part[] => [
  { type: 'unknown', because: reason(value) ?? 'it is not known' },
];

function padded(value: string, { width, flags }: Verb, filler: string): string {
  const missing = Math.max(0, width - characters(value).length);
  if (flags.includes('-')) return value + ' '.repeat(missing);
  const sign = filler === '0' && /^[+-]/.test(value) ? value[0]! : '';
  return sign + filler.repeat(missing) + value.slice(sign.length);
}

function numeric(verb: Verb, value: Value<Data>): readonly Part[] | undefined {
  if (isFailure(value) || (value.state === 'known' && value.value === null)) return undefined;
  if (value.state !== 'known' || typeof value.value !== 'number') return unknownPart(value);
  const plain = inDigits(verb, value.value);
  if (plain === undefined) return undefined;
  if (plain === '') return [{ type: 'unknown', because: 'the number has more digits than are kept' }];
  const signed =
    verb.flags.includes('+') && value.value >= 0
      ? `+${plain}`
      : verb.flags.includes(' ') && value.value >= 0
        ? ` ${plain}`
        : plain;
  return [
    { type: 'known', text: padded(signed, verb, verb.flags.includes('0') && !verb.flags.includes('-') ? '0' : ' ') },
  ];
}

const BASES: Readonly<Record<string, number>> = { b: 2, d: 10, o: 8, x: 16, X: 16 };

/** A number as a verb has it; empty where too few of its digits are kept. */
function inDigits({ letter, precision }: Verb, value: number): string | undefined {
  const base = BASES[letter];
  if (base !== undefined) {
    if (!Number.isInteger(value)) return undefined;
    if (!Number.isSafeInteger(value)) return digits(value) !== undefined && base === 10 ? digits(value) : '';
    return letter === 'X' ? value.toString(base).toUpperCase() : value.toString(base);
  }
  const places = precision ?? 6;
  if (places > 100) return '';
  if (letter === 'f' || letter === 'F') return Math.abs(value) < 1e21 ? value.toFixed(places) : '';
  if (letter === 'e' || letter === 'E') return exponent(value.toExponential(places), letter);
  if (precision !== undefined) return '';
  const size = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const isSmall = size >= -4 && size < Math.max(21, 6);
  return isSmall ? (digits(value) ?? '') : exponent(value.toExponential(), letter === 'G' ? 'E' : 'e');
}

/** Go writes at least two digits of the exponent. */
const exponent = (written: string, letter: string): string =>
  written.replace(/e([+-])(\d)$/, 'e$10$2').replace('e', letter);

const format: Run = (args, call) => {
  const [pattern, ...values] = args;
  const plain = pattern && asString(convert(pattern, 'string'));
  if (plain?.state !== 'known') return unknownOf(pattern, call);
  const parts = formatted(plain.value, values, call);
  if (parts === 'too much') return tooMuch(call);
  return parts ? made(text(parts), args, call) : fails(call);
};

/** The same for each entry of its lists; what is no list is used each time. */
const formatlist: Run = (args, call) => {
  const [pattern, ...values] = args;
  if (!pattern) return fails(call);
  let length: number | undefined;
  for (const value of values) {
    const list = value.state === 'known' ? listIn(value.value) : undefined;
    if (list && isOpen(list)) return unknownAt(call.at, 'how much is in the list is not known');
    if (value.state === 'unknown') return unknownOf(value, call);
    if (list && length !== undefined && list.length !== length) return fails(call);
    length = list ? list.length : length;
  }
  const make = maker(args, call);
  const items: Value<Data>[] = [];
  for (let at = 0; at < (length ?? 1); at++) {
    const row = values.map((value) => (value.state === 'known' ? (listIn(value.value)?.[at] ?? value) : value));
    const item = format([pattern, ...row], { ...call, at: { ...call.at } });
    if (isFailure(item)) return fails(call);
    items.push(item);
  }
  return make(typed(items, { of: 'list', element: 'string' }));
};

export const formats: Table = { format, formatlist };

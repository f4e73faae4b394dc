import { unknownAt, type Value } from '../../../facts';
import { asString, type Data, partsOf } from '../../../resource';
import { partsFor, text } from '../../embedded';
import { convert } from '../convert';
import { isFailure } from '../failure';
import { listIn, typed } from '../types';
import { fails, made, plain, type Run, type Table, tooMuch, unknownOf, withList } from './signature';

/** Whether each letter of a text is one code unit and one character. */
function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}

let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as people see them. */
export function characters(value: string): readonly string[] {
  if (isAscii(value)) return value.split('');
  segmenter ??= new Intl.Segmenter('en');
  return [...segmenter.segment(value)].map(({ segment }) => segment);
}

/** Changes letter by letter, as Terraform does: one letter never becomes two. */
const letters = (value: string, change: (letter: string) => string): string =>
  isAscii(value)
    ? change(value)
    : [...value].map((one) => ([...change(one)].length === 1 ? change(one) : one)).join('');

const upper = (value: string): string => letters(value, (letter) => letter.toUpperCase());

/** A change of each letter: what is known of a text is changed, what is not stays unknown. */
const changed =
  (change: (value: string) => string): Run =>
  ([value, ...more], call) => {
    const string = value && convert(value, 'string');
    const parts = string && partsOf(string);
    if (!parts || more.length > 0 || string.state !== 'known')
      return string && !isFailure(string) ? unknownOf(string, call) : fails(call);
    const pieces = parts.map((part) => (part.type === 'known' ? { ...part, text: change(part.text) } : part));
    // the text is no longer the one that stands there
    return { ...string, at: { ...string.at }, value: text(pieces) };
  };

/** A test of how a text begins, ends or what is in it: what is known of it may be enough. */
const tested =
  (test: (value: string, part: string) => boolean, side: 'start' | 'end' | undefined): Run =>
  ([value, wanted, ...more], call) => {
    const string = value && convert(value, 'string');
    const part = wanted && asString(convert(wanted, 'string'));
    if (!string || !wanted || part?.state !== 'known' || more.length > 0) return unknownOf(wanted, call);
    const answer = (result: boolean): Value<Data> => made(result, [string, wanted], call);
    if (string.state === 'known' && typeof string.value === 'string') return answer(test(string.value, part.value));
    const parts = partsOf(string);
    if (!parts) return unknownOf(string, call);
    const known = parts.map((one) => (one.type === 'known' ? one.text : ''));
    if (side === undefined && known.some((one) => test(one, part.value))) return answer(true);
    const edge = (side === 'start' ? known[0] : known.at(-1)) ?? '';
    const length = Math.min(edge.length, part.value.length);
    const isOther =
      side === 'start'
        ? edge.slice(0, length) !== part.value.slice(0, length)
        : edge.slice(edge.length - length) !== part.value.slice(part.value.length - length);
    if (side && isOther) return answer(false);
    return side && edge.length >= part.value.length ? answer(true) : unknownOf(string, call);
  };

function replaced(value: string, from: string, to: string): string {
  return from === '' ? `${to}${[...value].map((one) => one + to).join('')}` : value.split(from).join(to);
}

const replace: Run = plain(['string', 'string', 'string'], ([value, from, to], call) => {
  if (from.length > 1 && from.startsWith('/') && from.endsWith('/')) {
    return unknownAt(call.at, 'replace() with a pattern is not computed here');
  }
  const count = from === '' ? value.length + 1 : value.split(from).length;
  return call.spend((count * to.length) / 100) ? replaced(value, from, to) : tooMuch(call);
});

function trimmed(value: string, cut: string): string {
  const out = new Set(cut);
  const all = [...value];
  let start = 0;
  let end = all.length;
  while (start < end && out.has(all[start]!)) start++;
  while (end > start && out.has(all[end - 1]!)) end--;
  return all.slice(start, end).join('');
}

function part(value: string, offset: number, length: number): string | undefined {
  if (!Number.isInteger(offset) || !Number.isInteger(length)) return undefined;
  const all = characters(value);
  const start = offset < 0 ? Math.max(0, all.length + offset) : offset;
  // from the end, a length of nothing means all that is left
  const isRest = length < 0 || (offset < 0 && length === 0);
  return all.slice(start, isRest ? undefined : start + length).join('');
}

const join: Run = (args, call) => {
  const [separator, ...lists] = args;
  const between = separator && asString(convert(separator, 'string'));
  if (between?.state !== 'known' || lists.length === 0) return unknownOf(separator, call);
  const entries: Value<Data>[] = [];
  for (const list of lists) {
    const checked = withList(list, call, (found, isLoose) =>
      isLoose ? unknownAt(call.at, 'how much is in the list is not known') : made([...found], [], call),
    );
    const found = checked.state === 'known' ? listIn(checked.value) : undefined;
    if (!found) return checked;
    entries.push(...found.map((entry) => convert(entry, 'string')));
  }
  if (entries.some((entry) => isFailure(entry) || (entry.state === 'known' && entry.value === null)))
    return fails(call);
  if (!call.spend((entries.length * between.value.length) / 100)) return tooMuch(call);
  const known = { type: 'known' as const, text: between.value };
  const parts = entries.flatMap((entry, index) => [...(index > 0 ? [known] : []), ...partsFor(entry)]);
  return made(text(parts), args, call);
};

const split: Run = (args, call) => {
  const result = plain(['string', 'string'], ([separator, value]) =>
    separator === '' ? [...value] : value.split(separator),
  )(args, call);
  const list = result.state === 'known' ? listIn(result.value) : undefined;
  if (list) typed(list, { of: 'list', element: 'string' });
  return result;
};

/** A change that leaves the text what it is to whoever reads it as JSON: it keeps its place and what it came of. */
const kept =
  (change: (value: string) => string): Run =>
  ([value, ...more], call) => {
    const string = value && asString(convert(value, 'string'));
    return string?.state === 'known' && more.length === 0
      ? { ...string, value: change(string.value) }
      : unknownOf(value, call);
  };

/** Whether a word begins behind this: of those beyond ASCII only white space parts words. */
const isBetween = (letter: string | undefined): boolean =>
  letter === undefined || (letter.charCodeAt(0) < 128 ? !/\w/.test(letter) : /\s/.test(letter));

export const strings: Table = {
  lower: changed((value) => letters(value, (letter) => letter.toLowerCase())),
  upper: changed(upper),
  title: plain(['string'], ([value]) => {
    const all = [...value];
    return all.map((letter, index) => (isBetween(all[index - 1]) ? upper(letter) : letter)).join('');
  }),
  trimspace: kept((value) => value.trim()),
  trim: plain(['string', 'string'], ([value, cut]) => trimmed(value, cut)),
  trimprefix: plain(['string', 'string'], ([value, prefix]) =>
    value.startsWith(prefix) ? value.slice(prefix.length) : value,
  ),
  trimsuffix: plain(['string', 'string'], ([value, suffix]) =>
    suffix !== '' && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value,
  ),
  chomp: kept((value) => {
    let end = value.length;
    while (value[end - 1] === '\n' || value[end - 1] === '\r') end--;
    return value.slice(0, end);
  }),
  indent: plain(['number', 'string'], ([spaces, value], call) => {
    if (!Number.isInteger(spaces) || spaces < 0) return undefined;
    if (!call.spend((spaces * value.split('\n').length) / 100)) return tooMuch(call);
    return value.split('\n').join(`\n${' '.repeat(spaces)}`);
  }),
  substr: plain(['string', 'number', 'number'], ([value, offset, length]) => part(value, offset, length)),
  strrev: plain(['string'], ([value]) => [...characters(value)].reverse().join('')),
  split,
  join,
  replace,
  startswith: tested((value, prefix) => value.startsWith(prefix), 'start'),
  endswith: tested((value, suffix) => value.endsWith(suffix), 'end'),
  strcontains: tested((value, inner) => value.includes(inner), undefined),
};

import { plain, type Table } from './signature';

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|([+-])(\d\d):(\d\d))$/;
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** A moment with the offset that it was written with. */
interface Moment {
  /** Nanoseconds of the epoch. */
  readonly nanos: bigint;
  /** Minutes east of Greenwich. */
  readonly offset: number;
}

const MILLI = 1_000_000n;

function momentIn(text: string): Moment | undefined {
  const found = RFC3339.exec(text);
  if (!found) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  const offset = found[9] ? (found[9] === '-' ? -1 : 1) * (Number(found[10]) * 60 + Number(found[11])) : 0;
  if (!isReal || Math.abs(offset) >= 24 * 60) return undefined;
  const fraction = BigInt((found[7] ?? '').padEnd(9, '0'));
  return { nanos: BigInt(date.getTime() - offset * 60_000) * MILLI + fraction, offset };
}

const UNITS: Readonly<Record<string, bigint>> = {
  h: 3_600_000n * MILLI,
  m: 60_000n * MILLI,
  s: 1000n * MILLI,
  ms: MILLI,
  us: 1000n,
  µs: 1000n,
  ns: 1n,
};

/** `-1h30m`, `1.5s`. */
function durationIn(text: string): bigint | undefined {
  const sign = text.startsWith('-') ? -1n : 1n;
  const written = text.replace(/^[+-]/, '');
  if (written === '0') return 0n;
  if (written.length > 100 || !/^((\d+(\.\d*)?|\.\d+)(h|ms|m|s|us|µs|ns))+$/.test(written)) return undefined;
  let sum = 0n;
  for (const [, number = '', unit = ''] of written.matchAll(/([\d.]+)(h|ms|m|s|us|µs|ns)/g)) {
    const [whole = '', fraction = ''] = number.split('.');
    sum += (BigInt(`${whole}${fraction}` || '0') * UNITS[unit]!) / 10n ** BigInt(fraction.length);
  }
  return sign * sum;
}

/** The date and time of a moment where it was written. */
const localOf = ({ nanos, offset }: Moment): Date => new Date(Number(floored(nanos)) + offset * 60_000);
const floored = (nanos: bigint): bigint => (nanos - (((nanos % MILLI) + MILLI) % MILLI)) / MILLI;

const two = (value: number): string => String(value).padStart(2, '0');
const zone = (offset: number, between: string): string =>
  `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${between}${two(Math.abs(offset) % 60)}`;

function spelled(moment: Moment): string | undefined {
  const date = localOf(moment);
  const year = date.getUTCFullYear();
  if (year < 0 || year > 9999) return undefined;
  const day = `${String(year).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return `${day}T${time}${moment.offset === 0 ? 'Z' : zone(moment.offset, ':')}`;
}

type Verb = (date: Date, offset: number) => string;
const VERBS: Readonly<Record<string, Verb>> = {
  YYYY: (date) => String(date.getUTCFullYear()).padStart(4, '0'),
  YY: (date) => two(date.getUTCFullYear() % 100),
  MMMM: (date) => MONTHS[date.getUTCMonth()]!,
  MMM: (date) => MONTHS[date.getUTCMonth()]!.slice(0, 3),
  MM: (date) => two(date.getUTCMonth() + 1),
  M: (date) => String(date.getUTCMonth() + 1),
  DD: (date) => two(date.getUTCDate()),
  D: (date) => String(date.getUTCDate()),
  EEEE: (date) => DAYS[date.getUTCDay()]!,
  EEE: (date) => DAYS[date.getUTCDay()]!.slice(0, 3),
  hh: (date) => two(date.getUTCHours()),
  h: (date) => String(date.getUTCHours()),
  HH: (date) => two(date.getUTCHours() % 12 || 12),
  H: (date) => String(date.getUTCHours() % 12 || 12),
  AA: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  aa: (date) => (date.getUTCHours() < 12 ? 'am' : 'pm'),
  mm: (date) => two(date.getUTCMinutes()),
  m: (date) => String(date.getUTCMinutes()),
  ss: (date) => two(date.getUTCSeconds()),
  s: (date) => String(date.getUTCSeconds()),
  ZZZZZ: (_, offset) => zone(offset, ':'),
  ZZZZ: (_, offset) => zone(offset, ''),
  ZZZ: (_, offset) => (offset === 0 ? 'UTC' : zone(offset, '')),
  Z: (_, offset) => (offset === 0 ? 'Z' : zone(offset, ':')),
};

function formatted(pattern: string, moment: Moment): string | undefined {
  const date = localOf(moment);
  let result = '';
  for (const [token] of pattern.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z]/g)) {
    if (token === "'") return undefined;
    if (token.length > 1 && token.startsWith("'"))
      result += token === "''" ? "'" : token.slice(1, -1).replaceAll("''", "'");
    else if (!/^[A-Za-z]/.test(token)) result += token;
    else if (Object.hasOwn(VERBS, token)) result += VERBS[token]!(date, moment.offset);
    else return undefined;
  }
  return result;
}

export const time: Table = {
  formatdate: plain(['string', 'string'], ([pattern, text]) => {
    const moment = momentIn(text);
    return moment && formatted(pattern, moment);
  }),
  timeadd: plain(['string', 'string'], ([text, duration]) => {
    const moment = momentIn(text);
    const added = durationIn(duration);
    return moment && added !== undefined ? spelled({ ...moment, nanos: moment.nanos + added }) : undefined;
  }),
  timecmp: plain(['string', 'string'], ([left, right]) => {
    const [a, b] = [momentIn(left), momentIn(right)];
    return a && b ? (a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0) : undefined;
  }),
};

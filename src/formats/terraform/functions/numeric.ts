import { numberIn, unsigned } from '../numbers';
import { plain, type Single, type Table } from './signature';

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

/** The largest or smallest of one or more. */
const most = (choose: (values: readonly number[]) => number) =>
  plain(['number'], ([first], _, rest) => choose([first, ...rest]), { rest: true });

/** A whole number of a base from 2 to 62: above 36 the case of letters counts. */
function parsed(text: string, base: number): Single {
  if (!Number.isInteger(base) || base < 2 || base > 62 || text.length > 400) return undefined;
  const sign = text.startsWith('-') ? -1n : 1n;
  const digits = text.replace(/^[+-]/, '');
  if (digits === '') return undefined;
  const all = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  let value = 0n;
  for (const letter of base <= 36 ? digits.toLowerCase() : digits) {
    const digit = all.indexOf(letter);
    if (digit < 0 || digit >= base) return undefined;
    value = value * BigInt(base) + BigInt(digit);
  }
  const number = numberIn(String(sign * value));
  return typeof number === 'number' ? number : undefined;
}

export const numeric: Table = {
  abs: plain(['number'], ([value]) => Math.abs(value)),
  ceil: plain(['number'], ([value]) => unsigned(Math.ceil(value))),
  floor: plain(['number'], ([value]) => Math.floor(value)),
  signum: plain(['number'], ([value]) => unsigned(Math.sign(value))),
  pow: plain(['number', 'number'], ([base, exponent]) => finite(base ** exponent)),
  log: plain(['number', 'number'], ([value, base]) => finite(Math.log(value) / Math.log(base))),
  max: most((values) => Math.max(...values)),
  min: most((values) => Math.min(...values)),
  parseint: plain(['string', 'number'], ([text, base]) => parsed(text, base)),
};

/**
 * Terraform's numbers are decimal and as long as they need to be. Here they are JavaScript's: those that need more
 * digits than these keep are not known, and what is computed is computed in decimal, so that 0.1 + 0.2 is 0.3.
 */

/** Digits that a JavaScript number keeps, whatever they are. */
const DIGITS = 15;
/** Digits to which a division goes on. */
const QUOTIENT = 40;

/** A number as `units / 10^scale`. */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

function decimalOf(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const units = BigInt(whole + fraction);
  return scale < 0 ? { units: units * 10n ** BigInt(-scale), scale: 0 } : { units, scale };
}

/** There is one zero. */
export const unsigned = (value: number): number => (value === 0 ? 0 : value);

/** The number, rounded where it goes on behind the point. A whole one that would have to be is not known. */
function numberOf({ units, scale }: Decimal): number {
  const ones = 10n ** BigInt(scale);
  const isLost = units % ones === 0n && numberIn(String(units / ones)) === 'lost';
  return isLost ? Number.NaN : unsigned(Number(`${units}e${-scale}`));
}

/** A number in digits, without an exponent; undefined where it has more of them than are kept. */
export function digits(value: number): string | undefined {
  if (Number.isSafeInteger(value)) return String(value);
  if (!Number.isFinite(value) || Number(value.toPrecision(DIGITS)) !== value) return undefined;
  const { units, scale } = decimalOf(value);
  const sign = units < 0n ? '-' : '';
  const all = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  return scale === 0 ? sign + all : `${sign}${all.slice(0, -scale)}.${all.slice(-scale)}`;
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** The number that a text spells. Undefined where it spells none, `lost` where it has more digits than are kept. */
export function numberIn(text: string): number | 'lost' | undefined {
  if (text.length > 400 || !NUMBER.test(text)) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) return 'lost';
  const significant = text
    .replace(/[eE].*$/, '')
    .replace(/[^\d]/g, '')
    .replace(/^0+/, '');
  const kept = text.includes('.') ? significant.replace(/0+$/, '') : significant;
  return kept.length <= DIGITS || Number.isSafeInteger(value) || kept.replace(/0+$/, '').length <= DIGITS
    ? value
    : 'lost';
}

type Arithmetic = (left: bigint, right: bigint) => bigint;
const SCALED: Readonly<Record<string, Arithmetic>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '%': (left, right) => (right === 0n ? left : left % right),
};

/** `+`, `-`, `*`, `/` and `%`, exact as long as the result has an end; no number where it has more digits than are kept. */
export function compute(operator: string, left: number, right: number): number {
  const [a, b] = [decimalOf(left), decimalOf(right)];
  if (operator === '*') return numberOf({ units: a.units * b.units, scale: a.scale + b.scale });
  const scale = Math.max(a.scale, b.scale);
  const [x, y] = [a, b].map((one) => one.units * 10n ** BigInt(scale - one.scale)) as [bigint, bigint];
  if (operator !== '/') return numberOf({ units: SCALED[operator]!(x, y), scale });
  return y === 0n ? Number.POSITIVE_INFINITY : numberOf({ units: (x * 10n ** BigInt(QUOTIENT)) / y, scale: QUOTIENT });
}

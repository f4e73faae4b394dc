/** Material for examples. Nothing in these files looks like a credential until an example is assembled. */
export const HEX = '0123456789abcdef';
export const DIGITS = '0123456789';
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const LOWER = 'abcdefghijklmnopqrstuvwxyz';
export const LETTERS = UPPER + LOWER;
export const ALNUM = LETTERS + DIGITS;
export const BASE32 = `${UPPER}234567`;
export const BASE64 = `${ALNUM}+/`;
export const BASE64URL = `${ALNUM}-_`;

/** `length` characters of an alphabet, the same on every call (xorshift, seeded by both). */
export function random(alphabet: string, length: number, salt = 1): string {
  let state = (alphabet.length * 7919 + length * 104729 + salt * 1299709) >>> 0 || 1;
  let result = '';
  for (let i = 0; i < length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    result += alphabet[state % alphabet.length];
  }
  return result;
}

/** Hexadecimal in the groups of a UUID. */
export const uuid = (salt = 1): string =>
  [8, 4, 4, 4, 12].map((length, group) => random(HEX, length, salt * 10 + group)).join('-');

/** Marks the credential of an example. */
export const marked = (credential: string): string => `«${credential}»`;

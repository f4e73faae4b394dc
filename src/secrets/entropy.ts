/** Shannon entropy in bits per UTF-16 unit: 4 is the ceiling of hexadecimal, words lie near 3. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** Whether a value mixes at least `least` of: lower case, upper case, digits, anything else. */
export function mixes(value: string, least: number): boolean {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(value)).length >= least;
}

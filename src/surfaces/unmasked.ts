/** Characters that stand in for a credential; how many there were is nobody's business. */
const MASKED = /\ue000+/g;

/** Whether a credential was taken out of a text: what is written back from it would lose that credential. */
export const isMasked = (text: string): boolean => unmasked(text) !== text;

/** Text for people: three dots for each credential that was taken out. */
export const unmasked = (text: string): string => text.replace(MASKED, '•••');

/** The same for every text of a piece of plain data. */
export function unmaskedAll<T>(data: T): T {
  if (typeof data === 'string') return unmasked(data) as T;
  if (Array.isArray(data)) return data.map(unmaskedAll) as T;
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, unmaskedAll(value)])) as T;
}

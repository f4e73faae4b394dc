/** A day `YYYY-MM-DD` as people write it in a language; unchanged where it is no day. */
export function dayIn(language: string, iso: string): string {
  const day = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return iso;
  return day.toLocaleDateString(known(language), { dateStyle: 'medium', timeZone: 'UTC' });
}

/** How many of something, as people write it in a language. */
export const numberIn = (language: string, count: number): string => count.toLocaleString(known(language));

/** A language that is no name of one would be an error: English then. */
function known(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

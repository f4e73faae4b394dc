/** A day `YYYY-MM-DD` as people write it in a language; unchanged where it is no day. */
export function dayIn(language: string, iso: string): string {
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) ? iso : dayFormat(language).format(time);
}

function dayFormat(language: string): Intl.DateTimeFormat {
  const style = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  try {
    return new Intl.DateTimeFormat(language, style);
  } catch {
    return new Intl.DateTimeFormat('en', style); // no name of a language
  }
}

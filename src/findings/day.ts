/** Digits where a day has them; whether a calendar has the day shows by writing it back. */
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MILLISECONDS = 86_400_000;

/** The number of a `YYYY-MM-DD` day, counted in UTC days, or undefined when no calendar has it. */
export function dayNumber(text: string): number | undefined {
  const match = DAY.exec(text);
  if (!match) return undefined;
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return new Date(time).toISOString().startsWith(text) ? time / MILLISECONDS : undefined;
}

/** The day with a number of days added, as `YYYY-MM-DD`; undefined when the day is none. */
export function addDays(day: string, days: number): string | undefined {
  const number = dayNumber(day);
  if (number === undefined) return undefined;
  const time = new Date((number + days) * MILLISECONDS);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString().slice(0, 10);
}

import type { Known, ListValue } from '../facts';

/** One entry of an exposure's sources that lets everybody in. */
export interface Opening extends Known<string> {
  /** Nothing is written: the provider's documented default opens it. */
  readonly unwritten?: true;
}

/** `0.0.0.0/0`, `::/0` and every other spelling with no or one significant bit; `*` stands for any address. */
export function isEverywhere(source: string): boolean {
  return source === '*' || /^[0-9a-f.:]+\/[01]$/i.test(source);
}

/** The entries of a list of sources that stand for the whole internet, a documented default included. */
export function openings(sources: ListValue<string>): readonly Opening[] {
  if (sources.state === 'unknown' || sources.value === undefined) return [];
  const unwritten = sources.state === 'absent';
  return sources.value.flatMap((entry) =>
    entry.state === 'known' && isEverywhere(entry.value) ? [unwritten ? { ...entry, unwritten } : entry] : [],
  );
}

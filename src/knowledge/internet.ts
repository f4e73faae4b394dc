import { type Fix, type Known, type ListValue, text } from '../facts';

/** One entry of an exposure's sources that lets everybody in. */
export interface Opening extends Known<string> {
  /** Nothing is written: the provider's documented default opens it. Always together with `byDefault`. */
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
    entry.state === 'known' && isEverywhere(entry.value)
      ? [unwritten ? { ...entry, unwritten, byDefault: true } : entry]
      : [],
  );
}

/**
 * Lets private addresses in instead of the internet. Only for a literal that stands at its use: one that is reached by
 * reference may serve others. Never safe without reading on, since whoever came over the internet is shut out.
 */
export function narrowed(opening: Opening): readonly Fix[] {
  if (opening.via?.length || opening.unwritten) return [];
  const cidr = opening.value.includes(':') ? 'fc00::/7' : '10.0.0.0/8';
  return [
    {
      title: text`Let only private addresses in (${cidr})`,
      changes: [{ type: 'replace', at: opening.at, value: cidr }],
      safe: false,
    },
  ];
}

/** A line of the bench's table. */
export interface Row {
  readonly what: string;
  readonly figures: Readonly<Record<string, number>>;
}

/** A row of many times, in milliseconds. */
export function rowOf(what: string, times: readonly number[]): Row {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
  return { what, figures: { p50: at(0.5), p95: at(0.95), max: at(1) } };
}

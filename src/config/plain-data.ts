/** What can be written into a file. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };
/** Keys and list indices. */
export type Path = readonly (string | number)[];

/** Plain data with one value set, or taken out. */
export function assigned(data: unknown, [step, ...rest]: Path, value: Plain | undefined): unknown {
  if (step === undefined) return value;
  const isLast = rest.length === 0 && value === undefined;
  if (typeof step === 'number') {
    const list: unknown[] = Array.isArray(data) ? [...data] : [];
    if (isLast) list.splice(step, 1);
    else list[step] = assigned(list[step], rest, value);
    return list;
  }
  const { [step]: old, ...others } = (data ?? {}) as Record<string, unknown>;
  return isLast ? others : { ...others, [step]: assigned(old, rest, value) };
}

/** Whether two values say the same, whatever the order of their keys. */
export function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key as never], b[key as never]))
  );
}

/** What a plain scalar may begin with when it is no string. */
const TYPED = /^[-+.\d~nNtTfF]/;
const FLOAT = /^[-+]?(?:\.\d+|\d+\.\d*)$|^[-+]?(?:\.\d+|\d+(?:\.\d*)?)[eE][-+]?\d+$/;

/** A plain scalar by YAML 1.2's core schema: `no`, `off`, `0b1` and the like are strings. */
export function typed(source: string): string | number | boolean | null {
  if (!TYPED.test(source)) return source;
  if (/^(?:~|[Nn]ull|NULL)$/.test(source)) return null;
  if (/^(?:[Tt]rue|TRUE)$/.test(source)) return true;
  if (/^(?:[Ff]alse|FALSE)$/.test(source)) return false;
  if (/^0o[0-7]+$/.test(source)) return Number.parseInt(source.slice(2), 8);
  if (/^[-+]?\d+$/.test(source)) return Number.parseInt(source, 10);
  if (/^0x[\da-fA-F]+$/.test(source)) return Number.parseInt(source.slice(2), 16);
  if (/^(?:\.nan|\.NaN|\.NAN)$/.test(source)) return Number.NaN;
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(source)) return source.startsWith('-') ? -Infinity : Infinity;
  return FLOAT.test(source) ? Number.parseFloat(source) : source;
}

/** How closely operators bind. */
export const PRECEDENCE: Readonly<Record<string, number>> = {
  '??': 1,
  '||': 2,
  '&&': 3,
  '==': 4,
  '!=': 4,
  '=~': 4,
  '!~': 4,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
};

/** The operator that two characters begin. */
export function operatorOf(code: number, next: number): string | undefined {
  if (code === 38 || code === 124) return next === code ? (code === 38 ? '&&' : '||') : undefined;
  if (code === 63) return next === 63 ? '??' : undefined;
  if (code === 61) return next === 61 ? '==' : next === 126 ? '=~' : undefined;
  if (code === 33) return next === 61 ? '!=' : next === 126 ? '!~' : undefined;
  if (code === 60 || code === 62) return String.fromCharCode(code) + (next === 61 ? '=' : '');
  return code === 43 || code === 45 || code === 42 || code === 47 || code === 37
    ? String.fromCharCode(code)
    : undefined;
}

/**
 * Whether two plain values say the same. Anchors are compared by identity: the same declaration, wherever it stands
 * now, so that a fact that merely moved has not changed.
 */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((entry, i) => equal(entry, b[i]));
  }
  if (Array.isArray(b) || isAnchor(a) || isAnchor(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => key in right && equal(left[key], right[key]));
}

const isAnchor = (value: object): boolean => 'path' in value && 'start' in value && !('end' in value);

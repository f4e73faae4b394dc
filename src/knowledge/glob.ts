/**
 * Matching as AWS policies have it: `*` for any run of characters, `?` for one. Two pointers that only ever go back
 * to the last `*`, so no pattern takes more than pattern × text steps.
 */
export const glob = (pattern: string, text: string): boolean =>
  walk(pattern, text, (wanted, found) => wanted === '?' || wanted === found);

/**
 * Whether everything that the inner pattern matches is matched by the outer one: a `*` of the inner pattern is only
 * swallowed by a `*` of the outer one. Sound, not complete: `true` is certain.
 */
export const covers = (outer: string, inner: string): boolean =>
  walk(outer, inner, (wanted, found) => found !== '*' && (wanted === '?' || wanted === found));

function walk(pattern: string, text: string, same: (wanted: string, found: string) => boolean): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.length && same(pattern.charAt(p), text.charAt(t))) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

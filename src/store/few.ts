/**
 * A set that has no member or one nearly everywhere, or a handful: alone a member stands for itself, and few stand in a
 * list as long as it needs to be. There are very many of these.
 */
export type Few<T extends object> = T | readonly T[] | ReadonlySet<T> | undefined;

const NOBODY: readonly never[] = [];
/** With more members than this a list takes longer to look through than a set is large. */
const HANDFUL = 8;

export function membersOf<T extends object>(few: Few<T>): Iterable<T> {
  if (few === undefined) return NOBODY;
  return Array.isArray(few) || few instanceof Set ? few : [few as T];
}

export function includes<T extends object>(few: Few<T>, member: T): boolean {
  if (few instanceof Set) return few.has(member);
  return few === member || (Array.isArray(few) && few.includes(member));
}

/** The set with a member more. The one that was handed in is used up. */
export function having<T extends object>(few: Few<T>, member: T): Few<T> {
  if (few === undefined) return member;
  if (few instanceof Set) return few.add(member);
  if (includes(few, member)) return few;
  const list = Array.isArray(few) ? few.concat([member]) : [few as T, member];
  return list.length > HANDFUL ? new Set(list) : list;
}

/** The set without a member. The one that was handed in is used up. */
export function lacking<T extends object>(few: Few<T>, member: T): Few<T> {
  if (few === member) return undefined;
  if (few instanceof Set) {
    few.delete(member);
    return few.size === 0 ? undefined : few;
  }
  if (!Array.isArray(few)) return few;
  const rest = few.filter((other) => other !== member);
  return rest.length > 1 ? rest : rest[0];
}

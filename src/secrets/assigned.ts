/** A name and the value that a script, a command line or an embedded document gives it. `end` is where the value ends. */
export interface Assigned {
  readonly name: string;
  readonly value: string;
  readonly end: number;
}

const NAME = '([A-Za-z_][\\w-]{0,80})';
/** A value between quotes without a shell's or PowerShell's insertions, and a bare word that begins as no reference. */
const QUOTED = '"([^"\\s\\\\$`]{4,200})"|\'([^\'\\s\\\\]{4,200})\'';
const WORD = '([^\\s"\'\\\\;&|,)<>$`{(%@-][^\\s"\'\\\\;&|,)<>]{3,199})';

/** Each with the name and the value, double quoted, single quoted or bare, in its groups. */
export const FORMS: readonly RegExp[] = [
  // `NAME=value` as shells, Compose lists and command lines have it, also behind `--from-literal=`
  /(?<![\w.$-])(?:--[a-z]{1,12}-literal=)?-{0,2}([A-Za-z_][\w-]{0,80})=(?:"([^"\s\\]{4,200})"|'([^'\s\\]{4,200})'|([^\s"'\\;&|,)]{4,200}))/g,
  // `$env:NAME = '…'`, `[string]$Name = "…"`, and tables in one line
  new RegExp(`(?<![\\w.$-])(?:\\$(?:[A-Za-z]{1,8}:)?)?["']?${NAME}["']?[ \\t]{0,20}=[ \\t]{0,20}(?:${QUOTED})`, 'g'),
  // `--password value`, `-Password 'value'`
  new RegExp(`(?<![\\w-])--?${NAME}[ \\t]{1,8}(?:${QUOTED}|${WORD})`, 'g'),
  // a header: `-H 'X-Api-Key: value'`
  /["']([A-Za-z][\w-]{0,80}):[ ]?(?:(?!)()|(?!)()|([^\s"'$`{<\\]{4,400}))(?=["'])/g,
  // `setx NAME value`, `SetEnvironmentVariable("NAME", "value")`, `Set-Item Env:NAME -Value value`
  new RegExp(
    `(?:\\bsetx[ \\t]{1,8}["']?|\\bSetEnvironmentVariable\\(["']|\\bEnv:)${NAME}["']?(?:,[ \\t]{0,8}|[ \\t]{1,8}(?:-Value[ \\t]{1,8})?)(?:${QUOTED}|${WORD})`,
    'gi',
  ),
];

/** What a text may hold that is looked into: an equals sign, an option, one of the words above. */
const ANY = /=|(?<![\w-])--?[A-Za-z]|setx |SetEnvironmentVariable|Env:/i;

/** What a text of commands assigns. Some of it may be given twice. */
export function* assignedIn(source: string): Iterable<Assigned> {
  if (!ANY.test(source)) return;
  for (const form of FORMS) {
    for (const match of source.matchAll(form)) {
      const bare = match[4];
      const value = match[2] ?? match[3] ?? bare!;
      yield { name: match[1]!, value, end: match.index + match[0].length - (bare === undefined ? 1 : 0) };
    }
  }
}

/** What stands before a name that a command gives a value without an equals sign, and the value behind it. */
const BEFORE = /(?:^|[^\w-])--?[\w-]{0,80}$|\bsetx[ \t]{1,8}["']?$|\bSetEnvironmentVariable\(["']$|\bEnv:$/i;
export const BEHIND = new RegExp(`["']?(?:,[ \\t]{0,8}|[ \\t]{1,8}(?:-Value[ \\t]{1,8})?)(?:${QUOTED}|${WORD})`, 'iy');

/** The value that a command gives to the name at a place, if it does so without an equals sign. */
export function handedTo(text: string, start: number, end: number): string | undefined {
  if (text[start] !== '-' && !BEFORE.test(text.slice(Math.max(0, start - 30), start))) return undefined;
  BEHIND.lastIndex = end;
  const match = BEHIND.exec(text);
  return match?.[1] ?? match?.[2] ?? match?.[3];
}

import type { ScalarSite } from '../document/syntax';
import { assignedIn, handedTo } from './assigned';
import { decodeBase64 } from './base64';
import { namedKinds } from './kinds/index';
import type { NamedKind } from './kinds/kind';
import { endsAsCredentialName, isCredentialName, mayHold, wordsOf } from './kinds/named';
import { isFake } from './quiet';

/** A value under a credential's name: a named kind, or the rank of the pattern kind that its decoded form is. */
interface Named {
  readonly kind: NamedKind | number;
  readonly start: number;
  readonly end: number;
  readonly keyPath: string;
  readonly encoded?: true;
}

const NAME_CHARACTER = Uint8Array.from({ length: 128 }, (_, code) => Number(/[\w.-]/.test(String.fromCharCode(code))));
const LONGEST_NAME = 80;
/** Longer values under a name are certificates, scripts and documents: patterns look into those. */
const LONGEST_VALUE = 4096;

/** What machines are handed in base64; EC2 takes no more than 16 KB of it. */
const HANDED = /^(?:user_?data(?:_?base64)?|custom_?data)$/i;
const LONGEST_ENCODED = 24_000;
const SHORTEST_ENCODED = 16;

/** What follows a name that is assigned to on its own line, perhaps behind its type: the value, bare or up to its closing quote. */
const ASSIGNED =
  /(?:\\?["'])?(?:[ \t]{1,40}string\??)?[ \t]{0,40}(?:=>?|:)[ \t]{0,40}(?:\\?"((?:[^"\\\n]|\\.){0,200})|'([^'\n]{0,200})|([^\s#"',]{0,200}))/y;
/** `variable "db_password" { default = … }`, `name: DB_PASSWORD` beside `value: …`: the value is written elsewhere. */
const ALONE = /(?:\\?["'])?[ \t]{0,40}(?:$|[\r\n,{#]|\}(?!\}))/y;
const WRAPPED = /\b(default|value|defaultvalue)["']?[ \t]{0,40}[:=]/gi;
const NEAR = 400;
/** So many values near one name are judged one by one. */
const FEW = 4;

/**
 * Whether a credential may stand under the name around a keyword. Exact enough to spare most texts a parse:
 * `secretKeyRef`, `password = var.password` and prose hold none.
 */
export function mayNameCredential(text: string, keyword: number): boolean {
  let start = keyword;
  let end = keyword;
  while (keyword - start < LONGEST_NAME && NAME_CHARACTER[text.charCodeAt(start - 1)]) start--;
  while (end - keyword < LONGEST_NAME && NAME_CHARACTER[text.charCodeAt(end)]) end++;
  const name = text.slice(start, end);
  if (!endsAsCredentialName(name)) return false;
  const words = wordsOf(name);
  if (!isCredentialName(words)) return false;
  ASSIGNED.lastIndex = end;
  const match = ASSIGNED.exec(text);
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  if (value && /^[|>]/.test(value)) return true;
  if (value && value !== '\\' && !/^[{[]/.test(value)) return mayHold(words, value);
  const handed = handedTo(text, start, end);
  if (handed !== undefined && mayHold(words, handed)) return true;
  // three quotes, or a value that goes on on the next line
  if (match && (value === '\\' || (value === '' && /["']/.test(text[ASSIGNED.lastIndex + 1] ?? '')))) return true;
  ALONE.lastIndex = end;
  if (!match && !ALONE.test(text)) return false;
  return mayStandNear(words, text, Math.max(0, start - NEAR), end + NEAR);
}

/** Whether a value near a name may be the name's: one that begins and ends on its line tells, any other takes a parse. */
function mayStandNear(words: readonly string[], text: string, from: number, to: number): boolean {
  const near = [...text.slice(from, to).matchAll(WRAPPED)];
  return near.length > FEW || near.some(({ index, 1: name }) => mayAssign(words, text, from + index + name!.length));
}

function mayAssign(words: readonly string[], text: string, from: number): boolean {
  ASSIGNED.lastIndex = from;
  const [, double, single, bare] = ASSIGNED.exec(text) ?? [];
  const next = text[ASSIGNED.lastIndex] ?? '\n';
  const value = double ?? single ?? bare ?? '';
  const quote = double === undefined ? "'" : '"';
  const isWhole = bare
    ? !/^[|>&*!<[{]/.test(bare) && /[\r\n]/.test(next)
    : next === quote && text[ASSIGNED.lastIndex + 1] !== quote;
  return !isWhole || value.includes('\\') || mayHold(words, value.trim());
}

/** Keys whose value is written one name further in, and the sibling that may carry that name in a list. */
const WRAPPER = /^(?:default|value|defaultvalue)$/i;
const LABEL = /^(?:name|key|parameterkey|parametername)$/i;
const INDEX = /^\d*$/;

/** The names above a value, list positions and wrappers left out, ending with the one that tells what the value is. */
function namesAbove(scalars: readonly ScalarSite[], index: number): string[] {
  const { keyPath } = scalars[index]!;
  const own = keyPath.at(-1) ?? '';
  if (!WRAPPER.test(own)) return keyPath.filter((name) => !INDEX.test(name));
  const parents = keyPath.slice(0, -1);
  const label = siblings(scalars, index).find(
    (other) =>
      other.keyPath.length === keyPath.length &&
      LABEL.test(other.keyPath.at(-1)!) &&
      parents.every((name, i) => other.keyPath[i] === name),
  );
  return [...parents, ...(label ? [label.value] : [])].filter((name) => !INDEX.test(name));
}

/** `name` and `value` of one entry stand next to each other, in either order, the nearer before the farther. */
function siblings(scalars: readonly ScalarSite[], index: number): ScalarSite[] {
  return [index - 1, index + 1, index - 2, index + 2].flatMap((i) => scalars[i] ?? []);
}

/** The value without the quotes that its source may have. */
function inside(text: string, { start, end }: ScalarSite): { start: number; end: number } {
  const quote = text[start];
  const block = /^[|>][^\n]{0,80}\n\s*/.exec(text.slice(start, start + 400))?.[0];
  if (block) return { start: start + block.length, end: start + text.slice(start, end).trimEnd().length };
  return (quote === '"' || quote === "'") && end - start >= 2 && text[end - 1] === quote
    ? { start: start + 1, end: end - 1 }
    : { start, end };
}

/**
 * The literals that stand under a credential's name. `judgeDecoded` is given for texts with a Kubernetes Secret,
 * whose `data` is base64, or with what a machine is handed: it ranks what a decoded value is.
 */
export function detectNamed(
  scalars: readonly ScalarSite[],
  under: readonly string[],
  text: string,
  judgeDecoded?: (decoded: string) => number | undefined,
): Named[] {
  const above = under.filter((name) => !INDEX.test(name));
  return scalars.flatMap((scalar, index): Named[] => {
    const names = [...above, ...namesAbove(scalars, index)];
    const decoded = judgeDecoded && decodedOf(scalar, under);
    const rank = decoded === undefined ? undefined : judgeDecoded?.(decoded);
    const encoded = decoded === undefined ? {} : ({ encoded: true } as const);
    if (rank !== undefined) return [{ ...inside(text, scalar), ...encoded, keyPath: names.join('.'), kind: rank }];
    if (!scalar.literal || scalar.value.length > LONGEST_VALUE || isFake(scalar.value))
      return written(scalar, names, text);
    const span = { ...inside(text, scalar), ...encoded, keyPath: names.join('.') };
    const kind = kindOf(names, (decoded ?? scalar.value).trim());
    return kind ? [{ ...span, kind }] : written(scalar, names, text);
  });
}

/** JSON inside a string, also escaped: members, and `"name": …, "value": …` as container definitions have it. */
const MEMBER = /\\?"([A-Za-z_][\w.-]{0,80})\\?"\s{0,20}:\s{0,20}\\?"([^"\\\s]{4,200})\\?"/g;

/** What a value stands for that is written in base64: in the data of a Kubernetes Secret, or as what a machine is handed. */
function decodedOf({ keyPath, literal, value }: ScalarSite, under: readonly string[]): string | undefined {
  const isHanded = HANDED.test(keyPath.at(-1) ?? '') && value.length >= SHORTEST_ENCODED;
  if (!isHanded && (keyPath.at(-2) ?? under.at(-1)) !== 'data') return undefined;
  if (!literal || value.length > LONGEST_ENCODED || isFake(value)) return undefined;
  return decodeBase64(value.replace(/\s+/g, ''));
}

/** Assignments within a value: a script, one entry of a list of variables, an argument, JSON in a string. */
function written(scalar: ScalarSite, names: readonly string[], text: string): Named[] {
  const source = text.slice(scalar.start, scalar.end);
  const found: Named[] = [];
  const add = (name: string, value: string, end: number) => {
    const path = [...names, name];
    const kind = kindOf(path, value);
    const at = scalar.start + end;
    if (kind) found.push({ kind, start: at - value.length, end: at, keyPath: path.join('.') });
  };
  for (const { name, value, end } of assignedIn(source)) add(name, value, end);
  if (!source.includes('{')) return found;
  let label = '';
  for (const match of source.matchAll(MEMBER)) {
    const [whole, name, value] = match;
    const closing = whole.endsWith('\\"') ? 2 : 1;
    if (LABEL.test(name!)) label = value!;
    else add(WRAPPER.test(name!) ? label : name!, value!, match.index + whole.length - closing);
  }
  return found;
}

/** The kind that asks for the innermost name, if it takes the value for a credential. */
function kindOf(names: readonly string[], value: string): NamedKind | undefined {
  const words = wordsOf(names.at(-1) ?? '');
  const kind = namedKinds.find((kind) => kind.names(words, names));
  return kind?.judge(value, names) ? kind : undefined;
}

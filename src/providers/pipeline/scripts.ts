import type { ListValue, UntrustedInput, Value } from '../../facts';
import { is, known, unknownAt } from '../../facts';
import { asList, asString, type Data, type Part, partsOf, type Resource } from '../../resource';
import { isUntrusted, textsOf } from './untrusted';

/** What a step is read in. */
export interface Around {
  readonly triggers: ListValue<string>;
  /** The job and the workflow, nearest first. */
  readonly above: readonly Resource[];
}

/** Whether an expression gives a text from outside, directly or by an environment variable of the step or above. */
function isTainted(expression: string, step: Resource, around: Around): boolean {
  return textsOf(expression).some((path) => {
    if (isUntrusted(path, around.triggers)) return true;
    const name = /^env\.(\w+)$/.exec(path)?.[1];
    const holder = name && [step, ...around.above].find((one) => one.get('env', name).state !== 'absent');
    const parts = (holder && name && partsOf(holder.get('env', name))) || [];
    return parts.some(
      (part) =>
        part.type === 'unknown' &&
        part.expression !== undefined &&
        textsOf(part.expression).some((inner) => isUntrusted(inner, around.triggers)),
    );
  });
}

/** Whether a step's commands are surely read by a shell that spells variables `${NAME}`. */
function isPosix(step: Resource, { above }: Around): boolean {
  const shell = [step.get('shell'), ...above.map((one) => one.get('defaults', 'run', 'shell'))]
    .map(asString)
    .find((value) => value.state !== 'absent');
  if (shell) return is(shell, (name) => /^(?:bash|sh)(?: |$)/.test(name)) === 'yes';
  const runner = above[0] && asList(above[0].get('runs-on'));
  const first = runner?.state === 'known' && runner.value[0];
  return first ? is(asString(first), (label) => /^(?:ubuntu|macos)-/.test(label)) === 'yes' : false;
}

/**
 * What makes it unsure how a shell reads what follows: nesting, escapes, a comment behind code; and words that run the text a
 * second time, where a variable would be no safer than what it replaces.
 */
const UNSURE = /<<|\$\(|`|\\|[\s;]#|\beval\b|\bssh\b|\bxargs\b|[ \t]-\w*[ce][ \t]/;

/**
 * How a variable is written after this much of a script, the same words wherever double quotes are open already; undefined
 * inside single quotes and where nothing is sure.
 */
export function spelledAfter(script: string, name: string): UntrustedInput['instead'] {
  const code = script.replace(/^[ \t]*#.*$/gm, '');
  if (UNSURE.test(code) || code.includes(`${name}=`)) return undefined;
  let quote = '';
  for (const char of code) {
    if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = '';
  }
  if (quote === "'") return undefined;
  return quote === '"' ? { text: `\${${name}}`, sameWords: true } : { text: `"\${${name}}"`, sameWords: false };
}

/** `ISSUE_TITLE` for `github.event.issue.title`; undefined for anything but a plain path. */
function variableFor(expression: string): string | undefined {
  if (!/^github(?:\.\w+)+$/.test(expression)) return undefined;
  const words = expression.split('.').slice(1);
  return words
    .filter((word) => word !== 'event')
    .slice(-2)
    .join('_')
    .toUpperCase();
}

const textOf = (parts: readonly Part[]): string =>
  parts.map((part) => (part.type === 'known' ? part.text : 'X')).join('');

/** How the script of a `run` step takes the text from a variable instead, where that is sure to work. */
function instead(step: Resource, around: Around, before: readonly Part[], expression: string) {
  const name = variableFor(expression);
  if (!name || before.length === 0 || !isPosix(step, around)) return undefined;
  const written = spelledAfter(textOf(before), name);
  const there = partsOf(step.get('env', name))?.[0];
  const has = there?.type === 'unknown' && there.expression === expression;
  if (written === undefined || (there && !has)) return undefined;
  return { instead: written, ...(has ? {} : { slot: step.slot('env', name) }) };
}

/** Texts from outside that a step pastes into its commands or its script. */
export function untrustedInputs(step: Resource, around: Around): readonly Value<UntrustedInput>[] {
  const isScript = is(asString(step.get('uses')), (uses) => /^actions\/github-script@/.test(uses)) === 'yes';
  const code = isScript ? step.get('with', 'script') : step.get('run');
  const parts = partsOf(code) ?? [];
  return parts.flatMap((part, i): readonly Value<UntrustedInput>[] => {
    if (part.type !== 'unknown' || !part.expression || !isTainted(part.expression, step, around)) return [];
    const { expression } = part;
    const { slot, ...change } = (isScript ? undefined : instead(step, around, parts.slice(0, i), expression)) ?? {};
    const value = { expression, sink: isScript ? 'javascript' : 'shell', ...change };
    return [{ state: 'known', value, at: part.at ?? code.at, ...(slot ? { slot } : {}) }];
  });
}

/** A text with its expressions in braces, as it is written. */
export function written(value: Value<Data>): Value<string> {
  const plain = asString(value);
  const parts = partsOf(value);
  if (plain.state !== 'unknown' || !parts) return plain;
  if (parts.some((part) => part.type !== 'known' && (part.type !== 'unknown' || !part.expression))) {
    return unknownAt(value.at, 'part of it is not known');
  }
  const text = parts.map((part) =>
    part.type === 'known' ? part.text : part.type === 'unknown' ? `\${{ ${part.expression} }}` : '',
  );
  return { state: 'known', value: text.join(''), at: value.at };
}

/** The written text, or nothing. */
export const plainly = (value: Value<Data>): string => known(written(value))?.value ?? '';

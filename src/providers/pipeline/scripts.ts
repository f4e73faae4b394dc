import type { ListValue, UntrustedInput, Value } from '../../facts';
import { is, known } from '../../facts';
import type { Place } from '../../place';
import { asList, asString, type Data, type Part, partsOf, type Resource } from '../../resource';
import { type Budget, spend } from './budget';
import { isUntrusted, textsOf } from './untrusted';
import { textOf } from './written';

/** What a step is read in. */
export interface Around {
  readonly triggers: ListValue<string>;
  /** The job and the workflow, nearest first. */
  readonly above: readonly Resource[];
  /** The job or step that calls the file, where it is read as part of that. */
  readonly call?: { readonly from: Resource; readonly around: Around };
}

/** A text may come through variables of variables and inputs of inputs; nobody looks deeper, nor at more expressions. */
const DEPTH = 8;
const EXPRESSIONS = 500;

/** What the expressions of some values are, and where they are read. */
interface Held {
  readonly values: readonly Value<Data>[];
  readonly step: Resource;
  readonly around: Around;
  /** Whether the way leads out of the file, so that people want to see it. */
  readonly elsewhere?: true;
}

/** The values of a dimension of a job's matrix, those of its `include` entries too. */
function matrixValues(job: Resource | undefined, name: string): readonly Value<Data>[] {
  const list = job && asList(job.get('strategy', 'matrix', name));
  const values = list?.state === 'known' ? list.value : [];
  const more = job?.all('strategy', 'matrix', 'include').map((entry) => entry.get(name)) ?? [];
  return [...values, ...more.filter(({ state }) => state !== 'absent')];
}

/** What an expression of one name leads to: a variable, a value of the matrix, an output of another job, an input. */
function heldBy(path: string, step: Resource, around: Around): Held | undefined {
  const [, context, name = ''] = /^(env|matrix|inputs|needs)\.([\w-]+(?:\.outputs\.[\w-]+)?)$/.exec(path) ?? [];
  const [job, ...rest] = around.above;
  if (context === 'env') {
    const holder = [step, ...around.above].find((one) => one.get('env', name).state !== 'absent');
    return holder && { values: [holder.get('env', name)], step: holder, around };
  }
  if (context === 'matrix') return { values: matrixValues(job, name), step, around };
  if (context === 'inputs') {
    const { call } = around;
    return call && { values: [call.from.get('with', name)], step: call.from, around: call.around, elsewhere: true };
  }
  const [needed = '', output = ''] = context === 'needs' ? name.split('.outputs.') : [];
  const other = output === '' ? undefined : job?.find('github/job', needed);
  return (
    other && { values: [other.get('outputs', output)], step: other, around: { ...around, above: [other, ...rest] } }
  );
}

/** The way by which an expression gives a text from outside; undefined where it gives none. */
function taintOf(
  expression: string,
  step: Resource,
  around: Around,
  budget: Budget = { left: EXPRESSIONS },
  depth = 0,
): readonly Place[] | undefined {
  if (depth >= DEPTH || !spend(budget)) return undefined;
  for (const path of textsOf(expression)) {
    if (isUntrusted(path, around.triggers)) return [];
    const held = heldBy(path, step, around);
    for (const value of held?.values ?? []) {
      for (const part of partsOf(value) ?? []) {
        if (part.type !== 'unknown' || part.expression === undefined) continue;
        const way = taintOf(part.expression, held!.step, held!.around, budget, depth + 1);
        if (way) return held!.elsewhere ? [part.at ?? value.at, ...way] : way;
      }
    }
  }
  return undefined;
}

/** The labels of what a job runs on, one for each value of its matrix where that decides. */
function runnersOf(job: Resource): readonly Value<string>[] {
  const runner = asList(job.get('runs-on'));
  const first = runner.state === 'known' ? runner.value[0] : undefined;
  if (!first) return [];
  const [only, ...more] = partsOf(first) ?? [];
  const expression = only?.type === 'unknown' && more.length === 0 ? only.expression : undefined;
  const name = /^matrix\.([\w-]+)$/.exec(expression ?? '')?.[1];
  return name === undefined ? [asString(first)] : matrixValues(job, name).map(asString);
}

/** Whether a step's commands are surely read by a shell that spells variables `${NAME}`. */
function isPosix(step: Resource, { above }: Around): boolean {
  const shell = [step.get('shell'), ...above.map((one) => one.get('defaults', 'run', 'shell'))]
    .map(asString)
    .find((value) => value.state !== 'absent');
  if (shell) return is(shell, (name) => /^(?:bash|sh)(?: |$)/.test(name)) === 'yes';
  const runners = above[0] ? runnersOf(above[0]) : [];
  return runners.length > 0 && runners.every((one) => is(one, (label) => /^(?:ubuntu|macos)-/.test(label)) === 'yes');
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

/** `ISSUE_TITLE` for `github.event.issue.title`, `INPUT_TITLE` for `inputs.title`; undefined for anything but a plain path. */
function variableFor(expression: string): string | undefined {
  const input = /^inputs\.(\w+)$/.exec(expression)?.[1];
  if (input) return `INPUT_${input.toUpperCase()}`;
  if (!/^github(?:\.\w+)+$/.test(expression)) return undefined;
  const words = expression.split('.').slice(1);
  return words
    .filter((word) => word !== 'event')
    .slice(-2)
    .join('_')
    .toUpperCase();
}

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

/** Actions that run a text of theirs, the input that holds it, and what reads it; each by its own documentation. */
const RUNS_INPUT: Readonly<Record<string, readonly [input: string, sink: UntrustedInput['sink']]>> = {
  'actions/github-script': ['script', 'javascript'],
  'azure/cli': ['inlineScript', 'shell'],
  'azure/powershell': ['inlineScript', 'shell'],
  'appleboy/ssh-action': ['script', 'shell'],
  'nick-fields/retry': ['command', 'shell'],
  'reactivecircus/android-emulator-runner': ['script', 'shell'],
};

/** Texts from outside that a step pastes into its commands or its script. */
export function untrustedInputs(step: Resource, around: Around): readonly Value<UntrustedInput>[] {
  const uses =
    known(asString(step.get('uses')))
      ?.value.replace(/@.*$/s, '')
      .toLowerCase() ?? '';
  const [input, sink] = (Object.hasOwn(RUNS_INPUT, uses) && RUNS_INPUT[uses]) || [undefined, 'shell' as const];
  const code = input ? step.get('with', input) : step.get('run');
  const parts = partsOf(code) ?? [];
  return parts.flatMap((part, i): readonly Value<UntrustedInput>[] => {
    const way = part.type === 'unknown' && part.expression ? taintOf(part.expression, step, around) : undefined;
    if (part.type !== 'unknown' || !part.expression || !way) return [];
    const { expression } = part;
    const via = way.length > 0 ? { via: way } : {};
    const { slot, ...change } = (input ? undefined : instead(step, around, parts.slice(0, i), expression)) ?? {};
    return [
      {
        state: 'known',
        value: { expression, sink, ...change },
        at: part.at ?? code.at,
        ...via,
        ...(slot ? { slot } : {}),
      },
    ];
  });
}

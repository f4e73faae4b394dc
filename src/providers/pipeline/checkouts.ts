import type { Checkout, Value } from '../../facts';
import { absentAt, is, knownAt, unknownAt } from '../../facts';
import type { Place } from '../../place';
import { asBoolean, asString, type Data, partsOf, type Resource } from '../../resource';
import { isGuarded } from './guards';
import type { Around } from './scripts';
import { textOf, written } from './written';

/** A line of a script that only shows or sets something, whatever lies in the folder. */
const HARMLESS =
  /^\s*(?:#.*|(?:echo|printf|ls|cat|pwd|true|exit|mkdir|set|git (?:diff|log|show|status|fetch|rev-parse))\b(?:[^`|&;$<>]|\$(?!\()|[<>](?!\())*)?$/;
/** Actions that run what lies in the folder: hooks, test suites. */
const RUNS = /^(?:\.\/|(?:pre-commit\/action|cypress-io\/github-action)@)/i;

const isHarmless = (script: string): boolean => script.split('\n').every((line) => HARMLESS.test(line));

/** A script with a word for each part that is not known. */
function scriptOf(step: Resource): string | undefined {
  const parts = partsOf(step.get('run'));
  return parts && textOf(parts);
}

/** Whether a step runs something that may come out of the checkout. */
function runsCode(step: Resource): boolean {
  if (step.get('run').state !== 'absent') return !isHarmless(scriptOf(step) ?? 'sh');
  return is(asString(step.get('uses')), (uses) => RUNS.test(uses)) === 'yes';
}

/** How a script ends that gets the code of a pull request by the number behind it. */
const FETCHES =
  /(?:^|[\s;&|(])(?:gh[ \t]+pr[ \t]+checkout[ \t]+|git[ \t]+fetch[ \t]+(?:\S+[ \t]+)*\+?(?:refs\/)?pull\/)["']?$/;
/** How far back that is looked for. */
const NEAR = 200;

/** The pull requests that a script gets by itself: each as the ref that it is, at its number. */
function fetchedBy(step: Resource, isRunLater: boolean): readonly Value<Checkout>[] {
  const parts = partsOf(step.get('run')) ?? [];
  const texts = parts.map((part) => (part.type === 'known' ? part.text : 'X'));
  return parts.flatMap((part, i): readonly Value<Checkout>[] => {
    if (part.type !== 'unknown' || !part.expression || !part.at) return [];
    if (!FETCHES.test((texts[i - 1] ?? '').slice(-NEAR))) return [];
    const ref = knownAt(`refs/pull/\${{ ${part.expression} }}/head`, part.at);
    const rest = texts
      .slice(i + 1)
      .join('')
      .replace(/^.*/, '');
    const runs = isRunLater || !isHarmless(rest);
    return [knownAt({ ref, runs, keepsCredentials: unknownAt(part.at, 'the script decides') }, part.at)];
  });
}

/** What is asked for: the ref, or the repository of the pull request without one. */
function refOf(step: Resource, around: Around): Value<string> {
  const ref = written(handedOver(step.get('with', 'ref'), around));
  if (ref.state !== 'absent') return ref;
  const repository = written(handedOver(step.get('with', 'repository'), around));
  return is(repository, (name) => /head\.repo|head_repository/.test(name)) === 'yes' ? repository : ref;
}

/** For an input of the file what its caller writes, through all who hand it on, at the place where it is used. */
function handedOver(value: Value<Data>, around: Around): Value<Data> {
  let current = value;
  const via: Place[] = [];
  for (let { call } = around; call && current.state === 'known'; call = call.around.call) {
    const [only, ...more] = partsOf(current) ?? [];
    const name =
      only?.type === 'unknown' && more.length === 0 ? /^inputs\.([\w-]+)$/.exec(only.expression ?? '')?.[1] : undefined;
    if (name === undefined) break;
    current = call.from.get('with', name);
    if (current.state === 'known') via.push(current.at);
  }
  if (via.length === 0) return value;
  return current.state === 'known'
    ? { ...current, at: value.at, via }
    : unknownAt(value.at, 'its caller leaves it out');
}

/** The checkouts among steps. */
export function checkoutsOf(steps: readonly Resource[], around: Around, guarded: boolean): readonly Value<Checkout>[] {
  return steps.flatMap((step, i): readonly Value<Checkout>[] => {
    const uses = asString(step.get('uses'));
    const isRunLater = steps.slice(i + 1).some(runsCode) || runsAfter(around);
    if (step.get('run').state !== 'absent') {
      return guarded || isGuarded(step) ? [] : fetchedBy(step, isRunLater);
    }
    if (is(uses, (name) => /^actions\/checkout@/.test(name)) !== 'yes') return [];
    const keeps = asBoolean(step.get('with', 'persist-credentials'));
    const ref = refOf(step, around);
    const unsure = ref.state === 'known' && (guarded || isGuarded(step));
    const value: Checkout = {
      ref: unsure ? unknownAt(ref.at, 'a condition decides whose code gets here') : ref,
      runs: isRunLater,
      keepsCredentials: keeps.state === 'absent' ? absentAt(keeps.at, true) : keeps,
    };
    return [knownAt(value, uses.at)];
  });
}

/** Whether the job or action that calls this one by a step runs something after it. */
function runsAfter({ call }: Around): boolean {
  if (call?.from.type !== 'github/step') return false;
  const { from, around } = call;
  const job = from.find('github/job', '');
  const steps = job ? job.all('steps') : (from.find('github/action', '')?.all('runs', 'steps') ?? []);
  const place = from.subject.head;
  const at = steps.findIndex(({ subject: { head } }) => head.anchor === place.anchor && head.start === place.start);
  return steps.slice(at + 1).some(runsCode) || (!job && runsAfter(around));
}

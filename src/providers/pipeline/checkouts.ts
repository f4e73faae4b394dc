import type { Checkout, Value } from '../../facts';
import { absentAt, is, knownAt, unknownAt } from '../../facts';
import type { Place } from '../../place';
import { asBoolean, asString, type Data, partsOf, type Resource } from '../../resource';
import { isGuarded } from './guards';
import type { Around } from './scripts';
import { written } from './written';

/** Whether a step runs something that may come out of the checkout. */
function runsCode(step: Resource): boolean {
  if (step.get('run').state !== 'absent') return true;
  return is(asString(step.get('uses')), (uses) => uses.startsWith('./')) === 'yes';
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
    if (is(uses, (name) => /^actions\/checkout@/.test(name)) !== 'yes') return [];
    const keeps = asBoolean(step.get('with', 'persist-credentials'));
    const ref = refOf(step, around);
    const unsure = ref.state === 'known' && (guarded || isGuarded(step));
    const value: Checkout = {
      ref: unsure ? unknownAt(ref.at, 'a condition decides whose code gets here') : ref,
      runs: steps.slice(i + 1).some(runsCode) || runsAfter(around),
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

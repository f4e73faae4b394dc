import type { ListValue } from '../../facts';
import { each, is, knownAt, unknownAt } from '../../facts';
import { asFields, asStrings, type Resource } from '../../resource';
import { type Budget, spend } from './budget';
import { isGuarded, leftBy } from './guards';
import type { Around } from './scripts';

/** Workflows may call workflows that call actions; GitHub allows ten levels, and beyond these nobody looks. */
const DEPTH = 5;
/** Of more calls than these, on all levels together, only the first are looked at. */
const CALLS = 100;

/** One way in which a file comes to run: by events, or by a call with its inputs. */
export interface Run {
  readonly triggers: ListValue<string>;
  /** The job or step that calls, and what it is read in. */
  readonly call?: { readonly from: Resource; readonly around: Around };
  /** Whether something on the way to the call may keep outsiders away. */
  readonly guarded: boolean;
}

/** Events by name: one, a list, or a mapping with their filters. */
export function triggersOf(workflow: Resource): ListValue<string> {
  const value = workflow.get('on');
  const events = asFields(value);
  if (!events) return asStrings(value);
  return knownAt(
    [...events].map(([name, { at }]) => knownAt(name, at)),
    value.at,
  );
}

const isCall = (event: string): boolean => event === 'workflow_call';

/** The ways in which a workflow comes to run. Without a caller in reach, `workflow_call` stays among its events: others may call. */
function runsOfWorkflow(workflow: Resource, calls: Budget, depth: number): readonly Run[] {
  const triggers = triggersOf(workflow);
  const own: Run = { triggers, guarded: false };
  if (triggers.state !== 'known' || !each(triggers).some(({ value }) => isCall(value))) return [own];
  const called = runsOfCalls(workflow, calls, depth);
  if (called.length === 0) return [own];
  const rest = triggers.value.filter((entry) => is(entry, isCall) !== 'yes');
  return rest.length > 0 ? [{ ...own, triggers: { ...triggers, value: rest } }, ...called] : called;
}

/** One run for each call of a file, in each way in which its caller comes to run. */
function runsOfCalls(file: Resource, calls: Budget, depth: number): readonly Run[] {
  if (depth >= DEPTH) return [];
  const runs = file.each('github/call').flatMap((from): readonly Run[] => {
    if (!spend(calls)) return [];
    const isStep = from.type === 'github/step';
    const job = isStep ? from.find('github/job', '') : from;
    const holder = job ? from.find('github/workflow', '') : from.find('github/action', '');
    if (!holder) return [];
    const above = job ? [job, holder] : [];
    const guarded = (isStep && isGuarded(from)) || (job !== undefined && isGuarded(job));
    return runsOf(holder, calls, depth + 1).map((run) => {
      const triggers = leftBy(run.triggers, from, ...(job ? [job] : []));
      return {
        triggers,
        call: { from, around: { triggers, above, ...(run.call ? { call: run.call } : {}) } },
        guarded: guarded || run.guarded,
      };
    });
  });
  return distinct(runs);
}

/** Calls that hand nothing over differ by their events alone. */
function distinct(runs: readonly Run[]): readonly Run[] {
  const seen = new Set<string>();
  return runs.filter(({ call, triggers, guarded }) => {
    if (call && call.from.get('with').state !== 'absent') return true;
    const key = `${guarded} ${triggers.state} ${each(triggers).map(({ value }) => value)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The ways in which a workflow or an action comes to run, at least one. */
export function runsOf(file: Resource, calls: Budget = { left: CALLS }, depth = 0): readonly Run[] {
  if (file.type !== 'github/action') return runsOfWorkflow(file, calls, depth);
  const called = runsOfCalls(file, calls, depth);
  return called.length > 0
    ? called
    : [{ triggers: unknownAt(file.subject.head, 'its callers decide'), guarded: false }];
}

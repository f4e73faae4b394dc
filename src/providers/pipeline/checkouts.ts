import type { Checkout, Value } from '../../facts';
import { absentAt, is, knownAt, unknownAt } from '../../facts';
import { asBoolean, asList, asString, type Resource } from '../../resource';
import { plainly, written } from './scripts';

/** Conditions that look at who is behind the event, or whether somebody has looked at it. */
const WHO =
  /head\.repo\.(?:full_name|fork|owner|id)|head_repository|author_association|\blabels?\b|\bactor\b|triggering_actor|\bsender\b|user\.login|workflow_run\.event\b|\bteam\b|permission/i;
/** Jobs may need jobs that need jobs; beyond this many nothing is sure. */
const DEPTH = 5;

/** Whether something may keep outsiders' code away from a job: a condition, an approval, or a job before it that has one. */
function isGuarded(job: Resource, depth = 0): boolean {
  if (depth >= DEPTH) return true;
  if (job.get('environment').state !== 'absent' || WHO.test(plainly(job.get('if')))) return true;
  const needs = asList(job.get('needs'));
  if (needs.state !== 'known') return needs.state === 'unknown';
  return needs.value.some((entry) => {
    const name = asString(entry);
    const needed = name.state === 'known' ? job.find('github/job', name.value) : undefined;
    return needed ? isGuarded(needed, depth + 1) : false;
  });
}

/** Whether a step runs something that may come out of the checkout. */
function runsCode(step: Resource): boolean {
  if (step.get('run').state !== 'absent') return true;
  return is(asString(step.get('uses')), (uses) => uses.startsWith('./')) === 'yes';
}

/** What is asked for: the ref, or the repository of the pull request without one. */
function refOf(step: Resource): Value<string> {
  const ref = written(step.get('with', 'ref'));
  if (ref.state !== 'absent') return ref;
  const repository = written(step.get('with', 'repository'));
  return is(repository, (name) => /head\.repo|head_repository/.test(name)) === 'yes' ? repository : ref;
}

/** The checkouts of a job. */
export function checkoutsOf(job: Resource): readonly Value<Checkout>[] {
  const steps = job.all('steps');
  return steps.flatMap((step, i): readonly Value<Checkout>[] => {
    const uses = asString(step.get('uses'));
    if (is(uses, (name) => /^actions\/checkout@/.test(name)) !== 'yes') return [];
    const keeps = asBoolean(step.get('with', 'persist-credentials'));
    const guarded = WHO.test(plainly(step.get('if'))) || isGuarded(job);
    const ref = refOf(step);
    const value: Checkout = {
      ref: guarded && ref.state === 'known' ? unknownAt(ref.at, 'a condition decides whose code gets here') : ref,
      runs: steps.slice(i + 1).some(runsCode),
      keepsCredentials: keeps.state === 'absent' ? absentAt(keeps.at, true) : keeps,
    };
    return [knownAt(value, uses.at)];
  });
}

import { is, type ListValue } from '../../facts';
import { asList, asString, type Resource } from '../../resource';
import { plainly } from './written';

/** Conditions that look at who is behind the event, or whether somebody has looked at it. */
const WHO =
  /head\.repo\.(?:full_name|fork|owner|id)|head_repository|author_association|\blabels?\b|\bactor\b|triggering_actor|\bsender\b|user\.login|workflow_run\.event\b|\bteam\b|permission/i;
/** Jobs may need jobs that need jobs; beyond this many nothing is sure. */
const DEPTH = 5;

/** Whether something may keep outsiders' code away from a job or step: a condition, an approval, or a job before it that has one. */
export function isGuarded(job: Resource, depth = 0): boolean {
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

/** Conditions, alone or among others that must hold too, which say by what event a run came. */
const EVENT = /^\(?\s*github\.event_name\s*([!=])=\s*'(\w+)'\s*\)?$/i;
/** A run that follows one which no pull request started: nobody from outside chose what it tells. */
const AFTER_OWN = /^\(?\s*github\.event\.workflow_run\.event\s*==\s*'(?!pull_request)\w+'\s*\)?$/i;

/** The events that are left by the conditions of some jobs and steps. What is called has its caller's event, so a call stays. */
export function leftBy(triggers: ListValue<string>, ...holders: readonly Resource[]): ListValue<string> {
  const conditions = holders.flatMap((holder) => {
    const written = plainly(holder.get('if')).replace(/^\s*\$\{\{|\}\}\s*$/g, '');
    return written.includes('||') ? [] : written.split('&&').map((one) => one.trim());
  });
  if (triggers.state !== 'known') return triggers;
  const isLeft = (event: string): boolean =>
    event === 'workflow_call' ||
    conditions.every((condition) => {
      const [, operator, name] = EVENT.exec(condition) ?? [];
      if (name !== undefined) return (name.toLowerCase() === event) === (operator === '=');
      return event !== 'workflow_run' || !AFTER_OWN.test(condition);
    });
  return { ...triggers, value: triggers.value.filter((entry) => is(entry, isLeft) !== 'no') };
}

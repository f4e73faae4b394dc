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

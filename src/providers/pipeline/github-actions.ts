import type { ListValue, Pipeline, TokenPermission, Value } from '../../facts';
import { absentAt, each, knownAt, mapValue, unknownAt } from '../../facts';
import { asFields, asString, type Data, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { checkoutsOf } from './checkouts';
import { isGuarded, leftBy } from './guards';
import { type Run, runsOf, triggersOf } from './runs-in';
import { type Around, untrustedInputs } from './scripts';

const isAccess = (word: string): word is TokenPermission['access'] => /^(?:read|write|none)$/.test(word);

function permission(name: string, value: Value<Data>): Value<TokenPermission> {
  const access = asString(value);
  if (access.state !== 'known') return access.state === 'unknown' ? access : absentAt(access.at);
  if (!isAccess(access.value)) return unknownAt(access.at, 'neither read, write nor none');
  return { ...access, value: { name, access: access.value } };
}

/** What `permissions` says; absent where nothing does, since then the repository's settings decide. */
function permissionsOf(resource: Resource): ListValue<TokenPermission> {
  const value = resource.get('permissions');
  if (value.state === 'unknown') return value;
  const slot = resource.slot('permissions');
  if (value.state === 'absent') return absentAt<never>(resource.subject.head, undefined, slot);
  const fields = asFields(value);
  if (fields) {
    const entries = [...fields].map(([name, access]) => permission(name, access));
    return knownAt(entries, value.at, slot);
  }
  const word = asString(value);
  if (word.state !== 'known') return word.state === 'unknown' ? word : absentAt<never>(word.at, undefined, slot);
  const access = /^(read|write)-all$/.exec(word.value)?.[1] as 'read' | 'write' | undefined;
  if (!access) return unknownAt(word.at, 'neither read-all nor write-all');
  return knownAt([knownAt<TokenPermission>({ name: 'all', access }, word.at)], word.at, slot);
}

/** Actions and workflows of others: `owner/repo@ref`. Images, `docker://…`, are none. */
function usesOf(steps: readonly Resource[]): readonly Value<string>[] {
  const written = steps.map((step) => asString(step.get('uses')));
  return written.filter((uses) => uses.state === 'known' && /^(?!docker:)[^.][^@]*\/[^@]*@./.test(uses.value));
}

type Rest = Omit<Pipeline, 'kind' | 'subject' | 'name' | 'about'>;

const pipeline = ({ subject }: Resource, ids: readonly string[], rest: Rest): Pipeline => ({
  kind: 'pipeline',
  subject,
  about: ids.map((id) => knownAt(id, subject.head)),
  name: subject.address,
  ...rest,
});

/** Everything, where the token may do that. */
const isAll = (rights: ListValue<TokenPermission>): boolean =>
  each(rights).some(({ value }) => value.name === 'all' && value.access === 'write');

/**
 * What a workflow that is only called may do is bounded by its callers: where each of them names less than everything, it can't
 * have everything (https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows#supported-keywords-for-jobs-that-call-a-reusable-workflow).
 */
function bounded(rights: ListValue<TokenPermission>, runs: readonly Run[]): ListValue<TokenPermission> {
  if (rights.state !== 'known' || !isAll(rights)) return rights;
  const allowed = runs.map(({ call }) => (call ? rightsOf(call.from, call.around.above.at(-1)) : undefined));
  const less = allowed.every((one) => one?.state === 'known' && !isAll(one));
  return less ? unknownAt(rights.at, 'its callers allow less than everything') : rights;
}

/** What a job may do by its own words, else by its workflow's. */
function rightsOf(job: Resource, workflow: Resource | undefined): ListValue<TokenPermission> {
  const own = permissionsOf(job);
  return own.state === 'absent' && workflow ? permissionsOf(workflow) : own;
}

/** A job, once for each way in which its workflow comes to run. */
function* job(resource: Resource): Iterable<Pipeline> {
  const { subject } = resource;
  const workflow = resource.find('github/workflow', '');
  const unknown: Run = { triggers: unknownAt(subject.head, 'the workflow is not complete'), guarded: false };
  const runs = workflow ? runsOf(workflow) : [unknown];
  const above = workflow ? [resource, workflow] : [resource];
  const steps = resource.all('steps');
  const guarded = isGuarded(resource);
  const rights = bounded(rightsOf(resource, workflow), runs);
  const secrets = asString(resource.get('secrets'));
  for (const run of runs) {
    const triggers = leftBy(run.triggers, resource);
    const around: Around = { triggers, above, ...(run.call ? { call: run.call } : {}) };
    yield pipeline(resource, [subject.id, ...(workflow ? [workflow.subject.id] : [])], {
      level: 'job',
      triggers,
      permissions: rights,
      untrustedInputs: knownAt(inputsOf(steps, around), subject.head),
      checkouts: knownAt(checkoutsOf(steps, around, guarded || run.guarded), subject.head),
      // a mapping names the secrets that are handed on
      secretsInherited:
        secrets.state === 'known' ? mapValue(secrets, (word) => word === 'inherit') : absentAt(secrets.at, false),
      uses: knownAt(usesOf([resource, ...steps]), subject.head),
    });
  }
}

const inputsOf = (steps: readonly Resource[], around: Around) =>
  steps.flatMap((step) => untrustedInputs(step, { ...around, triggers: leftBy(around.triggers, step) }));

/** A workflow as such. */
function workflow(resource: Resource): Pipeline {
  const { subject } = resource;
  const absent = absentAt<never>(subject.head);
  return pipeline(resource, [subject.id], {
    level: 'workflow',
    triggers: triggersOf(resource),
    permissions: bounded(permissionsOf(resource), runsOf(resource)),
    untrustedInputs: absent,
    checkouts: absent,
    secretsInherited: absent,
    uses: absent,
  });
}

/** An action made of steps, once for each call in reach. */
function* action(resource: Resource): Iterable<Pipeline> {
  const { subject } = resource;
  const absent = absentAt<never>(subject.head);
  const steps = resource.all('runs', 'steps');
  for (const { triggers, call, guarded } of runsOf(resource)) {
    const around: Around = { triggers, above: [], ...(call ? { call } : {}) };
    yield pipeline(resource, [subject.id], {
      level: 'action',
      triggers,
      permissions: absent,
      untrustedInputs: knownAt(inputsOf(steps, around), subject.head),
      checkouts: knownAt(checkoutsOf(steps, around, guarded), subject.head),
      secretsInherited: absent,
      uses: knownAt(usesOf(steps), subject.head),
    });
  }
}

/** Workflows of GitHub Actions, their jobs, and actions. */
export const githubActions: Provider = {
  id: 'github-actions',
  types: ['github/workflow', 'github/job', 'github/action'],
  *facts(resource) {
    if (resource.type === 'github/job') yield* job(resource);
    else if (resource.type === 'github/action') yield* action(resource);
    else yield workflow(resource);
  },
};

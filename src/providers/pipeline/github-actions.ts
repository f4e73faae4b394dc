import type { ListValue, Pipeline, TokenPermission, Value } from '../../facts';
import { absentAt, knownAt, mapValue, unknownAt } from '../../facts';
import { asFields, asString, asStrings, type Data, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { checkoutsOf } from './checkouts';
import { type Around, untrustedInputs } from './scripts';

/** Events by name: one, a list, or a mapping with their filters. */
function triggersOf(workflow: Resource): ListValue<string> {
  const value = workflow.get('on');
  const events = asFields(value);
  if (!events) return asStrings(value);
  return knownAt(
    [...events].map(([name, { at }]) => knownAt(name, at)),
    value.at,
  );
}

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

/** Actions and workflows of others: `owner/repo@ref`. */
function usesOf(steps: readonly Resource[]): readonly Value<string>[] {
  const written = steps.map((step) => asString(step.get('uses')));
  return written.filter((uses) => uses.state === 'known' && /^[^.][^@]*\/[^@]*@./.test(uses.value));
}

type Rest = Omit<Pipeline, 'kind' | 'subject' | 'name' | 'about'>;

const pipeline = ({ subject }: Resource, ids: readonly string[], rest: Rest): Pipeline => ({
  kind: 'pipeline',
  subject,
  about: ids.map((id) => knownAt(id, subject.head)),
  name: subject.address,
  ...rest,
});

const inputsOf = (steps: readonly Resource[], around: Around) => steps.flatMap((step) => untrustedInputs(step, around));

function job(resource: Resource): Pipeline {
  const { subject } = resource;
  const workflow = resource.find('github/workflow', '');
  const triggers = workflow ? triggersOf(workflow) : unknownAt<never>(subject.head, 'the workflow is not complete');
  const around: Around = { triggers, above: workflow ? [resource, workflow] : [resource] };
  const steps = resource.all('steps');
  const own = permissionsOf(resource);
  const secrets = asString(resource.get('secrets'));
  return pipeline(resource, [subject.id, 'workflow'], {
    level: 'job',
    triggers,
    permissions: own.state === 'absent' && workflow ? permissionsOf(workflow) : own,
    untrustedInputs: knownAt(inputsOf(steps, around), subject.head),
    checkouts: knownAt(checkoutsOf(resource), subject.head),
    // a mapping names the secrets that are handed on
    secretsInherited:
      secrets.state === 'known' ? mapValue(secrets, (word) => word === 'inherit') : absentAt(secrets.at, false),
    uses: knownAt(usesOf([resource, ...steps]), subject.head),
  });
}

/** A workflow, or an action made of steps. */
function whole(resource: Resource): Pipeline {
  const { subject, type } = resource;
  const absent = absentAt<never>(subject.head);
  const isAction = type === 'github/action';
  const triggers = isAction ? unknownAt<never>(subject.head, 'its callers decide') : triggersOf(resource);
  const steps = isAction ? resource.all('runs', 'steps') : [];
  return pipeline(resource, [subject.id], {
    level: isAction ? 'action' : 'workflow',
    triggers,
    permissions: isAction ? absent : permissionsOf(resource),
    untrustedInputs: isAction ? knownAt(inputsOf(steps, { triggers, above: [] }), subject.head) : absent,
    checkouts: absent,
    secretsInherited: absent,
    uses: isAction ? knownAt(usesOf(steps), subject.head) : absent,
  });
}

/** Workflows of GitHub Actions, their jobs, and actions. */
export const githubActions: Provider = {
  id: 'github-actions',
  types: ['github/workflow', 'github/job', 'github/action'],
  *facts(resource) {
    yield resource.type === 'github/job' ? job(resource) : whole(resource);
  },
};

import type { Declaration, Lookup } from '../../declaration';
import type { Subject, Value } from '../../facts';
import type { Data, Resource } from '../../resource';
import { readingIn } from '../cloudformation/intrinsics';
import { Reach, type Template } from '../cloudformation/reach';
import { resourcesOf } from '../cloudformation/resources';
import { templateOf } from '../cloudformation/stack';
import { entryAt } from '../cloudformation/template';
import { dataResource, valueBelow } from '../data-resource';
import { dataValue, readingOf } from '../data-value';
import { dirOf } from '../relative-path';
import { keyed, viewOf } from '../views';
import { methodsOf, urlOf } from './events';
import { variable } from './variables';

/** Where the role of all functions is described, below a key of `provider`; the older names count too. */
const ROLES: Readonly<Record<string, RolePaths>> = {
  'provider.iam': { statements: ['role', 'statements'], managed: ['role', 'managedPolicies'] },
  'provider.iamRoleStatements': { statements: [] },
  'provider.iamManagedPolicies': { managed: [] },
};
/** Where a function describes a role of its own: the framework's way, and that of the plugin for it. */
const OWN_ROLES: readonly RolePaths[] = [
  { statements: ['iam', 'role', 'statements'], managed: ['iam', 'role', 'managedPolicies'] },
  { statements: ['iamRoleStatements'] },
];

interface RolePaths {
  readonly statements?: readonly string[];
  readonly managed?: readonly string[];
}

/** The resources that a declaration of a service makes. */
export function link(declaration: Declaration, look: Lookup): readonly Resource[] {
  const { kind, key, path } = declaration;
  const template: Template = { ...templateOf({ path }), variable };
  const reach = new Reach(look, template);
  if (kind === 'resource' || kind === 'loop') return resourcesOf(declaration, reach);
  if (kind === 'function') {
    const made = entryResource(declaration, reach, key);
    const roles = OWN_ROLES.filter(({ statements = [] }) => made.get(...statements).state !== 'absent');
    return [
      ...roles.map((paths) => roleOf(made, `${key}Role`, paths)),
      ...urlOf(made),
      ...methodsOf(made, (...names) => ofProvider(reach, made, names)),
    ];
  }
  const paths = kind === 'self' && Object.hasOwn(ROLES, key) ? ROLES[key] : undefined;
  return paths ? [roleOf(entryResource(declaration, reach, key), key, paths)] : [];
}

/** What stands below a key, as a resource that has it. */
function entryResource(declaration: Declaration, reach: Reach, id: string): Resource {
  const { anchor, path, scope, note } = declaration;
  const head = { anchor, start: 0, end: Number(note.width) };
  const subject: Subject = { id, address: id, scope, dir: dirOf(path), head };
  const opened = reach.open(declaration);
  const node = entryAt(opened)?.value;
  const find = (type: string, name: string) => reach.resource(name, type);
  return dataResource({ type: 'serverless', subject, reading: readingIn(readingOf(opened), reach), node, find });
}

/** A role of which statements and managed policies are told. */
function roleOf(resource: Resource, id: string, { statements, managed }: RolePaths): Resource {
  const { head, address } = resource.subject;
  const absent: Value<Data> = { state: 'absent', at: head };
  return viewOf(resource, {
    type: 'AWS::IAM::Role',
    id,
    address,
    given: {
      Policies: () => {
        const written = statements ? resource.get(...statements) : absent;
        if (written.state !== 'known') return written;
        return keyed(written.at, { PolicyDocument: keyed(written.at, { Statement: written }) });
      },
      ManagedPolicyArns: () => (managed ? resource.get(...managed) : absent),
      AssumeRolePolicyDocument: () => absent,
      PermissionsBoundary: () => absent,
    },
  });
}

/** What `provider` says at a path. */
function ofProvider(reach: Reach, { subject }: Resource, [first = '', ...rest]: readonly string[]): Value<Data> {
  const declaration = reach.declared('self', `provider.${first}`)[0];
  const opened = declaration && reach.open(declaration);
  const node = opened && entryAt(opened)?.value;
  if (!node) return { state: 'absent', at: subject.head };
  return valueBelow(dataValue(node, readingIn(readingOf(opened), reach)), rest);
}

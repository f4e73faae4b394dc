import type { PolicySource } from '../policies';
import secondWall from '../policies/library/a-second-wall-stands-behind-the-first.yaml';
import administrators from '../policies/library/administrators-are-few.yaml';
import clusterRights from '../policies/library/cluster-rights-end-at-the-namespace.yaml';
import clusters from '../policies/library/clusters-listen-to-people-we-know.yaml';
import codeOfOthers from '../policies/library/code-of-others-is-pinned.yaml';
import containers from '../policies/library/containers-keep-to-themselves.yaml';
import copies from '../policies/library/copies-of-disks-stay-with-us.yaml';
import databases from '../policies/library/databases-answer-to-their-services.yaml';
import doors from '../policies/library/doors-are-few-and-guarded.yaml';
import logins from '../policies/library/every-login-belongs-to-somebody.yaml';
import machineKeys from '../policies/library/machines-guard-the-keys-they-are-handed.yaml';
import machines from '../policies/library/machines-trust-by-name.yaml';
import ownRights from '../policies/library/nobody-widens-their-own-rights.yaml';
import data from '../policies/library/only-the-right-people-reach-customer-data.yaml';
import pipelines from '../policies/library/pipelines-hold-least-power.yaml';
import privateKeys from '../policies/library/private-keys-stay-where-they-were-made.yaml';
import programs from '../policies/library/programs-run-as-ordinary-users.yaml';
import secrets from '../policies/library/secrets-live-in-the-vault.yaml';
import services from '../policies/library/services-know-their-callers.yaml';
import host from '../policies/library/the-host-stays-out-of-reach.yaml';
import strangers from '../policies/library/what-strangers-write-is-never-run.yaml';
import access from '../policies/library/who-may-do-what.yaml';
import { readBuiltIn } from './built-in-file';
import { checkFile } from './check';
import { compilePolicy } from './policies';
import { ruleNames } from './rule-names';
import type { UserFile } from './user-file';

/** The built-in policies as people would write them, by file name. A new policy is its file and one line here. */
export const LIBRARY: Readonly<Record<string, string>> = {
  'a-second-wall-stands-behind-the-first.yaml': secondWall,
  'administrators-are-few.yaml': administrators,
  'cluster-rights-end-at-the-namespace.yaml': clusterRights,
  'clusters-listen-to-people-we-know.yaml': clusters,
  'code-of-others-is-pinned.yaml': codeOfOthers,
  'containers-keep-to-themselves.yaml': containers,
  'copies-of-disks-stay-with-us.yaml': copies,
  'databases-answer-to-their-services.yaml': databases,
  'doors-are-few-and-guarded.yaml': doors,
  'every-login-belongs-to-somebody.yaml': logins,
  'machines-guard-the-keys-they-are-handed.yaml': machineKeys,
  'machines-trust-by-name.yaml': machines,
  'nobody-widens-their-own-rights.yaml': ownRights,
  'only-the-right-people-reach-customer-data.yaml': data,
  'pipelines-hold-least-power.yaml': pipelines,
  'private-keys-stay-where-they-were-made.yaml': privateKeys,
  'programs-run-as-ordinary-users.yaml': programs,
  'secrets-live-in-the-vault.yaml': secrets,
  'services-know-their-callers.yaml': services,
  'the-host-stays-out-of-reach.yaml': host,
  'what-strangers-write-is-never-run.yaml': strangers,
  'who-may-do-what.yaml': access,
};

let compiled: readonly PolicySource[] | undefined;

/** The built-in policies, read once. Throws when one does not fit its schema: a test sees to that before anybody else. */
export function library(): readonly PolicySource[] {
  compiled ??= Object.entries(LIBRARY).map(([path, text]) => source(readBuiltIn(path, text)));
  return compiled;
}

function source(file: UserFile): PolicySource {
  const checked = checkFile(file, 'policy');
  const { data, faults } = checked;
  const [fault] = faults;
  if (!data || fault) throw new Error(`${file.path}: ${fault?.message} ${fault?.next}`);
  return compilePolicy('', { kind: 'built-in', path: file.path }, checked, data, ruleNames({ rules: [] })).source;
}

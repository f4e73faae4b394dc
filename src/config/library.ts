import type { PolicySource } from '../policies';
import administrators from '../policies/library/administrators-are-few.yaml';
import containers from '../policies/library/containers-keep-to-themselves.yaml';
import doors from '../policies/library/doors-are-few-and-guarded.yaml';
import machines from '../policies/library/machines-trust-by-name.yaml';
import data from '../policies/library/only-the-right-people-reach-customer-data.yaml';
import pipelines from '../policies/library/pipelines-hold-least-power.yaml';
import secrets from '../policies/library/secrets-live-in-the-vault.yaml';
import access from '../policies/library/who-may-do-what.yaml';
import { checkFile } from './check';
import { compilePolicy } from './policies';
import { ruleNames } from './rule-names';
import { readUserFile, type UserFile } from './user-file';

/** The built-in policies as people would write them, by file name. A new policy is its file and one line here. */
export const LIBRARY: Readonly<Record<string, string>> = {
  'administrators-are-few.yaml': administrators,
  'containers-keep-to-themselves.yaml': containers,
  'doors-are-few-and-guarded.yaml': doors,
  'machines-trust-by-name.yaml': machines,
  'only-the-right-people-reach-customer-data.yaml': data,
  'pipelines-hold-least-power.yaml': pipelines,
  'secrets-live-in-the-vault.yaml': secrets,
  'who-may-do-what.yaml': access,
};

let compiled: readonly PolicySource[] | undefined;

/** The built-in policies, read once. Throws when one does not fit its schema: a test sees to that before anybody else. */
export function library(): readonly PolicySource[] {
  compiled ??= Object.entries(LIBRARY).map(([path, text]) => source(readUserFile(path, text)));
  return compiled;
}

function source(file: UserFile): PolicySource {
  const checked = checkFile(file, 'policy');
  const { data, faults } = checked;
  const [fault] = faults;
  if (!data || fault) throw new Error(`${file.path}: ${fault?.message} ${fault?.next}`);
  return compilePolicy('', { kind: 'built-in', path: file.path }, checked, data, ruleNames({ rules: [] })).source;
}

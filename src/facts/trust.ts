import type { Conditions, Principal } from './principal';
import type { FactBase } from './subject';
import type { ListValue } from './value';

/** Who may become an identity: one statement of a role's trust document. `about`: the identity. */
export interface Trust extends FactBase<'trust'> {
  readonly system: 'aws' | 'kubernetes' | 'azure' | 'gcp';
  /** Federated principals carry the provider's host or ARN as id. */
  readonly principals: ListValue<Principal>;
  /** `sts:AssumeRole`, `sts:AssumeRoleWithWebIdentity`, ... */
  readonly actions: ListValue<string>;
  readonly conditions: Conditions;
}

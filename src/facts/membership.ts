import type { Conditions, Principal } from './principal';
import type { FactBase } from './subject';
import type { Value } from './value';

/** A binding of an identity to a role, group or managed policy. It names the role and never copies what the role grants. */
export interface Membership extends FactBase<'membership'> {
  readonly system: 'aws' | 'kubernetes' | 'azure' | 'gcp';
  readonly member: Value<Principal>;
  /** Role or policy by name or id: `roles/owner`, `ClusterRole/cluster-admin`, `arn:aws:iam::aws:policy/AdministratorAccess`, `Owner`. */
  readonly of: Value<string>;
  /** What it reaches: a namespace, a subscription, a project; absent where the whole account or cluster is meant. */
  readonly reach: Value<string>;
  readonly conditions: Conditions;
}

import type { Conditions, Principal } from './principal';
import type { FactBase } from './subject';
import type { ListValue, Value } from './value';

/**
 * One statement of a permission document: a policy statement, an RBAC rule, a custom role's permissions.
 * `about`: the identities it is attached to, or the resource that carries it.
 */
export interface Grant extends FactBase<'grant'> {
  /** Whose action names these are: `aws` (`s3:GetObject`), `kubernetes` (verbs), `azure`, `gcp`. */
  readonly system: 'aws' | 'kubernetes' | 'azure' | 'gcp';
  /** Where it hangs: on an identity, on the resource it opens, or as a bound that only limits. */
  readonly carrier: 'identity' | 'resource' | 'boundary';
  readonly effect: Value<'allow' | 'deny'>;
  /** Who, for carrier `resource`; absent on identity policies. */
  readonly principals: ListValue<Principal>;
  /** Everybody but these (`NotPrincipal`); absent as a rule. */
  readonly exceptPrincipals: ListValue<Principal>;
  /** `s3:GetObject`, `s3:*`, `*`; for Kubernetes verbs: `get`, `*`. */
  readonly actions: ListValue<string>;
  /** Everything but these (`NotAction`); absent as a rule. */
  readonly exceptActions: ListValue<string>;
  /** ARNs; for Kubernetes `group/resource` with `core` as the empty group: `core/secrets`, `*` for every group or resource on its side of the slash. */
  readonly resources: ListValue<string>;
  readonly exceptResources: ListValue<string>;
  readonly conditions: Conditions;
  /** Kubernetes: whether the whole cluster is reached; AWS: always true. */
  readonly wide: Value<boolean>;
}

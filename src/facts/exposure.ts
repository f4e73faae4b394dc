import type { FactBase } from './subject';
import type { ListValue, Value } from './value';

/** Ports from `from` to `to`, both included; all ports are 0 to 65535. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** A way in. `about`: the target that can be reached. */
export interface Exposure extends FactBase<'exposure'> {
  /** `network`: packets arrive (firewall rule, public address); `access`: anybody may use it (public bucket, function URL). */
  readonly channel: 'network' | 'access';
  /** `in` except for egress rules. */
  readonly direction: 'in' | 'out';
  /** What is reached, as a field word for messages and rules: `security-group`, `bucket`, `database`, `function`, `cluster-api`, ... */
  readonly target: string;
  /**
   * CIDRs as written, `*` for any principal or any address, `authenticated` for any signed-in principal of the cloud,
   * `any-tenant` for every machine of the cloud, other customers' included. Where one word can shut an entry out, its
   * slot spells `nobody`.
   */
  readonly sources: ListValue<string>;
  /** `tcp`, `udp`, `icmp`, `all`; absent for `access`. */
  readonly protocol: Value<string>;
  readonly ports: ListValue<PortRange>;
  /** What asks who is there: `iam`, `jwt`, `none`; absent where the kind of target has none. */
  readonly authenticator: Value<string>;
}

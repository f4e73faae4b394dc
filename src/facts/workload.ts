import type { FactBase } from './subject';
import type { ListValue, Value } from './value';

/** One mount of a workload. */
export interface Mount {
  /** `host` paths of the node, or what else backs it. */
  readonly type: 'host' | 'socket' | 'other';
  readonly source: Value<string>;
  readonly target: Value<string>;
  readonly readOnly: Value<boolean>;
}

/** Something that runs. Values of a container already include what its pod says where the container says nothing. */
export interface Workload extends FactBase<'workload'> {
  readonly level: 'pod' | 'container' | 'image' | 'instance' | 'function' | 'task';
  readonly name: string;
  /** The account it runs as in its platform: service account, instance profile, role. */
  readonly identity: Value<string>;
  /** User name or number inside; `root` and `0` are the same. */
  readonly user: Value<string>;
  /** Kubernetes `runAsNonRoot`: the platform refuses root. */
  readonly refusesRoot: Value<boolean>;
  readonly privileged: Value<boolean>;
  readonly privilegeEscalation: Value<boolean>;
  readonly capabilities: ListValue<string>;
  readonly hostNetwork: Value<boolean>;
  readonly hostProcesses: Value<boolean>;
  readonly hostIpc: Value<boolean>;
  readonly mounts: ListValue<Mount>;
  /** Whether the platform's own credentials are mounted (service account token). */
  readonly tokenMount: Value<boolean>;
  /** Whether the instance metadata service answers requests without a session token (version 1). */
  readonly metadataWithoutToken: Value<boolean>;
  readonly image: Value<string>;
}

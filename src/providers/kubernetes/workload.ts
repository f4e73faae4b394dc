import type { Mount, Value, Workload } from '../../facts';
import { absentAt, is, known, knownAt, unknownAt } from '../../facts';
import { asBoolean, asString, asStrings, type Data, field, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { runs } from '../runs';
import { inTerraform, spelled } from './words';

const TEMPLATE = ['spec', 'template', 'spec'];
const CRON = ['spec', 'jobTemplate', 'spec', 'template', 'spec'];

/** Where a type keeps its pod. */
const PODS: Readonly<Record<string, readonly string[]>> = {
  'core/Pod': ['spec'],
  'core/PodTemplate': ['template', 'spec'],
  'core/ReplicationController': TEMPLATE,
  'apps/Deployment': TEMPLATE,
  'apps/StatefulSet': TEMPLATE,
  'apps/DaemonSet': TEMPLATE,
  'apps/ReplicaSet': TEMPLATE,
  'apps.openshift.io/DeploymentConfig': TEMPLATE,
  'batch/Job': TEMPLATE,
  'batch/CronJob': CRON,
  kubernetes_pod: ['spec'],
  kubernetes_pod_v1: ['spec'],
  kubernetes_deployment: TEMPLATE,
  kubernetes_deployment_v1: TEMPLATE,
  kubernetes_stateful_set: TEMPLATE,
  kubernetes_stateful_set_v1: TEMPLATE,
  kubernetes_daemonset: TEMPLATE,
  kubernetes_daemon_set_v1: TEMPLATE,
  kubernetes_replication_controller: TEMPLATE,
  kubernetes_replication_controller_v1: TEMPLATE,
  kubernetes_job: TEMPLATE,
  kubernetes_job_v1: TEMPLATE,
  kubernetes_cron_job: CRON,
  kubernetes_cron_job_v1: CRON,
};

const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'];

/** A resource and the way down to its pod. */
interface Pod {
  readonly resource: Resource;
  get(...path: string[]): Value<Data>;
  all(name: string): readonly Resource[];
  /** An attribute as on or off, with the slot that a fix writes to. */
  on(path: readonly string[], otherwise?: boolean): Value<boolean>;
}

function onOff(resource: Resource, path: readonly string[], otherwise?: boolean): Value<boolean> {
  const value = asBoolean(resource.get(...path));
  if (value.state === 'unknown') return value;
  const slot = value.slot ?? resource.slot(...path);
  return value.state === 'absent' ? absentAt(value.at, otherwise, slot) : { ...value, slot };
}

function podOf(resource: Resource): Pod {
  const { type } = resource;
  const base = PODS[type] ?? [];
  const at = (path: readonly string[]) => spelled(type, [...base, ...path]);
  return {
    resource,
    get: (...path) => resource.get(...at(path)),
    all: (name) => resource.all(...at([name])),
    on: (path, otherwise) => onOff(resource, at(path), otherwise),
  };
}

/** What the container says, else what its pod says for all of them. */
function inherited<T>(own: Value<T>, fromPod: Value<T>): Value<T> {
  return own.state === 'absent' && fromPod.state !== 'absent' ? fromPod : own;
}

/** Labels by which a pod asks for nodes of a system. */
const SYSTEM = ['kubernetes.io/os', 'beta.kubernetes.io/os'];

/** Whether a pod says that it is one of Windows, which knows neither set-user-id programs nor users by number. */
function isWindows(pod: Pod): boolean {
  const names = [pod.get('os', 'name'), ...SYSTEM.map((label) => field(pod.get('nodeSelector'), label))];
  return names.some((name) => is(asString(name), (system) => system === 'windows') === 'yes');
}

/** Whether a container has all of its node: as `privileged`, or as a process of a node of Windows, as its pod may say for all. */
function privilege(pod: Pod, own: Resource, path: (...names: string[]) => string[]): Value<boolean> {
  const linux = onOff(own, path('privileged'), false);
  if (linux.state !== 'absent') return linux;
  const onHost = inherited(
    onOff(own, path('windowsOptions', 'hostProcess')),
    pod.on(['securityContext', 'windowsOptions', 'hostProcess']),
  );
  return onHost.state === 'absent' ? linux : onHost;
}

/** A container. Defaults: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context-1 */
function container(pod: Pod, own: Resource): Workload {
  const { type } = pod.resource;
  const path = (...names: string[]) => spelled(type, ['securityContext', ...names]);
  const user = asString(own.get(...path('runAsUser')));
  const podUser = asString(pod.get('securityContext', 'runAsUser'));
  const name = known(asString(own.get('name')))?.value ?? pod.resource.subject.address;
  return runs(own, 'container', name, {
    identity: serviceAccount(pod),
    user: inherited(user, podUser),
    refusesRoot: inherited(onOff(own, path('runAsNonRoot'), false), pod.on(['securityContext', 'runAsNonRoot'])),
    privileged: privilege(pod, own, path),
    privilegeEscalation: onOff(own, path('allowPrivilegeEscalation'), isWindows(pod) ? undefined : true),
    capabilities: asStrings(own.get(...path('capabilities', 'add'))),
    image: asString(own.get('image')),
  });
}

/** Without a name a pod runs as its namespace's `default`. */
function serviceAccount(pod: Pod): Value<string> {
  const name = asString(pod.get('serviceAccountName'));
  const former = asString(pod.get('serviceAccount'));
  const written = name.state === 'absent' ? former : name;
  return written.state === 'absent' ? absentAt(written.at, 'default') : written;
}

/**
 * Whether the account's token is mounted: what the pod says, else what the account says, else yes
 * (https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting).
 */
function tokenMount(pod: Pod): Value<boolean> {
  const { resource } = pod;
  const own = pod.on(['automountServiceAccountToken'], true);
  if (own.state !== 'absent') return own;
  // the default of Terraform's provider changed between its versions 1 and 2
  if (inTerraform(resource.type)) return absentAt(own.at);
  const account = serviceAccount(pod);
  if (account.state === 'unknown') return account;
  const namespace = asString(resource.get('metadata', 'namespace'));
  if (namespace.state === 'unknown') return unknownAt(own.at, namespace.because);
  const name = account.value ?? 'default';
  const declared = resource.find('core/ServiceAccount', namespace.value ? `${namespace.value}/${name}` : name);
  const said = declared && asBoolean(declared.get('automountServiceAccountToken'));
  if (said && said.state !== 'absent') return said;
  return declared || name === 'default' ? own : unknownAt(own.at, `the account ${name} is not declared in reach`);
}

/** Whether every container that mounts a volume may only read it; undefined when none mounts it. */
function onlyRead(pod: Pod, volume: string): Value<boolean> | undefined {
  const mounts = CONTAINERS.flatMap((name) => pod.all(name))
    .flatMap((one) => one.all(...spelled(pod.resource.type, ['volumeMounts'])))
    .filter((mount) => is(asString(mount.get('name')), (name) => name === volume) !== 'no')
    .map((mount) => onOff(mount, spelled(pod.resource.type, ['readOnly']), false));
  return (
    mounts.find((mount) => is(mount, (on) => on) === 'no') ??
    mounts.find((mount) => mount.state === 'unknown') ??
    mounts[0]
  );
}

/** Paths of the node that containers of the pod mount. */
function hostMounts(pod: Pod): readonly Value<Mount>[] {
  return pod.all('volumes').flatMap((volume): readonly Value<Mount>[] => {
    const source = asString(volume.get(...spelled(pod.resource.type, ['hostPath', 'path'])));
    if (source.state === 'absent') return [];
    const name = known(asString(volume.get('name')))?.value;
    const readOnly = name === undefined ? unknownAt<boolean>(source.at, 'its name is not known') : onlyRead(pod, name);
    if (!readOnly) return [];
    const type = source.state === 'known' && source.value.endsWith('.sock') ? 'socket' : 'host';
    return [knownAt({ type, source, target: absentAt(source.at), readOnly }, source.at)];
  });
}

/** Pods, and everything that makes pods. */
export const workload: Provider = {
  id: 'workload',
  types: Object.keys(PODS),
  *facts(resource) {
    const pod = podOf(resource);
    const head = resource.subject.head;
    if (pod.get().state !== 'known') return;
    yield runs(resource, 'pod', resource.subject.address, {
      identity: serviceAccount(pod),
      hostNetwork: pod.on(['hostNetwork'], false),
      hostProcesses: pod.on(['hostPID'], false),
      hostIpc: pod.on(['hostIPC'], false),
      mounts: knownAt(hostMounts(pod), head),
      tokenMount: tokenMount(pod),
    });
    for (const name of CONTAINERS) for (const own of pod.all(name)) yield container(pod, own);
  },
};

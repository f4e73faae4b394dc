/** Groups that objects were moved out of, with what they are called now: the same thing to every reader. */
const MOVED: Readonly<Record<string, string>> = {
  'extensions/DaemonSet': 'apps',
  'extensions/Deployment': 'apps',
  'extensions/ReplicaSet': 'apps',
  'extensions/Ingress': 'networking.k8s.io',
  'extensions/NetworkPolicy': 'networking.k8s.io',
  'extensions/PodSecurityPolicy': 'policy',
};

/** Built-in kinds that stand outside namespaces (`kubectl api-resources --namespaced=false`): one written there says nothing. */
const CLUSTER_WIDE = new Set([
  'core/ComponentStatus',
  'core/Namespace',
  'core/Node',
  'core/PersistentVolume',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiregistration.k8s.io/APIService',
  'certificates.k8s.io/CertificateSigningRequest',
  'flowcontrol.apiserver.k8s.io/FlowSchema',
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration',
  'networking.k8s.io/IngressClass',
  'node.k8s.io/RuntimeClass',
  'policy/PodSecurityPolicy',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/CSIDriver',
  'storage.k8s.io/CSINode',
  'storage.k8s.io/StorageClass',
  'storage.k8s.io/VolumeAttachment',
]);

/** Groups of built-in kinds whose version charts choose by what the cluster offers. */
const CHOSEN: Readonly<Record<string, string>> = {
  Deployment: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  ReplicaSet: 'apps',
  CronJob: 'batch',
  Job: 'batch',
  Ingress: 'networking.k8s.io',
  NetworkPolicy: 'networking.k8s.io',
  PodSecurityPolicy: 'policy',
  PodDisruptionBudget: 'policy',
  Role: 'rbac.authorization.k8s.io',
  ClusterRole: 'rbac.authorization.k8s.io',
  RoleBinding: 'rbac.authorization.k8s.io',
  ClusterRoleBinding: 'rbac.authorization.k8s.io',
};
/** A version that a named template of the chart chooses: `{{ include "common.capabilities.deployment.apiVersion" . }}`. */
const VERSION_TEMPLATE = /^\{\{-?\s*(?:include|template)\s+"[^"]*apiVersion"/i;

/** `group/Kind` without the version. The group without a name is `core`; its only version is `v1`. */
export function typeOf(apiVersion: string, kind: string): string {
  if (VERSION_TEMPLATE.test(apiVersion) && Object.hasOwn(CHOSEN, kind)) return `${CHOSEN[kind]}/${kind}`;
  const slash = apiVersion.lastIndexOf('/');
  const group = slash >= 0 ? apiVersion.slice(0, slash) : apiVersion === 'v1' ? 'core' : apiVersion;
  return `${MOVED[`${group}/${kind}`] ?? group}/${kind}`;
}

/** The namespace as written, `''` for none; cluster-wide kinds have none whatever is written. */
export const namespaceOf = (type: string, namespace: string): string => (CLUSTER_WIDE.has(type) ? '' : namespace);

/** `group/Kind/namespace/name`. */
export const keyOf = (type: string, namespace: string, name: string): string => `${type}/${namespace}/${name}`;

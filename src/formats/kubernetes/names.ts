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

/** `group/Kind` without the version; the group without a name is `core`. */
export function typeOf(apiVersion: string, kind: string): string {
  const slash = apiVersion.lastIndexOf('/');
  const group = slash < 0 ? 'core' : apiVersion.slice(0, slash);
  return `${MOVED[`${group}/${kind}`] ?? group}/${kind}`;
}

/** The namespace as written, `''` for none; cluster-wide kinds have none whatever is written. */
export const namespaceOf = (type: string, namespace: string): string => (CLUSTER_WIDE.has(type) ? '' : namespace);

/** `group/Kind/namespace/name`. */
export const keyOf = (type: string, namespace: string, name: string): string => `${type}/${namespace}/${name}`;

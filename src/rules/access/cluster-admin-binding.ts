import { known, type Message, type Principal, text } from '../../facts';
import { chart, overlay } from '../example-text';
import { rule } from '../rule';

/** What it means that this member administers the cluster; undefined for people and groups of an own choice. */
function meaning({ type, id }: Principal): Message | undefined {
  if (type === 'anyone')
    return text`Anybody who reaches the API administers the cluster through ${id}, without signing in.`;
  if (type === 'authenticated')
    return text`Everybody who can sign in administers the cluster through ${id}, every pod included.`;
  if (id === 'system:serviceaccounts') return text`Every pod of every namespace administers the cluster through ${id}.`;
  if (id.startsWith('system:serviceaccounts:'))
    return text`Every pod of the namespace administers the cluster through ${id}.`;
  if (type !== 'service') return undefined;
  const [namespace = '', name = ''] = id.split(':').slice(2);
  if (name === 'default') {
    return namespace
      ? text`Every pod in namespace ${namespace} without an account of its own administers the cluster.`
      : text`Every pod in the namespace that this is deployed to without an account of its own administers the cluster.`;
  }
  return text`Service account ${name} administers the whole cluster: one flaw in its pods gives all of it away.`;
}

export const clusterAdminBinding = rule({
  id: 'cluster-admin-binding',
  title: 'Workloads or everybody hold cluster-admin',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: '`cluster-admin` may do everything in every namespace. Held by a service account it lies in the file system of each of its pods, so that one flaw in one application costs the cluster and the data of everybody on it.',
  remedy:
    'Write a role that lists what the workload does, and bind it inside the namespace where it does it. Keep `cluster-admin` for a group of people who sign in with a second factor.',
  references: ['CWE-250', 'CWE-269', 'CIS Kubernetes 5.1.1', 'NIST AC-6(5)'],
  elsewhere: ['KSV111', 'KSV-0111', 'AVD-KSV-0111'],
  reads: ['membership'],
  *check(membership) {
    const member = known(membership.member);
    const role = known(membership.of);
    if (membership.system !== 'kubernetes' || !member || role?.value !== 'ClusterRole/cluster-admin') return;
    if (membership.reach.state !== 'absent') return;
    const message = meaning(member.value);
    if (message) yield { at: member.at, message, about: member.value.id };
  },
  examples: {
    kubernetes: {
      bad: [
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: administrators
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
  - kind: ServiceAccount
    name: «dashboard»
    namespace: tools
  - kind: ServiceAccount
    name: «default»
    namespace: shop
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: «system:authenticated»
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: «system:serviceaccounts:shop»
`,
        `--- shop/Chart.yaml ---
apiVersion: v2
name: shop
version: 1.0.0
--- shop/templates/rbac.yaml ---
{{- if .Values.rbac.create }}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {{ .Release.Name }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: {{ .Values.rbac.role | default "cluster-admin" }}
subjects:
  - kind: ServiceAccount
    name: «{{ include "shop.account" . }}»
    namespace: {{ .Release.Namespace }}
{{- end }}
--- shop/values.yaml ---
rbac:
  create: true
`,
        overlay(
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: clerk
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: clerks-on-call
`,
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: clerk
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
  - kind: ServiceAccount
    namespace: clinic
    name: «clerk»
`,
        ),
      ],
      good: [
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: administrators
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: platform-on-call
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: viewers
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: ServiceAccount
    name: dashboard
    namespace: tools
`,
        chart(
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: clerk
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: {{ .Values.role }}
subjects:
  - kind: ServiceAccount
    namespace: clinic
    name: clerk
`,
          `role: view
`,
        ),
        overlay(
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: clerk
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
  - kind: ServiceAccount
    namespace: clinic
    name: clerk
`,
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: clerk
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: clerks-on-call
`,
        ),
      ],
      unknown: [
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: administrators
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: \${ROLE}
subjects:
  - kind: ServiceAccount
    name: dashboard
    namespace: tools
`,
      ],
    },
    terraform: {
      bad: [
        `resource "kubernetes_cluster_role_binding" "dashboard" {
  metadata {
    name = "dashboard"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "cluster-admin"
  }
  subject {
    kind      = "ServiceAccount"
    name      = «"dashboard"»
    namespace = "tools"
  }
}`,
      ],
      good: [
        `resource "kubernetes_cluster_role_binding" "dashboard" {
  metadata {
    name = "dashboard"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "view"
  }
  subject {
    kind      = "ServiceAccount"
    name      = "dashboard"
    namespace = "tools"
  }
}`,
      ],
      unknown: [
        `variable "role" {
  type = string
}

resource "kubernetes_cluster_role_binding" "dashboard" {
  metadata {
    name = "dashboard"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = var.role
  }
  subject {
    kind      = "ServiceAccount"
    name      = "dashboard"
    namespace = "tools"
  }
}`,
      ],
    },
  },
});

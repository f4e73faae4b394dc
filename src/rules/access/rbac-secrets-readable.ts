import { text } from '../../facts';
import { everyObject, isRule, naming, reachesCluster, verbIn } from '../../knowledge/rbac';
import { chart, overlay } from '../example-text';
import { rule } from '../rule';

export const rbacSecretsReadable = rule({
  id: 'rbac-secrets-readable',
  title: 'Role reads the secrets of every namespace',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'Secrets hold the passwords and keys of every team on the cluster, and the tokens of accounts with more rights. `list` and `watch` show their content just as `get` does, so one workload that is broken into gives away all of them.',
  remedy:
    'Use a Role in the namespace that is meant, or name the secrets with `resourceNames` and allow only `get`. Applications need no right at all for secrets that are mounted into them.',
  references: ['CWE-522', 'CWE-732', 'CIS Kubernetes 5.1.2', 'NIST AC-6'],
  elsewhere: ['KSV041', 'KSV-0041', 'AVD-KSV-0041'],
  reads: ['grant', 'membership'],
  *check(grant, facts) {
    // who may change everything reads secrets too; that has a rule of its own
    if (!isRule(grant) || everyObject(grant)) return;
    const secrets = naming(grant, 'core/secrets');
    const verb = verbIn(grant, 'get', 'list', 'watch');
    if (!secrets || !verb || reachesCluster(grant, facts) !== 'yes') return;
    yield {
      at: secrets.at,
      message: text`Whoever holds ${grant.subject.address} reads every secret of every namespace, other teams’ passwords included.`,
      about: 'secrets',
    };
  },
  examples: {
    kubernetes: {
      bad: [
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: reporter
rules:
  - apiGroups: ['']
    resources: [pods, «secrets»]
    verbs: [list]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: reporter
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: reporter
subjects:
  - kind: ServiceAccount
    name: reporter
    namespace: shop
`,
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: viewer
rules:
  - apiGroups: ['*']
    resources: [«'*'»]
    verbs: [get, list, watch]
`,
        `--- shop/Chart.yaml ---
apiVersion: v2
name: shop
version: 1.0.0
--- shop/templates/rbac.yaml ---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: {{ .Release.Name }}
rules:
  {{- toYaml .Values.rules | nindent 2 }}
--- shop/values.yaml ---
rules:
  - apiGroups: ['']
    resources: [pods, «secrets»]
    verbs: [get, list]
`,
        overlay(
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: clerk
rules:
  - apiGroups: ['']
    resources: [configmaps]
    verbs: [get]
`,
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: clerk
rules:
  - apiGroups: ['']
    resources: [configmaps, «secrets»]
    verbs: [get, list]
`,
        ),
      ],
      good: [
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: reporter
rules:
  - apiGroups: ['']
    resources: [secrets]
    verbs: [get]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: reporter
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: reporter
subjects:
  - kind: ServiceAccount
    name: reporter
`,
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: certificates
rules:
  - apiGroups: ['']
    resources: [secrets]
    resourceNames: [shop-tls]
    verbs: [get]
  - apiGroups: ['']
    resources: [secrets]
    verbs: [create]
`,
        `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reporter
  namespace: shop
rules:
  - apiGroups: ['']
    resources: [secrets]
    verbs: [get]
`,
        chart(
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: clerk
rules:
  - apiGroups: ['']
    resources: [secrets]
    verbs: [get]
    resourceNames: [{{ .Values.secret }}]
`,
          `secret: letters
`,
        ),
        overlay(
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: clerk
rules:
  - apiGroups: ['']
    resources: [secrets]
    verbs: [get, list]
`,
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: clerk
rules:
  - apiGroups: ['']
    resources: [configmaps]
    verbs: [get, list]
`,
        ),
      ],
      unknown: [
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: reporter
rules:
  - apiGroups: ['']
    resources: ['\${KIND}']
    verbs: [get, list]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: shop-view
  labels:
    rbac.authorization.k8s.io/aggregate-to-admin: 'true'
rules:
  - apiGroups: ['']
    resources: [secrets]
    verbs: [get]
`,
      ],
    },
    terraform: {
      bad: [
        `resource "kubernetes_cluster_role_v1" "reporter" {
  metadata {
    name = "reporter"
  }
  rule {
    api_groups = [""]
    resources  = [«"secrets"»]
    verbs      = ["get", "list"]
  }
}`,
      ],
      good: [
        `resource "kubernetes_cluster_role_v1" "reporter" {
  metadata {
    name = "reporter"
  }
  rule {
    api_groups = [""]
    resources  = ["secrets"]
    verbs      = ["get"]
  }
}

resource "kubernetes_role_binding_v1" "reporter" {
  metadata {
    name      = "reporter"
    namespace = "shop"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = kubernetes_cluster_role_v1.reporter.metadata[0].name
  }
  subject {
    kind      = "ServiceAccount"
    name      = "reporter"
    namespace = "shop"
  }
}`,
      ],
      unknown: [
        `variable "resources" {
  type = list(string)
}

resource "kubernetes_cluster_role_v1" "reporter" {
  metadata {
    name = "reporter"
  }
  rule {
    api_groups = [""]
    resources  = var.resources
    verbs      = ["get", "list"]
  }
}`,
      ],
    },
  },
});

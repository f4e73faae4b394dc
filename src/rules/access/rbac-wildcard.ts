import { is, text } from '../../facts';
import { everyObject, isRule } from '../../knowledge/rbac';
import { chart, overlay } from '../example-text';
import { rule } from '../rule';

export const rbacWildcard = rule({
  id: 'rbac-wildcard',
  title: 'Kubernetes role may change every kind of object',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'A star for the resources takes in secrets, pods and whatever is installed next. Whoever may make any object can start a pod that reads every secret, so the role is an administrator under another name.',
  remedy:
    'List the API groups, resources and verbs that the workload uses. The audit log shows them; `kubectl auth can-i --list --as=…` shows what it has now.',
  references: ['CWE-250', 'CWE-269', 'CIS Kubernetes 5.1.3', 'NIST AC-6'],
  elsewhere: ['CKV_K8S_49', 'KSV044', 'KSV046', 'KSV-0044', 'KSV-0046', 'AVD-KSV-0044', 'AVD-KSV-0046'],
  reads: ['grant'],
  *check(grant) {
    const star = isRule(grant) && everyObject(grant);
    if (!star) return;
    const { address } = grant.subject;
    const all = star.value === '*/*';
    const wide = is(grant.wide, (on) => on) === 'yes';
    const message = all
      ? wide
        ? text`Allows changing every object of the cluster: whoever holds ${address} is its administrator in all but name.`
        : text`Allows changing every object of the namespace, secrets and roles included, to whoever holds ${address}.`
      : text`Allows changing every core object, secrets and pods included, to whoever holds ${address}.`;
    yield { at: star.at, message, about: star.value };
  },
  examples: {
    kubernetes: {
      bad: [
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: deployer
rules:
  - apiGroups: ['*']
    resources: [«'*'»]
    verbs: ['*']
`,
        `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: deployer
  namespace: shop
rules:
  - apiGroups: ['', apps]
    resources: [«'*'»]
    verbs: [get, create]
`,
        chart(
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: clerk
rules:
  - apiGroups: ['', apps]
    resources: [{{ .Values.resources | quote }}]
    verbs: [get, create]
`,
          `resources: «'*'»
`,
        ),
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
  - apiGroups: ['', apps]
    resources: [«'*'»]
    verbs: [get, create]
`,
        ),
      ],
      good: [
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: [shop.example]
    resources: ['*']
    verbs: ['*']
  - apiGroups: ['']
    resources: [configmaps]
    verbs: [get, create]
  - apiGroups: ['*']
    resources: ['*/scale']
    verbs: [update]
  - nonResourceURLs: ['*']
    verbs: ['*']
`,
        chart(
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: clerk
rules:
  - apiGroups: ['', apps]
    resources: [{{ .Values.resources | quote }}]
    verbs: [get, create]
`,
          `resources: configmaps
`,
        ),
        overlay(
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: clerk
rules:
  - apiGroups: ['', apps]
    resources: ['*']
    verbs: [get, create]
`,
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: clerk
rules:
  - apiGroups: ['', apps]
    resources: [configmaps, deployments]
    verbs: [get, create]
`,
        ),
      ],
      unknown: [
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: deployer
rules:
  - apiGroups: ['\${GROUP}']
    resources: ['*']
    verbs: ['*']
`,
      ],
    },
    terraform: {
      bad: [
        `resource "kubernetes_cluster_role" "deployer" {
  metadata {
    name = "deployer"
  }
  rule {
    api_groups = ["*"]
    resources  = [«"*"»]
    verbs      = ["*"]
  }
}`,
      ],
      good: [
        `resource "kubernetes_cluster_role" "reader" {
  metadata {
    name = "reader"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["get", "list"]
  }
}`,
      ],
      unknown: [
        `variable "verbs" {
  type = list(string)
}

resource "kubernetes_cluster_role" "deployer" {
  metadata {
    name = "deployer"
  }
  rule {
    api_groups = ["*"]
    resources  = ["*"]
    verbs      = var.verbs
  }
}`,
      ],
    },
  },
});

import { type Grant, type Hit, type Message, text } from '../../facts';
import { everyObject, isRule, naming, reachesCluster, verbIn } from '../../knowledge/rbac';
import { chart, overlay } from '../example-text';
import { rule } from '../rule';

const RBAC = 'rbac.authorization.k8s.io';

/** A right that leads to more rights (https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks). */
interface Step {
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  /** Counts only where every namespace is reached: inside one it is how many tools work. */
  readonly wide?: true;
  message(address: string): Message;
}

const STEPS: readonly Step[] = [
  {
    verbs: ['escalate'],
    resources: [`${RBAC}/roles`, `${RBAC}/clusterroles`],
    message: (address) =>
      text`With escalate, whoever holds ${address} can write any right into a role, its own included.`,
  },
  {
    verbs: ['bind'],
    resources: [`${RBAC}/roles`, `${RBAC}/clusterroles`],
    message: (address) => text`With bind, whoever holds ${address} can give itself any role, cluster-admin included.`,
  },
  {
    verbs: ['impersonate'],
    resources: ['core/users', 'core/groups', 'core/serviceaccounts'],
    message: (address) =>
      text`With impersonate, whoever holds ${address} can act as anybody of the kind, administrators included.`,
  },
  {
    verbs: ['create'],
    resources: ['core/serviceaccounts/token'],
    message: (address) =>
      text`Whoever holds ${address} can make a token for any service account and so act with its rights.`,
  },
  {
    verbs: ['create', 'get'],
    resources: ['core/pods/exec', 'core/pods/attach'],
    wide: true,
    message: (address) =>
      text`Whoever holds ${address} can run commands in every pod of the cluster and take its credentials.`,
  },
  {
    verbs: ['create', 'get'],
    resources: ['core/nodes/proxy'],
    wide: true,
    message: (address) =>
      text`nodes/proxy lets whoever holds ${address} run commands in every pod, past the API’s log and admission rules.`,
  },
];

/** The word to change: the verb where it is the danger by itself, else the resource. */
function hitOf(step: Step, grant: Grant): Hit | undefined {
  const verb = verbIn(grant, ...step.verbs);
  const resource = step.resources.map((name) => naming(grant, name)).find((found) => found);
  if (!verb || !resource) return undefined;
  const telling = /^(?:escalate|bind|impersonate)$/.test(verb.value) ? verb : resource;
  return {
    at: telling.at,
    message: step.message(grant.subject.address),
    about: `${step.verbs[0]} ${step.resources[0]}`,
  };
}

export const rbacEscalation = rule({
  id: 'rbac-escalation',
  title: 'Kubernetes role leads to more rights than it names',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'Some rights are doors to others: to bind roles, to act as somebody else, to run commands in other pods. Whoever takes over a workload that has one takes over what lies behind it.',
  remedy:
    'Take the verb or resource out, or narrow it: `resourceNames` for the roles that may be bound and the accounts that may be impersonated, a Role in one namespace in place of a ClusterRole.',
  references: ['CWE-269', 'CIS Kubernetes 5.1.8', 'NIST AC-6(10)'],
  elsewhere: ['CKV_K8S_157', 'CKV_K8S_158', 'KSV047', 'KSV053', 'KSV-0047', 'KSV-0053', 'AVD-KSV-0047', 'AVD-KSV-0053'],
  reads: ['grant', 'membership'],
  *check(grant, facts) {
    // who may change everything may do all of this; that has a rule of its own
    if (!isRule(grant) || everyObject(grant)) return;
    for (const step of STEPS) {
      const hit = hitOf(step, grant);
      if (hit && (!step.wide || reachesCluster(grant, facts) === 'yes')) yield hit;
    }
  },
  examples: {
    kubernetes: {
      bad: [
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: installer
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    verbs: [get, «escalate», «bind»]
  - apiGroups: ['']
    resources: [users, groups]
    verbs: [«impersonate»]
  - apiGroups: ['']
    resources: [pods, «pods/exec»]
    verbs: [create]
  - apiGroups: ['']
    resources: [«nodes/proxy»]
    verbs: ['*']
`,
        `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: tokens
  namespace: shop
rules:
  - apiGroups: ['']
    resources: [«serviceaccounts/token»]
    verbs: [create]
`,
        chart(
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: clerk
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    verbs: [get, «bind»]
`,
          `{}
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
  - apiGroups: ['']
    resources: [«pods/exec»]
    verbs: [create]
`,
        ),
      ],
      good: [
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: installer
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    resourceNames: [view]
    verbs: [bind]
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [roles, rolebindings]
    verbs: [get, create, update]
  - apiGroups: ['']
    resources: [pods/log, nodes/metrics]
    verbs: [get]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: runner
  namespace: builds
rules:
  - apiGroups: ['']
    resources: [pods/exec]
    verbs: [create]
`,
        chart(
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: clerk
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    verbs: [bind]
    resourceNames: [{{ .Values.role }}]
`,
          `role: view
`,
        ),
        overlay(
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: clerk
rules:
  - apiGroups: ['']
    resources: [pods/exec]
    verbs: [create]
`,
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: clerk
rules:
  - apiGroups: ['']
    resources: [pods/log]
    verbs: [get]
`,
        ),
      ],
      unknown: [
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: installer
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    verbs: ['\${VERB}']
`,
      ],
    },
    terraform: {
      bad: [
        `resource "kubernetes_cluster_role" "installer" {
  metadata {
    name = "installer"
  }
  rule {
    api_groups = [""]
    resources  = ["serviceaccounts"]
    verbs      = ["get", «"impersonate"»]
  }
}`,
      ],
      good: [
        `resource "kubernetes_cluster_role" "installer" {
  metadata {
    name = "installer"
  }
  rule {
    api_groups     = [""]
    resources      = ["serviceaccounts"]
    resource_names = ["deployer"]
    verbs          = ["impersonate"]
  }
}`,
      ],
      unknown: [
        `variable "verbs" {
  type = list(string)
}

resource "kubernetes_cluster_role" "installer" {
  metadata {
    name = "installer"
  }
  rule {
    api_groups = [""]
    resources  = ["serviceaccounts"]
    verbs      = var.verbs
  }
}`,
      ],
    },
  },
});

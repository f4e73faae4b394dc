import { known, type Membership, type Principal, text } from '../../facts';
import { chart, overlay } from '../example-text';
import { rule } from '../rule';

/** Roles that a cluster gives to everybody by itself, so that clients find the API at all. */
const HARMLESS =
  /^(?:ClusterRole\/system:(?:public-info-viewer|discovery|basic-user|service-account-issuer-discovery)|Role\/kubeadm:.*)$/;
/** Roles of a cluster that change what runs in it. */
const CHANGING = /^ClusterRole\/(?:admin|edit)$/;

/** Whether the member stands for more than the role is meant for. */
function isOpen({ type }: Principal, role: string, { reach }: Membership): boolean {
  if (role === 'ClusterRole/cluster-admin' && reach.state === 'absent') return false; // has a rule of its own
  if (type === 'anyone') return !HARMLESS.test(role);
  return type === 'authenticated' && CHANGING.test(role);
}

export const rbacAnonymous = rule({
  id: 'rbac-anonymous',
  title: 'Role given to everybody who reaches the Kubernetes API',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: '`system:anonymous` and `system:unauthenticated` are everybody who can open a connection to the API, without signing in. `system:authenticated` is everybody who can sign in at all; with some providers that is any account in the world.',
  remedy: 'Bind the role to a group of your own identity provider or to the service account that needs it.',
  references: ['CWE-306', 'CWE-284', 'CIS GKE 4.1.8', 'CIS GKE 4.1.9', 'CIS GKE 4.1.10', 'NIST AC-14'],
  reads: ['membership'],
  *check(membership) {
    const member = known(membership.member);
    const role = known(membership.of);
    if (membership.system !== 'kubernetes' || !member || !role) return;
    if (!isOpen(member.value, role.value, membership)) return;
    const name = role.value.split('/').slice(1).join('/');
    const message =
      member.value.type === 'anyone'
        ? text`Anybody who reaches the API has role ${name} through ${member.value.id}, without signing in.`
        : text`Everybody who can sign in has role ${name} through ${member.value.id} and can change what runs there.`;
    yield { at: member.at, message, about: `${member.value.id} ${role.value}` };
  },
  examples: {
    kubernetes: {
      bad: [
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: open
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: User
    apiGroup: rbac.authorization.k8s.io
    name: «system:anonymous»
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: everybody
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: edit
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: «system:authenticated»
`,
        chart(
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: clerk
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: edit
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: {{ .Values.readers }}
`,
          `readers: «system:authenticated»
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
  name: view
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: clerks
`,
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: clerk
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: «system:unauthenticated»
`,
        ),
      ],
      good: [
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: system:public-info-viewer
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: system:public-info-viewer
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: system:unauthenticated
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: shop-developers
`,
        chart(
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: clerk
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: {{ .Values.readers }}
`,
          `readers: clerks
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
  name: view
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: system:authenticated
`,
          `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: clerk
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: clerks
`,
        ),
      ],
      unknown: [
        `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: open
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: \${GROUP}
`,
      ],
    },
    terraform: {
      bad: [
        `resource "kubernetes_cluster_role_binding_v1" "open" {
  metadata {
    name = "open"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "edit"
  }
  subject {
    kind      = "Group"
    name      = «"system:unauthenticated"»
    api_group = "rbac.authorization.k8s.io"
  }
}`,
      ],
      good: [
        `resource "kubernetes_cluster_role_binding_v1" "developers" {
  metadata {
    name = "developers"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "view"
  }
  subject {
    kind      = "Group"
    name      = "shop-developers"
    api_group = "rbac.authorization.k8s.io"
  }
}`,
      ],
      unknown: [
        `variable "group" {
  type = string
}

resource "kubernetes_cluster_role_binding_v1" "open" {
  metadata {
    name = "open"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "edit"
  }
  subject {
    kind      = "Group"
    name      = var.group
    api_group = "rbac.authorization.k8s.io"
  }
}`,
      ],
    },
  },
});

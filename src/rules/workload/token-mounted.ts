import { is, orDefault, set, text } from '../../facts';
import { chart, overlay } from '../example-text';
import { rule } from '../rule';

export const tokenMounted = rule({
  id: 'token-mounted',
  title: 'Pod carries the token of its namespace’s default account',
  severity: 'low',
  confidence: 'high',
  audience: 'hardening',
  why: 'Unless told otherwise Kubernetes puts a token for its API into every pod. Most applications never use it, and whoever breaks in does: every right that is ever given to the default account comes with it.',
  remedy:
    'Set `automountServiceAccountToken: false`. An application that talks to the API gets a service account of its own.',
  references: ['CWE-250', 'CIS Kubernetes 5.1.5', 'CIS Kubernetes 5.1.6', 'NIST AC-6'],
  elsewhere: ['CKV_K8S_38', 'KSV036', 'KSV-0036'],
  reads: ['workload'],
  *check(workload) {
    const { tokenMount, identity, name } = workload;
    if (workload.level !== 'pod' || orDefault(identity) !== 'default') return;
    if (is(tokenMount, (on) => on) !== 'yes') return;
    const change = set(tokenMount, false);
    yield {
      at: tokenMount.state === 'known' ? tokenMount.at : workload.subject.head,
      message: text`${name} carries a token for the cluster’s API: a flaw in it gives away what its account may.`,
      about: 'token',
      fix: change ? [{ title: text`Mount no token into ${name}`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    kubernetes: {
      bad: [
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: «web»
spec:
  template:
    spec:
      containers:
        - name: web
`,
        `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  automountServiceAccountToken: «true»
  serviceAccountName: default
  containers:
    - name: web
`,
        chart(
          `apiVersion: apps/v1
kind: Deployment
metadata:
  name: letters
spec:
  template:
    spec:
      automountServiceAccountToken: {{ .Values.token }}
      containers:
        - name: letters
          image: registry.example/letters:1
`,
          `token: «true»
`,
        ),
        overlay(
          `apiVersion: apps/v1
kind: Deployment
metadata:
  name: letters
spec:
  template:
    spec:
      containers:
        - name: letters
          image: registry.example/letters:1
`,
          `apiVersion: apps/v1
kind: Deployment
metadata:
  name: letters
spec:
  template:
    spec:
      automountServiceAccountToken: «true»
      containers:
        - name: letters
`,
        ),
      ],
      good: [
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      automountServiceAccountToken: false
      containers:
        - name: web
`,
        `apiVersion: v1
kind: ServiceAccount
metadata:
  name: default
  namespace: shop
automountServiceAccountToken: false
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web
`,
        `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web
  containers:
    - name: web
`,
        chart(
          `apiVersion: apps/v1
kind: Deployment
metadata:
  name: letters
spec:
  template:
    spec:
      automountServiceAccountToken: {{ .Values.token }}
      containers:
        - name: letters
          image: registry.example/letters:1
`,
          `token: false
`,
        ),
        overlay(
          `apiVersion: apps/v1
kind: Deployment
metadata:
  name: letters
spec:
  template:
    spec:
      containers:
        - name: letters
          image: registry.example/letters:1
`,
          `apiVersion: apps/v1
kind: Deployment
metadata:
  name: letters
spec:
  template:
    spec:
      automountServiceAccountToken: false
      containers:
        - name: letters
`,
        ),
      ],
      unknown: [
        `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  automountServiceAccountToken: \${MOUNT}
  containers:
    - name: web
`,
      ],
    },
    terraform: {
      bad: [
        `resource "kubernetes_deployment" "letters" {
  metadata {
    name = "letters"
  }
  spec {
    template {
      spec {
        automount_service_account_token = «true»
        container {
          name = "letters"
        }
      }
    }
  }
}`,
      ],
      good: [
        `resource "kubernetes_deployment" "letters" {
  metadata {
    name = "letters"
  }
  spec {
    template {
      spec {
        automount_service_account_token = false
        container {
          name = "letters"
        }
      }
    }
  }
}`,
      ],
      unknown: [
        `variable "mount" {
  type = bool
}

resource "kubernetes_deployment" "letters" {
  metadata {
    name = "letters"
  }
  spec {
    template {
      spec {
        automount_service_account_token = var.mount
        container {
          name = "letters"
        }
      }
    }
  }
}`,
      ],
    },
  },
});

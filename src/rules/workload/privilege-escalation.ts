import { is, set, text, usesOf } from '../../facts';
import { chart, overlay } from '../example-text';
import { rule } from '../rule';

export const privilegeEscalation = rule({
  id: 'privilege-escalation',
  title: 'Processes may gain more privilege than they began with',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  why: 'With privilege escalation allowed, a process in the container can become root by a set-user-id program, even if it began as an ordinary user. That is the usual second step after breaking into an application.',
  remedy:
    'Set `allowPrivilegeEscalation: false`. Only programs such as `sudo` or `ping` with set-user-id bits stop working.',
  references: ['CWE-250', 'CIS Kubernetes 5.2.6', 'NIST AC-6'],
  elsewhere: ['CKV_K8S_20', 'KSV001', 'KSV-0001', 'AVD-KSV-0001'],
  reads: ['workload'],
  *check(workload) {
    const { privilegeEscalation: value, name } = workload;
    // a privileged container has nothing left to gain, and a rule of its own
    if (value.state !== 'known' || !value.value || is(workload.privileged, (on) => on) !== 'no') return;
    const change = set(value, false);
    yield {
      at: value.at,
      message: text`Processes in ${name} may become root, whoever they began as: one flaw in the application is enough.`,
      about: name,
      related: usesOf(value),
      fix: change ? [{ title: text`Keep ${name} at the privilege it began with`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    kubernetes: {
      bad: [
        `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: orders
spec:
  template:
    spec:
      containers:
        - name: orders
          securityContext:
            allowPrivilegeEscalation: «true»
`,
        chart(
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
          securityContext:
            allowPrivilegeEscalation: {{ .Values.escalate }}
`,
          `escalate: «true»
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
          securityContext:
            allowPrivilegeEscalation: false
`,
          `apiVersion: apps/v1
kind: Deployment
metadata:
  name: letters
spec:
  template:
    spec:
      containers:
        - name: letters
          securityContext:
            allowPrivilegeEscalation: «true»
`,
        ),
      ],
      good: [
        `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: orders
spec:
  template:
    spec:
      containers:
        - name: orders
          securityContext:
            allowPrivilegeEscalation: false
        - name: proxy
`,
        chart(
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
          securityContext:
            allowPrivilegeEscalation: {{ .Values.escalate }}
`,
          `escalate: false
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
          securityContext:
            allowPrivilegeEscalation: true
`,
          `apiVersion: apps/v1
kind: Deployment
metadata:
  name: letters
spec:
  template:
    spec:
      containers:
        - name: letters
          securityContext:
            allowPrivilegeEscalation: false
`,
        ),
      ],
      unknown: [
        `apiVersion: v1
kind: Pod
metadata:
  name: orders
spec:
  containers:
    - name: orders
      securityContext:
        allowPrivilegeEscalation: \${ESCALATION}
`,
      ],
    },
    terraform: {
      bad: [
        `resource "kubernetes_pod" "orders" {
  spec {
    container {
      name = "orders"
      security_context {
        allow_privilege_escalation = «true»
      }
    }
  }
}`,
      ],
      good: [
        `resource "kubernetes_pod" "orders" {
  spec {
    container {
      name = "orders"
      security_context {
        allow_privilege_escalation = false
      }
    }
  }
}`,
      ],
      unknown: [
        `variable "escalation" {
  type = bool
}

resource "kubernetes_pod" "orders" {
  spec {
    container {
      name = "orders"
      security_context {
        allow_privilege_escalation = var.escalation
      }
    }
  }
}`,
      ],
    },
    compose: {
      bad: [
        `services:
  web:
    image: registry.example/web:1
    security_opt:
      - «no-new-privileges:false»
`,
      ],
      good: [
        `services:
  web:
    image: registry.example/web:1
    security_opt: [no-new-privileges]
`,
      ],
      unknown: [
        `services:
  web:
    image: registry.example/web:1
    security_opt: ['\${SECURITY}']
`,
      ],
    },
    devcontainer: {
      bad: [
        `{
  "securityOpt": [«"no-new-privileges:false"»]
}
`,
        `{
  "runArgs": ["--security-opt", «"no-new-privileges:false"»]
}
`,
      ],
      good: [
        `{
  "securityOpt": ["no-new-privileges:true", "seccomp=default.json"]
}
`,
      ],
      unknown: [
        `{
  "securityOpt": ["\${localEnv:SECURITY}"]
}
`,
      ],
    },
  },
});

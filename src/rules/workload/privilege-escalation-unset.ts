import { is, set, text } from '../../facts';
import { chart, overlay } from '../example-text';
import { rule } from '../rule';

export const privilegeEscalationUnset = rule({
  id: 'privilege-escalation-unset',
  title: 'Nothing keeps processes from gaining privilege',
  severity: 'low',
  confidence: 'high',
  audience: 'hardening',
  why: 'A container may let its processes become root by a set-user-id program unless what starts it forbids that. Few applications need that, and attackers do.',
  remedy:
    'Write `allowPrivilegeEscalation: false` into the security context of the container; in Compose, `security_opt: [no-new-privileges:true]` into the service.',
  references: ['CWE-250', 'CIS Kubernetes 5.2.6', 'NIST AC-6'],
  elsewhere: ['CKV_K8S_20', 'KSV001', 'KSV-0001', 'AVD-KSV-0001'],
  reads: ['workload'],
  *check(workload) {
    const { privilegeEscalation: value, name } = workload;
    if (value.state !== 'absent' || value.value !== true || is(workload.privileged, (on) => on) !== 'no') return;
    const change = set(value, false);
    yield {
      at: workload.subject.head,
      message: text`Nothing keeps the processes of ${name} from becoming root by a set-user-id program in its image.`,
      about: name,
      fix: change ? [{ title: text`Keep ${name} at the privilege it began with`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    kubernetes: {
      bad: [
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  template:
    spec:
      containers:
        - name: «orders»
          image: registry.example/orders:1
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
        - name: «letters»
          image: registry.example/letters:1
`,
          `{}
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
        - name: «letters»
          image: registry.example/letters:1
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
            readOnlyRootFilesystem: true
`,
        ),
      ],
      good: [
        `apiVersion: v1
kind: Pod
metadata:
  name: letters
spec:
  nodeSelector:
    kubernetes.io/os: windows
  containers:
    - name: letters
      image: registry.example/letters:1
`,
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  template:
    spec:
      containers:
        - name: orders
          securityContext:
            allowPrivilegeEscalation: false
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
    compose: {
      bad: [
        `services:
  «web»:
    image: registry.example/web:1
  «worker»:
    build: ./worker
    environment: { LEVEL: info }
`,
      ],
      good: [
        `services:
  web:
    image: registry.example/web:1
    security_opt:
      - no-new-privileges:true
  worker:
    extends: web
    command: work
    security_opt:
      - apparmor=worker
`,
        `--- compose.override.yaml ---
services:
  web:
    ports: ['8080:8080']
    security_opt: !reset []
  worker:
    security_opt: [apparmor=worker]
`,
      ],
      unknown: [
        `services:
  web:
    image: registry.example/web:1
    security_opt: ['\${SECURITY}']
  worker:
    image: registry.example/worker:1
    extends: { service: worker, file: elsewhere.yml }
  mailer:
    image: registry.example/mailer:1
    extends: { service: mailer, file: elsewhere.yml }
    security_opt: [apparmor=mailer]
`,
      ],
    },
    terraform: {
      bad: [
        `«resource "kubernetes_pod" "letters"» {
  metadata {
    name = "letters"
  }
  spec {
    container {
      name  = "letters"
      image = "registry.example/letters:1"
    }
  }
}`,
      ],
      good: [
        `resource "kubernetes_pod" "letters" {
  metadata {
    name = "letters"
  }
  spec {
    container {
      name  = "letters"
      image = "registry.example/letters:1"
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

resource "kubernetes_pod" "letters" {
  metadata {
    name = "letters"
  }
  spec {
    container {
      name = "letters"
      security_context {
        allow_privilege_escalation = var.escalation
      }
    }
  }
}`,
      ],
    },
  },
});

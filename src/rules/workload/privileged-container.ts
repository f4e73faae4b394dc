import { is, set, text, usesOf } from '../../facts';
import { rule } from '../rule';

export const privilegedContainer = rule({
  id: 'privileged-container',
  title: 'Container runs privileged',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'A privileged container has every capability and every device of its node. Whoever gets in, by a flaw in the application or in one of its packages, is administrator of the node and reads what all others on it hold.',
  remedy:
    'Leave `privileged` out. If the container needs one thing of the host, add that single capability or device instead; if it builds images, use a builder that runs without root.',
  references: ['CWE-250', 'CIS Kubernetes 5.2.2', 'NIST SC-39', 'NSA/CISA Kubernetes Hardening Guide'],
  elsewhere: ['CKV_K8S_16', 'CKV_AWS_334', 'KSV017', 'KSV-0017', 'AVD-KSV-0017'],
  reads: ['workload'],
  *check(workload) {
    const { privileged, name } = workload;
    if (is(privileged, (on) => on) !== 'yes') return;
    const change = set(privileged, false);
    yield {
      at: privileged.at,
      message: text`${name} runs privileged: whoever breaks into it is administrator of the machine and of all else that runs there.`,
      about: name,
      related: usesOf(privileged),
      fix: change ? [{ title: text`Run ${name} without privilege`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    kubernetes: {
      bad: [
        `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  hostNetwork: true
  os:
    name: windows
  securityContext:
    windowsOptions:
      hostProcess: «true»
      runAsUserName: NT AUTHORITY\\SYSTEM
  containers:
    - name: agent
      image: registry.example/agent:1
`,
        `apiVersion: v1
kind: Pod
metadata:
  name: builder
spec:
  containers:
    - name: build
      image: registry.example/build:1
      securityContext:
        privileged: «true»
`,
        `apiVersion: batch/v1
kind: CronJob
metadata:
  name: cleanup
spec:
  schedule: '0 3 * * *'
  jobTemplate:
    spec:
      template:
        spec:
          initContainers:
            - name: prepare
              securityContext: { privileged: «true» }
          containers:
            - name: clean
              securityContext: { privileged: false }
`,
        `--- shop/Chart.yaml ---
apiVersion: v2
name: shop
version: 1.0.0
--- shop/templates/web.yaml ---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-web
spec:
  template:
    spec:
      containers:
        - name: web
          securityContext:
            {{- toYaml .Values.securityContext | nindent 12 }}
        - name: agent
          securityContext:
            privileged: «{{ .Values.agent.privileged | default true }}»
--- shop/values.yaml ---
securityContext:
  privileged: «true»
agent: {}
`,
        `--- base/kustomization.yaml ---
resources: [web.yaml]
--- base/web.yaml ---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          securityContext:
            privileged: «true»
--- dev/kustomization.yaml ---
resources: [../base]
--- prod/kustomization.yaml ---
resources: [../base]
patches:
  - path: web.yaml
--- prod/web.yaml ---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          securityContext:
            privileged: false
`,
      ],
      good: [
        `apiVersion: v1
kind: Pod
metadata:
  name: builder
spec:
  containers:
    - name: build
      image: registry.example/build:1
`,
        `--- shop/Chart.yaml ---
apiVersion: v2
name: shop
version: 1.0.0
--- shop/templates/web.yaml ---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-web
spec:
  template:
    spec:
      containers:
        - name: web
          securityContext:
            {{- toYaml .Values.securityContext | nindent 12 }}
        {{- if .Values.debug }}
        - name: debug
          securityContext:
            privileged: true
        {{- end }}
--- shop/values.yaml ---
securityContext: {}
debug: false
`,
        `--- base/kustomization.yaml ---
resources: [web.yaml]
--- base/web.yaml ---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          securityContext:
            privileged: true
--- dev/kustomization.yaml ---
resources: [../base]
patches:
  - path: web.yaml
--- dev/web.yaml ---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          securityContext:
            privileged: false
--- prod/kustomization.yaml ---
resources: [../base]
patches:
  - target:
      kind: Deployment
    patch: |-
      - op: remove
        path: /spec/template/spec/containers/0/securityContext/privileged
`,
      ],
      unknown: [
        `apiVersion: v1
kind: Pod
metadata:
  name: builder
spec:
  containers:
    - name: build
      securityContext:
        privileged: \${PRIVILEGED}
`,
        `--- shop/Chart.yaml ---
apiVersion: v2
name: shop
version: 1.0.0
--- shop/templates/web.yaml ---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-web
spec:
  template:
    spec:
      containers:
        - name: web
          securityContext:
            {{- include "shop.securityContext" . | nindent 12 }}
        - name: agent
          securityContext:
            privileged: {{ .Values.privileged }}
--- shop/values.yaml ---
agent: {}
`,
      ],
    },
    terraform: {
      bad: [
        `resource "kubernetes_deployment" "build" {
  metadata {
    name = "build"
  }
  spec {
    template {
      spec {
        container {
          name = "build"
          security_context {
            privileged = «true»
          }
        }
      }
    }
  }
}`,
        `resource "aws_ecs_task_definition" "build" {
  family = "build"
  container_definitions = jsonencode([
    { name = "build", image = "build:1", privileged = «true» }
  ])
}`,
      ],
      good: [
        `resource "kubernetes_pod" "build" {
  metadata {
    name = "build"
  }
  spec {
    container {
      name = "build"
    }
  }
}

resource "aws_ecs_task_definition" "build" {
  family                = "build"
  container_definitions = jsonencode([{ name = "build", image = "build:1" }])
}`,
      ],
      unknown: [
        `variable "privileged" {
  type = bool
}

resource "kubernetes_pod" "build" {
  spec {
    container {
      name = "build"
      security_context {
        privileged = var.privileged
      }
    }
  }
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Build:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: build
          Image: build:1
          Privileged: «true»
`,
      ],
      good: [
        `Resources:
  Build:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: build
          Image: build:1
`,
      ],
      unknown: [
        `Parameters:
  Privileged:
    Type: String
Resources:
  Build:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: build
          Privileged: !Ref Privileged
`,
      ],
    },
    compose: {
      bad: [
        `services:
  build:
    image: registry.example/build:1
    privileged: «true»
`,
        `x-build: &build
  image: registry.example/build:1
  privileged: «\${PRIVILEGED:-true}»

services:
  amd64:
    <<: *build
  arm64:
    <<: *build
    platform: linux/arm64
`,
        `--- compose.yaml ---
services:
  nightly:
    extends:
      service: builder
      file: shared/compose.yml
--- shared/compose.yml ---
services:
  builder:
    image: registry.example/build:1
    privileged: «true»
`,
        `build:
  image: registry.example/build:1
  privileged: «true»
`,
      ],
      good: [
        `services:
  build:
    image: registry.example/build:1
    privileged: false
  web:
    extends: build
`,
      ],
      unknown: [
        `services:
  build:
    image: registry.example/build:1
    privileged: \${PRIVILEGED}
  nightly:
    extends: { service: builder, file: elsewhere.yml }
`,
      ],
    },
    devcontainer: {
      bad: [
        `{
  "name": "shop",
  "privileged": «true»
}
`,
        `{
  "name": "shop",
  "runArgs": ["--init", «"--privileged"»]
}
`,
      ],
      good: [
        `{
  "name": "shop",
  "features": { "ghcr.io/devcontainers/features/node:1": {} }
}
`,
      ],
      unknown: [
        `{
  "name": "shop",
  "runArgs": ["\${localEnv:EXTRA}"]
}
`,
      ],
    },
  },
});

import { is, type Message, set, text, usesOf, type Value, type Workload } from '../../facts';
import { overlay } from '../example-text';
import { rule } from '../rule';

interface Shared {
  readonly value: Value<boolean>;
  readonly about: string;
  readonly message: Message;
}

function sharedBy({ name, hostNetwork, hostProcesses, hostIpc }: Workload): readonly Shared[] {
  return [
    {
      value: hostNetwork,
      about: 'network',
      message: text`${name} uses the network of its node: it reaches local-only services, and network policies pass it by.`,
    },
    {
      value: hostProcesses,
      about: 'processes',
      message: text`${name} sees every process of its node, and with the same user may stop them or read their secrets.`,
    },
    {
      value: hostIpc,
      about: 'ipc',
      message: text`${name} shares memory with every process of its node: what they exchange there can be read and changed.`,
    },
  ];
}

export const hostNamespace = rule({
  id: 'host-namespace',
  title: 'Workload shares a namespace of its node',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  why: 'Namespaces are the walls between a container and its machine. Without the one for processes it sees the command lines and environments of all others; without the one for the network it reaches what listens only locally, such as the node’s own agents.',
  remedy:
    'Leave `hostNetwork`, `hostPID` and `hostIPC` out. To be reached from outside, use a Service or `hostPort`; agents that must see the node belong in a namespace of their own with an admission rule that names them.',
  references: ['CWE-653', 'CIS Kubernetes 5.2.3', 'CIS Kubernetes 5.2.4', 'CIS Kubernetes 5.2.5', 'NIST SC-39'],
  elsewhere: [
    'CKV_K8S_17',
    'CKV_K8S_18',
    'CKV_K8S_19',
    'KSV008',
    'KSV009',
    'KSV010',
    'KSV-0008',
    'KSV-0009',
    'KSV-0010',
  ],
  reads: ['workload'],
  *check(workload) {
    for (const { value, about, message } of sharedBy(workload)) {
      if (is(value, (on) => on) !== 'yes') continue;
      const change = set(value, false);
      const fix = change ? [{ title: text`Give ${workload.name} its own`, changes: [change], safe: false }] : [];
      yield { at: value.at, message, about, related: usesOf(value), fix };
    }
  },
  examples: {
    kubernetes: {
      bad: [
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      hostNetwork: «true»
      hostPID: «true»
      hostIPC: «true»
      containers:
        - name: web
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
      {{- if .Values.node.network }}
      hostNetwork: «true»
      {{- end }}
      hostPID: {{ .Values.node.processes }}
--- shop/values.yaml ---
node:
  network: true
  processes: «true»
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
      hostNetwork: «true»
`,
      ],
      good: [
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      hostNetwork: false
      containers:
        - name: web
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
      hostNetwork: {{ .Values.hostNetwork }}
      {{- if .Values.trace }}
      hostPID: true
      {{- end }}
--- shop/values.yaml ---
hostNetwork: false
`,
        overlay(
          `apiVersion: apps/v1
kind: Deployment
metadata:
  name: letters
spec:
  template:
    spec:
      hostNetwork: true
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
      hostNetwork: false
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
  hostNetwork: \${HOST_NETWORK}
  containers:
    - name: web
`,
      ],
    },
    terraform: {
      bad: [
        `resource "kubernetes_pod_v1" "web" {
  metadata {
    name = "web"
  }
  spec {
    host_pid = «true»
    container {
      name = "web"
    }
  }
}`,
        `resource "aws_ecs_task_definition" "web" {
  family                = "web"
  pid_mode              = «"host"»
  container_definitions = jsonencode([{ name = "web" }])
}`,
      ],
      good: [
        `resource "kubernetes_pod_v1" "web" {
  spec {
    container {
      name = "web"
    }
  }
}

resource "aws_ecs_task_definition" "web" {
  family                = "web"
  pid_mode              = "task"
  container_definitions = jsonencode([{ name = "web" }])
}`,
      ],
      unknown: [
        `variable "mode" {
  type = string
}

resource "aws_ecs_task_definition" "web" {
  family                = "web"
  pid_mode              = var.mode
  container_definitions = jsonencode([{ name = "web" }])
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      IpcMode: «host»
      ContainerDefinitions:
        - Name: web
`,
      ],
      good: [
        `Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      NetworkMode: awsvpc
      ContainerDefinitions:
        - Name: web
`,
      ],
      unknown: [
        `Parameters:
  Mode:
    Type: String
Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      PidMode: !Ref Mode
      ContainerDefinitions:
        - Name: web
`,
      ],
    },
    compose: {
      bad: [
        `services:
  agent:
    image: registry.example/agent:1
    network_mode: «host»
    pid: «"host"»
    ipc: «host»
`,
      ],
      good: [
        `services:
  web:
    image: registry.example/web:1
    network_mode: bridge
    pid: service:agent
    ports: ['8080:8080']
`,
      ],
      unknown: [
        `services:
  web:
    image: registry.example/web:1
    network_mode: \${NETWORK}
`,
      ],
    },
    devcontainer: {
      bad: [
        `{
  "name": "shop",
  "runArgs": [«"--network=host"», "--pid", «"host"»]
}
`,
      ],
      good: [
        `{
  "name": "shop",
  "runArgs": ["--network=shop", "--init"],
  "forwardPorts": [8080]
}
`,
      ],
      unknown: [
        `{
  "name": "shop",
  "runArgs": ["--network=\${localEnv:NETWORK}"]
}
`,
      ],
    },
  },
});

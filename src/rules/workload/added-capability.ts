import { each, is, type Message, text } from '../../facts';
import { chart, overlay } from '../example-text';
import { rule } from '../rule';

/** What the capabilities allow that reach beyond the container (capabilities(7)); the end of a sentence. */
const REACHING: Readonly<Record<string, Message>> = {
  ALL: text`do everything that root of the machine may`,
  SYS_ADMIN: text`mount file systems and break out to the machine`,
  SYS_MODULE: text`load code into the kernel of the machine`,
  SYS_PTRACE: text`read and change the memory of other processes`,
  SYS_RAWIO: text`read and write the memory and disks of the machine`,
  SYS_BOOT: text`restart the machine or load another kernel`,
  DAC_READ_SEARCH: text`read any file of the machine it can open by handle`,
  NET_ADMIN: text`change routes and firewall rules of its network`,
  BPF: text`load programs into the kernel of the machine`,
  MAC_ADMIN: text`change the mandatory access rules of the machine`,
};

export const addedCapability = rule({
  id: 'added-capability',
  title: 'Container gets a capability that reaches beyond it',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'Capabilities are pieces of root. Some of them, `SYS_ADMIN` above all, are enough to leave the container and take over the machine with everything else that runs on it.',
  remedy:
    'Take the capability out and see what fails: often nothing does. To listen on a low port `NET_BIND_SERVICE` is enough; for network rules let the platform’s network plugin do it.',
  references: ['CWE-250', 'CIS Kubernetes 5.2.9', 'NIST AC-6'],
  elsewhere: ['CKV_K8S_25', 'CKV_K8S_39', 'KSV005', 'KSV022', 'KSV-0005', 'KSV-0022', 'AVD-KSV-0005'],
  reads: ['workload'],
  *check(workload) {
    // a privileged container has them all, and a rule of its own
    if (is(workload.privileged, (on) => on) === 'yes') return;
    for (const { value, at } of each(workload.capabilities)) {
      const capability = value.toUpperCase().replace(/^CAP_/, '');
      if (!Object.hasOwn(REACHING, capability)) continue;
      yield {
        at,
        message: text`${value} lets ${workload.name} ${REACHING[capability]!}: a flaw in it hands that to whoever finds it.`,
        about: `${workload.name} ${capability}`,
        fix: [{ title: text`Take ${value} from ${workload.name}`, changes: [{ type: 'remove', at }], safe: false }],
      };
    }
  },
  examples: {
    kubernetes: {
      bad: [
        `apiVersion: v1
kind: Pod
metadata:
  name: debug
spec:
  containers:
    - name: shell
      securityContext:
        capabilities:
          drop: [ALL]
          add:
            - NET_BIND_SERVICE
            - «SYS_ADMIN»
            - «CAP_SYS_PTRACE»
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
            capabilities: { add: [{{ .Values.capability }}] }
`,
          `capability: «SYS_ADMIN»
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
            capabilities: { add: [«NET_ADMIN»] }
`,
        ),
      ],
      good: [
        `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      securityContext:
        capabilities:
          drop: [ALL]
          add: [NET_BIND_SERVICE, CHOWN]
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
            capabilities: { drop: [ALL], add: [{{ .Values.capability }}] }
`,
          `capability: NET_BIND_SERVICE
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
            capabilities: { add: [SYS_ADMIN] }
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
            capabilities: { add: [NET_BIND_SERVICE] }
`,
        ),
      ],
      unknown: [
        `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      securityContext:
        capabilities:
          add: ['\${CAPABILITY}']
`,
      ],
    },
    terraform: {
      bad: [
        `resource "kubernetes_pod" "debug" {
  spec {
    container {
      name = "shell"
      security_context {
        capabilities {
          add = [«"ALL"»]
        }
      }
    }
  }
}`,
        `resource "aws_ecs_task_definition" "debug" {
  family = "debug"
  container_definitions = jsonencode([{
    name            = "shell"
    linuxParameters = { capabilities = { add = [«"NET_ADMIN"»] } }
  }])
}`,
      ],
      good: [
        `resource "kubernetes_pod" "web" {
  spec {
    container {
      name = "web"
      security_context {
        capabilities {
          add = ["NET_BIND_SERVICE"]
        }
      }
    }
  }
}`,
      ],
      unknown: [
        `variable "capabilities" {
  type = list(string)
}

resource "kubernetes_pod" "web" {
  spec {
    container {
      name = "web"
      security_context {
        capabilities {
          add = var.capabilities
        }
      }
    }
  }
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Debug:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: shell
          LinuxParameters:
            Capabilities:
              Add: [«SYS_PTRACE»]
`,
      ],
      good: [
        `Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: web
          LinuxParameters:
            Capabilities:
              Drop: [ALL]
`,
      ],
      unknown: [
        `Parameters:
  Capability:
    Type: String
Resources:
  Debug:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: shell
          LinuxParameters:
            Capabilities:
              Add: [!Ref Capability]
`,
      ],
    },
    compose: {
      bad: [
        `services:
  debug:
    image: registry.example/debug:1
    cap_drop: [ALL]
    cap_add:
      - NET_BIND_SERVICE
      - «SYS_ADMIN»
`,
      ],
      good: [
        `services:
  web:
    image: registry.example/web:1
    cap_drop: [ALL]
    cap_add: [NET_BIND_SERVICE]
`,
      ],
      unknown: [
        `services:
  web:
    image: registry.example/web:1
    cap_add: ['\${CAPABILITY}']
`,
      ],
    },
    devcontainer: {
      bad: [
        `{
  "image": "registry.example/dev:1",
  "capAdd": [«"NET_ADMIN"»]
}
`,
        `{
  "image": "registry.example/dev:1",
  "runArgs": [«"--cap-add=SYS_ADMIN"»]
}
`,
      ],
      good: [
        `{
  // debuggers need it
  "capAdd": ["SYS_PTRACE"],
  "runArgs": ["--cap-add", "SYS_PTRACE", "--security-opt", "seccomp=unconfined"]
}
`,
      ],
      unknown: [
        `{
  "runArgs": ["--cap-add=\${localEnv:CAPABILITY}"]
}
`,
      ],
    },
  },
});

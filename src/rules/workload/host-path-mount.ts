import { each, is, known, type Message, type Mount, text } from '../../facts';
import { chart, overlay } from '../example-text';
import { rule } from '../rule';

/** What a path of the machine gives away, as the end of a sentence; `write` where only writing does. */
interface Meaning {
  readonly path: RegExp;
  readonly allows: Message;
  readonly write?: true;
}

/** The first that fits. Everything else (logs, certificates, time zones, data directories) is left alone. */
const MEANINGS: readonly Meaning[] = [
  { path: /^\/$/, allows: text`every file of the machine, the credentials of all others on it included` },
  {
    path: /\/(?:docker|containerd|crio|podman)\.sock$/,
    allows: text`the container engine, and so every container`,
  },
  { path: /^(?:\/var)?\/run$/, allows: text`the sockets of the machine, that of its container engine included` },
  { path: /^\/etc$/, allows: text`the accounts, keys and start-up files of the machine` },
  {
    path: /^\/etc\/(?:kubernetes(?:\/.*)?|shadow|sudoers(?:\.d)?|ssh|cron[^/]*|systemd(?:\/.*)?)$/,
    allows: text`keys and start-up files of the machine`,
  },
  { path: /^\/root(?:\/.*)?$/, allows: text`the home of the machine’s administrator` },
  { path: /^\/home$/, allows: text`the homes and keys of everybody on the machine` },
  { path: /^\/var\/lib\/(?:kubelet(?:\/pods)?|etcd)$/, allows: text`the secrets of every pod on the node` },
  {
    path: /^\/var\/lib\/(?:docker|containerd|containers)$/,
    allows: text`the file systems of every container on the machine`,
  },
  {
    path: /^\/(?:proc|sys|dev|boot|usr|lib|bin|sbin|var|var\/lib)$/,
    allows: text`what the machine itself runs on`,
    write: true,
  },
];

const normal = (path: string): string => path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');

function meaningOf(path: string, mount: Mount): Message | undefined {
  const meaning = MEANINGS.find((one) => one.path.test(normal(path)));
  if (!meaning || (meaning.write && is(mount.readOnly, (on) => on) !== 'no')) return undefined;
  return meaning.allows;
}

export const hostPathMount = rule({
  id: 'host-path-mount',
  title: 'Workload mounts a sensitive path of its machine',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'What is mounted from the machine belongs to all that runs on it: its keys, the socket of the container engine, the secrets of other pods. A flaw in this one workload then costs the machine.',
  remedy:
    'Use a volume of the platform (persistent volume, `emptyDir`, config map, secret). To build images, use a builder that needs no socket; agents of the node mount the one directory they read, read-only.',
  references: ['CWE-668', 'CIS Kubernetes 5.2.12', 'NIST SC-39'],
  elsewhere: ['CKV_K8S_27', 'KSV006', 'KSV023', 'KSV-0006', 'KSV-0023', 'AVD-KSV-0006'],
  reads: ['workload'],
  *check(workload) {
    for (const { value: mount } of each(workload.mounts)) {
      const source = known(mount.source);
      const allows = source && meaningOf(source.value, mount);
      if (!source || !allows) continue;
      yield {
        at: source.at,
        message: text`Mounting ${source.value} gives ${workload.name} ${allows}.`,
        about: normal(source.value),
      };
    }
  },
  examples: {
    kubernetes: {
      bad: [
        `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  volumes:
    - name: engine
      hostPath:
        path: «/var/run/docker.sock»
    - name: kernel
      hostPath: { path: «/proc» }
    - name: keys
      hostPath: { path: «/etc/kubernetes/» }
  containers:
    - name: agent
      volumeMounts:
        - { name: engine, mountPath: /var/run/docker.sock, readOnly: true }
        - { name: kernel, mountPath: /host/proc }
        - { name: keys, mountPath: /keys }
`,
        chart(
          `apiVersion: apps/v1
kind: Deployment
metadata:
  name: letters
spec:
  template:
    spec:
      volumes:
        - name: data
          hostPath: { path: {{ .Values.data }} }
      containers:
        - name: letters
          image: registry.example/letters:1
          volumeMounts:
            - { name: data, mountPath: /data }
`,
          `data: «/etc»
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
      volumes:
        - name: data
          emptyDir: {}
      containers:
        - name: letters
          image: registry.example/letters:1
          volumeMounts:
            - { name: data, mountPath: /data }
`,
          `apiVersion: apps/v1
kind: Deployment
metadata:
  name: letters
spec:
  template:
    spec:
      volumes:
        - name: data
          hostPath: { path: «/var/lib/kubelet» }
      containers:
        - name: letters
`,
        ),
      ],
      good: [
        `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  volumes:
    - name: logs
      hostPath:
        path: /var/log
    - name: time
      hostPath:
        path: /etc/localtime
    - name: kernel
      hostPath:
        path: /proc
    - name: spare
      hostPath:
        path: /
    - name: scratch
      emptyDir: {}
  containers:
    - name: agent
      volumeMounts:
        - { name: logs, mountPath: /var/log }
        - { name: time, mountPath: /etc/localtime, readOnly: true }
        - { name: kernel, mountPath: /host/proc, readOnly: true }
        - { name: scratch, mountPath: /tmp }
`,
        chart(
          `apiVersion: apps/v1
kind: Deployment
metadata:
  name: letters
spec:
  template:
    spec:
      volumes:
        - name: data
          hostPath: { path: {{ .Values.data }} }
      containers:
        - name: letters
          image: registry.example/letters:1
          volumeMounts:
            - { name: data, mountPath: /data }
`,
          `data: /srv/letters
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
      volumes:
        - name: data
          hostPath: { path: /etc }
      containers:
        - name: letters
          image: registry.example/letters:1
          volumeMounts:
            - { name: data, mountPath: /data }
`,
          `apiVersion: apps/v1
kind: Deployment
metadata:
  name: letters
spec:
  template:
    spec:
      volumes:
        - name: data
          hostPath: { path: /srv/letters }
      containers:
        - name: letters
`,
        ),
      ],
      unknown: [
        `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  volumes:
    - name: data
      hostPath:
        path: \${DATA}
  containers:
    - name: agent
      volumeMounts:
        - { name: data, mountPath: /data }
`,
      ],
    },
    terraform: {
      bad: [
        `resource "kubernetes_deployment" "agent" {
  metadata {
    name = "agent"
  }
  spec {
    template {
      spec {
        volume {
          name = "root"
          host_path {
            path = «"/"»
          }
        }
        container {
          name = "agent"
          volume_mount {
            name       = "root"
            mount_path = "/host"
            read_only  = true
          }
        }
      }
    }
  }
}`,
        `resource "aws_ecs_task_definition" "agent" {
  family = "agent"
  container_definitions = jsonencode([{
    name        = "agent"
    mountPoints = [{ sourceVolume = "engine", containerPath = "/docker.sock" }]
  }])
  volume {
    name      = "engine"
    host_path = «"/var/run/docker.sock"»
  }
}`,
      ],
      good: [
        `resource "aws_ecs_task_definition" "agent" {
  family = "agent"
  container_definitions = jsonencode([{
    name        = "agent"
    mountPoints = [{ sourceVolume = "data", containerPath = "/data" }]
  }])
  volume {
    name      = "data"
    host_path = "/srv/orders"
  }
}`,
      ],
      unknown: [
        `variable "path" {
  type = string
}

resource "aws_ecs_task_definition" "agent" {
  family = "agent"
  container_definitions = jsonencode([{
    name        = "agent"
    mountPoints = [{ sourceVolume = "data", containerPath = "/data" }]
  }])
  volume {
    name      = "data"
    host_path = var.path
  }
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Agent:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Volumes:
        - Name: etc
          Host:
            SourcePath: «/etc»
      ContainerDefinitions:
        - Name: agent
          MountPoints:
            - SourceVolume: etc
              ContainerPath: /host/etc
`,
      ],
      good: [
        `Resources:
  Agent:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Volumes:
        - Name: data
      ContainerDefinitions:
        - Name: agent
          MountPoints:
            - SourceVolume: data
              ContainerPath: /data
`,
      ],
      unknown: [
        `Parameters:
  Path:
    Type: String
Resources:
  Agent:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Volumes:
        - Name: data
          Host:
            SourcePath: !Ref Path
      ContainerDefinitions:
        - Name: agent
          MountPoints:
            - SourceVolume: data
              ContainerPath: /data
`,
      ],
    },
    compose: {
      bad: [
        `services:
  proxy:
    image: registry.example/proxy:1
    volumes:
      - certificates:/certificates
      - «/var/run/docker.sock:/var/run/docker.sock:ro»
      - type: bind
        source: «/etc»
        target: /host/etc
  cleaner:
    image: registry.example/cleaner:1
    volumes:
      - «"\${ENGINE:-/var/run/docker.sock}:/engine.sock"»
volumes:
  certificates: {}
`,
      ],
      good: [
        `services:
  web:
    image: registry.example/web:1
    volumes:
      - ./site:/srv:ro
      - data:/var/lib/docker
      - /etc/localtime:/etc/localtime:ro
      - /proc:/host/proc:ro
volumes:
  data: {}
`,
      ],
      unknown: [
        `services:
  web:
    image: registry.example/web:1
    volumes:
      - \${DATA}:/data
      - type: bind
        source: \${CONFIG}
        target: /etc
`,
      ],
    },
    devcontainer: {
      bad: [
        `{
  "mounts": [
    «"source=/var/run/docker.sock,target=/var/run/docker-host.sock,type=bind"»,
    { "source": «"/"», "target": "/host", "type": "bind" }
  ],
  "runArgs": ["-v", «"/etc:/host/etc"»]
}
`,
      ],
      good: [
        `{
  "mounts": ["source=shop-modules,target=/workspace/node_modules,type=volume"],
  "runArgs": ["--volume=shop-cache:/root/.cache"]
}
`,
      ],
      unknown: [
        `{
  "mounts": ["source=\${localEnv:HOME}/.aws,target=/home/dev/.aws,type=bind"]
}
`,
      ],
    },
  },
});

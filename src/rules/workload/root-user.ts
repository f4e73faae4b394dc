import { is, known, said, text, usesOf } from '../../facts';
import { chart, overlay } from '../example-text';
import { rule } from '../rule';

export const rootUser = rule({
  id: 'root-user',
  title: 'Container is told to run as root',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  why: 'Root in a container is root of the machine as soon as one wall fails: a mounted path, a flaw in the kernel, a socket. An ordinary user makes most of those ways out useless.',
  remedy:
    'Create a user in the image and end the Dockerfile with `USER 10001`; in Kubernetes set `runAsNonRoot: true` and a `runAsUser` above zero. Give that user the directories it writes to.',
  references: ['CWE-250', 'CIS Docker 4.1', 'CIS Kubernetes 5.2.7', 'NIST AC-6'],
  elsewhere: ['CKV_DOCKER_8', 'CKV_K8S_23', 'DS002', 'DS-0002', 'AVD-DS-0002', 'KSV105', 'KSV-0105'],
  reads: ['workload'],
  *check(workload) {
    const user = known(workload.user);
    // where the platform refuses root, the container does not start at all
    if (!user || !/^(?:0+|root)$/.test(user.value) || is(workload.refusesRoot, (on) => on) === 'yes') return;
    yield {
      at: user.at,
      message: said(
        user,
        text`${workload.name} runs as root: a flaw in it gives administrator rights inside, one step away from its machine.`,
      ),
      about: workload.name,
      related: usesOf(user),
    };
  },
  examples: {
    dockerfile: {
      bad: [
        `FROM node:22
RUN useradd app
USER app
RUN npm ci
USER «root»
CMD ["node", "server.js"]
`,
        `FROM registry.example/base:1
USER «0:0»
`,
        `# escape=\`
ARG RUN_AS=root
FROM registry.example/build:1 AS build
USER build
RUN <<EOF
useradd app
USER app
EOF

FROM registry.example/base:1
ARG RUN_AS
COPY --from=build /app /app
COPY <<ENTRY /start.sh
USER app
ENTRY
USER «\${RUN_AS}»
`,
      ],
      good: [
        `FROM node:22
USER root
RUN apt-get update
USER node
CMD ["node", "server.js"]
`,
        `FROM registry.example/base:1
CMD ["run"]
`,
      ],
      unknown: [
        `FROM node:22
ARG RUN_AS
USER $RUN_AS
`,
      ],
    },
    kubernetes: {
      bad: [
        `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: «0»
  containers:
    - name: web
    - name: proxy
      securityContext:
        runAsUser: 10001
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
      {{- with .Values.podSecurityContext }}
      securityContext:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: web
--- shop/values.yaml ---
podSecurityContext:
  runAsUser: «0»
`,
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
            runAsUser: «0»
`,
        ),
      ],
      good: [
        `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
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
      containers:
        - name: letters
          image: registry.example/letters:1
          securityContext:
            runAsUser: {{ .Values.user }}
`,
          `user: 10001
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
            runAsUser: 0
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
            runAsUser: 10001
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
        runAsUser: \${UID}
    - name: proxy
      image: registry.example/proxy:1
`,
      ],
    },
    terraform: {
      bad: [
        `resource "kubernetes_pod" "web" {
  spec {
    container {
      name = "web"
      security_context {
        run_as_user = «0»
      }
    }
  }
}`,
        `resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", user = «"root"» }])
}`,
      ],
      good: [
        `resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", user = "1000:1000" }])
}`,
      ],
      unknown: [
        `variable "user" {
  type = string
}

resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", user = var.user }])
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: web
          User: «'0'»
`,
      ],
      good: [
        `Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: web
          User: app
`,
      ],
      unknown: [
        `Parameters:
  User:
    Type: String
Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: web
          User: !Ref User
`,
      ],
    },
    compose: {
      bad: [
        `services:
  web:
    image: registry.example/web:1
    user: «"0:0"»
  worker:
    image: registry.example/worker:1
    user: «\${RUN_AS:-root}»
`,
      ],
      good: [
        `services:
  web:
    image: registry.example/web:1
    user: "10001:10001"
  database:
    image: postgres:17
`,
      ],
      unknown: [
        `services:
  web:
    image: registry.example/web:1
    user: \${RUN_AS}
`,
      ],
    },
  },
});

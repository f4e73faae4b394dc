import { known, text } from '../../facts';
import { rule } from '../rule';

export const rootUserUnset = rule({
  id: 'root-user-unset',
  title: 'Image runs as root because nothing else is said',
  severity: 'low',
  confidence: 'high',
  audience: 'hardening',
  why: 'The official base images start as root. Without a `USER` of its own the image does so too, and a flaw in the application is administrator inside the container.',
  remedy:
    'Create a user and end the Dockerfile with `USER 10001`, or start from an image that has one (`gcr.io/distroless/…:nonroot`).',
  references: ['CWE-250', 'CIS Docker 4.1', 'NIST AC-6'],
  elsewhere: ['CKV_DOCKER_3', 'DS002', 'DS-0002', 'AVD-DS-0002'],
  reads: ['workload'],
  *check(workload) {
    const { user, level } = workload;
    if (level !== 'image' || user.state !== 'absent' || user.value !== 'root') return;
    const image = known(workload.image)?.value ?? 'its base image';
    yield {
      at: user.at,
      message: text`${workload.name} names no user, so what it builds on ${image} runs as root inside its container.`,
      about: 'user',
    };
  },
  examples: {
    dockerfile: {
      bad: [
        `«FROM python:3.13-slim»
COPY . /app
CMD ["python", "/app/main.py"]
`,
        `FROM golang:1.25 AS build
RUN go build -o /server

«FROM scratch»
COPY --from=build /server /server
`,
      ],
      good: [
        `FROM python:3.13-slim
USER 10001
`,
        `FROM nginxinc/nginx-unprivileged:1.29
COPY site /usr/share/nginx/html
`,
        `FROM python:3.13-windowsservercore-ltsc2025
CMD ["python", "main.py"]
`,
        `FROM node:22 AS base
ONBUILD RUN npm ci
ONBUILD USER node

FROM base
CMD ["node", "server.js"]
`,
      ],
      unknown: [
        `ARG BASE
FROM $BASE
COPY . /app
`,
        `FROM registry.example/node:22
COPY . /app
`,
      ],
    },
  },
});

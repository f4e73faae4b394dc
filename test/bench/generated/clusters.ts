/** Made-up charts, kustomizations and services of containers. */
import { lines } from './lines';

const template = (i: number) => `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-service-${i}
  labels:
    app: service-${i}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels:
      app: service-${i}
  template:
    metadata:
      labels:
        app: service-${i}
    spec:
      {{- if .Values.serviceAccount }}
      serviceAccountName: {{ .Values.serviceAccount }}
      {{- end }}
      automountServiceAccountToken: false
      containers:
        - name: web
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default "1.${i % 90}" }}"
          securityContext:
            runAsNonRoot: {{ .Values.security.runAsNonRoot }}
            allowPrivilegeEscalation: {{ .Values.security.allowPrivilegeEscalation }}
          env:
            - name: PORT
              value: "8080"
`;
export const helm = (count: number): string => lines(count, template);
/** What stands beside a chart's templates. */
export const chart = (dir: string) =>
  [
    [`${dir}/Chart.yaml`, 'apiVersion: v2\nname: shop\nversion: 1.2.3\n'],
    [
      `${dir}/values.yaml`,
      'replicas: 2\nserviceAccount: shop\nimage:\n  repository: registry.example.com/shop\n  tag: ""\nsecurity:\n  runAsNonRoot: true\n  allowPrivilegeEscalation: false\n',
    ],
  ] as const;

/** A base and an overlay around the manifests of a directory. */
export const kustomization = (dir: string) =>
  [
    [`${dir}/base/kustomization.yaml`, 'resources:\n  - objects.yaml\n'],
    [
      `${dir}/production/kustomization.yaml`,
      'namespace: production\nresources:\n  - ../base\npatches:\n  - target:\n      kind: Deployment\n    patch: |-\n      - op: replace\n        path: /spec/replicas\n        value: 4\n',
    ],
  ] as const;

const service = (i: number) => `  service-${i}:
    image: registry.example.com/shop/service-${i}:1.${i % 90}
    user: "1000:1000"
    read_only: true
    cap_drop: [ALL]
    security_opt:
      - no-new-privileges:true
    environment:
      PORT: "8080"
      DATABASE_URL: \${DATABASE_URL}
    volumes:
      - data-${i}:/data
`;
export const compose = (count: number): string => `services:\n${lines(count, service)}`;

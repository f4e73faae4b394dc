import fc from 'fast-check';

/** Seed of every property test in this run; printed by fast-check when a property fails. */
export const SEED = Number(process.env.HANDRAIL_SEED ?? 20261124);

/** Lines and blocks in several formats that lean on each other: what random workspaces are made of. */
const TERRAFORM = [
  'resource "aws_s3_bucket" "orders" {\n  bucket = "orders-uploads"\n}\n',
  'resource "aws_s3_bucket" "orders" {\n  bucket = var.name\n}\n',
  'resource "aws_s3_bucket_acl" "orders" {\n  bucket = aws_s3_bucket.orders.id\n  acl    = "public-read"\n}\n',
  'resource "aws_s3_bucket_public_access_block" "orders" {\n  bucket = aws_s3_bucket.orders.id\n  block_public_acls = true\n  block_public_policy = true\n  ignore_public_acls = true\n  restrict_public_buckets = true\n}\n',
  'resource "aws_s3_bucket_public_access_block" "other" {\n  bucket = var.name\n  ignore_public_acls = true\n}\n',
  'variable "cidr" {\n  default = "0.0.0.0/0"\n}\n',
  'variable "cidr" {\n  default = "10.0.0.0/8"\n}\n',
  'variable "name" {}\n',
  'locals {\n  actions = ["s3:*"]\n  port    = 22\n}\n',
  'locals {\n  actions = ["s3:GetObject"]\n}\n',
  'resource "aws_security_group" "bastion" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = [var.cidr]\n  }\n}\n',
  'resource "aws_security_group" "bastion" {\n  ingress {\n    from_port   = local.port\n    to_port     = local.port\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n',
  'data "aws_iam_policy_document" "ci" {\n  statement {\n    actions   = local.actions\n    resources = ["*"]\n  }\n}\n',
  'resource "aws_iam_policy" "ci" {\n  policy = data.aws_iam_policy_document.ci.json\n}\n',
  'resource "aws_iam_role_policy_attachment" "admin" {\n  role       = aws_iam_role.ci.name\n  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}\n',
  '# handrail:allow open-admin-port until=2026-06-01 owner=ops reason="migration"\n',
  'resource "aws_security_group" "gate" {\n  # handrail:allow open-admin-port until=2026-06-01 owner=ops reason="migration"\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n',
  'locals {\n  policies = ["ReadOnlyAccess", "AdministratorAccess"]\n}\n',
  'resource "aws_iam_role_policy_attachment" "each" {\n  for_each   = toset(local.policies)\n  role       = aws_iam_role.ci.name\n  policy_arn = "arn:aws:iam::aws:policy/${each.value}"\n}\n',
  'variable "rules" {\n  type    = list(object({ port = number, cidr = optional(string, "0.0.0.0/0") }))\n  default = [{ port = 22 }]\n}\n',
  'resource "aws_security_group" "rules" {\n  dynamic "ingress" {\n    for_each = [for rule in var.rules : rule if rule.port < 1024]\n    content {\n      from_port   = ingress.value.port\n      to_port     = ingress.value.port\n      protocol    = "tcp"\n      cidr_blocks = [ingress.value.cidr]\n    }\n  }\n}\n',
  'resource "aws_iam_policy" "file" {\n  policy = file("${path.module}/policy.json")\n}\n',
  'resource "aws_iam_policy" "template" {\n  policy = templatefile("policy.json.tftpl", { actions = local.actions, cidr = var.cidr })\n}\n',
  '# a comment\n',
  '\n',
  'module "net" {\n  source = "./net"\n  cidr   = var.cidr\n  bucket = aws_s3_bucket.orders.id\n}\n',
  'resource "aws_s3_bucket_acl" "net" {\n  bucket = module.net.bucket\n  acl    = "public-read"\n}\n',
];
/** Calls that reach two modules from two roots, or go round in a circle. */
const CALLS = [
  'module "net" {\n  source = "../infra/net"\n  cidr   = "0.0.0.0/0"\n}\n',
  'module "net" {\n  source = "../infra/net"\n  cidr   = "10.0.0.0/8"\n  bucket = "orders"\n}\n',
  'module "web" {\n  source = "../infra/net"\n  count  = 0\n  cidr   = "0.0.0.0/0"\n}\n',
  'module "deep" {\n  source = "../infra/net/deep"\n  bucket = module.net.bucket\n}\n',
  'resource "aws_s3_bucket_acl" "net" {\n  bucket = module.net.bucket\n  acl    = "public-read"\n}\n',
  'resource "aws_s3_bucket_public_access_block" "net" {\n  bucket = module.net.bucket\n  ignore_public_acls = true\n}\n',
  'moved {\n  from = module.net\n  to   = module.web\n}\n',
];
const MODULE = [
  'variable "cidr" {\n  default = "10.0.0.0/8"\n}\nvariable "bucket" {\n  default = null\n}\n',
  'resource "aws_s3_bucket" "b" {\n  bucket = var.bucket\n  acl    = "public-read"\n}\noutput "bucket" {\n  value = aws_s3_bucket.b.id\n}\n',
  'resource "aws_s3_bucket_acl" "b" {\n  bucket = var.bucket\n  acl    = "public-read"\n}\n',
  'resource "aws_security_group" "g" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = [var.cidr]\n  }\n}\n',
  'resource "aws_security_group" "h" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n',
  'moved {\n  from = aws_security_group.g\n  to   = aws_security_group.h\n}\n',
  'module "deep" {\n  source = "./deep"\n  cidr   = var.cidr\n  bucket = aws_s3_bucket.b.id\n}\n',
  'module "back" {\n  source = "../"\n}\n',
];
const KUBERNETES = [
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx\n      securityContext:\n        privileged: true\n',
  'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: ci\nroleRef:\n  kind: ClusterRole\n  name: cluster-admin\nsubjects:\n  - kind: ServiceAccount\n    name: ci\n    namespace: ci\n',
  'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: reader\nrules:\n  - apiGroups: [""]\n    resources: ["*"]\n    verbs: ["*"]\n',
  'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ci\n  namespace: ci\nautomountServiceAccountToken: false\n',
  '---\n',
  '# handrail:allow privileged-container until=2026-06-01 owner=ops reason="driver"\n',
];
const OVERLAY = [
  'resources: [../deploy]\n',
  'resources: [../deploy, patch.yaml]\n',
  'patches:\n  - path: patch.yaml\n  - target: {kind: Pod}\n    path: ../prod/ops.yaml\n',
  'patchesStrategicMerge:\n  - |-\n    apiVersion: v1\n    kind: Pod\n    metadata: {name: web}\n    spec: {hostPID: true}\n',
  'namespace: shop\n',
];
const CHART = [
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  template:\n    spec:\n      hostNetwork: {{ .Values.hostNetwork }}\n      containers:\n        - name: web\n          securityContext:\n            {{- toYaml .Values.security | nindent 12 }}\n',
  '{{- if .Values.debug }}\n',
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: debug\nspec:\n  hostPID: {{ .Values.debug }}\n  containers: []\n',
  '{{- end }}\n',
  '---\n',
];
const VALUES = [
  'hostNetwork: true\n',
  'hostNetwork: false\n',
  'security:\n  privileged: true\n',
  'security:\n  privileged: false\n  runAsUser: 0\n',
  'debug: true\n',
  'part:\n  hostNetwork: true\n',
  'net:\n  host: true\n  other: 1\n',
  'net:\n  other: 1\n  host: false\n',
  '# a comment\n',
];
const HELPERS = [
  '{{- define "shop.host" -}}\n{{ .Values.net.host }}\n{{- end }}\n',
  '{{- define "shop.host" -}}\n{{- if .Values.debug }}true{{ else }}false{{ end }}\n{{- end }}\n',
  '{{- define "shop.pod" -}}\nhostPID: true\nhostIPC: {{ include "shop.host" . }}\n{{- end }}\n',
  '{{/* nothing */}}\n',
];
const CLOUDFORMATION = [
  'AWSTemplateFormatVersion: "2010-09-09"\n',
  'Parameters:\n  Cidr:\n    Type: String\n    Default: 0.0.0.0/0\n',
  'Resources:\n',
  '  Bastion:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: ssh\n      SecurityGroupIngress:\n        - IpProtocol: tcp\n          FromPort: 22\n          ToPort: 22\n          CidrIp: !Ref Cidr\n',
  '  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal: "*"\n            Action: sts:AssumeRole\n',
  '  Orders:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies: [AdministratorAccess, {Statement: {Effect: Allow, Action: "s3:*", Resource: "*"}}]\n      Events:\n        List: {Type: Api, Properties: {Path: /, Method: get}}\n',
  '  Network:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: nested/network.yaml\n      Parameters:\n        Cidr: !Ref Cidr\n        Bucket: !Ref Files\n',
  '  Second:\n    Type: AWS::CloudFormation::Stack\n    Condition: Never\n    Properties:\n      TemplateURL: nested/network.yaml\n      Parameters: {Cidr: !GetAtt Network.Outputs.Cidr}\n',
  '  Fn::ForEach::Buckets:\n    - Name\n    - [Files, Bills]\n    - ${Name}:\n        Type: AWS::S3::Bucket\n        Properties: {AccessControl: PublicRead}\n',
  'Conditions:\n  Never: !Equals [a, b]\n',
  'Globals:\n  Api:\n    Auth: {DefaultAuthorizer: AWS_IAM}\n',
  'Outputs:\n  Cidr:\n    Value: !Ref Cidr\n',
];
const NESTED = [
  ...CLOUDFORMATION,
  '  Files:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref Bucket\n      PolicyDocument: {Statement: {Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: "*"}}\n',
  '  Back:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: ../template.yaml}\n',
];
const WORKFLOW = [
  'on: pull_request_target\n',
  'permissions: write-all\n',
  'jobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n      - run: echo "${{ github.event.issue.title }}"\n',
  '  deploy:\n    uses: ./.github/workflows/deploy.yml\n    secrets: inherit\n',
];
const DOCKERFILE = [
  'FROM node:20\n',
  'RUN npm ci\n',
  'USER node\n',
  'ENV DB_PASSWORD=hunter-twelve\n',
  'CMD ["node"]\n',
];

const STATEMENT = (action: string) => `{"Effect": "Allow", "Resource": "*", "Action": ${action}}`;
/** Policies that Terraform reads from files: one that speaks by itself, too, and one that says nothing until it is filled in. */
const POLICY = (action: string) => `{"Version": "2012-10-17", "Statement": [${STATEMENT(action)}]}\n`;

/** Files of a small mixed workspace and the pieces their texts are made of. */
const FILES: readonly (readonly [string, readonly string[]])[] = [
  ['infra/main.tf', TERRAFORM],
  ['infra/more.tf', TERRAFORM],
  ['infra/net/main.tf', MODULE],
  ['infra/net/deep/main.tf', MODULE],
  ['stage/main.tf', CALLS],
  ['infra/prod.tfvars', ['cidr = "0.0.0.0/0"\n', 'name = "orders"\n']],
  ['infra/more_override.tf', TERRAFORM],
  ['infra/policy.json', [POLICY('"*"'), POLICY('"s3:*"'), POLICY('"s3:GetObject"'), '\n']],
  [
    'infra/policy.json.tftpl',
    [POLICY('${jsonencode(actions)}'), POLICY('"iam:*"'), '%{ if cidr == "" }', '%{ endif }'],
  ],
  ['infra/terraform.tfvars', ['cidr = "0.0.0.0/0"\n', 'cidr = "10.1.0.0/16"\n', 'name = "orders"\n']],
  ['deploy/app.yaml', KUBERNETES],
  ['deploy/rbac.yaml', KUBERNETES],
  ['deploy/kustomization.yaml', ['resources: []\n', 'resources: [app.yaml, rbac.yaml]\n', 'namespace: shop\n']],
  ['prod/kustomization.yaml', OVERLAY],
  ['dev/kustomization.yaml', OVERLAY],
  ['prod/patch.yaml', KUBERNETES],
  ['prod/ops.yaml', ['- op: replace\n  path: /spec/hostNetwork\n  value: true\n', '- op: remove\n  path: /rules\n']],
  ['chart/Chart.yaml', ['apiVersion: v2\nname: shop\n', 'dependencies:\n  - name: part\n    condition: debug\n']],
  ['chart/values.yaml', VALUES],
  ['chart/values-prod.yaml', VALUES],
  ['chart/templates/_helpers.tpl', HELPERS],
  ['chart/templates/web.yaml', CHART],
  ['chart/charts/part/Chart.yaml', ['apiVersion: v2\nname: part\n']],
  ['chart/charts/part/values.yaml', VALUES],
  ['chart/charts/part/templates/web.yaml', CHART],
  ['template.yaml', CLOUDFORMATION],
  ['nested/network.yaml', NESTED],
  ['.github/workflows/main.yml', WORKFLOW],
  ['Dockerfile', DOCKERFILE],
  ['.env', ['DB_PASSWORD=hunter-twelve\n', 'HOST=localhost\n']],
];

const CALLER = (on: string) => [
  `on: ${on}\n`,
  'permissions: { contents: read }\n',
  'jobs:\n',
  '  a:\n    uses: ./.github/workflows/work.yml\n    with: { text: "${{ github.event.issue.title }}", ref: "${{ github.head_ref }}" }\n',
  '  b:\n    uses: ./.github/workflows/work.yml\n    with: { text: none, ref: main }\n',
  '  c:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ./.github/actions/tell\n        with: { text: "${{ github.event.issue.title }}" }\n      - run: make\n',
];

/** Files that call, extend and include each other. */
const PIPELINES: readonly (readonly [string, readonly string[]])[] = [
  ['.github/workflows/issues.yml', CALLER('issues')],
  ['.github/workflows/pulls.yml', CALLER('pull_request_target')],
  [
    '.github/workflows/work.yml',
    [
      'on: workflow_call\n',
      'on: [workflow_call, push]\n',
      'permissions: write-all\n',
      'jobs:\n  work:\n    runs-on: ubuntu-latest\n    steps:\n',
      '      - uses: actions/checkout@v4\n        with: { ref: "${{ inputs.ref }}" }\n',
      '      - run: echo "${{ inputs.text }}"\n',
      '      - uses: ./.github/actions/tell\n        with: { text: "${{ inputs.text }}" }\n',
    ],
  ],
  [
    '.github/actions/tell/action.yml',
    [
      'inputs: { text: {} }\n',
      'runs:\n  using: composite\n  steps:\n',
      '    - run: echo "${{ inputs.text }}"\n      shell: bash\n',
    ],
  ],
  [
    'compose.yaml',
    [
      'services:\n',
      '  web:\n    image: a\n    extends: { service: base, file: shared/compose.yaml }\n',
      '  api: { extends: web, image: b }\n',
      '  web:\n    privileged: true\n',
    ],
  ],
  [
    'shared/compose.yaml',
    ['services:\n  base:\n    image: c\n', '    privileged: true\n', '    security_opt: [no-new-privileges]\n'],
  ],
  [
    '.gitlab-ci.yml',
    [
      'job:\n  extends: .base\n  script:\n    - eval "./a $TEXT"\n',
      'variables: { TEXT: $CI_COMMIT_TITLE }\n',
      'include: [b]\n',
    ],
  ],
  [
    '.gitlab/ci/base.yml',
    ['.base:\n  variables:\n    TEXT: $CI_COMMIT_MESSAGE\n', '.base:\n  variables: { TEXT: a }\n', 'stages: []\n'],
  ],
  [
    'azure-pipelines.yml',
    [
      'trigger: [main]\n',
      'variables: { n: $(Build.SourceVersionMessage) }\n',
      'steps:\n  - template: t/tell.yml\n    parameters: { m: $(n) }\n',
    ],
  ],
  [
    't/tell.yml',
    ['steps:\n  - bash: echo "${{ parameters.m }}"\n', '  - task: Bash@3\n    inputs: { script: "$(n)" }\n'],
  ],
];

/** One step of an edit sequence. */
export type Edit =
  | { readonly type: 'write'; readonly path: string; readonly text: string }
  | { readonly type: 'remove'; readonly path: string }
  | {
      readonly type: 'splice';
      readonly path: string;
      readonly at: number;
      readonly cut: number;
      readonly text: string;
    };

const fragment = fc.oneof(
  fc.constantFrom('{', '}', '"', '\n', '  ', '- ', ': ', '*', '0.0.0.0/0', '<<EOF\n', '${', '&a ', '*a', '---\n', '#'),
  fc.string({ maxLength: 6 }),
);

/** A random edit: a file written from its pieces, removed, or changed in the middle as by typing. */
const editOf = (files: typeof FILES): fc.Arbitrary<Edit> =>
  fc.constantFrom(...files).chain(([path, pieces]) =>
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc
          .array(fc.constantFrom(...pieces), { maxLength: 8 })
          .map((chosen): Edit => ({ type: 'write', path, text: chosen.join('') })),
      },
      { weight: 1, arbitrary: fc.constant<Edit>({ type: 'remove', path }) },
      {
        weight: 5,
        arbitrary: fc
          .record({
            at: fc.nat({ max: 1000 }),
            cut: fc.nat({ max: 40 }),
            text: fc.oneof(fragment, fc.constantFrom(...pieces)),
          })
          .map((splice): Edit => ({ type: 'splice', path, ...splice })),
      },
    ),
  );

/** Random edits of the mixed workspace, and of one whose files are all about each other. */
export const edit = editOf(FILES);
export const pipelineEdit = editOf(PIPELINES);
/** An edit of a chart, of the one in it, and of what they are installed with. */
export const chartEdit = editOf(FILES.filter(([path]) => path.startsWith('chart/')));
/** An edit of modules that call each other. */
export const moduleEdit = editOf(FILES.filter(([path]) => /^(infra|stage)\/(?!more)/.test(path)));
/** A chart to begin with, whose pod hangs on values and named templates. */
export const CHARTS: readonly Edit[] = [
  { type: 'write', path: 'chart/Chart.yaml', text: 'apiVersion: v2\nname: shop\n' },
  { type: 'write', path: 'chart/values.yaml', text: VALUES.slice(-3, -2).join('') },
  { type: 'write', path: 'chart/templates/_helpers.tpl', text: `${HELPERS[0]}${HELPERS[2]}` },
  {
    type: 'write',
    path: 'chart/templates/pod.yaml',
    text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: {{ .Values.net.host }}\n  {{- include "shop.pod" . | nindent 2 }}\n  containers:\n    - name: a\n      image: a:1\n      securityContext:\n        {{- toYaml .Values.security | nindent 8 }}\n',
  },
];
/** Modules of a module that two roots call, to begin with. */
export const MODULES: readonly Edit[] = [
  { type: 'write', path: 'infra/net/main.tf', text: MODULE.slice(0, -1).join('') },
  { type: 'write', path: 'infra/net/deep/main.tf', text: MODULE.slice(0, 4).join('') },
  {
    type: 'write',
    path: 'infra/main.tf',
    text: TERRAFORM.filter((piece) => /module|"name"|"cidr"/.test(piece)).join(''),
  },
  { type: 'write', path: 'stage/main.tf', text: CALLS.join('') },
];

/** Files that expressions read, and the expressions, to begin with. */
export const READ_FILES: readonly Edit[] = [
  { type: 'write', path: 'infra/policy.json', text: POLICY('"s3:*"') },
  { type: 'write', path: 'infra/policy.json.tftpl', text: POLICY('${jsonencode(actions)}') },
  {
    type: 'write',
    path: 'infra/main.tf',
    text: TERRAFORM.filter((piece) => /policy\.json|"s3:\*"/.test(piece)).join(''),
  },
];
/** An edit of a file that an expression reads. */
export const readFileEdit = editOf(FILES.filter(([path]) => path.startsWith('infra/policy')));

/** A workspace's texts after an edit. */
export function afterEdit(texts: ReadonlyMap<string, string>, step: Edit): Map<string, string> {
  const next = new Map(texts);
  if (step.type === 'remove') next.delete(step.path);
  else if (step.type === 'write') next.set(step.path, step.text);
  else {
    const text = texts.get(step.path) ?? '';
    const at = text.length === 0 ? 0 : step.at % (text.length + 1);
    next.set(step.path, text.slice(0, at) + step.text + text.slice(at + step.cut));
  }
  return next;
}

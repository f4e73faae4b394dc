/** Made-up infrastructure code of any length, the same for the same number: nothing in it comes from anywhere. */
import { arm, azurePipeline, bicep } from './generated/azure';
import { chart, compose, helm, kustomization } from './generated/clusters';
import { gitlab, sam, serverless } from './generated/functions';
import { lines } from './generated/lines';

const bucket = (i: number) => `resource "aws_s3_bucket" "data_${i}" {
  bucket = "\${var.prefix}-data-${i}"
  tags = {
    Team = "team-${i % 7}"
    Cost = local.cost_center
  }
}

resource "aws_security_group" "service_${i}" {
  name   = "service-${i}"
  vpc_id = var.vpc_id

  ingress {
    from_port   = ${8000 + (i % 900)}
    to_port     = ${8000 + (i % 900)}
    protocol    = "tcp"
    cidr_blocks = [var.office_cidr]
  }
}

data "aws_iam_policy_document" "service_${i}" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["\${aws_s3_bucket.data_${i}.arn}/*"]
  }
}

`;
const VARIABLES = `variable "prefix" {
  default = "shop"
}
variable "vpc_id" {}
variable "office_cidr" {
  default = "10.0.0.0/8"
}
locals {
  cost_center = "cc-42"
}

`;
export const terraform = (count: number): string => VARIABLES + lines(count, bucket);

const deployment = (i: number) => `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: service-${i}
  namespace: shop
  labels:
    app: service-${i}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: service-${i}
  template:
    metadata:
      labels:
        app: service-${i}
    spec:
      serviceAccountName: service-${i}
      containers:
        - name: web
          image: registry.example.com/shop/service-${i}:1.${i % 90}
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
          env:
            - name: PORT
              value: "8080"
`;
export const kubernetes = (count: number): string => lines(count, deployment);

const templateResource = (i: number) => `  Bucket${i}:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub '\${Prefix}-data-${i}'
      Tags:
        - Key: Team
          Value: team-${i % 7}
  Group${i}:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: service ${i}
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 443
          ToPort: 443
          CidrIp: !Ref OfficeCidr
`;
export const cloudformation = (count: number): string => `AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Prefix:
    Type: String
    Default: shop
  OfficeCidr:
    Type: String
    Default: 10.0.0.0/8
Resources:
${lines(count, templateResource)}`;

const job = (i: number) => `  job-${i}:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - name: Test ${i}
        run: npm test -- --part ${i}
`;
export const workflow = (count: number): string => `name: build
on:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
${lines(count, job)}`;

export const dockerfile = (count: number): string =>
  `FROM node:20-slim AS build\nWORKDIR /app\n${lines(count, (i) => `COPY part-${i}/ ./part-${i}/\nRUN npm run build --workspace part-${i} \\\n  && rm -rf part-${i}/cache\n`)}USER node\nCMD ["node", "server.js"]\n`;

const statement = (i: number) => `    {
      "Sid": "Read${i}",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:GetObjectTagging"],
      "Resource": "arn:aws:s3:::shop-data-${i}/*"
    }`;
export const iamPolicy = (count: number): string =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [\n${Array.from({ length: count }, (_, i) => statement(i)).join(',\n')}\n  ]\n}\n`;

type Files = readonly (readonly [path: string, text: string])[];

interface Kind {
  readonly name: string;
  /** The file of a unit. */
  path(unit: string): string;
  make(blocks: number): string;
  /** What stands beside it, so that its tool knows it. */
  beside?(unit: string): Files;
  /** How many blocks make about 3.6 KB, and about 1,000 lines. */
  readonly small: number;
  readonly large: number;
}

const moduleCall = (unit: string): Files => [
  [
    `live/${unit}/main.tf`,
    `module "service" {\n  source      = "../../called/${unit}"\n  vpc_id      = "vpc-1"\n  office_cidr = "10.0.0.0/8"\n}\n`,
  ],
];

/** A kind of file for each format that people write. */
export const KINDS: readonly Kind[] = [
  { name: 'Terraform', path: (n) => `modules/${n}/main.tf`, make: terraform, small: 4, large: 36 },
  { name: 'Kubernetes', path: (n) => `deploy/${n}.yaml`, make: kubernetes, small: 5, large: 35 },
  { name: 'CloudFormation', path: (n) => `templates/${n}.yaml`, make: cloudformation, small: 8, large: 64 },
  { name: 'Actions', path: (n) => `.github/workflows/${n}.yml`, make: workflow, small: 17, large: 124 },
  { name: 'Dockerfile', path: (n) => `services/${n}/Dockerfile`, make: dockerfile, small: 38, large: 332 },
  { name: 'IAM JSON', path: (n) => `policies/${n}.json`, make: iamPolicy, small: 20, large: 166 },
  {
    name: 'Terraform module',
    path: (n) => `called/${n}/main.tf`,
    make: terraform,
    beside: moduleCall,
    small: 4,
    large: 36,
  },
  { name: 'Bicep', path: (n) => `bicep/${n}.bicep`, make: bicep, small: 4, large: 26 },
  { name: 'ARM', path: (n) => `arm/${n}.json`, make: arm, small: 6, large: 49 },
  {
    name: 'Helm',
    path: (n) => `charts/${n}/templates/services.yaml`,
    make: helm,
    beside: (n) => chart(`charts/${n}`),
    small: 4,
    large: 29,
  },
  {
    name: 'Kustomize',
    path: (n) => `overlays/${n}/base/objects.yaml`,
    make: kubernetes,
    beside: (n) => kustomization(`overlays/${n}`),
    small: 5,
    large: 35,
  },
  { name: 'Compose', path: (n) => `stacks/${n}/compose.yaml`, make: compose, small: 11, large: 83 },
  { name: 'SAM', path: (n) => `sam/${n}/template.yaml`, make: sam, small: 10, large: 75 },
  { name: 'Serverless', path: (n) => `functions/${n}/serverless.yml`, make: serverless, small: 13, large: 98 },
  { name: 'GitLab', path: (n) => `pipelines/${n}/.gitlab-ci.yml`, make: gitlab, small: 20, large: 122 },
  {
    name: 'Azure Pipelines',
    path: (n) => `builds/${n}/azure-pipelines.yml`,
    make: azurePipeline,
    small: 16,
    large: 124,
  },
];

/** A unit of a kind under names of its own, as in a real workspace: nobody declares one Deployment in a thousand files. */
function filesOf(kind: Kind, unit: string): Files {
  const text = kind.make(kind.small).replaceAll('service-', `${unit}-service-`);
  return [[kind.path(unit), text], ...(kind.beside?.(unit) ?? [])];
}

/** A workspace of so many mixed files, most of them of about 3.6 KB. */
export function* workspace(files: number): Generator<readonly [path: string, text: string]> {
  for (let unit = 0, given = 0; given < files; unit++) {
    const kind = KINDS[unit % KINDS.length]!;
    for (const file of filesOf(kind, `unit-${unit}`)) if (given++ < files) yield file;
  }
}

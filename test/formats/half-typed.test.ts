import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import type { Value } from '../../src/facts';
import { arm } from '../../src/formats/arm';
import { azurePipelines } from '../../src/formats/azure-pipelines';
import { bicep } from '../../src/formats/bicep';
import { cloudformation, cloudformationJson } from '../../src/formats/cloudformation';
import { compose } from '../../src/formats/compose';
import { devcontainer } from '../../src/formats/devcontainer';
import { dockerfile } from '../../src/formats/dockerfile';
import { githubWorkflow } from '../../src/formats/github-workflow';
import { gitlabCi } from '../../src/formats/gitlab-ci';
import { helm, helmChart, helmNamed } from '../../src/formats/helm';
import { kubernetes, kubernetesJson } from '../../src/formats/kubernetes';
import { serverless } from '../../src/formats/serverless';
import { asFields, type Data, partsOf } from '../../src/resource';
import { type World, world } from '../support/lookup';

/** What providers ask for, at least. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  'dockerfile/image': ['from', 'user', 'env', 'expose', 'run'],
  'gitlab-ci/job': ['script', 'before_script', 'variables', 'extends'],
  'azure-pipelines/job': ['steps', 'variables', 'strategy'],
  'compose/service': ['image', 'volumes', 'user', 'security_opt', 'extends'],
  'devcontainer/container': ['runArgs', 'mounts', 'name'],
  'github/workflow': ['name', 'on', 'permissions', 'env', 'defaults'],
  'github/job': ['permissions', 'steps', 'secrets', 'if', 'uses'],
  'github/action': ['runs', 'inputs', 'name'],
  'AWS::IAM::Role': ['Policies', 'ManagedPolicyArns'],
  'AWS::Lambda::Url': ['AuthType'],
  'AWS::ApiGateway::Method': ['HttpMethod', 'AuthorizationType', 'ApiKeyRequired'],
  'AWS::ApiGatewayV2::Route': ['RouteKey', 'AuthorizationType'],
  'AWS::EC2::SecurityGroup': ['SecurityGroupIngress'],
  'AWS::S3::BucketPolicy': ['Bucket', 'PolicyDocument'],
};
const OBJECT = ['metadata', 'spec', 'rules', 'roleRef', 'subjects'];
const DEPLOYED = ['name', 'properties', 'root', 'scope'];

const FIXTURES = [
  ...files('dockerfile').map((name) => ({ path: name, name: `dockerfile/${name}` })),
  { path: '.github/workflows/release.yml', name: 'workflows/release.yml' },
  { path: 'action.yml', name: 'workflows/action.yml' },
  { path: '.gitlab-ci.yml', name: 'gitlab-ci/.gitlab-ci.yml' },
  { path: 'azure-pipelines.yml', name: 'azure-pipelines/azure-pipelines.yml' },
  { path: 'compose.yaml', name: 'compose/compose.yaml' },
  { path: '.devcontainer/devcontainer.json', name: 'compose/.devcontainer/devcontainer.json' },
  { path: 'shop.yaml', name: 'kubernetes/shop.yaml' },
  { path: 'agents.json', name: 'cluster/agents.json' },
  { path: 'shop/templates/deployment.yaml', name: 'helm/shop/templates/deployment.yaml' },
  { path: 'shop/templates/rbac.yaml', name: 'helm/shop/templates/rbac.yaml' },
  { path: 'shop/templates/workers.yaml', name: 'helm/shop/templates/workers.yaml' },
  { path: 'overlays/dev/kustomization.yaml', name: 'kustomize/shop/overlays/dev/kustomization.yaml' },
  { path: 'orders/template.yaml', name: 'sam/orders/template.yaml' },
  { path: 'stacks/network.yaml', name: 'sam/orders/stacks/network.yaml' },
  { path: 'Shop.template.json', name: 'cdk/ShopStack.template.json' },
  { path: 'serverless.yml', name: 'serverless/notices/serverless.yml' },
  { path: 'azuredeploy.json', name: 'arm/azuredeploy.json' },
  { path: 'vault.json', name: 'arm/linked/vault.json' },
  { path: 'main.bicep', name: 'bicep/main.bicep' },
  { path: 'storage.bicep', name: 'bicep/modules/storage.bicep' },
  { path: 'grammar.bicep', name: 'bicep/grammar.bicep' },
].map(({ path, name }) => ({ path, text: fs.readFileSync(`test/fixtures/${name}`, 'utf8') }));

/** What lies beside a file whenever it is read. */
const BESIDE: Readonly<Record<string, string>> = {
  'shop/values.yaml': fs.readFileSync('test/fixtures/helm/shop/values.yaml', 'utf8'),
  // what the kustomization reaches, and what it makes of it
  'base/kustomization.yaml': 'resources: [web.yaml]\n',
  'base/web.yaml': fs.readFileSync('test/fixtures/kustomize/shop/base/web.yaml', 'utf8'),
};

function files(folder: string): string[] {
  return fs.readdirSync(`test/fixtures/${folder}`);
}

/** Walks a value to its leaves; `textAt` fails on a place outside the text. */
function walk(value: Value<Data>, seen: World): number {
  seen.textAt(value.at);
  if (value.state !== 'known') return 1;
  for (const part of partsOf(value) ?? []) if (part.type === 'unknown' && part.at) seen.textAt(part.at);
  const below = Array.isArray(value.value) ? (value.value as Value<Data>[]) : [...(asFields(value)?.values() ?? [])];
  return below.reduce((sum, one) => sum + walk(one, seen), 1);
}

function readEverything(path: string, text: string): number {
  const beside = /^(?:shop|overlays)\//.test(path) ? BESIDE : {};
  const seen = world({ ...beside, [path]: text }, [
    serverless,
    cloudformation,
    cloudformationJson,
    arm,
    bicep,
    dockerfile,
    compose,
    devcontainer,
    githubWorkflow,
    helm,
    gitlabCi,
    azurePipelines,
    kubernetes,
    kubernetesJson,
    helmChart,
    helmNamed,
  ]);
  let values = 0;
  for (const resource of seen.resources()) {
    seen.textAt(resource.subject.head);
    for (const name of ASKED[resource.type] ?? (resource.type.startsWith('Microsoft.') ? DEPLOYED : OBJECT)) {
      values += walk(resource.get(name), seen);
      for (const inner of resource.all(name)) seen.textAt(inner.subject.head);
      seen.textAt(resource.slot(name).block);
    }
  }
  return values;
}

describe('half-typed files', () => {
  it('the fixtures say something when they are whole', () => {
    for (const { path, text } of FIXTURES) assert.ok(readEverything(path, text) >= 8, path);
  });

  it('cut and changed anywhere, they are read without a throw, and no place leaves the text', () => {
    const noise = fc.constantFrom(
      '',
      ':',
      '- ',
      '"',
      "'",
      '{',
      '[',
      '\n',
      '\t',
      '${{',
      '${self:',
      '!If ',
      'Fn::ForEach::A:\n',
      '}}',
      '|',
      '&a ',
      '*a',
      '---\n',
      '\\',
      '#',
      '<<: *a\n',
    );
    fc.assert(
      fc.property(fc.constantFrom(...FIXTURES), fc.nat(4000), fc.nat(4000), noise, ({ path, text }, at, to, piece) => {
        const [from, end] = [Math.min(at, text.length), Math.min(Math.max(at, to), text.length)];
        readEverything(path, text.slice(0, from) + piece);
        readEverything(path, text.slice(0, from) + piece + text.slice(end));
      }),
      { seed: 20261124, numRuns: 1200 },
    );
  });
});

import assert from 'node:assert/strict';
import type { Fact, ListValue } from '../../../src/facts';
import { kubernetes } from '../../../src/formats/kubernetes';
import { terraform } from '../../../src/formats/terraform';
import { rbac } from '../../../src/providers/kubernetes/rbac';
import { inWords } from '../../support/facts-in-words';
import { type World, world } from '../../support/lookup';

const list = (value: ListValue<string>) =>
  inWords(value, (entries) => entries.map((entry) => inWords(entry)).join(' '));

function lineOf(fact: Fact): string {
  if (fact.kind === 'grant') {
    const narrowed = fact.conditions.state === 'absent' ? '' : ' narrowed';
    return `${list(fact.actions)} on ${list(fact.resources)} wide ${inWords(fact.wide)}${narrowed}`;
  }
  if (fact.kind !== 'membership') return fact.kind;
  const member = inWords(fact.member, ({ type, id }) => `${type} ${id}`);
  return `${member} in ${inWords(fact.of)} reach ${inWords(fact.reach)} role ${inWords(fact.about[1]!)}`;
}

const factsOf = (files: World): readonly string[] =>
  files
    .resources()
    .filter(({ type }) => rbac.types.includes(type))
    .flatMap((resource) => [...rbac.facts(resource)].map(lineOf));

const manifest = (text: string) => factsOf(world({ 'rbac.yaml': text }, [kubernetes]));
const role = (kind: string, rules: string, metadata = 'name: shop') =>
  manifest(`apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata:\n  ${metadata}\nrules:\n${rules}`);

describe('kubernetes roles', () => {
  it('grant verbs on each resource of each group', () => {
    assert.deepEqual(role('Role', "  - { apiGroups: ['', apps], resources: [pods, '*'], verbs: [get, '*'] }\n"), [
      'get * on core/pods apps/pods core/* apps/* wide false',
    ]);
  });

  it('are narrowed by names of objects, and say nothing of addresses', () => {
    assert.deepEqual(
      role(
        'ClusterRole',
        "  - { apiGroups: [''], resources: [secrets], resourceNames: [tls], verbs: [get] }\n  - { nonResourceURLs: [/metrics], verbs: [get] }\n",
      ),
      ['get on core/secrets wide true narrowed'],
    );
  });

  it('that are merged into others reach as far as those', () => {
    assert.deepEqual(
      role(
        'ClusterRole',
        "  - { apiGroups: [''], resources: [pods], verbs: [get] }\n",
        "name: shop\n  labels:\n    rbac.authorization.k8s.io/aggregate-to-edit: 'true'",
      ),
      ['get on core/pods wide unknown'],
    );
  });

  it('keep what is known beside what is filled in later', () => {
    assert.deepEqual(role('Role', "  - { apiGroups: ['', '${GROUP}'], resources: [pods], verbs: ['${VERB}'] }\n"), [
      'unknown on core/pods unknown wide false',
    ]);
  });
});

describe('kubernetes bindings', () => {
  const binding = (kind: string, roleKind: string, subjects: string) =>
    manifest(`apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata:
  name: shop
  namespace: shop
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${roleKind}, name: reader }
subjects:
${subjects}`);

  it('name members as the API server does', () => {
    assert.deepEqual(
      binding(
        'ClusterRoleBinding',
        'ClusterRole',
        [
          '  - { kind: ServiceAccount, name: web, namespace: shop }',
          '  - { kind: User, name: ada@example.com }',
          '  - { kind: User, name: "system:anonymous" }',
          '  - { kind: Group, name: "system:authenticated" }',
          '  - { kind: Group, name: developers }\n',
        ].join('\n'),
      ).map((line) => line.replace(/ in .*/, '')),
      [
        'service system:serviceaccount:shop:web',
        'user ada@example.com',
        'anyone system:anonymous',
        'authenticated system:authenticated',
        'group developers',
      ],
    );
  });

  it('reach the cluster or a namespace, and lead to the declaration of the role', () => {
    const account = '  - { kind: ServiceAccount, name: web }\n';
    assert.deepEqual(binding('RoleBinding', 'Role', account), [
      'service system:serviceaccount:shop:web in Role/reader reach shop role rbac.authorization.k8s.io/Role/shop/reader',
    ]);
    assert.deepEqual(binding('RoleBinding', 'ClusterRole', account), [
      'service system:serviceaccount:shop:web in ClusterRole/reader reach shop role rbac.authorization.k8s.io/ClusterRole//reader',
    ]);
  });

  it('lead to the role in Terraform by its reference', () => {
    const files = world(
      {
        'main.tf': `resource "kubernetes_cluster_role" "reader" {
  metadata {
    name = "shop-reader"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["list"]
  }
}

resource "kubernetes_cluster_role_binding" "reader" {
  metadata {
    name = "reader"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = kubernetes_cluster_role.reader.metadata[0].name
  }
  subject {
    kind      = "ServiceAccount"
    name      = "web"
    namespace = "shop"
  }
}`,
      },
      [terraform],
    );
    assert.deepEqual(factsOf(files), [
      'list on core/pods wide true',
      'service system:serviceaccount:shop:web in ClusterRole/shop-reader reach absent role kubernetes_cluster_role.reader',
    ]);
  });
});

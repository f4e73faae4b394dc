import assert from 'node:assert/strict';
import type { Fact, Workload } from '../../../src/facts';
import { kubernetes } from '../../../src/formats/kubernetes';
import { terraform } from '../../../src/formats/terraform';
import { workload } from '../../../src/providers/kubernetes/workload';
import { inWords } from '../../support/facts-in-words';
import { type World, world } from '../../support/lookup';

function workloadsOf(files: World): readonly Workload[] {
  return files
    .resources()
    .filter(({ type }) => workload.types.includes(type))
    .flatMap((resource): readonly Fact[] => [...workload.facts(resource)])
    .flatMap((fact) => (fact.kind === 'workload' ? [fact] : []));
}

const manifest = (text: string) => world({ 'manifest.yaml': text }, [kubernetes]);
const named = (all: readonly Workload[], name: string): Workload => {
  const found = all.find((one) => one.name === name);
  assert.ok(found, `${name} among ${all.map((one) => one.name).join(', ')}`);
  return found;
};

const CRON = `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
  namespace: shop
spec:
  jobTemplate:
    spec:
      template:
        spec:
          hostPID: true
          securityContext:
            runAsUser: 10001
            runAsNonRoot: true
          initContainers:
            - name: prepare
              securityContext: { runAsUser: 0 }
          containers:
            - name: report
              image: registry.example/report:1
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: { add: [NET_ADMIN] }
`;

describe('kubernetes workloads', () => {
  it('are pods wherever they stand, and each of their containers', () => {
    const all = workloadsOf(manifest(CRON));
    assert.deepEqual(
      all.map(({ level, name }) => `${level} ${name}`),
      ['pod CronJob shop/report', 'container prepare', 'container report'],
    );
    assert.equal(inWords(all[0]!.hostProcesses), 'true');
    assert.equal(inWords(all[0]!.hostNetwork), 'absent (false)');
  });

  it('have what the pod says where a container says nothing', () => {
    const all = workloadsOf(manifest(CRON));
    assert.equal(inWords(named(all, 'report').user), '10001');
    assert.equal(inWords(named(all, 'prepare').user), '0');
    assert.equal(inWords(named(all, 'prepare').refusesRoot), 'true');
  });

  it('fall back to documented defaults, and to nothing where the image decides', () => {
    const web = named(
      workloadsOf(
        manifest('apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: app\n'),
      ),
      'app',
    );
    assert.equal(inWords(web.privileged), 'absent (false)');
    assert.equal(inWords(web.privilegeEscalation), 'absent (true)');
    assert.equal(inWords(web.refusesRoot), 'absent (false)');
    assert.equal(inWords(web.user), 'absent');
  });

  it('stand at the name of the container', () => {
    const files = manifest(CRON);
    const report = named(workloadsOf(files), 'report');
    assert.equal(files.textAt(report.subject.head), 'report');
    assert.equal(report.subject.id, 'batch/CronJob/shop/report');
  });

  it('say nothing of a pod that is not written', () => {
    assert.deepEqual(
      workloadsOf(manifest('apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 2\n')),
      [],
    );
  });

  describe('mount the token', () => {
    const pod = (spec: string, account = '') =>
      manifest(
        `${account}apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\nspec:\n${spec}  containers: []\n`,
      );
    const token = (files: World) => inWords(workloadsOf(files)[0]!.tokenMount);
    const account = (name: string, line: string) =>
      `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n  namespace: shop\n${line}---\n`;

    it('unless the pod or its account says otherwise', () => {
      assert.equal(token(pod('')), 'absent (true)');
      assert.equal(token(pod('  automountServiceAccountToken: false\n')), 'false');
      assert.equal(token(pod('', account('default', 'automountServiceAccountToken: false\n'))), 'false');
      assert.equal(token(pod('  serviceAccountName: web\n', account('web', ''))), 'absent (true)');
    });

    it('of an account out of reach nobody knows whether', () => {
      assert.equal(token(pod('  serviceAccountName: web\n')), 'unknown');
      assert.equal(token(pod('  serviceAccountName: ${ACCOUNT}\n')), 'unknown');
    });
  });

  it('mount paths of their node, read-only if every container does so', () => {
    const [pod] = workloadsOf(
      manifest(`apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  volumes:
    - { name: logs, hostPath: { path: /var/log } }
    - { name: engine, hostPath: { path: /run/containerd/containerd.sock } }
    - { name: unused, hostPath: { path: / } }
    - { name: scratch, emptyDir: {} }
  containers:
    - name: one
      volumeMounts:
        - { name: logs, mountPath: /logs, readOnly: true }
        - { name: engine, mountPath: /engine, readOnly: true }
    - name: two
      volumeMounts:
        - { name: engine, mountPath: /engine }
`),
    );
    assert.equal(
      inWords(pod!.mounts, (mounts) =>
        mounts
          .map((mount) =>
            inWords(mount, ({ type, source, readOnly }) => `${type} ${inWords(source)} ${inWords(readOnly)}`),
          )
          .join(', '),
      ),
      'host /var/log true, socket /run/containerd/containerd.sock absent (false)',
    );
  });

  it('read the same in Terraform', () => {
    const all = workloadsOf(
      world(
        {
          'main.tf': `resource "kubernetes_deployment_v1" "web" {
  metadata {
    name = "web"
  }
  spec {
    template {
      spec {
        host_network = true
        security_context {
          run_as_user = 0
        }
        init_container {
          name = "prepare"
        }
        container {
          name = "web"
          security_context {
            privileged = true
            capabilities {
              add = ["SYS_ADMIN"]
            }
          }
        }
      }
    }
  }
}`,
        },
        [terraform],
      ),
    );
    assert.deepEqual(
      all.map(({ name }) => name),
      ['kubernetes_deployment_v1.web', 'prepare', 'web'],
    );
    assert.equal(inWords(all[0]!.hostNetwork), 'true');
    assert.equal(inWords(all[0]!.tokenMount), 'absent');
    assert.equal(inWords(all[1]!.user), '0');
    assert.equal(inWords(all[2]!.privileged), 'true');
    assert.equal(
      inWords(all[2]!.capabilities, (names) => names.map((name) => inWords(name)).join(' ')),
      'SYS_ADMIN',
    );
  });
});

import assert from 'node:assert/strict';
import type { Workload } from '../../../src/facts';
import { dockerfile as format } from '../../../src/formats/dockerfile';
import { dockerfile } from '../../../src/providers/container/dockerfile';
import { ecs } from '../../../src/providers/container/ecs';
import type { Provider } from '../../../src/providers/provider';
import type { Resource } from '../../../src/resource';
import { inWords } from '../../support/facts-in-words';
import { world } from '../../support/lookup';
import { resources, unknown } from '../../support/plain-resource';

const workloads = (provider: Provider, resource: Resource): readonly Workload[] =>
  [...provider.facts(resource)].flatMap((fact) => (fact.kind === 'workload' ? [fact] : []));

describe('images of Dockerfiles', () => {
  const user = (text: string) =>
    inWords(workloads(dockerfile, world({ Dockerfile: text }, [format]).resource('image'))[0]!.user);

  it('run as their last user, the group left out', () => {
    assert.equal(user('FROM node:22\nUSER root\nUSER app:app\n'), 'app');
    assert.equal(user('FROM node:22\nUSER 0:0\n'), '0');
  });

  it('run as root by default on official images only', () => {
    for (const image of ['scratch', 'python:3.13-slim', 'docker.io/library/debian', 'ubuntu@sha256:00']) {
      assert.equal(user(`FROM ${image}\n`), 'absent (root)', image);
    }
    for (const image of ['registry.example/python', 'example/python', 'elasticsearch:9', 'python-tools']) {
      assert.equal(user(`FROM ${image}\n`), 'absent', image);
    }
  });

  it('run as nobody knows whom where an argument decides', () => {
    assert.equal(user('FROM scratch\nARG USER_ID\nUSER $USER_ID\n'), 'unknown');
    assert.equal(user('ARG BASE\nFROM $BASE\n'), 'absent');
  });
});

describe('tasks of Amazon ECS', () => {
  it('read the same in both spellings', () => {
    const set = resources({
      'aws_ecs_task_definition.web': {
        pid_mode: 'host',
        task_role_arn: 'arn:aws:iam::123456789012:role/web',
        container_definitions: JSON.stringify([{ name: 'app', privileged: true, user: '0:0' }, { name: 'proxy' }]),
      },
      'AWS::ECS::TaskDefinition.web': {
        PidMode: 'host',
        TaskRoleArn: 'arn:aws:iam::123456789012:role/web',
        ContainerDefinitions: [{ Name: 'app', Privileged: true, User: '0:0' }, { Name: 'proxy' }],
      },
    });
    for (const address of ['aws_ecs_task_definition.web', 'AWS::ECS::TaskDefinition.web']) {
      const [task, app, proxy] = workloads(ecs, set.get(address));
      assert.equal(inWords(task!.hostProcesses), 'true');
      assert.equal(inWords(task!.hostNetwork), 'absent (false)');
      assert.equal(inWords(app!.privileged), 'true');
      assert.equal(inWords(app!.user), '0');
      assert.equal(inWords(proxy!.privileged), 'absent (false)');
      assert.equal(inWords(proxy!.identity), 'arn:aws:iam::123456789012:role/web');
    }
  });

  it('have no containers where the definitions are not known', () => {
    const set = resources({ 'aws_ecs_task_definition.web': { container_definitions: unknown() } });
    assert.equal(workloads(ecs, set.get('aws_ecs_task_definition.web')).length, 1);
  });
});

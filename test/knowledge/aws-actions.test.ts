import assert from 'node:assert/strict';
import fs from 'node:fs';
import {
  acceptsResource,
  accessLevel,
  actionNamed,
  expandAction,
  isService,
  serviceOf,
} from '../../src/knowledge/aws-actions';
import { isRoutine, readsData } from '../../src/knowledge/aws-data';
import { ROLE_TAKERS, WIDENS_OWN } from '../../src/knowledge/aws-escalation';
import { SOURCE, TABLE } from '../../src/knowledge/generated/aws-actions';
import { render } from '../generate/aws-actions.mjs';

/** An absolute bound is only asserted far above its budget of 2 ms; a machine may be busy. */
const TEN_BUDGETS = 20;

describe('AWS actions', () => {
  it('is what the generator makes of its source today', () => {
    const file = fs.readFileSync('src/knowledge/generated/aws-actions.ts', 'utf8');
    assert.ok(file === render(), 'src/knowledge/generated/aws-actions.ts is stale: npm run generate');
    assert.match(SOURCE.date, /^\d{4}-\d{2}-\d{2}$/);
  });

  it('decodes every line of the table without loss', () => {
    const services = TABLE.split('\n').map((line) => line.slice(0, line.indexOf(':')));
    const total = services.reduce((sum, service) => sum + expandAction(`${service}:*`).length, 0);
    const written = TABLE.split('\n').reduce((sum, line) => sum + line.split(/[;,]/).length, 0);
    assert.equal(total, written);
    assert.ok(services.length > 400 && total > 20_000, `${services.length} services, ${total} actions`);
  });

  it('knows levels, whatever the case', () => {
    assert.equal(accessLevel('s3:getobject'), 'read');
    assert.equal(accessLevel('S3:ListAllMyBuckets'), 'list');
    assert.equal(accessLevel('s3:PutBucketPolicy'), 'permissions');
    assert.equal(accessLevel('dynamodb:PutItem'), 'write');
    assert.equal(accessLevel('ec2:CreateTags'), 'tagging');
    assert.equal(accessLevel('s3:NoSuchThing'), undefined);
  });

  it('knows which actions accept a resource', () => {
    assert.equal(acceptsResource('s3:GetObject'), true);
    assert.equal(acceptsResource('ec2:DescribeInstances'), false);
    assert.equal(acceptsResource('ecr:GetAuthorizationToken'), false);
    assert.equal(acceptsResource('nosuch:Thing'), undefined);
  });

  it('expands patterns', () => {
    const names = (pattern: string) => expandAction(pattern).map((action) => action.name);
    assert.deepEqual(names('sqs:SendMessage'), ['sqs:SendMessage']);
    assert.deepEqual(names('sqs:send*'), ['sqs:SendMessage']);
    assert.ok(names('s3:Get?bject').includes('s3:GetObject'));
    assert.ok(names('s3:*').every((name) => name.startsWith('s3:')));
    assert.deepEqual(names('nosuch:*'), []);
    assert.deepEqual(names(''), []);
  });

  it('expands a service in far less than a keystroke', () => {
    expandAction('ec2:*');
    const start = performance.now();
    expandAction('ec2:De*');
    expandAction('ec2:*In*s*');
    assert.ok(performance.now() - start < TEN_BUDGETS);
  });

  it('tells services from their actions', () => {
    assert.equal(serviceOf('S3:Get*'), 's3');
    assert.equal(serviceOf('*'), '');
    assert.ok(isService('dynamodb') && !isService('nosuch'));
  });

  it('has every action that the hand-written tables name', () => {
    for (const name of [...ROLE_TAKERS, ...WIDENS_OWN]) assert.ok(actionNamed(name), name);
    for (const name of ['kms:Decrypt', 's3:GetObject', 'ssm:GetParametersByPath', 'secretsmanager:GetSecretValue']) {
      assert.ok(readsData(name) && acceptsResource(name), name);
    }
    assert.ok(isRoutine('logs:PutLogEvents') && isRoutine('ssmmessages:OpenDataChannel') && !isRoutine('s3:PutObject'));
  });
});

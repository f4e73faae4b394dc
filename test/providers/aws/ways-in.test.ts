import assert from 'node:assert/strict';
import { set } from '../../../src/facts';
import { apiGateway } from '../../../src/providers/aws/api-gateway';
import { ec2 } from '../../../src/providers/aws/ec2';
import { eks } from '../../../src/providers/aws/eks';
import { lambda } from '../../../src/providers/aws/lambda';
import { loadBalancer } from '../../../src/providers/aws/load-balancer';
import { publicSwitches } from '../../../src/providers/aws/public-switches';
import { searchDomain } from '../../../src/providers/aws/search-domain';
import { sharedImages } from '../../../src/providers/aws/shared-images';
import { factsInWords } from '../../support/facts-in-words';
import { resources, unknown } from '../../support/plain-resource';

describe('cluster API', () => {
  it('is open to the internet unless the code says otherwise', () => {
    const facts = factsInWords(eks, {
      'aws_eks_cluster.plain': { vpc_config: [{ subnet_ids: [] }] },
      'aws_eks_cluster.named': { vpc_config: [{ public_access_cidrs: ['203.0.113.0/28'] }] },
      'aws_eks_cluster.closed': { vpc_config: [{ endpoint_public_access: false }] },
      'aws_eks_cluster.either': { vpc_config: [{ endpoint_public_access: unknown() }] },
    });
    assert.deepEqual(facts, [
      'in cluster-api from absent (0.0.0.0/0) about aws_eks_cluster.plain',
      'in cluster-api from 203.0.113.0/28 about aws_eks_cluster.named',
    ]);
  });
});

describe('machines', () => {
  it('answer without a token where the code says so; silence leaves it to image and account', () => {
    const facts = factsInWords(ec2, {
      'aws_instance.optional': { metadata_options: [{ http_tokens: 'optional' }] },
      'aws_instance.required': { metadata_options: [{ http_tokens: 'required' }] },
      'aws_instance.off': { metadata_options: [{ http_endpoint: 'disabled', http_tokens: 'optional' }] },
      'aws_instance.silent': {},
      'aws_instance.unknown': { metadata_options: [{ http_tokens: unknown() }] },
      'AWS::EC2::LaunchTemplate.shop': { LaunchTemplateData: { MetadataOptions: { HttpTokens: 'optional' } } },
    });
    assert.deepEqual(
      facts.map((fact) => fact.replace('metadata without token: ', '')),
      ['true', 'false', 'absent (false)', 'absent', 'unknown', 'true'],
    );
  });

  it('take the word of their format when a fix writes the switch', () => {
    const plain = resources({ 'aws_instance.shop': { metadata_options: [{ http_tokens: 'optional' }] } });
    const [fact] = ec2.facts(plain.get('aws_instance.shop'));
    assert.ok(fact?.kind === 'workload');
    const change = set(fact.metadataWithoutToken, false);
    assert.equal(change?.type === 'replace' && change.value, 'required');
  });
});

describe('functions and APIs', () => {
  it('say what asks who is there', () => {
    const facts = factsInWords(lambda, {
      'aws_lambda_function_url.open': { authorization_type: 'NONE' },
      'aws_lambda_function_url.signed': { authorization_type: 'AWS_IAM' },
      'AWS::Lambda::Url.unknown': { AuthType: unknown() },
    });
    assert.deepEqual(facts, [
      'in function from * asks none about aws_lambda_function_url.open',
      'in function from * asks iam about aws_lambda_function_url.signed',
      'in function from * asks unknown about AWS::Lambda::Url.unknown',
    ]);
  });

  it('leave out the methods that nobody signs in for', () => {
    const facts = factsInWords(apiGateway, {
      'aws_api_gateway_method.preflight': { http_method: 'OPTIONS', authorization: 'NONE' },
      'aws_api_gateway_method.get': { http_method: 'GET', authorization: 'NONE' },
      'aws_api_gateway_method.key': { http_method: 'GET', authorization: 'NONE', api_key_required: true },
      'aws_apigatewayv2_route.socket': { route_key: '$connect' },
      'aws_apigatewayv2_route.http': { route_key: 'GET /orders' },
    });
    assert.deepEqual(facts, [
      'in api from * asks none about aws_api_gateway_method.get',
      'in api from * asks key about aws_api_gateway_method.key',
      'in api from * asks absent (none) about aws_apigatewayv2_route.http',
    ]);
  });
});

describe('load balancers', () => {
  it('face the internet unless they are internal', () => {
    const facts = factsInWords(loadBalancer, {
      'aws_lb.public': {},
      'aws_lb.inner': { internal: true },
      'aws_lb.gateway': { load_balancer_type: 'gateway' },
      'AWS::ElasticLoadBalancingV2::LoadBalancer.inner': { Scheme: 'internal' },
    });
    assert.deepEqual(facts, ['in load-balancer from * about aws_lb.public']);
  });
});

describe('switches', () => {
  it('carry the documented default of their own format, and none where account or version decide', () => {
    const facts = factsInWords(publicSwitches, {
      'aws_db_instance.orders': {},
      'AWS::RDS::DBInstance.orders': {},
      'aws_redshift_cluster.orders': {},
      'AWS::DMS::ReplicationInstance.copy': {},
      'aws_msk_cluster.orders': {
        broker_node_group_info: [{ connectivity_info: [{ public_access: [{ type: 'SERVICE_PROVIDED_EIPS' }] }] }],
      },
    }).map((fact) => fact.slice(0, fact.indexOf(' about')));
    assert.deepEqual(facts, [
      'publicly-accessible = absent (false)',
      'publicly-accessible = absent',
      'publicly-accessible = absent',
      'publicly-accessible = absent (true)',
      'anonymous-access = absent',
      'public-broker = true',
    ]);
  });
});

describe('search domains', () => {
  it('are public outside a private network', () => {
    const facts = factsInWords(searchDomain, {
      'aws_opensearch_domain.public': {},
      'aws_opensearch_domain.inner': { vpc_options: [{ subnet_ids: ['subnet-1'] }] },
      'AWS::OpenSearchService::Domain.unknown': { VPCOptions: unknown() },
    });
    assert.deepEqual(facts, ['public-network-access = absent (true) about aws_opensearch_domain.public']);
  });
});

describe('images and snapshots', () => {
  it('are public when they are shared with all', () => {
    const facts = factsInWords(sharedImages, {
      'aws_ami_launch_permission.all': { group: 'all' },
      'aws_ami_launch_permission.one': { account_id: '111122223333' },
      'aws_db_snapshot.all': { shared_accounts: ['all'] },
      'aws_db_snapshot.one': { shared_accounts: ['111122223333', unknown()] },
    });
    assert.deepEqual(facts, [
      'in machine-image from * about aws_ami_launch_permission.all',
      'in snapshot from * about aws_db_snapshot.all',
    ]);
  });
});

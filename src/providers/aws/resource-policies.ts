import { type Fact, knownAt, orDefault, type Value } from '../../facts';
import { asBoolean, asList, asReference, type Data, identity, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { carried, documentIn, grants } from './policy-document';

/** Where a type of resource keeps a policy that opens it. */
interface Row {
  /** Path of the document. */
  readonly policy: readonly string[];
  /** Attribute that names what the policy opens, and its type; nothing where it is the resource itself. */
  readonly opens?: readonly [attribute: string, type: string];
  /** Attribute of what it opens that puts it into a private network, where who may come is decided elsewhere. */
  readonly private?: string;
  /** Switch of what it opens that has everybody sign in behind the policy, which is to be open then. */
  readonly signsIn?: readonly [asks: readonly string[], nobody: readonly string[]];
}

const row = (policy: string, attribute?: string, type?: string): Row =>
  attribute && type ? { policy: [policy], opens: [attribute, type] } : { policy: [policy] };

/** https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html#fgac-recommendations */
const SEARCH: Row = {
  policy: ['access_policies'],
  private: 'vpc_options',
  signsIn: [
    ['advanced_security_options', 'enabled'],
    ['advanced_security_options', 'anonymous_auth_enabled'],
  ],
};
const SEARCH_TEMPLATE: Row = {
  policy: ['AccessPolicies'],
  private: 'VPCOptions',
  signsIn: [
    ['AdvancedSecurityOptions', 'Enabled'],
    ['AdvancedSecurityOptions', 'AnonymousAuthEnabled'],
  ],
};

const ROWS: Readonly<Record<string, Row>> = {
  aws_api_gateway_rest_api: row('policy'),
  aws_api_gateway_rest_api_policy: row('policy', 'rest_api_id', 'aws_api_gateway_rest_api'),
  aws_backup_vault_policy: row('policy', 'backup_vault_name', 'aws_backup_vault'),
  aws_cloudwatch_event_bus_policy: row('policy', 'event_bus_name', 'aws_cloudwatch_event_bus'),
  aws_cloudwatch_log_resource_policy: row('policy_document'),
  aws_codeartifact_domain_permissions_policy: row('policy_document', 'domain', 'aws_codeartifact_domain'),
  aws_codeartifact_repository_permissions_policy: row('policy_document', 'repository', 'aws_codeartifact_repository'),
  aws_dynamodb_resource_policy: row('policy', 'resource_arn', 'aws_dynamodb_table'),
  aws_ecr_registry_policy: row('policy'),
  aws_ecr_repository_policy: row('policy', 'repository', 'aws_ecr_repository'),
  aws_efs_file_system_policy: row('policy', 'file_system_id', 'aws_efs_file_system'),
  aws_elasticsearch_domain: SEARCH,
  aws_elasticsearch_domain_policy: { ...SEARCH, opens: ['domain_name', 'aws_elasticsearch_domain'] },
  aws_glacier_vault: row('access_policy'),
  aws_kinesis_resource_policy: row('policy', 'resource_arn', 'aws_kinesis_stream'),
  aws_kms_key: row('policy'),
  aws_kms_external_key: row('policy'),
  aws_kms_key_policy: row('policy', 'key_id', 'aws_kms_key'),
  aws_kms_replica_key: row('policy'),
  aws_opensearch_domain: SEARCH,
  aws_opensearch_domain_policy: { ...SEARCH, opens: ['domain_name', 'aws_opensearch_domain'] },
  aws_s3_access_point: { policy: ['policy'], private: 'vpc_configuration' },
  aws_s3_bucket: row('policy'),
  aws_s3_bucket_policy: row('policy', 'bucket', 'aws_s3_bucket'),
  aws_secretsmanager_secret: row('policy'),
  aws_secretsmanager_secret_policy: row('policy', 'secret_arn', 'aws_secretsmanager_secret'),
  aws_ses_identity_policy: row('policy', 'identity', 'aws_ses_domain_identity'),
  aws_sns_topic: row('policy'),
  aws_sns_topic_policy: row('policy', 'arn', 'aws_sns_topic'),
  aws_sqs_queue: row('policy'),
  aws_sqs_queue_policy: row('policy', 'queue_url', 'aws_sqs_queue'),
  'AWS::ApiGateway::RestApi': row('Policy'),
  'AWS::Backup::BackupVault': row('AccessPolicy'),
  'AWS::CodeArtifact::Domain': row('PermissionsPolicyDocument'),
  'AWS::CodeArtifact::Repository': row('PermissionsPolicyDocument'),
  'AWS::DynamoDB::Table': { policy: ['ResourcePolicy', 'PolicyDocument'] },
  'AWS::ECR::RegistryPolicy': row('PolicyText'),
  'AWS::ECR::Repository': row('RepositoryPolicyText'),
  'AWS::EFS::FileSystem': row('FileSystemPolicy'),
  'AWS::Elasticsearch::Domain': SEARCH_TEMPLATE,
  'AWS::Events::EventBus': row('Policy'),
  'AWS::KMS::Key': row('KeyPolicy'),
  'AWS::KMS::ReplicaKey': row('KeyPolicy'),
  'AWS::Kinesis::ResourcePolicy': row('ResourcePolicy', 'ResourceArn', 'AWS::Kinesis::Stream'),
  'AWS::Logs::ResourcePolicy': row('PolicyDocument'),
  'AWS::OpenSearchService::Domain': SEARCH_TEMPLATE,
  'AWS::S3::AccessPoint': { policy: ['Policy'], private: 'VpcConfiguration' },
  'AWS::S3::BucketPolicy': row('PolicyDocument', 'Bucket', 'AWS::S3::Bucket'),
  'AWS::SNS::TopicInlinePolicy': row('PolicyDocument', 'TopicArn', 'AWS::SNS::Topic'),
  'AWS::SNS::TopicPolicy': row('PolicyDocument', 'Topics', 'AWS::SNS::Topic'),
  'AWS::SQS::QueueInlinePolicy': row('PolicyDocument', 'Queue', 'AWS::SQS::Queue'),
  'AWS::SQS::QueuePolicy': row('PolicyDocument', 'Queues', 'AWS::SQS::Queue'),
  'AWS::SecretsManager::ResourcePolicy': row('ResourcePolicy', 'SecretId', 'AWS::SecretsManager::Secret'),
};

const entries = (value: Value<Data>): readonly Value<Data>[] => {
  const list = asList(value);
  return list.state === 'known' ? list.value : list.state === 'unknown' ? [list] : [];
};

/** Whether something besides the policy decides who comes, or may do so. */
function isGuarded(opened: Resource, { private: network, signsIn }: Row): boolean {
  if (network && opened.get(network).state !== 'absent') return true;
  if (!signsIn) return false;
  const [asks, nobody] = [asBoolean(opened.get(...signsIn[0])), asBoolean(opened.get(...signsIn[1]))];
  return (asks.state === 'unknown' || asks.value === true) && orDefault(nobody) !== true;
}

/** Policies that open a resource to others, one row for each type that has one. */
export const resourcePolicies: Provider = {
  id: 'resource-policies',
  types: Object.keys(ROWS),
  *facts(resource): Iterable<Fact> {
    const row = ROWS[resource.type];
    if (!row) return;
    const value = resource.get(...row.policy);
    if (value.state === 'absent') return;
    const named = row.opens ? entries(resource.get(row.opens[0])) : [];
    const document = documentIn(value, resource);
    yield* carried(resource, document.from, value.at);
    const opened = [resource, ...named.flatMap((entry) => asReference(entry)?.target() ?? [])];
    if (opened.some((one) => isGuarded(one, row))) return;
    const type = row.opens?.[1];
    const others = type ? named.map((entry) => identity(entry, type)) : [];
    const about = [...others, knownAt(resource.subject.id, resource.subject.head)];
    yield* grants(document, 'resource', resource, about);
  },
};

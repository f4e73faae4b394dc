/** One statement: its service, the names of its actions, what it is on, and which function it is bound to. */
export interface TemplateStatement {
  readonly service: string;
  readonly actions: readonly string[];
  /** As `Fn::Sub` has it, the template's own parameters among the names. */
  readonly resources: readonly string[];
  readonly condition?: { readonly operator: string; readonly key: string; readonly value: string };
}

const here = (service: string, rest: string): string =>
  `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}`;
const on = (service: string, actions: string, ...rest: string[]): TemplateStatement => ({
  service,
  actions: actions.split(' '),
  resources: rest.map((one) => (one === '*' || one.endsWith('Arn}') ? one : here(service, one))),
});
const bucket = (actions: string, ...rest: string[]): TemplateStatement => ({
  service: 's3',
  actions: actions.split(' '),
  resources: rest.map((one) => `arn:\${AWS::Partition}:s3:::${one}`),
});

const BUCKET = '${BucketName}';
const OBJECTS = '${BucketName}/*';
const TABLE = 'table/${TableName}';
const INDEXES = 'table/${TableName}/index/*';
const FACES = 'collection/${CollectionId}';
const IDENTITY = 'identity/${IdentityName}';
const CLUSTER = 'cluster/${ClusterId}';

/** Reading and reviewing in a repository, which both of its templates allow. */
const CODE_READS =
  'GitPull GetBranch ListBranches BatchDescribeMergeConflicts DescribeMergeConflicts GetMergeCommit GetMergeOptions BatchGetPullRequests DescribePullRequestEvents GetCommentsForPullRequest GetCommitsFromMergeBase GetMergeConflicts GetPullRequest ListPullRequests GetBlob GetFile GetFolder GetComment GetCommentsForComparedCommit BatchGetCommits GetCommit GetCommitHistory GetDifferences GetObjectIdentifier GetReferences GetTree GetRepository ListTagsForResource GetRepositoryTriggers TestRepositoryTriggers GetUploadArchiveStatus';
const CODE_WRITES =
  'GitPush CreateBranch DeleteBranch MergeBranchesByFastForward MergeBranchesBySquash MergeBranchesByThreeWay UpdateDefaultBranch CreateUnreferencedMergeCommit CreatePullRequest MergePullRequestByFastForward MergePullRequestBySquash MergePullRequestByThreeWay PostCommentForPullRequest UpdatePullRequestDescription UpdatePullRequestStatus UpdatePullRequestTitle DeleteFile PutFile DeleteCommentContent PostCommentForComparedCommit PostCommentReply UpdateComment CreateCommit UpdateRepositoryDescription TagResource UntagResource PutRepositoryTriggers UploadArchive CancelUploadArchive';
const MAIL = 'GetIdentityVerificationAttributes SendEmail SendRawEmail VerifyEmailIdentity';
const PARAMETER_READS = 'GetParameters GetParameter GetParametersByPath';

/**
 * What each of SAM's policy templates grants, by its name. Source: AWS SAM developer guide, "AWS SAM policy templates"
 * and its list (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html).
 */
export const POLICY_TEMPLATES: Readonly<Record<string, readonly TemplateStatement[]>> = {
  AcmGetCertificatePolicy: [on('acm', 'GetCertificate', '${CertificateArn}')],
  AMIDescribePolicy: [on('ec2', 'DescribeImages', 'image/*')],
  AthenaQueryPolicy: [
    on(
      'athena',
      'ListWorkGroups GetExecutionEngine GetExecutionEngines GetNamespace GetCatalogs GetNamespaces GetTables GetTable',
      '*',
    ),
    on(
      'athena',
      'StartQueryExecution GetQueryResults DeleteNamedQuery GetNamedQuery ListQueryExecutions StopQueryExecution GetQueryResultsStream ListNamedQueries CreateNamedQuery GetQueryExecution BatchGetNamedQuery BatchGetQueryExecution GetWorkGroup',
      'workgroup/${WorkGroupName}',
    ),
  ],
  AWSSecretsManagerGetSecretValuePolicy: [on('secretsmanager', 'GetSecretValue', '${SecretArn}')],
  AWSSecretsManagerRotationPolicy: [
    {
      ...on('secretsmanager', 'DescribeSecret GetSecretValue PutSecretValue UpdateSecretVersionStage', 'secret:*'),
      condition: {
        operator: 'StringEquals',
        key: 'secretsmanager:resource/AllowRotationLambdaArn',
        value: here('lambda', 'function:${FunctionName}'),
      },
    },
    on('secretsmanager', 'GetRandomPassword', '*'),
  ],
  CloudFormationDescribeStacksPolicy: [on('cloudformation', 'DescribeStacks', 'stack/*')],
  CloudWatchDashboardPolicy: [on('cloudwatch', 'GetDashboard ListDashboards PutDashboard ListMetrics', '*')],
  CloudWatchDescribeAlarmHistoryPolicy: [on('cloudwatch', 'DescribeAlarmHistory', '*')],
  CloudWatchPutMetricPolicy: [on('cloudwatch', 'PutMetricData', '*')],
  CodeCommitCrudPolicy: [on('codecommit', `${CODE_READS} ${CODE_WRITES}`, '${RepositoryName}')],
  CodeCommitReadPolicy: [on('codecommit', CODE_READS, '${RepositoryName}')],
  CodePipelineLambdaExecutionPolicy: [on('codepipeline', 'PutJobSuccessResult PutJobFailureResult', '*')],
  CodePipelineReadOnlyPolicy: [on('codepipeline', 'ListPipelineExecutions', '${PipelineName}')],
  ComprehendBasicAccessPolicy: [
    on(
      'comprehend',
      'BatchDetectKeyPhrases DetectDominantLanguage DetectEntities BatchDetectEntities DetectKeyPhrases DetectSentiment BatchDetectDominantLanguage BatchDetectSentiment',
      '*',
    ),
  ],
  CostExplorerReadOnlyPolicy: [
    on(
      'ce',
      'GetCostAndUsage GetDimensionValues GetReservationCoverage GetReservationPurchaseRecommendation GetReservationUtilization GetTags',
      '*',
    ),
  ],
  DynamoDBBackupFullAccessPolicy: [
    on('dynamodb', 'CreateBackup DescribeContinuousBackups', TABLE),
    on('dynamodb', 'DeleteBackup DescribeBackup ListBackups', `${TABLE}/backup/*`),
  ],
  DynamoDBCrudPolicy: [
    on(
      'dynamodb',
      'GetItem DeleteItem PutItem Scan Query UpdateItem BatchWriteItem BatchGetItem DescribeTable ConditionCheckItem',
      TABLE,
      INDEXES,
    ),
  ],
  DynamoDBReadPolicy: [on('dynamodb', 'GetItem Scan Query BatchGetItem DescribeTable', TABLE, INDEXES)],
  DynamoDBReconfigurePolicy: [on('dynamodb', 'UpdateTable', TABLE)],
  DynamoDBRestoreFromBackupPolicy: [
    on('dynamodb', 'RestoreTableFromBackup', `${TABLE}/backup/*`),
    on('dynamodb', 'PutItem UpdateItem DeleteItem GetItem Query Scan BatchWriteItem', TABLE),
  ],
  DynamoDBStreamReadPolicy: [
    on('dynamodb', 'DescribeStream GetRecords GetShardIterator', `${TABLE}/stream/\${StreamName}`),
    on('dynamodb', 'ListStreams', `${TABLE}/stream/*`),
  ],
  DynamoDBWritePolicy: [on('dynamodb', 'PutItem UpdateItem BatchWriteItem', TABLE, INDEXES)],
  EC2CopyImagePolicy: [on('ec2', 'CopyImage', 'image/${ImageId}')],
  EC2DescribePolicy: [on('ec2', 'DescribeRegions DescribeInstances', '*')],
  EKSDescribePolicy: [on('eks', 'DescribeCluster ListClusters', '*')],
  ElasticMapReduceAddJobFlowStepsPolicy: [on('elasticmapreduce', 'AddJobFlowSteps', CLUSTER)],
  ElasticMapReduceCancelStepsPolicy: [on('elasticmapreduce', 'CancelSteps', CLUSTER)],
  ElasticMapReduceModifyInstanceFleetPolicy: [
    on('elasticmapreduce', 'ModifyInstanceFleet ListInstanceFleets', CLUSTER),
  ],
  ElasticMapReduceModifyInstanceGroupsPolicy: [
    on('elasticmapreduce', 'ModifyInstanceGroups ListInstanceGroups', CLUSTER),
  ],
  ElasticMapReduceSetTerminationProtectionPolicy: [on('elasticmapreduce', 'SetTerminationProtection', CLUSTER)],
  ElasticMapReduceTerminateJobFlowsPolicy: [on('elasticmapreduce', 'TerminateJobFlows', CLUSTER)],
  ElasticsearchHttpPostPolicy: [on('es', 'ESHttpPost ESHttpPut', 'domain/${DomainName}/*')],
  EventBridgePutEventsPolicy: [on('events', 'PutEvents', 'event-bus/${EventBusName}')],
  FilterLogEventsPolicy: [on('logs', 'FilterLogEvents', 'log-group:${LogGroupName}:log-stream:*')],
  FirehoseCrudPolicy: [
    on(
      'firehose',
      'CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream PutRecord PutRecordBatch UpdateDestination',
      'deliverystream/${DeliveryStreamName}',
    ),
  ],
  FirehoseWritePolicy: [on('firehose', 'PutRecord PutRecordBatch', 'deliverystream/${DeliveryStreamName}')],
  KinesisCrudPolicy: [
    on(
      'kinesis',
      'AddTagsToStream CreateStream DecreaseStreamRetentionPeriod DeleteStream DescribeStream DescribeStreamSummary GetShardIterator IncreaseStreamRetentionPeriod ListTagsForStream MergeShards PutRecord PutRecords SplitShard RemoveTagsFromStream',
      'stream/${StreamName}',
    ),
  ],
  KinesisStreamReadPolicy: [
    on('kinesis', 'ListStreams DescribeLimits', 'stream/*'),
    on('kinesis', 'DescribeStream DescribeStreamSummary GetRecords GetShardIterator', 'stream/${StreamName}'),
  ],
  KMSDecryptPolicy: [on('kms', 'Decrypt', 'key/${KeyId}')],
  KMSEncryptPolicy: [on('kms', 'Encrypt', 'key/${KeyId}')],
  LambdaInvokePolicy: [on('lambda', 'InvokeFunction', 'function:${FunctionName}*')],
  MobileAnalyticsWriteOnlyAccessPolicy: [on('mobileanalytics', 'PutEvents', '*')],
  OrganizationsListAccountsPolicy: [on('organizations', 'ListAccounts', '*')],
  PinpointEndpointAccessPolicy: [
    on(
      'mobiletargeting',
      'GetEndpoint UpdateEndpoint UpdateEndpointsBatch',
      'apps/${PinpointApplicationId}/endpoints/*',
    ),
  ],
  PollyFullAccessPolicy: [
    on('polly', 'GetLexicon DeleteLexicon', 'lexicon/${LexiconName}'),
    on('polly', 'DescribeVoices ListLexicons PutLexicon SynthesizeSpeech', 'lexicon/*'),
  ],
  RekognitionDetectOnlyPolicy: [on('rekognition', 'DetectFaces DetectLabels DetectModerationLabels DetectText', '*')],
  RekognitionFacesManagementPolicy: [
    on('rekognition', 'IndexFaces DeleteFaces SearchFaces SearchFacesByImage ListFaces', FACES),
  ],
  RekognitionFacesPolicy: [on('rekognition', 'CompareFaces DetectFaces', '*')],
  RekognitionLabelsPolicy: [on('rekognition', 'DetectLabels DetectModerationLabels', '*')],
  RekognitionNoDataAccessPolicy: [
    on('rekognition', 'CompareFaces DetectFaces DetectLabels DetectModerationLabels', FACES),
  ],
  RekognitionReadPolicy: [on('rekognition', 'ListCollections ListFaces SearchFaces SearchFacesByImage', FACES)],
  RekognitionWriteOnlyAccessPolicy: [on('rekognition', 'CreateCollection IndexFaces', FACES)],
  Route53ChangeResourceRecordSetsPolicy: [
    {
      service: 'route53',
      actions: ['ChangeResourceRecordSets'],
      resources: ['arn:${AWS::Partition}:route53:::hostedzone/${HostedZoneId}'],
    },
  ],
  S3CrudPolicy: [
    bucket(
      'GetObject ListBucket GetBucketLocation GetObjectVersion PutObject PutObjectAcl GetLifecycleConfiguration PutLifecycleConfiguration DeleteObject',
      BUCKET,
      OBJECTS,
    ),
  ],
  S3FullAccessPolicy: [
    bucket(
      'GetObject GetObjectAcl GetObjectVersion PutObject PutObjectAcl DeleteObject DeleteObjectTagging DeleteObjectVersionTagging GetObjectTagging GetObjectVersionTagging PutObjectTagging PutObjectVersionTagging',
      OBJECTS,
    ),
    bucket('ListBucket GetBucketLocation GetLifecycleConfiguration PutLifecycleConfiguration', BUCKET),
  ],
  S3ReadPolicy: [
    bucket('GetObject ListBucket GetBucketLocation GetObjectVersion GetLifecycleConfiguration', BUCKET, OBJECTS),
  ],
  S3WritePolicy: [bucket('PutObject PutObjectAcl PutLifecycleConfiguration', BUCKET, OBJECTS)],
  ServerlessRepoReadWriteAccessPolicy: [
    on(
      'serverlessrepo',
      'CreateApplication CreateApplicationVersion UpdateApplication GetApplication ListApplications ListApplicationVersions ListApplicationDependencies',
      'applications/*',
    ),
  ],
  SESBulkTemplatedCrudPolicy: [on('ses', `${MAIL} SendTemplatedEmail SendBulkTemplatedEmail`, IDENTITY)],
  SESBulkTemplatedCrudPolicy_v2: [
    on('ses', `${MAIL} SendTemplatedEmail SendBulkTemplatedEmail`, IDENTITY, 'template/${TemplateName}'),
  ],
  SESCrudPolicy: [on('ses', MAIL, IDENTITY)],
  SESEmailTemplateCrudPolicy: [
    on('ses', 'CreateTemplate GetTemplate ListTemplates UpdateTemplate DeleteTemplate TestRenderTemplate', '*'),
  ],
  SESSendBouncePolicy: [on('ses', 'SendBounce', IDENTITY)],
  SNSCrudPolicy: [
    on('sns', 'ListSubscriptionsByTopic CreateTopic SetTopicAttributes Subscribe Publish', '${TopicName}*'),
  ],
  SNSPublishMessagePolicy: [on('sns', 'Publish', '${TopicName}')],
  SQSPollerPolicy: [
    on(
      'sqs',
      'ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage DeleteMessageBatch GetQueueAttributes ReceiveMessage',
      '${QueueName}',
    ),
  ],
  SQSSendMessagePolicy: [on('sqs', 'SendMessage*', '${QueueName}')],
  SSMParameterReadPolicy: [
    on('ssm', 'DescribeParameters', '*'),
    on('ssm', PARAMETER_READS, 'parameter/${ParameterName}'),
  ],
  SSMParameterWithSlashPrefixReadPolicy: [
    on('ssm', 'DescribeParameters', '*'),
    on('ssm', PARAMETER_READS, 'parameter${ParameterName}'),
  ],
  StepFunctionsExecutionPolicy: [on('states', 'StartExecution', 'stateMachine:${StateMachineName}')],
  TextractDetectAnalyzePolicy: [
    on('textract', 'DetectDocumentText StartDocumentTextDetection StartDocumentAnalysis AnalyzeDocument', '*'),
  ],
  TextractGetResultPolicy: [on('textract', 'GetDocumentTextDetection GetDocumentAnalysis', '*')],
  TextractPolicy: [on('textract', '*', '*')],
  VPCAccessPolicy: [
    on('ec2', 'CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DetachNetworkInterface', '*'),
  ],
};

import { type Switch, switches } from '../switches';

const TERRAFORM = 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/';
const CLOUDFORMATION = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/';

/** `publicly-accessible`: data gets an address on the internet; `public-broker`: messages do; `public-address`: a machine does. */
const ROWS: readonly Switch[] = [
  {
    type: 'aws_cognito_identity_pool',
    path: ['allow_unauthenticated_identities'],
    setting: 'anonymous-access',
    otherwise: false,
    source: `${TERRAFORM}cognito_identity_pool`,
  },
  {
    type: 'AWS::Cognito::IdentityPool',
    path: ['AllowUnauthenticatedIdentities'],
    setting: 'anonymous-access',
    source: `${CLOUDFORMATION}aws-resource-cognito-identitypool.html`,
  },
  {
    type: 'aws_msk_cluster',
    path: ['client_authentication', 'unauthenticated'],
    setting: 'anonymous-access',
    source: `${TERRAFORM}msk_cluster`,
  },
  {
    type: 'AWS::MSK::Cluster',
    path: ['ClientAuthentication', 'Unauthenticated', 'Enabled'],
    setting: 'anonymous-access',
    source: `${CLOUDFORMATION}aws-properties-msk-cluster-unauthenticated.html`,
  },
  {
    type: 'aws_db_instance',
    path: ['publicly_accessible'],
    setting: 'publicly-accessible',
    otherwise: false,
    source: `${TERRAFORM}db_instance`,
  },
  {
    type: 'aws_rds_cluster_instance',
    path: ['publicly_accessible'],
    setting: 'publicly-accessible',
    otherwise: false,
    source: `${TERRAFORM}rds_cluster_instance`,
  },
  {
    // Without a word, the subnet group decides.
    type: 'AWS::RDS::DBInstance',
    path: ['PubliclyAccessible'],
    setting: 'publicly-accessible',
    source: `${CLOUDFORMATION}aws-resource-rds-dbinstance.html#cfn-rds-dbinstance-publiclyaccessible`,
  },
  {
    type: 'AWS::RDS::DBCluster',
    path: ['PubliclyAccessible'],
    setting: 'publicly-accessible',
    source: `${CLOUDFORMATION}aws-resource-rds-dbcluster.html#cfn-rds-dbcluster-publiclyaccessible`,
  },
  {
    type: 'aws_neptune_cluster_instance',
    path: ['publicly_accessible'],
    setting: 'publicly-accessible',
    otherwise: false,
    source: `${TERRAFORM}neptune_cluster_instance`,
  },
  {
    type: 'AWS::Neptune::DBInstance',
    path: ['PubliclyAccessible'],
    setting: 'publicly-accessible',
    source: `${CLOUDFORMATION}aws-resource-neptune-dbinstance.html`,
  },
  {
    // On by default up to version 5 of the provider, off from version 6 on.
    type: 'aws_redshift_cluster',
    path: ['publicly_accessible'],
    setting: 'publicly-accessible',
    source: `${TERRAFORM}redshift_cluster`,
  },
  {
    type: 'AWS::Redshift::Cluster',
    path: ['PubliclyAccessible'],
    setting: 'publicly-accessible',
    otherwise: false,
    source: `${CLOUDFORMATION}aws-resource-redshift-cluster.html#cfn-redshift-cluster-publiclyaccessible`,
  },
  {
    type: 'aws_redshiftserverless_workgroup',
    path: ['publicly_accessible'],
    setting: 'publicly-accessible',
    otherwise: false,
    source: `${TERRAFORM}redshiftserverless_workgroup`,
  },
  {
    type: 'AWS::RedshiftServerless::Workgroup',
    path: ['PubliclyAccessible'],
    setting: 'publicly-accessible',
    otherwise: false,
    source: `${CLOUDFORMATION}aws-resource-redshiftserverless-workgroup.html`,
  },
  {
    type: 'aws_dms_replication_instance',
    path: ['publicly_accessible'],
    setting: 'publicly-accessible',
    otherwise: false,
    source: `${TERRAFORM}dms_replication_instance`,
  },
  {
    type: 'AWS::DMS::ReplicationInstance',
    path: ['PubliclyAccessible'],
    setting: 'publicly-accessible',
    otherwise: true,
    source: `${CLOUDFORMATION}aws-resource-dms-replicationinstance.html#cfn-dms-replicationinstance-publiclyaccessible`,
  },
  {
    type: 'aws_mq_broker',
    path: ['publicly_accessible'],
    setting: 'public-broker',
    otherwise: false,
    source: `${TERRAFORM}mq_broker`,
  },
  {
    type: 'AWS::AmazonMQ::Broker',
    path: ['PubliclyAccessible'],
    setting: 'public-broker',
    source: `${CLOUDFORMATION}aws-resource-amazonmq-broker.html`,
  },
  {
    type: 'aws_msk_cluster',
    path: ['broker_node_group_info', 'connectivity_info', 'public_access', 'type'],
    setting: 'public-broker',
    spelled: { true: 'SERVICE_PROVIDED_EIPS', false: 'DISABLED' },
    otherwise: false,
    source: `${TERRAFORM}msk_cluster`,
  },
  {
    type: 'AWS::MSK::Cluster',
    path: ['BrokerNodeGroupInfo', 'ConnectivityInfo', 'PublicAccess', 'Type'],
    setting: 'public-broker',
    spelled: { true: 'SERVICE_PROVIDED_EIPS', false: 'DISABLED' },
    otherwise: false,
    source: `${CLOUDFORMATION}aws-properties-msk-cluster-publicaccess.html`,
  },
  {
    type: 'aws_sagemaker_notebook_instance',
    path: ['direct_internet_access'],
    setting: 'public-address',
    spelled: { true: 'Enabled', false: 'Disabled' },
    otherwise: true,
    source: `${TERRAFORM}sagemaker_notebook_instance`,
  },
  {
    type: 'AWS::SageMaker::NotebookInstance',
    path: ['DirectInternetAccess'],
    setting: 'public-address',
    spelled: { true: 'Enabled', false: 'Disabled' },
    otherwise: true,
    source: `${CLOUDFORMATION}aws-resource-sagemaker-notebookinstance.html`,
  },
  {
    type: 'aws_subnet',
    path: ['map_public_ip_on_launch'],
    setting: 'public-address',
    otherwise: false,
    source: `${TERRAFORM}subnet`,
  },
  {
    type: 'AWS::EC2::Subnet',
    path: ['MapPublicIpOnLaunch'],
    setting: 'public-address',
    otherwise: false,
    source: `${CLOUDFORMATION}aws-resource-ec2-subnet.html#cfn-ec2-subnet-mappubliciponlaunch`,
  },
  {
    // Without a word, the subnet decides; the same holds for templates and configurations.
    type: 'aws_instance',
    path: ['associate_public_ip_address'],
    setting: 'public-address',
    source: `${TERRAFORM}instance`,
  },
  {
    type: 'aws_spot_instance_request',
    path: ['associate_public_ip_address'],
    setting: 'public-address',
    source: `${TERRAFORM}spot_instance_request`,
  },
  {
    type: 'aws_launch_configuration',
    path: ['associate_public_ip_address'],
    setting: 'public-address',
    source: `${TERRAFORM}launch_configuration`,
  },
  {
    type: 'aws_launch_template',
    path: ['network_interfaces', 'associate_public_ip_address'],
    setting: 'public-address',
    source: `${TERRAFORM}launch_template`,
  },
  {
    type: 'AWS::EC2::Instance',
    path: ['NetworkInterfaces', '0', 'AssociatePublicIpAddress'],
    setting: 'public-address',
    source: `${CLOUDFORMATION}aws-properties-ec2-instance-networkinterface.html`,
  },
  {
    type: 'AWS::EC2::LaunchTemplate',
    path: ['LaunchTemplateData', 'NetworkInterfaces', '0', 'AssociatePublicIpAddress'],
    setting: 'public-address',
    source: `${CLOUDFORMATION}aws-properties-ec2-launchtemplate-networkinterface.html`,
  },
  {
    type: 'AWS::AutoScaling::LaunchConfiguration',
    path: ['AssociatePublicIpAddress'],
    setting: 'public-address',
    source: `${CLOUDFORMATION}aws-resource-autoscaling-launchconfiguration.html`,
  },
];

/** Services whose way in from the internet is one switch. */
export const publicSwitches = switches('public-switches', ROWS);

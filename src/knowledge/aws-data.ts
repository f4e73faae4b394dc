/**
 * Reads that hand out what others keep there: stored data and secrets. On every resource of an account they are worth
 * a word, where other reads (names, sizes, settings) are not.
 */
const DATA_READS: ReadonlySet<string> = new Set(
  [
    'dynamodb:BatchGetItem',
    'dynamodb:GetItem',
    'dynamodb:GetRecords',
    'dynamodb:Query',
    'dynamodb:Scan',
    'kms:Decrypt',
    'rds-data:ExecuteStatement',
    's3:GetObject',
    's3:GetObjectVersion',
    'secretsmanager:BatchGetSecretValue',
    'secretsmanager:GetSecretValue',
    'sqs:ReceiveMessage',
    'ssm:GetParameter',
    'ssm:GetParameters',
    'ssm:GetParametersByPath',
    'kinesis:GetRecords',
  ].map((action) => action.toLowerCase()),
);

/** Whether an action reads stored data or secrets. */
export const readsData = (action: string): boolean => DATA_READS.has(action.toLowerCase());

/**
 * Writes that AWS's own execution policies grant on every resource, because the resource is not known in advance or
 * holds nothing: log lines, traces, metrics, network interfaces of functions in a network, sessions of the SSM agent.
 */
const ROUTINE = [
  'logs:createloggroup',
  'logs:createlogstream',
  'logs:putlogevents',
  'logs:putretentionpolicy',
  'logs:createlogdelivery',
  'logs:updatelogdelivery',
  'logs:deletelogdelivery',
  'xray:put*',
  'cloudwatch:putmetricdata',
  'ec2:createnetworkinterface',
  'ec2:deletenetworkinterface',
  'ec2:createnetworkinterfacepermission',
  'ec2:assignprivateipaddresses',
  'ec2:unassignprivateipaddresses',
  'ssm:updateinstanceinformation',
  'ssmmessages:*',
  'ec2messages:*',
] as const;
const ROUTINE_NAMES: ReadonlySet<string> = new Set(ROUTINE.filter((name) => !name.endsWith('*')));
const ROUTINE_STARTS = ROUTINE.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));

/** Whether a write is granted on every resource as a matter of course. */
export function isRoutine(action: string): boolean {
  const name = action.toLowerCase();
  return ROUTINE_NAMES.has(name) || ROUTINE_STARTS.some((start) => name.startsWith(start));
}

import { absentAt, type Condition, type Conditions, type Fact, knownAt, mapValue } from '../../facts';
import { asString, identity, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { principalIn } from './principals';

/** Attributes that limit who invokes, in both formats' spelling, and the condition that the service makes of each. */
const LIMITS = [
  ['source_arn', 'SourceArn', 'ArnLike', 'aws:SourceArn'],
  ['source_account', 'SourceAccount', 'StringEquals', 'aws:SourceAccount'],
  ['principal_org_id', 'PrincipalOrgID', 'StringEquals', 'aws:PrincipalOrgID'],
  ['organization_id', 'OrganizationId', 'StringEquals', 'aws:PrincipalOrgID'],
  ['event_source_token', 'EventSourceToken', 'StringEquals', 'lambda:EventSourceToken'],
  ['function_url_auth_type', 'FunctionUrlAuthType', 'StringEquals', 'lambda:FunctionUrlAuthType'],
] as const;

function limits(resource: Resource, terraform: boolean): Conditions {
  const { head } = resource.subject;
  const conditions = LIMITS.flatMap(([block, property, operator, key]): readonly Condition[] => {
    const written = asString(resource.get(terraform ? block : property));
    return written.state === 'absent' ? [] : [{ operator, key, values: knownAt([written], written.at) }];
  });
  return conditions.length > 0 ? knownAt(conditions, head) : absentAt(head);
}

/** What each type opens: the attribute that names it, and its type. */
const OPENS: Readonly<Record<string, readonly [attribute: string, type: string]>> = {
  aws_lambda_permission: ['function_name', 'aws_lambda_function'],
  aws_lambda_layer_version_permission: ['layer_name', 'aws_lambda_layer_version'],
  'AWS::Lambda::Permission': ['FunctionName', 'AWS::Lambda::Function'],
  'AWS::Lambda::LayerVersionPermission': ['LayerVersionArn', 'AWS::Lambda::LayerVersion'],
};

/** Who may invoke a function or read a layer: one statement of its policy for each resource. */
export const lambdaPermission: Provider = {
  id: 'lambda-permission',
  types: Object.keys(OPENS),
  *facts(resource): Iterable<Fact> {
    const [attribute, type] = OPENS[resource.type]!;
    const terraform = resource.type.startsWith('aws_');
    const spelled = (block: string, property: string) => resource.get(terraform ? block : property);
    const { subject } = resource;
    const written = spelled('principal', 'Principal');
    const name = asString(written);
    const isService = name.state === 'known' && /\.(?:amazonaws\.com|aws\.internal)(?:\.cn)?$/.test(name.value);
    const principal = principalIn(isService ? 'Service' : 'AWS', written);
    const target = identity(resource.get(attribute), type);
    const action = asString(spelled('action', 'Action'));
    yield {
      kind: 'grant',
      subject,
      about: [target],
      system: 'aws',
      carrier: 'resource',
      effect: knownAt('allow', subject.head),
      principals: knownAt([principal], principal.at),
      exceptPrincipals: absentAt(subject.head),
      actions: action.state === 'absent' ? absentAt(action.at) : mapValue(action, () => [action]),
      exceptActions: absentAt(subject.head),
      resources: knownAt([target], target.at),
      exceptResources: absentAt(subject.head),
      conditions: limits(resource, terraform),
      wide: knownAt(true, subject.head),
    };
  },
};

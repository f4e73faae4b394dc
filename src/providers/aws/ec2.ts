import type { Value } from '../../facts';
import { absentAt } from '../../facts';
import { asString, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { switched } from '../switches';
import { instance } from '../ways-in';

/** Where a format keeps the metadata service's options, the identity and the image. */
interface Spelling {
  readonly tokens: readonly string[];
  readonly endpoint: readonly string[];
  readonly identity: readonly string[];
  readonly image: readonly string[];
}

const TERRAFORM: Spelling = {
  tokens: ['metadata_options', 'http_tokens'],
  endpoint: ['metadata_options', 'http_endpoint'],
  identity: ['iam_instance_profile'],
  image: ['ami'],
};

const cloudFormation = (...above: readonly string[]): Spelling => ({
  tokens: [...above, 'MetadataOptions', 'HttpTokens'],
  endpoint: [...above, 'MetadataOptions', 'HttpEndpoint'],
  identity: [...above, 'IamInstanceProfile'],
  image: [...above, 'ImageId'],
});

const SPELLINGS: Readonly<Record<string, Spelling>> = {
  aws_instance: TERRAFORM,
  aws_spot_instance_request: TERRAFORM,
  aws_launch_template: { ...TERRAFORM, identity: ['iam_instance_profile', 'name'], image: ['image_id'] },
  aws_launch_configuration: { ...TERRAFORM, image: ['image_id'] },
  'AWS::EC2::Instance': cloudFormation(),
  'AWS::EC2::LaunchTemplate': {
    ...cloudFormation('LaunchTemplateData'),
    identity: ['LaunchTemplateData', 'IamInstanceProfile', 'Name'],
  },
  'AWS::AutoScaling::LaunchConfiguration': cloudFormation(),
};

/**
 * Nothing written stays without a default: the image and the account decide whether a token is needed
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html#instance-metadata-options-order-of-precedence).
 */
function metadataWithoutToken(resource: Resource, spelling: Spelling): Value<boolean> {
  const answers = switched(resource, spelling.endpoint, { true: 'enabled', false: 'disabled' }, true);
  if (answers.state === 'unknown') return answers;
  if (answers.state === 'known' && !answers.value) return absentAt(answers.at, false);
  return switched(resource, spelling.tokens, { true: 'optional', false: 'required' });
}

/** Virtual machines and the templates that they start from. */
export const ec2: Provider = {
  id: 'ec2',
  types: Object.keys(SPELLINGS),
  *facts(resource) {
    const spelling = SPELLINGS[resource.type];
    if (!spelling) return;
    yield instance(resource, {
      identity: asString(resource.get(...spelling.identity)),
      image: asString(resource.get(...spelling.image)),
      metadataWithoutToken: metadataWithoutToken(resource, spelling),
    });
  },
};

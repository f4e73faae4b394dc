import type { ListValue } from '../../facts';
import { absentAt, knownAt } from '../../facts';
import { asStrings } from '../../resource';
import type { Provider } from '../provider';
import { switched } from '../switches';
import { exposure } from '../ways-in';

const TERRAFORM = { on: ['vpc_config', 'endpoint_public_access'], cidrs: ['vpc_config', 'public_access_cidrs'] };
const CLOUDFORMATION = {
  on: ['ResourcesVpcConfig', 'EndpointPublicAccess'],
  cidrs: ['ResourcesVpcConfig', 'PublicAccessCidrs'],
};

/**
 * The cluster's API server. Both defaults are the same for everybody: the public endpoint is on and lets `0.0.0.0/0` in
 * (https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html).
 */
export const eks: Provider = {
  id: 'eks',
  types: ['aws_eks_cluster', 'AWS::EKS::Cluster'],
  *facts(resource) {
    const spelling = resource.type === 'aws_eks_cluster' ? TERRAFORM : CLOUDFORMATION;
    const on = switched(resource, spelling.on, undefined, true);
    if (on.state === 'unknown' || on.value !== true) return;
    const written = asStrings(resource.get(...spelling.cidrs));
    const slot = resource.slot(...spelling.cidrs);
    const sources: ListValue<string> =
      written.state === 'absent' ? absentAt(on.at, [knownAt('0.0.0.0/0', on.at)], slot) : written;
    yield exposure(resource, { channel: 'network', target: 'cluster-api', sources });
  },
};

import type { Provider } from '../provider';
import { apiGateway } from './api-gateway';
import { ec2 } from './ec2';
import { eks } from './eks';
import { iam } from './iam';
import { lambda } from './lambda';
import { lambdaPermission } from './lambda-permission';
import { loadBalancer } from './load-balancer';
import { networkAcl } from './network-acl';
import { publicSwitches } from './public-switches';
import { resourcePolicies } from './resource-policies';
import { s3 } from './s3';
import { searchDomain } from './search-domain';
import { securityGroup } from './security-group';
import { sharedImages } from './shared-images';

export const providers: readonly Provider[] = [
  iam,
  lambdaPermission,
  resourcePolicies,
  apiGateway,
  ec2,
  eks,
  lambda,
  loadBalancer,
  networkAcl,
  publicSwitches,
  s3,
  searchDomain,
  securityGroup,
  sharedImages,
];

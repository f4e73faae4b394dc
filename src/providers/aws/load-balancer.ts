import type { Value } from '../../facts';
import { knownAt } from '../../facts';
import { asString } from '../../resource';
import type { Provider } from '../provider';
import { switched } from '../switches';
import { exposure } from '../ways-in';

/** Load balancers are internet-facing unless told otherwise, in both formats' documentation. */
export const loadBalancer: Provider = {
  id: 'load-balancer',
  types: [
    'aws_lb',
    'aws_alb',
    'aws_elb',
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    'AWS::ElasticLoadBalancing::LoadBalancer',
  ],
  *facts(resource) {
    const internal: Value<boolean> = resource.type.startsWith('aws_')
      ? switched(resource, ['internal'], undefined, false)
      : switched(resource, ['Scheme'], { true: 'internal', false: 'internet-facing' }, false);
    if (internal.state === 'unknown' || internal.value !== false) return;
    // Gateway load balancers sit inside a network whatever the switch says.
    const type = asString(resource.get(resource.type.startsWith('aws_') ? 'load_balancer_type' : 'Type'));
    if (type.state === 'unknown' || type.value === 'gateway') return;
    yield exposure(resource, {
      channel: 'network',
      target: 'load-balancer',
      sources: knownAt([knownAt('*', internal.at)], internal.at),
    });
  },
};

import { absentAt } from '../../facts';
import type { Provider } from '../provider';
import { setting } from '../ways-in';

/** A domain outside a VPC has a public endpoint (https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html). */
export const searchDomain: Provider = {
  id: 'search-domain',
  types: [
    'aws_elasticsearch_domain',
    'aws_opensearch_domain',
    'AWS::Elasticsearch::Domain',
    'AWS::OpenSearchService::Domain',
  ],
  *facts(resource) {
    const network = resource.get(resource.type.startsWith('aws_') ? 'vpc_options' : 'VPCOptions');
    if (network.state === 'absent') {
      yield setting(resource, 'public-network-access', absentAt(resource.subject.head, true));
    }
  },
};

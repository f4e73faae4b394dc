import type { Provider } from '../provider';
import { bigquery } from './bigquery';
import { cloudSql } from './cloud-sql';
import { computeFirewall } from './compute-firewall';
import { computeInstance } from './compute-instance';
import { firewallPolicy } from './firewall-policy';
import { iam } from './iam';
import { kubernetesEngine } from './kubernetes-engine';
import { storageAcl } from './storage-acl';

export const providers: readonly Provider[] = [
  bigquery,
  cloudSql,
  computeFirewall,
  computeInstance,
  firewallPolicy,
  iam,
  kubernetesEngine,
  storageAcl,
];

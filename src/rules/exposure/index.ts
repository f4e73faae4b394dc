import type { AnyRule } from '../rule';
import { anonymousAccess } from './anonymous-access';
import { clusterWithoutRoles } from './cluster-without-roles';
import { defaultAccountFullAccess } from './default-account-full-access';
import { localClusterAccounts } from './local-cluster-accounts';
import { missingPublicAccessBlock } from './missing-public-access-block';
import { openAdminPort } from './open-admin-port';
import { openAllPorts } from './open-all-ports';
import { openDatabasePort } from './open-database-port';
import { openEgress } from './open-egress';
import { openNetworkAcl } from './open-network-acl';
import { openPort } from './open-port';
import { openToAnyTenant } from './open-to-any-tenant';
import { passwordLogin } from './password-login';
import { publicAccessAllowed } from './public-access-allowed';
import { publicAddress } from './public-address';
import { publicApiMethod } from './public-api-method';
import { publicBroker } from './public-broker';
import { publicBucket } from './public-bucket';
import { publicClusterApi } from './public-cluster-api';
import { publicDatabase } from './public-database';
import { publicFunction } from './public-function';
import { publicNetworkAccess } from './public-network-access';
import { publicSnapshot } from './public-snapshot';
import { serialConsoleOpen } from './serial-console-open';
import { sharedAdminAccount } from './shared-admin-account';

export const rules: readonly AnyRule[] = [
  anonymousAccess,
  clusterWithoutRoles,
  defaultAccountFullAccess,
  localClusterAccounts,
  missingPublicAccessBlock,
  openAdminPort,
  openAllPorts,
  openDatabasePort,
  openEgress,
  openNetworkAcl,
  openPort,
  openToAnyTenant,
  passwordLogin,
  publicAccessAllowed,
  publicAddress,
  publicApiMethod,
  publicBroker,
  publicBucket,
  publicClusterApi,
  publicDatabase,
  publicFunction,
  publicNetworkAccess,
  publicSnapshot,
  serialConsoleOpen,
  sharedAdminAccount,
];

import type { Provider } from '../provider';
import { databaseFirewall } from './database-firewall';
import { kubernetesService } from './kubernetes-service';
import { networkSecurityGroup } from './network-security-group';
import { publicSwitches } from './public-switches';
import { roles } from './roles';
import { storage } from './storage';

export const providers: readonly Provider[] = [
  databaseFirewall,
  kubernetesService,
  networkSecurityGroup,
  publicSwitches,
  roles,
  storage,
];

import type { Provider } from '../provider';
import { databaseFirewall } from './database-firewall';
import { kubernetesService } from './kubernetes-service';
import { networkInterface } from './network-interface';
import { networkSecurityGroup } from './network-security-group';
import { publicSwitches } from './public-switches';
import { roles } from './roles';
import { storage } from './storage';

export const providers: readonly Provider[] = [
  databaseFirewall,
  kubernetesService,
  networkInterface,
  networkSecurityGroup,
  publicSwitches,
  roles,
  storage,
];

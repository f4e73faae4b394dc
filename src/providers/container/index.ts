import type { Provider } from '../provider';
import { compose } from './compose';
import { devcontainer } from './devcontainer';
import { dockerfile } from './dockerfile';
import { ecs } from './ecs';

export const providers: readonly Provider[] = [dockerfile, compose, devcontainer, ecs];

import { providers as aws } from './aws/index';
import { providers as azure } from './azure/index';
import { providers as container } from './container/index';
import { providers as gcp } from './gcp/index';
import { providers as kubernetes } from './kubernetes/index';
import { providers as pipeline } from './pipeline/index';
import type { Provider } from './provider';

/** Every provider, by cloud or platform. A new service is its file and one line in its cloud's index. */
export const providers: readonly Provider[] = [...aws, ...azure, ...gcp, ...kubernetes, ...container, ...pipeline];

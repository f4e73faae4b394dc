import type { Provider } from '../provider';

export const providers: readonly Provider[] = [];

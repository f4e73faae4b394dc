import { ai } from './ai';
import { chat } from './chat';
import { cloud } from './cloud';
import { dataStores } from './data-stores';
import { delivery } from './delivery';
import { generic } from './generic';
import type { NamedKind, PatternKind } from './kind';
import { mail } from './mail';
import { monitoring } from './monitoring';
import { named } from './named';
import { payment } from './payment';
import { privateKeys } from './private-keys';
import { sourceHosts } from './source-hosts';

/** Kinds that are known by their form, the most specific first: where two match the same characters, the earlier wins. */
export const patternKinds: readonly PatternKind[] = [
  ...privateKeys,
  ...cloud,
  ...sourceHosts,
  ...chat,
  ...payment,
  ...mail,
  ...ai,
  ...monitoring,
  ...delivery,
  ...dataStores,
  ...generic,
];

/** Kinds that are known by the name their value stands under; each comes after every kind above. */
export const namedKinds: readonly NamedKind[] = named;

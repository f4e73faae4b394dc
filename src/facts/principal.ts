import type { ListValue, Value } from './value';

/** Who may do something. `id` as written (ARN, account number, e-mail, `system:authenticated`); `*` for anybody. */
export interface Principal {
  readonly type: 'anyone' | 'authenticated' | 'account' | 'identity' | 'service' | 'federated' | 'user' | 'group';
  readonly id: string;
}

/** One condition of a policy: `StringLike` `token.actions.githubusercontent.com:sub` [`repo:org/*`]. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: ListValue<string>;
}

/** Conditions are absent when the statement has none. */
export type Conditions = Value<readonly Condition[]>;

import { type Message, text } from '../facts';

/** A provider of web identities that many organisations share, so that its host alone says nothing about who comes. */
export interface SharedIssuer {
  readonly host: string;
  /** Who may come when nothing limits it, as the subject of a sentence. */
  readonly anybody: Message;
  /** Claims that tell one organisation's identities from another's. */
  readonly claims: readonly string[];
  /** What stands of a subject before its first wildcard when the wildcard still covers other organisations. */
  readonly open: RegExp;
}

/** Source: each provider's own page on the claims of its tokens. */
const ISSUERS: readonly SharedIssuer[] = [
  {
    host: 'token.actions.githubusercontent.com',
    anybody: text`Any repository on GitHub`,
    claims: ['sub', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'job_workflow_ref'],
    // no name has an `@` in it: what stands before one is whole (https://docs.github.com/actions/reference/security/oidc)
    open: /^(?:repo:[^/@]*)?$/,
  },
  {
    host: 'gitlab.com',
    anybody: text`Any project on gitlab.com`,
    claims: ['sub', 'namespace_id', 'namespace_path', 'project_id', 'project_path'],
    open: /^(?:project_path:[^/]*)?$/,
  },
  {
    host: 'app.terraform.io',
    anybody: text`Any workspace of Terraform Cloud`,
    claims: ['sub', 'terraform_organization_id', 'terraform_organization_name'],
    open: /^(?:organization:[^:]*)?$/,
  },
  {
    host: 'agent.buildkite.com',
    anybody: text`Any pipeline on Buildkite`,
    claims: ['sub', 'organization_slug', 'organization_id'],
    open: /^(?:organization:[^:]*)?$/,
  },
];

/** The shared issuer of that host; undefined for one that serves a single organisation, or that is not known here. */
export const sharedIssuer = (host: string): SharedIssuer | undefined => ISSUERS.find((issuer) => issuer.host === host);

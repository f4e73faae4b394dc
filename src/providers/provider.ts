import type { Fact } from '../facts';
import type { Resource } from '../resource';

/** What one service means to its cloud or platform. One file per service, each format's spelling side by side. */
export interface Provider {
  /** Kebab-case, the service's own name: `s3`, `iam`, `security-group`, `rbac`. */
  readonly id: string;
  /** Resource types that it reads, in every format: `aws_s3_bucket`, `AWS::S3::Bucket`. A type may be read by several providers. */
  readonly types: readonly string[];
  /** The facts that one resource yields about its subject. It may lead on (`get`, `find`, a reference's `target()`); all is recorded. */
  facts(resource: Resource): Iterable<Fact>;
}

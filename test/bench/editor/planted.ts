import { BASTION } from '../../support/bastion';
import { KINDS } from '../generate';

/** A finding of another policy than that of `GROUP`. */
const BUCKET = `resource "aws_s3_bucket_acl" "planted" {
  bucket = "planted"
  acl    = "public-read"
}
`;
export const GROUP = BASTION.replace('bastion', 'planted');
const POD = `---
apiVersion: v1
kind: Pod
metadata:
  name: planted
spec:
  containers:
    - name: planted
      image: registry.example.com/planted:1.0
      securityContext:
        privileged: true
`;
const DATABASE = `  Planted:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      PubliclyAccessible: true
`;
const large = (name: string): string => {
  const kind = KINDS.find((candidate) => candidate.name === name)!;
  return kind.make(kind.large);
};

/** A text of about 1,000 lines by the name of its kind, with a finding at its end. */
export const PLANTED: Readonly<Record<string, string>> = {
  Terraform: large('Terraform') + GROUP,
  Kubernetes: large('Kubernetes') + POD,
  CloudFormation: large('CloudFormation') + DATABASE,
  Dockerfile: `${large('Dockerfile')}USER root\n`,
};

/** A text of about 1,000 lines with findings of two policies at its end: what a person's cursor goes back and forth between. */
export const TWO_POLICIES = large('Terraform') + GROUP + BUCKET;

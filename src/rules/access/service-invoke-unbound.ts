import { each, some, text } from '../../facts';
import { stands } from '../../knowledge/grants';
import { rule } from '../rule';

/**
 * Services that call a function for whoever configured them, in any account, and that say on whose behalf.
 * Source: the Lambda developer guide on resource policies and each service's page on its event source.
 */
const CALLERS: ReadonlySet<string> = new Set(
  ['apigateway', 'cognito-idp', 'config', 'elasticloadbalancing', 'events', 'iot', 'logs', 's3', 'ses', 'sns'].map(
    (service) => `${service}.amazonaws.com`,
  ),
);

export const serviceInvokeUnbound = rule({
  id: 'service-invoke-unbound',
  title: 'Function that a service may call for any account',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  why: 'The service calls the function for all of its customers. Without a source, somebody else can point a bucket, topic or API of their own account at this function and have it work on their input.',
  remedy: 'Add the ARN of the bucket, topic, rule or API as source; for S3 add the source account too.',
  references: ['CWE-441', 'CWE-284', 'NIST AC-3'],
  reads: ['grant', 'setting'],
  elsewhere: ['CKV_AWS_364', 'AVD-AWS-0067'],
  *check(grant, facts) {
    if (
      grant.carrier !== 'resource' ||
      some(grant.actions, (action) => /^lambda:(?:\*|invoke)/i.test(action)) !== 'yes'
    ) {
      return;
    }
    if (!stands(grant, facts)) return;
    for (const principal of each(grant.principals)) {
      const { type, id } = principal.value;
      if (type !== 'service' || !CALLERS.has(id)) continue;
      const message = text`${id} may call the function for any AWS account: ${grant.subject.address} names no source.`;
      yield { at: principal.at, message, about: id };
    }
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_lambda_permission" "uploads" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.resize.function_name
  principal     = «"s3.amazonaws.com"»
}`,
      ],
      good: [
        `resource "aws_lambda_permission" "uploads" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.resize.function_name
  principal     = "s3.amazonaws.com"
  source_arn    = aws_s3_bucket.uploads.arn
}

resource "aws_lambda_permission" "edge" {
  action        = "lambda:GetFunction"
  function_name = aws_lambda_function.resize.function_name
  principal     = "edgelambda.amazonaws.com"
}`,
      ],
      unknown: [
        `variable "service" {
  type = string
}

resource "aws_lambda_permission" "uploads" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.resize.function_name
  principal     = var.service
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Call:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Resize
      Principal: «sns.amazonaws.com»
`,
      ],
      good: [
        `Resources:
  Call:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Resize
      Principal: sns.amazonaws.com
      SourceArn: !Ref Uploads
`,
      ],
      unknown: [
        `Parameters:
  Service:
    Type: String
Resources:
  Call:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Resize
      Principal: !Ref Service
`,
      ],
    },
    serverless: {
      bad: [
        `service: clinic
provider:
  name: aws
resources:
  Resources:
    Call:
      Type: AWS::Lambda::Permission
      Properties:
        Action: lambda:InvokeFunction
        FunctionName: !Ref Resize
        Principal: «s3.amazonaws.com»
`,
      ],
      good: [
        `service: clinic
provider:
  name: aws
resources:
  Resources:
    Call:
      Type: AWS::Lambda::Permission
      Properties:
        Action: lambda:InvokeFunction
        FunctionName: !Ref Resize
        Principal: s3.amazonaws.com
        SourceArn: !GetAtt Scans.Arn
        SourceAccount: !Ref AWS::AccountId
`,
      ],
      unknown: [],
    },
    'iam-policy': {
      bad: [
        `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": { "Service": «"s3.amazonaws.com"» },
    "Action": "lambda:InvokeFunction",
    "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:resize"
  }]
}`,
      ],
      good: [
        `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": { "Service": "s3.amazonaws.com" },
    "Action": "lambda:InvokeFunction",
    "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:resize",
    "Condition": {
      "StringEquals": { "aws:SourceAccount": "123456789012" },
      "ArnLike": { "aws:SourceArn": "arn:aws:s3:::scans" }
    }
  }]
}`,
      ],
      unknown: [],
    },
  },
});

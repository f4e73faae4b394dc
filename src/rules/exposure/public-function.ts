import { is, said, set, text, usesOf } from '../../facts';
import { rule } from '../rule';

export const publicFunction = rule({
  id: 'public-function',
  title: 'Function that anyone on the internet can call',
  severity: 'high',
  confidence: 'medium',
  audience: 'everyone',
  why: 'A function URL without an authoriser answers to everybody who finds the address. Each call runs with the function’s own permissions and on your bill, and the function has to tell friend from stranger by itself.',
  remedy:
    'Ask for signed requests (`AWS_IAM`), or put an API with an authoriser in front. Where the function checks signatures itself, as for a webhook, ask for an exception and say so.',
  references: ['CWE-306', 'NIST AC-3'],
  elsewhere: ['CKV_AWS_258'],
  reads: ['exposure'],
  *check(exposure) {
    if (exposure.target !== 'function' || is(exposure.authenticator, (asked) => asked === 'none') !== 'yes') return;
    const { authenticator } = exposure;
    const change = authenticator.state !== 'unknown' && authenticator.slot ? set(authenticator, 'iam') : undefined;
    yield {
      at: exposure.authenticator.at,
      message: said(
        exposure.authenticator,
        text`Anyone on the internet can call ${exposure.subject.address} without signing in; each call runs with its permissions.`,
      ),
      about: 'no authoriser',
      related: usesOf(exposure.authenticator),
      fix: change ? [{ title: text`Ask for signed requests`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_lambda_function_url" "checkout" {
  function_name      = "checkout"
  authorization_type = «"NONE"»
}`,
      ],
      good: [
        `resource "aws_lambda_function_url" "checkout" {
  function_name      = "checkout"
  authorization_type = "AWS_IAM"
}`,
      ],
      unknown: [
        `resource "aws_lambda_function_url" "checkout" {
  function_name      = "checkout"
  authorization_type = var.authorization
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  CheckoutUrl:
    Type: AWS::Lambda::Url
    Properties:
      TargetFunctionArn: checkout
      AuthType: «NONE»
`,
        `Transform: AWS::Serverless-2016-10-31
Resources:
  Checkout:
    Type: AWS::Serverless::Function
    Properties:
      FunctionUrlConfig:
        AuthType: «NONE»
`,
        `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    FunctionUrlConfig: { AuthType: «NONE» }
Resources:
  Checkout:
    Type: AWS::Serverless::Function
    Properties:
      Handler: checkout.handler
  Refund:
    Type: AWS::Serverless::Function
    Properties:
      Handler: refund.handler
`,
      ],
      good: [
        `Resources:
  CheckoutUrl:
    Type: AWS::Lambda::Url
    Properties:
      TargetFunctionArn: checkout
      AuthType: AWS_IAM
`,
        `Transform: AWS::Serverless-2016-10-31
Resources:
  Checkout:
    Type: AWS::Serverless::Function
    Properties:
      FunctionUrlConfig:
        AuthType: AWS_IAM
`,
      ],
      unknown: [
        `Parameters:
  Auth:
    Type: String
Resources:
  CheckoutUrl:
    Type: AWS::Lambda::Url
    Properties:
      TargetFunctionArn: checkout
      AuthType: !Ref Auth
`,
      ],
    },
    serverless: {
      bad: [
        `service: shop
provider:
  name: aws
functions:
  checkout:
    handler: checkout.handler
    url: «true»
`,
        `service: shop
provider:
  name: aws
functions:
  checkout:
    handler: checkout.handler
    «url»:
      cors: true
`,
      ],
      good: [
        `service: shop
provider:
  name: aws
functions:
  checkout:
    handler: checkout.handler
    url:
      authorizer: aws_iam
`,
      ],
      unknown: [
        `service: shop
provider:
  name: aws
functions:
  checkout:
    handler: checkout.handler
    url: \${file(urls.yml):checkout}
`,
      ],
    },
  },
});

/** Made-up functions without servers, and jobs of GitLab. */
import { lines } from './lines';

const samFunction = (i: number) => `  Function${i}:
    Type: AWS::Serverless::Function
    Properties:
      Handler: src/part${i}.handler
      Policies:
        - DynamoDBReadPolicy:
            TableName: !Ref Table
      Events:
        Get:
          Type: Api
          Properties:
            Path: /part-${i}
            Method: get
`;
export const sam = (count: number): string => `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs22.x
    MemorySize: 256
  Api:
    Auth:
      DefaultAuthorizer: AWS_IAM
Parameters:
  Table:
    Type: String
Resources:
${lines(count, samFunction)}`;

const lambda = (i: number) => `  part${i}:
    handler: src/part${i}.handler
    timeout: 10
    environment:
      TABLE: \${self:custom.table}
    events:
      - httpApi:
          method: GET
          path: /part-${i}
          authorizer:
            type: aws_iam
`;
export const serverless = (count: number): string => `service: shop
frameworkVersion: '4'
custom:
  table: shop-orders
provider:
  name: aws
  runtime: nodejs22.x
  iam:
    role:
      statements:
        - Effect: Allow
          Action:
            - dynamodb:GetItem
          Resource: arn:aws:dynamodb:eu-central-1:123456789012:table/\${self:custom.table}
functions:
${lines(count, lambda)}`;

const job = (i: number) => `test-${i}:
  extends: .node
  stage: test
  script:
    - npm ci
    - npm test -- --part ${i}
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
`;
export const gitlab = (count: number): string => `stages: [test]
.node:
  image: node:22
  id_tokens:
    CLOUD:
      aud: https://shop.example.com
${lines(count, job)}`;

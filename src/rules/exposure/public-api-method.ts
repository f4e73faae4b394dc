import { is, known, said, set, text, usesOf } from '../../facts';
import { rule } from '../rule';

export const publicApiMethod = rule({
  id: 'public-api-method',
  title: 'API method without an authoriser',
  severity: 'medium',
  confidence: 'medium',
  audience: 'everyone',
  why: 'The gateway lets every caller through to the code behind it. If that code forgets to check who is there, the data is public; and nothing in front of it slows an attacker down.',
  remedy:
    'Name an authoriser (IAM, a JWT issuer, a user pool) or ask for an API key. Where a method is meant for everybody, such as a login or a health check, ask for an exception and say so.',
  references: ['CWE-306', 'NIST AC-3'],
  elsewhere: ['CKV_AWS_59'],
  reads: ['exposure', 'grant'],
  *check(exposure, facts) {
    if (exposure.target !== 'api' || is(exposure.authenticator, (asked) => asked === 'none') !== 'yes') return;
    // a policy of the API may ask in the method's place
    const ids = exposure.about.flatMap((id) => known(id)?.value ?? []);
    if (facts.about('grant', ids, exposure.subject.scope).sure.some(({ carrier }) => carrier === 'resource')) return;
    const { authenticator } = exposure;
    const change = authenticator.state !== 'unknown' && authenticator.slot ? set(authenticator, 'iam') : undefined;
    yield {
      at: exposure.authenticator.at,
      message: said(
        exposure.authenticator,
        text`Anyone on the internet can call ${exposure.subject.address}: no authoriser asks who is there before the code runs.`,
      ),
      about: 'no authoriser',
      related: usesOf(exposure.authenticator),
      fix: change ? [{ title: text`Ask for signed requests`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_api_gateway_method" "orders" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = «"NONE"»
}`,
        `«resource "aws_apigatewayv2_route" "orders"» {
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "GET /orders"
}`,
        `resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}

«resource "aws_apigatewayv2_route" "rest"» {
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "$default"
}`,
      ],
      good: [
        `resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
  endpoint_configuration {
    types = ["PRIVATE"]
  }
}

resource "aws_api_gateway_method" "orders" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  http_method   = "GET"
  authorization = "NONE"
}`,
        `resource "aws_apigatewayv2_api" "chat" {
  name          = "chat"
  protocol_type = "WEBSOCKET"
}

resource "aws_apigatewayv2_route" "rest" {
  api_id    = aws_apigatewayv2_api.chat.id
  route_key = "$default"
}`,
        `resource "aws_api_gateway_method" "preflight" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "OPTIONS"
  authorization = "NONE"
}`,
        `resource "aws_api_gateway_method" "orders" {
  rest_api_id      = aws_api_gateway_rest_api.shop.id
  resource_id      = aws_api_gateway_resource.orders.id
  http_method      = "GET"
  authorization    = "NONE"
  api_key_required = true
}`,
      ],
      unknown: [
        `resource "aws_api_gateway_method" "orders" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = var.authorization
}`,
        `resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_rest_api_policy" "shop" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "execute-api:Invoke"
      Resource  = "*"
      Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } }
    }]
  })
}

resource "aws_api_gateway_method" "orders" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  http_method   = "GET"
  authorization = "NONE"
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Orders:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      AuthorizationType: «NONE»
`,
        `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        «List»:
          Type: Api
          Properties:
            Path: /orders
            Method: get
`,
        `Transform: AWS::Serverless-2016-10-31
Globals:
  HttpApi:
    Auth:
      DefaultAuthorizer: Users
      Authorizers:
        Users: { IdentitySource: $request.header.Authorization, JwtConfiguration: { issuer: 'https://id.example.com' } }
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        List:
          Type: HttpApi
          Properties: { Path: /orders, Method: get }
        Export:
          Type: HttpApi
          Properties:
            Path: /export
            Method: get
            Auth: { Authorizer: «NONE» }
`,
      ],
      good: [
        `Resources:
  Shop:
    Type: AWS::ApiGateway::RestApi
    Properties:
      EndpointConfiguration:
        Types: [PRIVATE]
  Orders:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Shop
      HttpMethod: GET
      AuthorizationType: NONE
`,
        `Resources:
  Orders:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      AuthorizationType: AWS_IAM
`,
        `Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth: { DefaultAuthorizer: AWS_IAM }
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        List:
          Type: Api
          Properties: { Path: /orders, Method: get, RestApiId: !Ref Api }
        Upload:
          Type: Api
          Properties: { Path: /orders, Method: put, Auth: { ApiKeyRequired: true } }
`,
      ],
      unknown: [
        `Parameters:
  Auth:
    Type: String
Resources:
  Orders:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      AuthorizationType: !Ref Auth
`,
        `Parameters:
  Api:
    Type: String
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        List:
          Type: Api
          Properties: { Path: /orders, Method: get, RestApiId: !Ref Api }
`,
      ],
    },
    serverless: {
      bad: [
        `service: shop
provider:
  name: aws
functions:
  orders:
    handler: orders.list
    events:
      - «http»:
          method: get
          path: /orders
      - «httpApi»: GET /all
      - «httpApi»: '*'
`,
      ],
      good: [
        `service: shop
provider:
  name: aws
functions:
  orders:
    handler: orders.list
    events:
      - http: { method: get, path: /orders, authorizer: aws_iam }
      - http: { method: put, path: /orders, private: true }
      - httpApi: { method: get, path: /all, authorizer: { name: users } }
`,
      ],
      unknown: [
        `service: shop
provider:
  name: aws
functions:
  orders:
    handler: orders.list
    events:
      - http: { method: get, path: /orders, authorizer: '\${self:custom.authorizer}' }
`,
      ],
    },
  },
});

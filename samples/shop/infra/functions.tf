data "aws_iam_policy_document" "lambda" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "checkout" {
  name               = "${local.name}-checkout"
  assume_role_policy = data.aws_iam_policy_document.lambda.json
}

resource "aws_lambda_function" "checkout" {
  function_name = "${local.name}-checkout"
  role          = aws_iam_role.checkout.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "../services/checkout/dist.zip"
  timeout       = 10

  environment {
    variables = {
      CARTS_TABLE     = aws_dynamodb_table.carts.name
      PAYMENT_SECRET  = aws_secretsmanager_secret.payment.arn
      SUPPORT_ADDRESS = "support@fernway.example"
    }
  }
}

# The web front calls this straight from the browser.
resource "aws_lambda_function_url" "checkout" {
  function_name      = aws_lambda_function.checkout.function_name
  authorization_type = "NONE"

  cors {
    allow_origins = ["https://fernway.example"]
    allow_methods = ["POST"]
  }
}

resource "aws_secretsmanager_secret" "payment" {
  name = "${local.name}/payment"
}

resource "aws_lambda_permission" "thumbnails" {
  statement_id  = "AllowUploads"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.checkout.function_name
  principal     = "s3.amazonaws.com"
}

# A small piece of a shop, with a few things that Handrail has something to say about.
# Rest the pointer on an underlined text, or press Ctrl+K Ctrl+I there. Nothing here is saved or run.

resource "aws_security_group" "bastion" {
  name = "bastion"

  ingress {
    description = "Support logs in from home"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_db_instance" "orders" {
  identifier          = "orders"
  engine              = "postgres"
  publicly_accessible = true
}

resource "aws_iam_role_policy" "invoices" {
  name = "invoices"
  role = "invoices"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:*"
      Resource = "*"
    }]
  })
}

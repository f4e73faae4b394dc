resource "aws_db_subnet_group" "orders" {
  name       = local.name
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_db_instance" "orders" {
  identifier     = "${local.name}-orders"
  engine         = "postgres"
  engine_version = "17.2"
  instance_class = "db.t4g.medium"

  db_name                     = "orders"
  username                    = "shop"
  manage_master_user_password = true

  allocated_storage      = 50
  storage_encrypted      = true
  db_subnet_group_name   = aws_db_subnet_group.orders.name
  vpc_security_group_ids = [aws_security_group.database.id]

  # reporting connects from outside, see the security group
  publicly_accessible = true

  backup_retention_period = 14
  deletion_protection     = true
}

resource "aws_db_instance" "sessions" {
  identifier     = "${local.name}-sessions"
  engine         = "postgres"
  engine_version = "17.2"
  instance_class = "db.t4g.micro"

  db_name                     = "sessions"
  username                    = "shop"
  manage_master_user_password = true

  allocated_storage      = 20
  storage_encrypted      = true
  db_subnet_group_name   = aws_db_subnet_group.orders.name
  vpc_security_group_ids = [aws_security_group.database.id]
  publicly_accessible    = false
}

resource "aws_dynamodb_table" "carts" {
  name         = "${local.name}-carts"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "cart"

  attribute {
    name = "cart"
    type = "S"
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }
}

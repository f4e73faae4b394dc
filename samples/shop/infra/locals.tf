locals {
  name = "shop-${var.environment}"

  tags = {
    product     = "shop"
    environment = var.environment
    managed_by  = "terraform"
  }

  public_ports = {
    http  = 80
    https = 443
  }
}

data "aws_caller_identity" "current" {}

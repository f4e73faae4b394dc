resource "aws_vpc" "shop" {
  cidr_block           = var.vpc_cidr
  enable_dns_hostnames = true

  tags = { Name = local.name }
}

resource "aws_subnet" "public" {
  count             = 2
  vpc_id            = aws_vpc.shop.id
  cidr_block        = cidrsubnet(var.vpc_cidr, 8, count.index)
  availability_zone = "${var.region}${["a", "b"][count.index]}"
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.shop.id
  cidr_block        = cidrsubnet(var.vpc_cidr, 8, count.index + 10)
  availability_zone = "${var.region}${["a", "b"][count.index]}"
}

resource "aws_internet_gateway" "shop" {
  vpc_id = aws_vpc.shop.id
}

# The load balancer is the shop's only door.
resource "aws_security_group" "edge" {
  name        = "${local.name}-edge"
  description = "Customers"
  vpc_id      = aws_vpc.shop.id
}

resource "aws_vpc_security_group_ingress_rule" "edge" {
  for_each = local.public_ports

  security_group_id = aws_security_group.edge.id
  description       = each.key
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group" "services" {
  name        = "${local.name}-services"
  description = "Nodes of the cluster"
  vpc_id      = aws_vpc.shop.id

  ingress {
    description     = "from the load balancer"
    from_port       = 30000
    to_port         = 32767
    protocol        = "tcp"
    security_groups = [aws_security_group.edge.id]
  }
}

resource "aws_security_group" "bastion" {
  name        = "${local.name}-bastion"
  description = "Logins of the platform team"
  vpc_id      = aws_vpc.shop.id

  ingress {
    description = "SSH"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.admin_cidrs
  }
}

resource "aws_security_group" "database" {
  name        = "${local.name}-database"
  description = "PostgreSQL"
  vpc_id      = aws_vpc.shop.id

  ingress {
    description     = "services"
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.services.id]
  }

  # Metabase cloud has no fixed addresses
  ingress {
    description = "reporting"
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "bastion" {
  ami                    = "ami-0a87a69d69fa289be"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.public[0].id
  vpc_security_group_ids = [aws_security_group.bastion.id]
  key_name               = "platform"

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "optional" # the old backup agent does not know v2 yet
  }

  root_block_device {
    encrypted = true
  }

  tags = { Name = "${local.name}-bastion" }
}

# Suppliers upload price lists here by FTP over TLS until the last one has moved to the API.
resource "aws_security_group" "supplier_gateway" {
  name        = "${local.name}-supplier-gateway"
  description = "Price lists"
  vpc_id      = aws_vpc.shop.id

  ingress {
    description = "SFTP"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

/** One finding of `open-admin-port`, at the quoted address: for tests that do not want to depend on what the sample says. */
export const BASTION = `resource "aws_security_group" "bastion" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;

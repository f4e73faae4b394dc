/** A file of its own, so that a test does not depend on what the sample says. */
export const BASTION = `resource "aws_security_group" "bastion" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;
export const FILES = { 'bastion/bastion.tf': BASTION };

/** Any of our squiggles but hints. */
export const ANY = '.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning, .monaco-editor .squiggly-info';

/** Shows the Handrail sidebar with the tree filled. */
export async function openSidebar(ui) {
  await ui.activity('Handrail').click();
  await ui.treeRows().first().waitFor();
}

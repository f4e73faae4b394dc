/** What each verb does, for `--help`. */
export const GENERAL = `Handrail reads infrastructure code and says what is wrong, why it matters and who to ask.
Everything happens on this machine.

Usage
  handrail scan [paths] [options]   look at files and folders
  handrail template list            name the secure templates: starts that are clean
  handrail template show ID         print one
  handrail coverage [options]       which rules look at code for which control of a framework
  handrail handbook [options]       the policies as one document
  handrail help [verb]              explain a verb
  handrail --version

Examples
  handrail scan
  handrail help scan
`;

const SCAN = `handrail scan [paths] [options]

Reads files and folders (this folder when none is named) and tells what it finds. Files that .gitignore names are left
out unless they are named. What .handrail says, in the nearest folder upwards, holds.

Options
  --format text|json|sarif      how to print (text)
  --fail-on LEVEL               critical, high, medium, low or never (the workspace's threshold, else high)
  --audience everyone|hardening  hardening adds what most teams leave for later (the workspace's, else everyone)
  --each GLOB                   every folder that matches is a root of its own; may be given more than once
  --stdin --stdin-filename P    read one file from standard input as if it lay at P
  --output FILE                 write there instead of standard output
  --strict                      files that cannot be read fail the scan
  --quiet                       findings only: no sum, no progress
  --debug                       stack traces

Exit codes
  0 nothing at or above the level, 1 findings, 2 a failure

Examples
  handrail scan infra deploy/web.yaml --fail-on critical
  handrail scan --format sarif --output handrail.sarif
`;

const TEMPLATE = `handrail template list
handrail template show ID [--output FILE]

Names the secure templates, those that are built in and those of .handrail/templates, or prints one as a file of its
own. Comments in it name the policies that ask for a line.

Options
  --output FILE   write there instead of standard output; a file that exists is left alone

Examples
  handrail template list
  handrail template show terraform/bucket-aws --output infra/uploads.tf
`;

const COVERAGE = `handrail coverage [folder] [options]

Tells for each framework which controls the policies refer to, and which rules look at code for them. The policies are
those that hold in the folder (this one when none is named). It is no proof of compliance: most controls ask for more
than code can show.

Options
  --framework NAME              one framework, or those whose name holds this (all)
  --format text|json|markdown   how to print (text)
  --output FILE                 write there instead of standard output
  --debug                       stack traces

Examples
  handrail coverage --framework "NIST SP 800-53"
  handrail coverage --format markdown --output coverage.md
`;

const HANDBOOK = `handrail handbook [folder] [options]

Writes the policies as they hold in the folder (this one when none is named): why, who answers, what good looks like,
exceptions, rules, references. For people who join, and for those outside of the editor.

Options
  --format markdown|html        one Markdown file, or one page for a browser or a printer (markdown)
  --output FILE                 write there instead of standard output
  --debug                       stack traces

Examples
  handrail handbook --output docs/security-policies.md
  handrail handbook --format html --output handbook.html
`;

const HELP = `handrail help [verb]

Explains a verb, or tells which there are.

Examples
  handrail help
  handrail help scan
`;

/** Help by verb. */
export const BY_VERB: ReadonlyMap<string, string> = new Map([
  ['scan', SCAN],
  ['template', TEMPLATE],
  ['coverage', COVERAGE],
  ['handbook', HANDBOOK],
  ['help', HELP],
]);

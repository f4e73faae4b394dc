import { namedKinds, patternKinds } from '../../src/secrets/kinds/index';

/** Files that hold a credential of every kind in every format, and the credentials, to be searched for in outputs. */
export interface Planted {
  readonly files: ReadonlyMap<string, string>;
  /** All of them. */
  readonly credentials: readonly string[];
  /** Those of a file: parts of made-up credentials may be alike, so a whole text is searched for its own only. */
  in(path: string): readonly string[];
}

/** A text of a kind's examples, and the credentials that are marked in it. */
interface Seed {
  readonly kind: string;
  readonly text: string;
  readonly credentials: readonly string[];
  /** Name and value, for kinds that are known by their name alone. */
  readonly named?: readonly [name: string, value: string];
}

/** Assembled on every call, from the kinds' own examples: nothing that looks live stands in a file of the repository. */
function seeds(): readonly Seed[] {
  const names = new Set(namedKinds.map(({ id }) => id));
  return [...patternKinds, ...namedKinds].flatMap(({ id, examples }) =>
    examples.bad().map((marked, i) => {
      const credentials = [...marked.matchAll(/«([^»]*)»/gs)].map((match) => match[1]!);
      const name = /^\w+/.exec(marked)?.[0] ?? id;
      const named = names.has(id) ? { named: [name, credentials[0]!] as const } : {};
      return { kind: `${id}-${i}`, text: marked.replace(/[«»]/g, ''), credentials, ...named };
    }),
  );
}

const indented = (text: string, by: number): string => text.replace(/^/gm, ' '.repeat(by));

/** A format: a file for a kind, with its text in a place where texts stand, or its name and value as the format writes them. */
interface Bed {
  file(kind: string): string;
  holds(text: string): string;
  assigns(name: string, value: string): string;
}

const OPEN_BUCKET = (comment: string) =>
  `\nresource "aws_s3_bucket_acl" "open" {\n  bucket = "open"\n  acl    = "public-read"${comment}\n}\n`;
const OPEN_POD =
  '---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: open\nspec:\n  containers:\n    - name: open\n      image: shop:1\n      securityContext:\n        privileged: true\n';
const config = (data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: planted\ndata:\n${data}\n${OPEN_POD}`;
const template = (property: string) =>
  `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Machine:\n    Type: AWS::EC2::Instance\n    Properties:\n${property}\n  Open:\n    Type: AWS::S3::Bucket\n    Properties:\n      AccessControl: PublicRead\n`;
const workflow = (step: string) =>
  `on: push\npermissions: write-all\njobs:\n  release:\n    runs-on: ubuntu-latest\n    steps:\n${step}\n`;
const document = (more: object) =>
  JSON.stringify(
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }], ...more },
    null,
    2,
  );

/** Beside the credential each file of a format has a finding of another rule, some on the very line, so that outputs quote it. */
const BEDS: readonly Bed[] = [
  {
    file: (kind) => `settings/${kind}.conf`,
    holds: (text) => `${text}\n`,
    assigns: (name, value) => `${name} = ${value}\n`,
  },
  {
    file: (kind) => `settings/${kind}/.env`,
    holds: (text) => `${text}\n`,
    assigns: (name, value) => `${name}=${value}\n`,
  },
  {
    file: (kind) => `infra/${kind}/main.tf`,
    holds: (text) =>
      `locals {\n  planted = <<EOT\n${text.replaceAll('${', '$${').replaceAll('%{', '%%{')}\nEOT\n}\n${OPEN_BUCKET(text.includes('\n') ? '' : ` # ${text}`)}`,
    assigns: (name, value) => `locals {\n  ${name} = "${value}"\n}\n${OPEN_BUCKET('')}`,
  },
  {
    file: (kind) => `deploy/${kind}.yaml`,
    holds: (text) => config(`  settings: |\n${indented(text, 4)}`),
    assigns: (name, value) => config(`  ${name}: '${value}'`),
  },
  {
    file: (kind) => `cloudformation/${kind}.yaml`,
    holds: (text) => template(`      UserData:\n        Fn::Base64: |\n${indented(text, 10)}`),
    assigns: (name, value) => template(`      Tags:\n        ${name}: '${value}'`),
  },
  {
    file: (kind) => `${kind}/.github/workflows/release.yml`,
    holds: (text) => workflow(`      - run: |\n${indented(text, 10)}`),
    assigns: (name, value) => workflow(`      - run: make\n        env:\n          ${name}: '${value}'`),
  },
  {
    file: (kind) => `services/${kind}/Dockerfile`,
    holds: (text) => `FROM node:22\nRUN cat > /app/settings <<SETTINGS\n${text}\nSETTINGS\nUSER root\n`,
    assigns: (name, value) => `FROM node:22\nENV ${name}=${value}\nUSER root\n`,
  },
  {
    file: (kind) => `iam/${kind}.json`,
    // a string of JSON may hold JSON; other quotes would only be escapes around the name
    holds: (text) => document({ Id: text.startsWith('{') ? text : text.replaceAll('"', '') }),
    assigns: (name, value) => document({ [name]: value }),
  },
];

/** A credential of each kind in each format. */
export function plant(): Planted {
  const files = new Map<string, string>();
  const own = new Map<string, readonly string[]>();
  for (const { kind, text, credentials, named } of seeds()) {
    for (const bed of BEDS) {
      files.set(bed.file(kind), named ? bed.assigns(...named) : bed.holds(text));
      own.set(bed.file(kind), credentials);
    }
  }
  return { files, credentials: [...new Set([...own.values()].flat())], in: (path) => own.get(path) ?? [] };
}

/**
 * The credentials that an output holds, whole or in large part. Escapes of JSON are undone first, so that a credential
 * cannot hide behind them.
 */
export function leaked(output: string, credentials: readonly string[]): readonly string[] {
  const texts = [output, output.replace(/\\[nrt]/g, '\n').replace(/\\(.)/g, '$1')];
  const parts = (credential: string) => {
    const half = Math.floor(credential.length / 2);
    return half < 12 ? [credential] : [credential.slice(0, half), credential.slice(-half)];
  };
  return credentials.filter((credential) =>
    parts(credential).some((part) => texts.some((text) => text.includes(part))),
  );
}

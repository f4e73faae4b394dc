import assert from 'node:assert/strict';
import fc from 'fast-check';
import { syntaxes } from '../../src/document/index';
import type { SyntaxId } from '../../src/document/syntax';
import { mask, REDACTION } from '../../src/place';
import { encodeBase64 } from '../../src/secrets/base64';
import { detectSecrets } from '../../src/secrets/detect';
import { fillExamples } from '../../src/secrets/kinds/examples';
import { namedKinds, patternKinds } from '../../src/secrets/kinds/index';

const SEED = 20_260_301;
const kinds = [...patternKinds, ...namedKinds];

/** Each finding as `kind at key path: what is covered`. */
const found = (syntax: SyntaxId, text: string, under: readonly string[] = []): string[] =>
  detectSecrets(text, syntaxes[syntax], { under }).map(
    ({ secret, keyPath, start, end }) => `${secret.kind} at ${keyPath}: ${text.slice(start, end)}`,
  );

const WEAK = `Tree${'house'}7`;

describe('credentials in structured text', () => {
  it('carry the key path they stand at', () => {
    const key = fillExamples('@@STRIPE_KEY@@');
    assert.deepEqual(found('hcl', `provider "stripe" {\n  api_key = "${key}"\n}`), [
      `stripe-key at provider.stripe.api_key: ${key}`,
    ]);
    assert.deepEqual(found('yaml', `key: ${key}\n`, ['jobs', 'build', 'env']), [
      `stripe-key at jobs.build.env.key: ${key}`,
    ]);
    assert.deepEqual(found('lines', `# ${key}\n`), [`stripe-key at : ${key}`]);
  });

  it('of a database count even when weak, whatever the format spells the password', () => {
    for (const [syntax, text] of [
      ['hcl', `resource "aws_db_instance" "a" {\n  password = "${WEAK}"\n}`],
      ['hcl', `variable "db_password" {\n  default = "${WEAK}"\n}`],
      ['yaml', `MasterUserPassword: ${WEAK}\n`],
      ['yaml', `env:\n  - name: POSTGRES_PASSWORD\n    value: ${WEAK}\n`],
      ['yaml', `env:\n  - value: '${WEAK}'\n    name: POSTGRES_PASSWORD\n`],
      ['json', `{"environment": [{"name": "DB_PASSWORD", "value": "${WEAK}"}]}`],
      ['json', `{"Parameters": {"DbPassword": {"Type": "String", "Default": "${WEAK}"}}}`],
      ['dockerfile', `FROM postgres\nENV POSTGRES_PASSWORD=${WEAK}\n`],
      ['lines', `export MYSQL_ROOT_PASSWORD="${WEAK}"\n`],
    ] as const) {
      const spans = detectSecrets(text, syntaxes[syntax]);
      assert.deepEqual(
        spans.map(({ secret, start, end }) => [secret.kind, text.slice(start, end)]),
        [['database-password', WEAK]],
        text,
      );
    }
  });

  it('do not count when they are not literal', () => {
    for (const [syntax, text] of [
      ['hcl', 'resource "aws_db_instance" "a" {\n  password = random_password.a.result\n}'],
      ['hcl', 'resource "aws_db_instance" "a" {\n  password = "Tree${var.suffix}7house"\n}'],
      ['yaml', 'MasterUserPassword: !Ref Treehouse7\n'],
      ['yaml', 'MasterUserPassword: !Sub "${Treehouse7}"\n'],
      ['yaml', 'password: "{{ .Values.treehouse7 }}"\n'],
      ['yaml', 'with:\n  password: ${{ secrets.TREEHOUSE7 }}\n'],
      ['dockerfile', 'FROM a\nARG P\nENV DB_PASSWORD=$P\n'],
    ] as const) {
      assert.deepEqual(found(syntax, text), [], text);
    }
  });

  it('count in scripts, lists of variables and arguments too', () => {
    for (const [syntax, text] of [
      ['yaml', `environment:\n  - POSTGRES_PASSWORD=${WEAK}\n`],
      ['yaml', `command: ["serve", "--db-password=${WEAK}"]\n`],
      ['yaml', `run: |\n  echo start\n  export DB_PASSWORD='${WEAK}'\n`],
      ['hcl', `user_data = <<EOT\nexport DB_PASSWORD=${WEAK}\nrun ${'$'}{var.port}\nEOT\n`],
      ['hcl', `defs = <<EOT\n[{"environment": [{"name": "DB_PASSWORD", "value": "${WEAK}"}]}]\nEOT\n`],
      ['json', `{"State": "{\\"db_password\\": \\"${WEAK}\\"}"}`],
      ['json', `{"Command": "serve --db-password=${WEAK} --port=80"}`],
    ] as const) {
      const spans = detectSecrets(text, syntaxes[syntax]);
      assert.deepEqual(
        spans.map(({ secret, start, end }) => [secret.kind, text.slice(start, end)]),
        [['database-password', WEAK]],
        text,
      );
    }
    assert.deepEqual(
      found('yaml', 'run: |\n  export DB_PASSWORD=$(vault read db)\n  PASSWORD=$1 TOKEN="$TOKEN"\n'),
      [],
    );
  });

  it('are read through the base64 of a Kubernetes Secret', () => {
    const manifest = (key: string, value: string) =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ndata:\n  ${key}: ${value}\n`;
    const token = encodeBase64(fillExamples('@@GITHUB_TOKEN@@'));
    assert.deepEqual(found('yaml', manifest('anything', token)), [`github-token at data.anything: ${token}`]);
    const password = encodeBase64(WEAK);
    assert.deepEqual(found('yaml', manifest('db-password', password)), [
      `database-password at data.db-password: ${password}`,
    ]);
    assert.deepEqual(found('yaml', manifest('password', encodeBase64('changeme'))), []);
    assert.deepEqual(found('yaml', manifest('username', encodeBase64('shop'))), []);
  });

  it('keep their line breaks and indentation when masked, so that the text reads the same', () => {
    const key = fillExamples('@@RSA_PRIVATE_KEY@@').replaceAll('\n', '\n    ');
    const text = `tls:\n  key: |\n    ${key}\n  after: kept\n`;
    const masked = mask(text, detectSecrets(text, syntaxes.yaml));
    assert.deepEqual(syntaxes.yaml.parse(masked).problems, []);
    assert.match(masked, /\n {2}after: kept\n$/);
    assert.equal(masked.replaceAll(REDACTION, '').replace(/\s+/g, ' '), 'tls: key: | after: kept ');
  });

  it('tell one kind when several would do: the most specific', () => {
    const token = fillExamples('@@GITHUB_TOKEN@@');
    assert.deepEqual(found('yaml', `github_token: ${token}\n`), [`github-token at github_token: ${token}`]);
    assert.deepEqual(found('lines', `REPO=https://ci:${token}@github.com/shop/shop\n`), [
      `github-token at REPO: ${token}`,
    ]);
  });
});

describe('what only looks like a credential', () => {
  const hex = (length: number) =>
    encodeBase64('handrail, a rail to hold').replace(/\W/g, '').repeat(4).slice(0, length);
  const QUIET: readonly (readonly [SyntaxId, string])[] = [
    ['yaml', `image: registry.shop.test/app@sha256:${'9f86d081884c7d659a2feaa0c55ad015'.repeat(2)}\n`],
    ['yaml', 'serviceAccountToken:\n  path: token\n  expirationSeconds: 3600\n'],
    ['yaml', 'valueFrom:\n  secretKeyRef:\n    name: orders-db-password\n    key: password\n'],
    ['yaml', 'imagePullSecrets:\n  - name: registry-login-2\n'],
    ['yaml', 'permissions:\n  id-token: write\n  contents: read\n'],
    ['yaml', 'auth:\n  existingSecret: shop-auth\n  passwordKey: admin-password\n  password: ""\n'],
    ['yaml', 'password: <set me>\ntoken: "{{ .Values.token }}"\nsecret: CHANGE_ME\napiKey: YOUR-API-KEY-HERE\n'],
    ['yaml', 'labels:\n  password.label: Enter your password\n  password: Repeat the password\n'],
    ['yaml', `icon: data:image/png;base64,${hex(400)}\n`],
    ['yaml', 'DB_PASSWORD_FILE: /run/secrets/db_password\nPASSWORD: /run/secrets/password\n'],
    ['hcl', 'data "aws_secretsmanager_secret" "a" {\n  name = "prod/db/password1"\n}'],
    ['hcl', 'variable "db_password" {\n  description = "Password of the orders database"\n  sensitive = true\n}'],
    ['hcl', 'secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-AbC1d2"'],
    ['hcl', 'secret = "projects/shop-prod-1234/secrets/orders"'],
    [
      'hcl',
      'resource "aws_iam_account_password_policy" "a" {\n  minimum_password_length = 14\n  max_password_age = 90\n}',
    ],
    ['hcl', 'tenant_id = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"\nclient_id = "6ba7b811-9dad-11d1-80b4-00c04fd430c8"'],
    ['hcl', 'public_key = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDexample shop"'],
    [
      'hcl',
      'kms_key_id = "1234abcd-12ab-34cd-56ef-1234567890ab"\nhash_key = "orderId2"\npartition_key = "customerId9"',
    ],
    ['hcl', 'password = "password"\nadmin_password = "admin"\ntoken = "token"'],
    ['json', '{"integrity": "sha512-Zm9yLWEtdGVzdC1vZi1hLWxvY2stZmlsZS1vbmx5LWFuZC1ub3RoaW5nLWVsc2U=="}'],
    ['json', '{"Parameters": {"DbPassword": {"Type": "String", "NoEcho": true, "MinLength": 12}}}'],
    ['json', '{"NextToken": "AAAAdGVzdDEyMzQ1Njc4OTAxMjM0NTY3ODkw", "client_token": "$CLIENT_TOKEN"}'],
    ['dockerfile', 'FROM a\nENV PASSWORD_STORE=/keys TOKEN_TTL=15m SECRET_NAME=shop-7\n'],
    ['lines', 'POSTGRES_PASSWORD=postgres\nREDIS_PASSWORD=\nSECRET_KEY=${SECRET_KEY:?}\nTOKEN=$(cat token)\n'],
    ['lines', 'url=https://ada:1111@shop.test/orders\n'],
    ['lines', `slack=xoxp-57237052933-57380730114-57233169118-${'#'.repeat(20)}\n`],
    ['lines', 'slack=xoxe.xoxp-1-OurConfigurationTokenHere\n'],
    ['lines', 'key=-----BEGIN CERTIFICATE-----\npublic=-----BEGIN PUBLIC KEY-----\n'],
  ];
  for (const [syntax, text] of QUIET) {
    it(`is left alone: ${text.split('\n')[0]!.slice(0, 60)}`, () => assert.deepEqual(found(syntax, text), []));
  }
});

describe('masked text', () => {
  const SYNTAXES: readonly SyntaxId[] = ['lines', 'yaml', 'hcl', 'json', 'dockerfile'];
  const example = fc.constantFrom(
    ...kinds.flatMap(({ examples }) => examples.bad().map((bad) => bad.replace(/[«»]/g, ''))),
  );
  const noise = fc.constantFrom(
    'region: eu-west-1\n',
    'password: ',
    '\n',
    ' ',
    '"',
    '@',
    '://',
    '=',
    'a b\n',
    '-----BEGIN ',
  );
  const text = fc.array(fc.oneof(example, noise, fc.string({ maxLength: 8 })), { maxLength: 8 });

  it('holds no credential any more, has the same length and the same lines', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...SYNTAXES), (pieces, syntax) => {
        const source = pieces.join('');
        const spans = detectSecrets(source, syntaxes[syntax]);
        const masked = mask(source, spans);
        assert.equal(masked.length, source.length);
        assert.deepEqual(masked.split('\n').length, source.split('\n').length);
        assert.deepEqual(detectSecrets(masked, syntaxes[syntax]), []);
        spans.forEach(({ start, end }, i) => {
          assert.ok(start < end && end <= source.length);
          assert.ok(i === 0 || spans[i - 1]!.end <= start, 'spans overlap');
        });
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it('says nothing about a credential but its kind', () => {
    for (const kind of kinds) {
      for (const bad of kind.examples.bad()) {
        const secret = bad.slice(bad.indexOf('«') + 1, bad.indexOf('»'));
        const [span] = detectSecrets(bad.replace(/[«»]/g, ''), syntaxes.lines);
        const { start: _, end: __, ...travels } = span!;
        const middle = Math.floor(secret.length / 2);
        const body = secret.slice(middle, middle + 12);
        assert.ok(!JSON.stringify(travels).includes(body), kind.id);
      }
    }
  });
});

describe('hostile texts', () => {
  const million = (piece: string) => piece.repeat(Math.ceil(1_000_000 / piece.length));
  const keywords = [...new Set(patternKinds.flatMap((kind) => kind.keywords))];
  const HOSTILE: Readonly<Record<string, string>> = {
    'one line of letters': million('a'),
    'one line of every keyword': million(keywords.join('')),
    'names and equal signs': million('password = '),
    'openings of keys': million('-----BEGIN RSA PRIVATE KEY-----\n'),
    'openings of keys without a line': million('-----BEGIN PRIVATE KEY-----\\n'),
    'lines of a key that never ends': `-----BEGIN PRIVATE KEY-----\n${million('AAAABBBBCCCCDDDD\n')}`,
    'starts of tokens': million('eyJ'),
    'parts of tokens': million('eyJ.'),
    schemes: million('a://'),
    'addresses without an end': million('postgres://a:b'),
    'blanks after a name': `secret_key${' '.repeat(1_000_000)}`,
    'openai without an end': `sk-${million('T3BlbkF')}`,
  };
  for (const [title, text] of Object.entries(HOSTILE)) {
    it(`are read in time: ${title}`, () => {
      const began = performance.now();
      detectSecrets(text, { ...syntaxes.lines, scalars: () => [] });
      assert.ok(performance.now() - began < 5_000, `${Math.round(performance.now() - began)} ms for a megabyte`);
    });
  }

  it('cost in proportion to their length', () => {
    const time = (size: number) => {
      const text = keywords.join(' ').repeat(Math.ceil(size / 2_000));
      const began = performance.now();
      detectSecrets(text, syntaxes.lines);
      return performance.now() - began;
    };
    time(100_000);
    const small = Math.max(time(200_000), 2);
    assert.ok(time(1_600_000) < small * 8 * 4);
  });
});

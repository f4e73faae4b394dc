import assert from 'node:assert/strict';
import { syntaxes } from '../../src/document/index';
import { createEngine } from '../../src/engine';
import { plain } from '../../src/facts';
import { formatOf } from '../../src/formats/index';
import { encodeBase64 } from '../../src/secrets/base64';
import { detectSecrets } from '../../src/secrets/detect';
import { ALNUM, random } from '../../src/secrets/kinds/assemble';
import { fillExamples } from '../../src/secrets/kinds/examples';
import { plainTextSyntax } from '../../src/secrets/subjects';

/** A password of a person, one of a machine, and a key that its pattern tells. */
const P = `Tree${'house'}7q`;
const M = random(ALNUM, 24);
const K = fillExamples('@@STRIPE_KEY@@');
const b64 = encodeBase64;

/** Expected stretches stand between « and ». */
const TABLE: Readonly<Record<string, readonly (readonly [path: string, marked: string])[]>> = {
  'shells in pipelines': [
    [
      '.github/workflows/a.yml',
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: export DB_PASSWORD=«${P}»\n`,
    ],
    [
      '.github/workflows/a.yml',
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          set -e\n          export API_TOKEN="«${M}»"\n          echo $API_TOKEN\n`,
    ],
    [
      '.github/workflows/a.yml',
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - shell: pwsh\n        run: |\n          $env:API_TOKEN = '«${M}»'\n          $password = "«${P}»"\n`,
    ],
    [
      '.github/workflows/a.yml',
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: mysql -u root -p«${P}» shop\n`,
    ],
    [
      '.github/workflows/a.yml',
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: docker login -u me -p «${M}» registry.shop.io\n`,
    ],
    [
      '.github/workflows/a.yml',
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: docker login --username me --password «${M}»\n`,
    ],
    [
      '.github/workflows/a.yml',
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          curl -u ci:«${M}» https://api.shop.io/x\n          curl --user 'ci:«${M}»' https://api.shop.io/x\n`,
    ],
    [
      '.github/workflows/a.yml',
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          curl -H "Authorization: Bearer «${M}»" https://api.shop.io/x\n          curl -H 'X-Api-Key: «${M}»' https://api.shop.io/x\n`,
    ],
    [
      '.github/workflows/a.yml',
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: setx API_TOKEN "«${M}»" /M\n`,
    ],
    [
      '.github/workflows/a.yml',
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          set DB_PASSWORD=«${P}»\n          DB_PASSWORD=«${P}» ./deploy\n          PGPASSWORD=«${P}» psql\n`,
    ],
    ['action.yml', `runs:\n  using: composite\n  steps:\n    - shell: bash\n      run: export API_TOKEN=«${M}»\n`],
    [
      '.gitlab-ci.yml',
      `a:\n  script:\n    - export API_TOKEN=«${M}»\n    - deploy --token «${M}»\n    - sshpass -p «${P}» ssh a@b\n`,
    ],
    [
      'azure-pipelines.yml',
      `trigger: [main]\nsteps:\n  - script: set API_TOKEN=«${M}»\n  - bash: export API_TOKEN=«${M}»\n  - pwsh: $env:API_TOKEN = "«${M}»"\n  - powershell: |\n      [Environment]::SetEnvironmentVariable("API_TOKEN", "«${M}»", "Machine")\n`,
    ],
    [
      'azure-pipelines.yml',
      `trigger: [main]\nsteps:\n  - powershell: |\n      $secure = ConvertTo-SecureString "«${P}»" -AsPlainText -Force\n`,
    ],
    [
      'Dockerfile',
      `FROM a\nRUN export API_TOKEN=«${M}» && npm ci\nRUN echo "//r/:_authToken=«${M}»" > .npmrc\nENV A=b API_TOKEN="«${M}»"\nENV DB_PASSWORD «${P}»\n`,
    ],
    ['Dockerfile', `FROM a\nRUN <<EOF\nexport API_TOKEN=«${M}»\nEOF\n`],
  ],
  'shells that machines are handed': [
    [
      'main.tf',
      `resource "aws_instance" "a" {\n  user_data = <<-EOT\n    #!/bin/bash\n    export DB_PASSWORD="«${P}»"\n    mysql -uroot -p«${P}» -e "x"\n  EOT\n}\n`,
    ],
    ['main.tf', `resource "aws_instance" "a" {\n  user_data = "#!/bin/bash\\nexport DB_PASSWORD=«${P}»\\n"\n}\n`],
    ['main.tf', `resource "aws_instance" "a" {\n  user_data_base64 = base64encode("export API_TOKEN=«${M}»")\n}\n`],
    ['main.tf', `resource "aws_instance" "a" {\n  user_data = templatefile("a.sh", { db_password = "«${P}»" })\n}\n`],
    [
      't.yaml',
      `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  A:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData:\n        Fn::Base64: !Sub |\n          #!/bin/bash\n          export DB_PASSWORD=«${P}»\n          echo \${AWS::Region}\n`,
    ],
    [
      't.json',
      `{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"A": {"Type": "AWS::EC2::Instance", "Properties": {"UserData": {"Fn::Base64": {"Fn::Join": ["", ["#!/bin/bash\\n", "export DB_PASSWORD='«${P}»'\\n"]]}}}}}}\n`,
    ],
    [
      'main.bicep',
      `resource vm 'Microsoft.Compute/virtualMachines@2023-03-01' = {\n  name: 'a'\n  properties: { osProfile: { customData: base64('''\n#!/bin/bash\nexport DB_PASSWORD=«${P}»\n''') } }\n}\n`,
    ],
    [
      'serverless.yml',
      `service: a\nprovider:\n  name: aws\n  environment:\n    DB_PASSWORD: «${P}»\n    API_TOKEN: «${M}»\n`,
    ],
    [
      'compose.yaml',
      `services:\n  a:\n    image: b\n    command: redis-server --requirepass «${M}»\n    environment:\n      - DB_PASSWORD=«${P}»\n`,
    ],
    ['cloud-init.yaml', `#cloud-config\nruncmd:\n  - export API_TOKEN=«${M}»\n`],
    [
      'deploy.sh',
      `#!/bin/sh\nif true; then\n  export API_TOKEN=«${M}»\nfi\ncurl -u ci:«${M}» https://x.shop.io\nreadonly DB_PASSWORD='«${P}»'\nlocal db_password="«${P}»"\ndeclare -x API_KEY=«${M}»\n`,
    ],
    [
      'deploy.ps1',
      `$env:API_TOKEN = "«${M}»"\n$dbPassword = '«${P}»'\n[string]$Password = "«${P}»"\nSet-Item -Path Env:API_TOKEN -Value "«${M}»"\n`,
    ],
  ],
  base64: [
    [
      's.yaml',
      `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  password: «${b64(P)}»\n  config.json: «${b64(`{"token": "${K}"}`)}»\n  user: ${b64('shop')}\n`,
    ],
    [
      's.yaml',
      `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  .env: «${b64(`A=b\nDB_PASSWORD=${P}\n`)}»\n`,
    ],
    [
      's.yaml',
      `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  .env: >-\n    «${b64(`A=b\nDB_PASSWORD=${P}\n`)}»\n`,
    ],
    ['s.yaml', `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  password: «${P}»\n`],
    [
      's.yaml',
      `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {.dockerconfigjson: «${b64(`{"auths":{"r.shop.io":{"auth":"${b64(`ci:${M}`)}"}}}`)}»}\n`,
    ],
    [
      'main.tf',
      `resource "aws_instance" "a" {\n  user_data_base64 = "«${b64(`#!/bin/bash\nexport DB_PASSWORD=${P}\n`)}»"\n}\n`,
    ],
    [
      't.yaml',
      `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  A:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData: «${b64(`#!/bin/bash\nexport API_TOKEN=${M}\n`)}»\n`,
    ],
    [
      'a.json',
      `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [{"type": "Microsoft.Compute/virtualMachines", "apiVersion": "2023-03-01", "name": "a", "properties": {"osProfile": {"customData": "«${b64(`#!/bin/bash\nexport DB_PASSWORD=${P}\n`)}»"}}}]}\n`,
    ],
  ],
  settings: [
    ['.env', `A=b\nexport DB_PASSWORD="«${P}»" # mine\nAPI_TOKEN='«${M}»'\nDATABASE_PASSWORD = «${P}»\n`],
    [
      'a.properties',
      `db.password=«${P}»\nspring.datasource.password: «${P}»\n! db.password=none\nlong.password = \\\n    «${P}»\n`,
    ],
    ['a.ini', `[db]\npassword = «${P}» ; mine\n; password = ${'x'.repeat(8)}\n[api]\ntoken=«${M}»\n`],
    [
      'a.toml',
      `[db]\npassword = "«${P}»" # mine\n[api]\ntoken = '«${M}»'\ntext = """\nDB_PASSWORD=«${P}»\n"""\nlogin = { user = "a", password = "«${P}»" }\n`,
    ],
    ['a.toml', `[[servers]]\napi_key = """«${M}»"""\nenv = ["DB_PASSWORD=«${P}»", "A=b"]\n"db_password" = "«${P}»"\n`],
    ['notes.txt', `The key is «${K}».\npassword: «${P}»\nDB_PASSWORD=«${P}»\n`],
    ['.npmrc', `//registry.npmjs.org/:_authToken=«${M}»\n`],
  ],
  quiet: [
    [
      'deploy.sh',
      '#!/bin/sh\ntool --password-file Secret7File --token-ttl 24h0m0s --key-name Prod7Key\nhelm upgrade --set image.tag=v1.2.3-Ab7 x\nkubectl create secret generic x --from-literal=password="$P" --from-file=token=Ab7.txt\ntool --token Ab7${TOKEN}\ntool --secret shop-prod-tls-2 --api-key ${KEY}\nsetx API_TOKEN %TOKEN%\nread -s -p "Password: " PASSWORD\nif [ "$PASSWORD" = "" ]; then echo "--password is missing"; fi\nssh-keygen -t rsa -b 4096 -N ""\ngrep -p Token7x file\nPASSWORD=`cat f`\n',
    ],
    [
      'deploy.ps1',
      '$env:API_TOKEN = $token\n$password = "$env:P"\n$password = (Get-Secret x)\nConvertTo-SecureString -String $p -AsPlainText -Force\nparam([string]$Password = "")\nSet-Item Env:API_TOKEN -Value $x\n$tokenName = "Prod7Token"\nif ($password -eq "Other7thing") { }\n',
    ],
    [
      'main.tf',
      `resource "a" "b" {\n  user_data = base64encode(file("x.sh"))\n  custom_data = "${b64('#!/bin/bash\necho $DB_PASSWORD; export TOKEN=$(x)\n')}"\n}\n`,
    ],
    [
      's.yaml',
      `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  twice: ${b64(b64(`DB_PASSWORD=${'Tree'}house7q`))}\n`,
    ],
    [
      '.github/workflows/a.yml',
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          export API_TOKEN=$TOKEN\n          export API_TOKEN="${TOKEN}"\n          export API_TOKEN=${{ secrets.TOKEN }}\n          API_TOKEN=$(vault read -field=x y)\n          API_TOKEN=`pass show x`\n          docker login -u me -p "$PASSWORD"\n          docker login -u me --password-stdin\n          curl -u "$USER:$PASSWORD" https://x\n          curl -u ci:${{ secrets.T }} https://x\n          mysql -uroot -p$PASS -e "x"\n          mysql -p shop\n          ssh -p 2222 host\n          mkdir -p Deep/Folder7/x\n          docker run -p 8080:80 x\n          cp -p File7Name a\n          curl -H "Authorization: Bearer $TOKEN" x\n          curl -H "Authorization: Bearer ${{ github.token }}" x\n          setx PATH "C:\\\\Tools7"\n          sudo -u deploy7User x\n',
    ],
    [
      'azure-pipelines.yml',
      'trigger: [main]\nsteps:\n  - pwsh: |\n      $env:API_TOKEN = $(token)\n      $env:API_TOKEN = $env:OTHER\n      $password = Read-Host\n      $s = ConvertTo-SecureString $env:P -AsPlainText -Force\n      $s = ConvertTo-SecureString "$(password)" -AsPlainText -Force\n  - script: tool --password $(password) --token %TOKEN%\n',
    ],
    [
      'Dockerfile',
      'FROM a\nARG TOKEN\nRUN export API_TOKEN=$TOKEN && tool --password "$P"\nRUN mysql --password=${P}\nENV DB_PASSWORD_FILE=/run/secrets/db\n',
    ],
    [
      's.yaml',
      `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  password: ${b64('changeme')}\n  tls.crt: ${b64(`-----BEGIN CERTIFICATE-----\n${random(ALNUM, 60)}\n-----END CERTIFICATE-----\n`)}\n  token: <base64 of the token>\n  other: ${b64('\u0001\u0002\u0003binary')}\n  empty: ""\n`,
    ],
    [
      's.yaml',
      `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: a}\nspec:\n  encryptedData:\n    password: Ag${random(ALNUM, 300)}\n`,
    ],
    [
      's.yaml',
      `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  password: ENC[AES256_GCM,data:${random(ALNUM, 12)}=,iv:${random(ALNUM, 20)}=,tag:${random(ALNUM, 20)}==,type:str]\n`,
    ],
    [
      'templates/s.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  password: {{ .Values.password | b64enc | quote }}\n  other: {{ randAlphaNum 16 | b64enc }}\n',
    ],
    [
      'cm.yaml',
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a.json: '{"Version": "2012-10-17"}'\n  logo: ${b64('plain text that says nothing at all')}\n`,
    ],
    [
      '.env.example',
      `DB_PASSWORD=changeme\nAPI_TOKEN=your-token-here\nSECRET_KEY=<generate one>\nJWT_SECRET=xxxxxxxxxxxxxxxx\nPASSWORD=\nAPI_KEY=\${API_KEY}\nAWS_ACCESS_KEY_ID=AKIA${'IOSFODNN7EXAMPLE'}\n`,
    ],
    [
      'a.properties',
      'db.password=${DB_PASSWORD}\n# db.password=Tree7house-x\npassword.min.length=8\nsecret.name=shop/prod\n',
    ],
    ['a.ini', '[db]\npassword = %(other)s\npassword = @@PASSWORD@@\n'],
    ['a.toml', '[db]\npassword = "${DB_PASSWORD}"\ntoken_url = "https://a.b/c7D"\n'],
    [
      'notes.txt',
      'Ask for the password: it is in the vault.\nYour token: see 1Password\nkeys and passwords are rotated 4 times\nPassword: (leave empty)\n',
    ],
    [
      'main.tf',
      'resource "aws_instance" "a" {\n  user_data = <<-EOT\n    export DB_PASSWORD=${var.p}\n    export DB_PASSWORD=$(aws secretsmanager get-secret-value)\n    mysql -u root -p"$DB_PASSWORD"\n    sshpass -p $P ssh x\n  EOT\n  user_data_base64 = base64encode("x")\n}\n',
    ],
  ],
};

const found = (path: string, text: string): string[] => {
  const syntax = formatOf(path, text)?.syntax ?? plainTextSyntax(path)!;
  return detectSecrets(text, syntaxes[syntax]).map(({ start, end }) => `${start}: ${text.slice(start, end)}`);
};

describe('credentials that stand in another language than their file', () => {
  it('are said to be encoded, where they are, and not told in any form', () => {
    const engine = createEngine();
    const encoded = b64(`A=b\nDB_PASSWORD=${P}\n`);
    engine.update('s.yaml', `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  .env: ${encoded}\n`);
    const report = engine.report({ today: '2026-05-20' });
    assert.deepEqual(
      report.findings.map(({ rule, message }) => [rule, plain(message)]),
      [
        [
          'password-in-file',
          'A live-looking database password stands in data.env in base64, which hides nothing; whoever reads it can log in to the database.',
        ],
      ],
    );
    assert.ok(!JSON.stringify(report).includes(encoded) && !engine.quote('s.yaml')!.includes(encoded.slice(0, 8)));
  });

  for (const [what, rows] of Object.entries(TABLE)) {
    describe(what, () => {
      rows.forEach(([path, marked], index) => {
        it(`${path} ${index + 1}`, () => {
          let text = '';
          const expected: string[] = [];
          for (const [at, piece] of marked.split(/[«»]/).entries()) {
            if (at % 2 === 1) expected.push(`${text.length}: ${piece}`);
            text += piece;
          }
          assert.deepEqual(found(path, text), expected, marked);
        });
      });
    });
  }
});

import assert from 'node:assert/strict';
import { plainTextSyntax } from '../../src/secrets/subjects';

describe('files that no format recognises', () => {
  const EXPECTED: Readonly<Record<string, string | undefined>> = {
    '.env': 'lines',
    'app/.env.production': 'lines',
    'prod.env': 'lines',
    'config/application.properties': 'lines',
    'nginx.conf': 'lines',
    '.npmrc': 'lines',
    'keys/server.pem': 'lines',
    'home/.ssh/id_ed25519': 'lines',
    'values.yaml': 'yaml',
    'settings.json': 'json',
    'package-lock.json': undefined,
    'pnpm-lock.yaml': undefined,
    'Cargo.lock': undefined,
    'app.js.map': undefined,
    'theme.min.json': undefined,
    'README.md': undefined,
    'logo.png': undefined,
    'environment.ts': undefined,
  };
  for (const [path, syntax] of Object.entries(EXPECTED)) {
    it(`${path} is read as ${syntax ?? 'nothing'}`, () => assert.equal(plainTextSyntax(path), syntax));
  }
});

// What ships, outside of VS Code: the bundles as Node loads them, the package's content, and `npm start`.
// usage: node test/package/run.mjs [-g PATTERN]
import process from 'node:process';
import { ensureInstalled } from '../e2e/lib/install.mjs';
import { packed, runTier } from '../support/tier.mjs';

await ensureInstalled();
process.env.HANDRAIL_VSIX = packed();
await runTier('package');

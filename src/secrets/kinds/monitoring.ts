import { entropy, mixes } from '../entropy';
import { ALNUM, BASE64, BASE64URL, DIGITS, HEX, marked, random, UPPER } from './assemble';
import { type PatternKind, token } from './kind';

/* Sources: Datadog "API and application keys"; New Relic "API keys"; Sentry "Auth tokens"; Grafana "Service accounts" and "Access policies"; Dynatrace "Token format"; SonarQube "User tokens". */
export const monitoring: readonly PatternKind[] = [
  token({
    id: 'datadog-key',
    title: 'Datadog API key',
    allows: 'send and read its telemetry',
    severity: 'high',
    keywords: ['datadog', 'dd_api', 'dd_app'],
    pattern:
      /((?:datadog|dd)[A-Za-z_-]{0,12}?(?:api|app|application)[_-]?key["']?[ \t]{0,40}(?::|=)[ \t]{0,40}["']?)(?:[a-f0-9]{40}|[a-f0-9]{32})(?![A-Za-z0-9])/iy,
    check: ({ value }) => entropy(value) > 3,
    examples: {
      bad: () => [`DD_API_KEY=${marked(random(HEX, 32))}`, `datadog_app_key = "${marked(random(HEX, 40))}"`],
      good: ['DD_API_KEY=${DD_API_KEY}', 'DD_API_KEY=00000000000000000000000000000000'],
    },
  }),
  token({
    id: 'new-relic-key',
    title: 'New Relic key',
    allows: 'read and change its telemetry',
    severity: 'high',
    keywords: ['nrak-', 'nrii-', 'nraa-'],
    pattern: /(?<![A-Za-z0-9_-])NR(?:AK-[A-Z0-9]{27}|II-[A-Za-z0-9_-]{32}|AA-[a-f0-9]{27})(?![A-Za-z0-9_-])/y,
    preview: 'NR…',
    examples: { bad: () => [`KEY=${marked(`NR${'AK-'}${random(UPPER + DIGITS, 27)}`)}`], good: ['KEY=NRAK-'] },
  }),
  token({
    id: 'new-relic-license-key',
    title: 'New Relic license key',
    allows: 'send telemetry on your bill',
    severity: 'medium',
    keywords: ['nral'],
    back: 36,
    pattern: /(?<![A-Za-z0-9])[A-Fa-f0-9xeu]{36}NRAL(?![A-Za-z0-9])/y,
    preview: '…NRAL',
    examples: { bad: () => [`license_key: ${marked(`${random(HEX, 36)}NR${'AL'}`)}`], good: ['license_key: NRAL'] },
  }),
  token({
    id: 'sentry-token',
    title: 'Sentry auth token',
    allows: 'read errors and change projects',
    severity: 'high',
    keywords: ['sntrys_', 'sntryu_'],
    pattern: /(?<![A-Za-z0-9_])(?:sntryu_[a-f0-9]{64}|sntrys_eyJ[A-Za-z0-9+/=_]{80,600})(?![A-Za-z0-9])/y,
    preview: 'sntry…',
    examples: {
      bad: () => [
        `SENTRY_AUTH_TOKEN=${marked(`sntry${'u_'}${random(HEX, 64)}`)}`,
        `SENTRY_AUTH_TOKEN=${marked(`sntry${'s_'}eyJ${random(BASE64, 150)}a`)}`,
      ],
      good: ['SENTRY_AUTH_TOKEN=sntrys_…'],
    },
  }),
  token({
    id: 'grafana-token',
    title: 'Grafana token',
    allows: 'read and change dashboards',
    severity: 'high',
    keywords: ['glsa_', 'glc_ey'],
    pattern: /(?<![A-Za-z0-9_])(?:glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_ey[A-Za-z0-9+/=]{60,400})(?![A-Za-z0-9])/y,
    preview: 'gl…_…',
    examples: {
      bad: () => [`GRAFANA_TOKEN=${marked(`gl${'sa_'}${random(ALNUM, 32)}_${random(HEX, 8)}`)}`],
      good: ['GRAFANA_TOKEN=glsa_'],
    },
  }),
  token({
    id: 'dynatrace-token',
    title: 'Dynatrace API token',
    allows: 'read and change its monitoring',
    severity: 'high',
    keywords: ['dt0c01.', 'dt0s01.', 'dt0s16.', 'dt0s08.'],
    pattern: /(?<![A-Za-z0-9])dt0[cs]\d{2}\.[A-Z2-7]{8,24}\.[A-Z2-7]{64}(?![A-Za-z0-9])/y,
    preview: 'dt0…',
    examples: {
      bad: () => [`apiToken: ${marked(`dt0${'c01.'}${random(UPPER, 24)}.${random(UPPER, 64)}`)}`],
      good: ['apiToken: dt0c01.TOKENID.TOKENSECRET'],
    },
  }),
  token({
    id: 'sonarqube-token',
    title: 'SonarQube token',
    allows: 'read its source and findings',
    severity: 'high',
    keywords: ['sqp_', 'squ_', 'sqa_'],
    pattern: /(?<![A-Za-z0-9_])sq[apu]_[a-f0-9]{40}(?![A-Za-z0-9])/y,
    preview: 'sq…_…',
    examples: { bad: () => [`SONAR_TOKEN=${marked(`sq${'u_'}${random(HEX, 40)}`)}`], good: ['SONAR_TOKEN=squ_'] },
  }),
  token({
    id: 'splunk-hec-token',
    title: 'Splunk collector token',
    allows: 'write events into your logs',
    severity: 'medium',
    keywords: ['splunk'],
    pattern:
      /((?:splunk[ \t_-]?)[A-Za-z_-]{0,20}["']?[ \t]{0,40}(?::|=)?[ \t]{0,40}["']?)[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}(?![A-Za-z0-9-])/iy,
    check: ({ value, text, start }) =>
      entropy(value) > 2.8 &&
      mixes(value, 2) &&
      /token|authorization/i.test(text.slice(Math.max(0, start - 60), start)),
    examples: {
      bad: () => [
        `SPLUNK_HEC_TOKEN=${marked(`${random(HEX, 8)}-${random(HEX, 4)}-4${random(HEX, 3)}-a${random(HEX, 3)}-${random(HEX, 12)}`)}`,
      ],
      good: ['SPLUNK_HEC_TOKEN=00000000-0000-0000-0000-000000000000'],
    },
  }),
  token({
    id: 'postman-key',
    title: 'Postman API key',
    allows: 'read collections and their secrets',
    severity: 'high',
    keywords: ['pmak-'],
    pattern: /(?<![A-Za-z0-9_-])PMAK-[a-f0-9]{24}-[a-f0-9]{34}(?![A-Za-z0-9])/y,
    preview: 'PMAK-…',
    examples: { bad: () => [`KEY=${marked(`PM${'AK-'}${random(HEX, 24)}-${random(HEX, 34)}`)}`], good: ['KEY=PMAK-'] },
  }),
  token({
    id: 'linear-key',
    title: 'Linear API key',
    allows: 'read and change its planning',
    severity: 'high',
    keywords: ['lin_api_'],
    pattern: /(?<![A-Za-z0-9_])lin_api_[A-Za-z0-9]{40}(?![A-Za-z0-9])/y,
    preview: 'lin_api_…',
    examples: { bad: () => [`KEY=${marked(`lin${'_api_'}${random(ALNUM, 40)}`)}`], good: ['KEY=lin_api_'] },
  }),
  token({
    id: 'notion-token',
    title: 'Notion integration token',
    allows: 'read the pages it is let into',
    severity: 'high',
    keywords: ['ntn_'],
    pattern: /(?<![A-Za-z0-9_])ntn_[A-Za-z0-9]{46}(?![A-Za-z0-9])/y,
    preview: 'ntn_…',
    check: ({ value }) => mixes(value.slice(4), 3),
    examples: { bad: () => [`TOKEN=${marked(`nt${'n_'}${random(ALNUM, 46)}`)}`], good: ['TOKEN=ntn_'] },
  }),
  token({
    id: 'figma-token',
    title: 'Figma access token',
    allows: 'read your design files',
    severity: 'medium',
    keywords: ['figd_'],
    pattern: /(?<![A-Za-z0-9_])figd_[A-Za-z0-9_-]{38,46}(?![A-Za-z0-9_-])/y,
    preview: 'figd_…',
    check: ({ value }) => mixes(value.slice(5), 3),
    examples: { bad: () => [`TOKEN=${marked(`fig${'d_'}${random(BASE64URL, 40)}`)}`], good: ['TOKEN=figd_'] },
  }),
];

import { mixes } from '../entropy';
import { ALNUM, BASE64, BASE64URL, HEX, LOWER, marked, random, uuid } from './assemble';
import { type PatternKind, token } from './kind';

/* Sources: Stripe "API keys" and "Webhooks"; Square "Access tokens"; PayPal Braintree "Gateway credentials"; Shopify "Access tokens"; Plaid "API keys". */
export const payment: readonly PatternKind[] = [
  token({
    id: 'stripe-key',
    title: 'Stripe secret key',
    allows: 'charge cards and refund them',
    severity: 'critical',
    keywords: ['sk_live_', 'rk_live_'],
    pattern: /(?<![A-Za-z0-9_])[rs]k_live_[A-Za-z0-9]{20,247}(?![A-Za-z0-9])/y,
    preview: 'sk_live_…',
    check: ({ value }) => mixes(value.slice(8), 2),
    examples: {
      bad: () => [`STRIPE_KEY=${marked(`sk${'_live_'}${random(ALNUM, 24)}`)}`],
      good: ['STRIPE_KEY=sk_live_xxxxxxxxxxxxxxxxxxxxxxxx', 'STRIPE_PUBLISHABLE=pk_live_'],
    },
  }),
  token({
    id: 'stripe-test-key',
    title: 'Stripe test key',
    allows: 'read and change your test data',
    severity: 'medium',
    keywords: ['sk_test_', 'rk_test_'],
    pattern: /(?<![A-Za-z0-9_])[rs]k_test_[A-Za-z0-9]{20,247}(?![A-Za-z0-9])/y,
    preview: 'sk_test_…',
    check: ({ value }) => mixes(value.slice(8), 2),
    examples: {
      bad: () => [`STRIPE_KEY=${marked(`sk${'_test_'}${random(ALNUM, 24)}`)}`],
      good: ['STRIPE_KEY=sk_test_...'],
    },
  }),
  token({
    id: 'stripe-webhook-secret',
    title: 'Stripe webhook secret',
    allows: 'forge payment events',
    severity: 'high',
    keywords: ['whsec_'],
    pattern: /(?<![A-Za-z0-9_])whsec_[A-Za-z0-9+/]{32,88}={0,2}(?![A-Za-z0-9])/y,
    preview: 'whsec_…',
    check: ({ value }) => mixes(value.slice(6), 2),
    examples: { bad: () => [`secret: ${marked(`wh${'sec_'}${random(ALNUM, 32)}`)}`], good: ['secret: whsec_xxxx'] },
  }),
  token({
    id: 'square-token',
    title: 'Square access token',
    allows: 'take and refund payments',
    severity: 'critical',
    keywords: ['eaaa', 'sq0atp-', 'sq0csp-'],
    pattern:
      /(?<![A-Za-z0-9_+/-])(?:EAAA[A-Za-z0-9_-]{60}|sq0atp-[A-Za-z0-9_-]{22}|sq0csp-[A-Za-z0-9_-]{43})(?![A-Za-z0-9_+/=-])/y,
    check: ({ value }) => mixes(value, 3),
    examples: {
      bad: () => [
        `SQUARE_TOKEN=${marked(`EA${'AA'}${random(BASE64URL, 60)}`)}`,
        `token: ${marked(`sq0${'atp-'}${random(ALNUM, 22)}`)}`,
      ],
      good: ['SQUARE_TOKEN=EAAA'],
    },
  }),
  token({
    id: 'braintree-token',
    title: 'Braintree access token',
    allows: 'take and refund payments',
    severity: 'critical',
    keywords: ['access_token$'],
    pattern: /access_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[a-f0-9]{32}(?![A-Za-z0-9])/y,
    preview: 'access_token$…',
    examples: {
      bad: () => [`token: ${marked(`access_token${'$production$'}${random(LOWER, 16)}$${random(HEX, 32)}`)}`],
      good: ['token: access_token$production$<id>$<key>'],
    },
  }),
  token({
    id: 'shopify-token',
    title: 'Shopify access token',
    allows: 'read orders and change the shop',
    severity: 'critical',
    keywords: ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
    pattern: /(?<![A-Za-z0-9_])shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}(?![A-Za-z0-9])/y,
    preview: 'shp…',
    examples: { bad: () => [`token: ${marked(`shp${'at_'}${random(HEX, 32)}`)}`], good: ['token: shpat_'] },
  }),
  token({
    id: 'plaid-token',
    title: 'Plaid access token',
    allows: "read a customer's bank accounts",
    severity: 'critical',
    keywords: ['access-production-'],
    pattern: /(?<![A-Za-z0-9_-])access-production-[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}(?![A-Za-z0-9-])/y,
    preview: 'access-production-…',
    examples: {
      bad: () => [`token: ${marked(`access${'-production-'}${uuid()}`)}`],
      good: ['role: access-production-admin'],
    },
  }),
  token({
    id: 'adyen-key',
    title: 'Adyen API key',
    allows: 'take and refund payments',
    severity: 'critical',
    keywords: ['aqe'],
    pattern:
      /(?<![A-Za-z0-9+/_])AQE[a-z]hm[A-Za-z0-9+/]{60,240}={0,2}-[A-Za-z0-9+/]{30,60}={0,2}-[A-Za-z0-9!-~]{8,40}/y,
    preview: 'AQE…',
    examples: {
      bad: () => [`key: ${marked(`AQ${'Eyhm'}${random(BASE64, 90)}-${random(BASE64, 43)}=-${random(ALNUM, 16)}`)}`],
      good: ['key: AQEyhm'],
    },
  }),
];

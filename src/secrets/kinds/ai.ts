import { mixes } from '../entropy';
import { ALNUM, BASE64URL, LETTERS, marked, random } from './assemble';
import { type PatternKind, token } from './kind';

/* Sources: the API key pages of OpenAI, Anthropic, Hugging Face, Replicate, Groq, Perplexity and xAI. */
export const ai: readonly PatternKind[] = [
  token({
    id: 'openai-key',
    title: 'OpenAI API key',
    allows: 'use OpenAI on your bill',
    severity: 'critical',
    // The middle of every key is base64 of "OpenAI".
    keywords: ['sk-'],
    pattern:
      /(?<![A-Za-z0-9_-])sk-(?:(?:proj|svcacct|admin)-)?(?:[A-Za-z0-9_-](?!T3BlbkFJ)){15,150}[A-Za-z0-9_-]T3BlbkFJ[A-Za-z0-9_-]{20,150}(?![A-Za-z0-9_-])/y,
    preview: 'sk-…',
    examples: {
      bad: () => [
        `OPENAI_API_KEY=${marked(`sk${'-proj-'}${random(ALNUM, 74)}T3Blbk${'FJ'}${random(ALNUM, 74)}`)}`,
        `key: ${marked(`sk${'-'}${random(ALNUM, 20)}T3Blbk${'FJ'}${random(ALNUM, 20)}`)}`,
      ],
      good: ['OPENAI_API_KEY=sk-...', 'class: task-sk-proj'],
    },
  }),
  token({
    id: 'anthropic-key',
    title: 'Anthropic API key',
    allows: 'use Anthropic on your bill',
    severity: 'critical',
    keywords: ['sk-ant-'],
    pattern: /(?<![A-Za-z0-9_-])sk-ant-(?:api|admin|oat)\d{2}-[A-Za-z0-9_-]{80,120}(?![A-Za-z0-9_-])/y,
    preview: 'sk-ant-…',
    examples: {
      bad: () => [`ANTHROPIC_API_KEY=${marked(`sk-${'ant-api03-'}${random(BASE64URL, 93)}AA`)}`],
      good: ['ANTHROPIC_API_KEY=sk-ant-your-key'],
    },
  }),
  token({
    id: 'hugging-face-token',
    title: 'Hugging Face token',
    allows: 'use models and data as its owner',
    severity: 'high',
    keywords: ['hf_', 'api_org_'],
    pattern: /(?<![A-Za-z0-9_])(?:hf|api_org)_[A-Za-z]{34}(?![A-Za-z0-9_])/y,

    check: ({ value }) => mixes(value.slice(value.lastIndexOf('_') + 1), 2),
    examples: { bad: () => [`HF_TOKEN=${marked(`h${'f_'}${random(LETTERS, 34)}`)}`], good: ['HF_TOKEN=hf_xxxxxxxx'] },
  }),
  token({
    id: 'replicate-token',
    title: 'Replicate API token',
    allows: 'run models on your bill',
    severity: 'high',
    keywords: ['r8_'],
    pattern: /(?<![A-Za-z0-9_])r8_[A-Za-z0-9]{37}(?![A-Za-z0-9_])/y,
    preview: 'r8_…',
    check: ({ value }) => mixes(value.slice(3), 3),
    examples: { bad: () => [`TOKEN=${marked(`r${'8_'}${random(ALNUM, 37)}`)}`], good: ['TOKEN=r8_'] },
  }),
  token({
    id: 'groq-key',
    title: 'Groq API key',
    allows: 'run models on your bill',
    severity: 'high',
    keywords: ['gsk_'],
    pattern: /(?<![A-Za-z0-9_])gsk_[A-Za-z0-9]{52}(?![A-Za-z0-9_])/y,
    preview: 'gsk_…',
    check: ({ value }) => mixes(value.slice(4), 3),
    examples: { bad: () => [`KEY=${marked(`gs${'k_'}${random(ALNUM, 52)}`)}`], good: ['KEY=gsk_'] },
  }),
  token({
    id: 'perplexity-key',
    title: 'Perplexity API key',
    allows: 'run models on your bill',
    severity: 'high',
    keywords: ['pplx-'],
    pattern: /(?<![A-Za-z0-9_-])pplx-[A-Za-z0-9]{48}(?![A-Za-z0-9_])/y,
    preview: 'pplx-…',
    check: ({ value }) => mixes(value.slice(5), 2),
    examples: { bad: () => [`KEY=${marked(`ppl${'x-'}${random(ALNUM, 48)}`)}`], good: ['KEY=pplx-'] },
  }),
  token({
    id: 'xai-key',
    title: 'xAI API key',
    allows: 'run models on your bill',
    severity: 'high',
    keywords: ['xai-'],
    pattern: /(?<![A-Za-z0-9_-])xai-[A-Za-z0-9]{80}(?![A-Za-z0-9_])/y,
    preview: 'xai-…',
    check: ({ value }) => mixes(value.slice(4), 2),
    examples: { bad: () => [`KEY=${marked(`xa${'i-'}${random(ALNUM, 80)}`)}`], good: ['KEY=xai-'] },
  }),
];

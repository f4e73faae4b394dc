import type { Hit, Related, Subject } from '../facts';
import { spanOf } from '../place';
import type { Configuration } from './configuration';
import type { Finding, RelatedPlace, RuleCard } from './finding';
import { fingerprint, type Ordinals } from './fingerprint';
import type { OwnNames } from './waiver';
import type { WaiverFor } from './waivers-here';

/** A hit with the rule that yielded it and the resource it speaks of. */
export interface HitOf {
  readonly rule: string;
  readonly hit: Hit;
  readonly subject: Subject;
}

/** A finding before it has an ordinal. */
export interface Draft {
  readonly card: RuleCard;
  readonly identity: string;
  readonly hits: readonly [HitOf, ...HitOf[]];
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
const isOfOwnFile = ({ hit, subject }: HitOf): boolean => hit.at.anchor.path === subject.head.anchor.path;
/**
 * Hits at one place, so that they come in the same order whichever was found first. What stands in the same file is what
 * the finding is called by: it is the same whether others that read the file are known or not.
 */
const inOrder = (one: HitOf, other: HitOf): number =>
  Number(isOfOwnFile(other)) - Number(isOfOwnFile(one)) || byName(one, other);
const byName = ({ hit: a, subject: left }: HitOf, { hit: b, subject: right }: HitOf): number =>
  compare(left.address, right.address) ||
  compare(a.about, b.about) ||
  compare(left.scope, right.scope) ||
  compare(left.head.anchor.path, right.head.anchor.path) ||
  left.head.anchor.start - right.head.anchor.start;
const placeKey = ({ rule, hit }: HitOf): string => {
  const span = spanOf(hit.at);
  return `${rule}\0${span.start}\0${span.end}`;
};

/**
 * Identity without position: the rule's first name, the module, the resource, what distinguishes the hit. Where the
 * scope is a single file (a template, a workflow), that file is the module. A place outside of the resource's own module
 * belongs to one of the calls that make it, so that this is named too: a waiver there must not cover another's defect.
 */
function identityOf(card: RuleCard, { hit, subject }: HitOf): string {
  const { instance } = subject;
  const module = subject.scope === subject.head.anchor.path ? subject.scope : (instance?.dir ?? subject.dir);
  const names = [card.aliases?.[0] ?? card.id, module, instance?.own ?? subject.address, hit.about];
  return (instance && isElsewhere(hit, subject) ? [...names, instance.of] : names).join('\0');
}

/** Whether a hit stands outside of the module that its resource is declared in. */
const isElsewhere = ({ at: { anchor } }: Hit, { instance, dir }: Subject): boolean =>
  instance !== undefined && (anchor.path === instance.values || dirOf(anchor.path) !== dir);

/** What resources are called in their own module, where the hit stands in it. */
function ownNamesOf(hits: readonly HitOf[]): { readonly ownNames?: OwnNames } {
  const named = hits.flatMap(({ hit, subject }) => {
    const { address, instance } = subject;
    return instance && !isElsewhere(hit, subject) ? [[address, instance.own] as const] : [];
  });
  return named.length > 0 ? { ownNames: Object.fromEntries(named) } : {};
}

const dirOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/**
 * The hits of one path as drafts in order of position: those of rules that are switched off left out, those of one
 * rule at one place made one.
 */
export function draftsOf(
  path: string,
  hits: Iterable<HitOf>,
  card: (rule: string) => RuleCard,
  configuration: Configuration,
): readonly Draft[] {
  if (configuration.excluded(path)) return [];
  const together = new Map<string, [HitOf, ...HitOf[]]>();
  for (const hit of hits) {
    if (!configuration.enabled(hit.rule, path)) continue;
    const same = together.get(placeKey(hit));
    if (same) same.push(hit);
    else together.set(placeKey(hit), [hit]);
  }
  const drafts = [...together.values()].map((same): Draft => {
    same.sort(inOrder);
    const rule = card(same[0].rule);
    return { card: rule, identity: identityOf(rule, same[0]), hits: same };
  });
  return drafts.sort((a, b) => {
    const left = spanOf(a.hits[0].hit.at);
    const right = spanOf(b.hits[0].hit.at);
    return left.start - right.start || left.end - right.end || compare(a.card.id, b.card.id);
  });
}

/** Shared by all findings that have nothing to offer: most have not. */
const NONE: readonly never[] = [];

const placeOf = ({ at, message }: Related): RelatedPlace => ({ path: at.anchor.path, span: spanOf(at), message });

function relatedOf(hits: readonly HitOf[]): readonly RelatedPlace[] {
  if (!hits.some(({ hit }) => hit.related)) return NONE;
  const found = new Map<string, RelatedPlace>();
  for (const related of hits.flatMap(({ hit }) => hit.related ?? [])) {
    const place = placeOf(related);
    const key = `${place.path}\0${place.span.start}\0${place.span.end}`;
    if (!found.has(key)) found.set(key, place);
  }
  return [...found.values()];
}

/** Findings of one path: drafts with fingerprint, severity and waiver. */
export function finish(
  path: string,
  drafts: readonly Draft[],
  ordinals: Ordinals,
  configuration: Configuration,
  waiverFor: WaiverFor,
): readonly Finding[] {
  const next = new Map<string, number>();
  return drafts.map(({ card, identity, hits }) => {
    const ordinal = next.get(identity) ?? ordinals.first(identity, path);
    next.set(identity, ordinal + 1);
    const { hit, subject } = hits[0];
    const severity = configuration.severityOf(card.id, path, card.severity);
    const subjects = [...new Set(hits.map(({ subject }) => subject.address))];
    const span = spanOf(hit.at);
    const named = ownNamesOf(hits);
    const waiver = waiverFor({ card, severity, path, span, subjects, ...named });
    return {
      rule: card.id,
      severity,
      confidence: card.confidence,
      audience: card.audience,
      path,
      span,
      message: hit.message,
      ...(subject.head.anchor.path === path ? { head: spanOf(subject.head) } : {}),
      subjects,
      ...named,
      fingerprint: fingerprint(`${identity}\0${ordinal}`),
      fix: hit.fix ?? NONE,
      related: relatedOf(hits),
      ...(waiver ? { waiver } : {}),
    };
  });
}

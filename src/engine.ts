import type { Declaration, Lookup } from './declaration';
import { syntaxes } from './document/index';
import type { Document } from './document/syntax';
import { type Fact, type FileEdit, type Fix, type Message, text as sentence, words } from './facts';
import { type Draft, draftsOf, finish } from './findings/assemble';
import { type Configuration, DEFAULTS } from './findings/configuration';
import type { Finding } from './findings/finding';
import { Ledger, type Made } from './findings/ledger';
import { type WaiverStatus, type WaiversRequest, waiverStatuses } from './findings/waiver-status';
import { WARN_DAYS, type WaiverText } from './findings/waivers';
import { WaiversHere, waiversByRule } from './findings/waivers-here';
import type { Format } from './formats/format';
import { formatOf, formats } from './formats/index';
import type { Span } from './place';
import { factsOf } from './providers/read';
import { check } from './rules/check';
import { rules } from './rules/index';
import type { AnyRule } from './rules/rule';
import { credentialsOf } from './secrets/facts';
import { plainTextSyntax } from './secrets/subjects';
import { declarationAt } from './store/file-record';
import type { StageFailure } from './store/records';
import type { LinkedFacts, Reading, Stages } from './store/stages';
import { Store } from './store/store';

/** What the host hands in. The engine has no clock, file system, editor or network. */
export interface Settings {
  readonly configuration: Configuration;
  /** Files with more UTF-16 code units are skipped, and the state says so. */
  readonly maxFileSize: number;
  /** From how many days before its end on a waiver counts as expiring. */
  readonly warnDays: number;
}

export interface ReportRequest {
  /** `YYYY-MM-DD`, UTC: waivers end by it. */
  readonly today: string;
  /** Only findings of these paths; of all when left out. */
  readonly paths?: readonly string[];
  /** Only findings of paths that changed after this revision. */
  readonly since?: number;
}

/** What every surface shows. */
export interface Report {
  readonly revision: number;
  /** Paths whose findings changed since the revision asked for (all with findings when none was), sorted. */
  readonly changed: readonly string[];
  /** In order of path and position. */
  readonly findings: readonly Finding[];
  /** Stages that threw; never silent, never the end of the scan. */
  readonly failures: readonly StageFailure[];
}

/** What became of a file. */
export type FileState =
  | { readonly state: 'read'; readonly format: Message }
  | { readonly state: 'skipped'; readonly because: Message }
  | { readonly state: 'failed'; readonly because: Message };

/** Texts in, report out: synchronous, incremental, pure. */
export interface Engine {
  /** A file's text by its root-relative, `/`-separated path; undefined when it is gone. */
  update(path: string, text: string | undefined): void;
  configure(settings: Partial<Settings>): void;
  /** Does up to `max` units of pending work; true when none is left. For hosts that load many files. */
  settle(max: number): boolean;
  report(request: ReportRequest): Report;
  /** Paths, as of the last report or end of settling, whose text something that was read names and that were not handed in. */
  wanted(): readonly string[];
  /** Waivers of ours and how they stand: those of `waivers.yaml`, then comments in order of path and position. */
  waivers(request: WaiversRequest): readonly WaiverStatus[];
  /** The state of a file, or undefined when it is not a file that Handrail reads. */
  state(path: string): FileState | undefined;
  /** A fix as edits of the texts as they stand; files that no format owns are left alone. */
  edits(fix: Fix): readonly FileEdit[];
  /** The text of a file with its credentials taken out, for surfaces that quote it. */
  quote(path: string): string | undefined;
  /** Markers that begin a comment in a file; none for files without comments and files that nobody reads. */
  comments(path: string): readonly string[];
  /** What declares the resource at an offset of a file: its block, its entry, its document. */
  declaration(path: string, offset: number): Span | undefined;
}

/** The whole pipeline: text, credentials, declarations, resources, facts, hits, findings. */
export function createEngine(withRules: readonly AnyRule[] = rules): Engine {
  let settings: Settings = { configuration: DEFAULTS, maxFileSize: 1_000_000, warnDays: WARN_DAYS };
  let today = '';
  const sizes = new Map<string, number>();
  const byId = new Map(withRules.map((rule) => [rule.id, rule]));
  const store = new Store(stages(withRules, () => settings.maxFileSize));
  const ledger = new Ledger();
  const waivers = new WaiversHere();
  let listed = waiversByRule([]);

  const text = (path: string): string | undefined => store.masked(path);
  const document = (path: string): Document | undefined => {
    const file = store.file(path);
    return file?.syntax?.parse(text(path) ?? '');
  };
  const waiverText = (path: string): WaiverText | undefined => {
    const file = store.file(path);
    const syntax = file?.syntax;
    if (!syntax) return undefined;
    let tree: Document | undefined;
    const constructAt = (offset: number) => {
      tree ??= document(path);
      return tree && syntax.constructAt(tree, offset);
    };
    return { text: text(path) ?? '', comments: syntax.comments, constructAt };
  };
  const making = {
    drafts: (path: string) => draftsOf(path, store.hits.in(path), (id) => byId.get(id)!, settings.configuration),
    finish: (path: string, drafts: readonly Draft[], ordinals: Parameters<typeof finish>[2]): Made => {
      const { configuration, warnDays } = settings;
      const source = configuration.excluded(path) ? undefined : waiverText(path);
      const here = waivers.read(path, source, listed, configuration, { today, warnDays });
      const findings = finish(path, drafts, ordinals, configuration, here.waiverFor);
      return { findings, waivers: here.inline };
    },
  };
  const stale = (paths: Iterable<string>) => {
    for (const path of paths) store.hits.stale.add(path);
  };

  /** Everything done that changes have left to do, as of a day. */
  const bring = (day: string) => {
    store.settle(Number.POSITIVE_INFINITY);
    if (day !== today) stale(waivers.paths());
    today = day;
    ledger.remake(store.hits.stale, making);
    store.hits.stale.clear();
  };

  return {
    update(path, content) {
      if (content === undefined) sizes.delete(path);
      else sizes.set(path, content.length);
      store.update(path, content);
    },
    configure(changed) {
      settings = { ...settings, ...changed };
      listed = waiversByRule(settings.configuration.waivers);
      stale(store.paths());
    },
    settle: (max) => store.settle(max),
    wanted: () => store.wanted(),
    report({ today: day, paths, since }) {
      bring(day);
      const changed = ledger.changedSince(since ?? -1);
      const asked = paths ?? (since === undefined ? ledger.paths() : changed);
      return {
        revision: ledger.revision,
        changed,
        findings: asked.flatMap((path) => ledger.findings(path)),
        failures: [...store.hits.failures()],
      };
    },
    waivers({ today: day, path, whole }) {
      bring(day);
      const sound = [...store.hits.failures()].length === 0;
      return waiverStatuses(ledger, path, {
        ...{ today, warnDays: settings.warnDays, configuration: settings.configuration },
        card: (id) => byId.get(id)!,
        knows: (name) => byId.has(name) || withRules.some(({ aliases }) => aliases?.includes(name)),
        sure: (file) => sound && (whole || (file !== undefined && store.file(file)?.scope === file)),
      });
    },
    state(path) {
      const size = sizes.get(path);
      if (size === undefined) return undefined;
      if (settings.configuration.excluded(path))
        return { state: 'skipped', because: sentence`excluded in ${'.handrail/config.yaml'}` };
      if (size > settings.maxFileSize) {
        return { state: 'skipped', because: sentence`larger than ${Math.round(settings.maxFileSize / 1000)} KB` };
      }
      const file = store.file(path);
      if (!file?.syntax) return undefined;
      const failure = [...store.hits.failures()].find((failed) => failed.path === path);
      if (failure) return { state: 'failed', because: sentence`${failure.where}: ${failure.message}` };
      const title = formatById.get(file.format ?? '')?.title;
      return { state: 'read', format: title ? words(title) : sentence`credentials only` };
    },
    edits: (fix) => editsOf(fix, store, document),
    quote: text,
    comments: (path) => store.file(path)?.syntax?.comments ?? [],
    declaration(path, offset) {
      const file = store.file(path);
      return file && declarationAt(file, offset);
    },
  };
}

const formatById: ReadonlyMap<string, Format> = new Map(formats.map((format) => [format.id, format]));

function stages(withRules: readonly AnyRule[], maxFileSize: () => number): Stages {
  const asked = new Set(withRules.flatMap(({ reads }) => reads.slice(1)));
  return {
    reading(path, text): Reading | undefined {
      if (text.length > maxFileSize()) return undefined;
      const format = formatOf(path, text);
      if (format) return { syntax: syntaxes[format.syntax], format: format.id };
      const plain = plainTextSyntax(path);
      return plain && { syntax: syntaxes[plain], format: undefined };
    },
    scope: (reading, path, has) => formatById.get(reading.format ?? '')?.scope(path, has) ?? path,
    credentials: credentialsOf,
    headers: (format, section, path, scope) => formatById.get(format)?.read(section, path, scope) ?? [],
    link: (id, declaration, look, instance) => linkedFacts(formatById.get(id)!, declaration, look, instance),
    check: check(withRules),
    keeps: (kind) => asked.has(kind),
  };
}

function linkedFacts(format: Format, declaration: Declaration, look: Lookup, instance?: string): LinkedFacts {
  const facts: Fact[] = [];
  let instances: readonly string[] = [];
  const failures: StageFailure[] = [];
  const attempt = (where: string, work: () => void) => {
    try {
      work();
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      failures.push({ where, message, path: declaration.path });
    }
  };
  attempt(format.id, () => {
    if (instance === undefined) instances = format.instances?.(declaration, look) ?? [];
    for (const resource of instances.length > 0 ? [] : format.link(declaration, look, instance)) {
      for (const { provider, read } of factsOf(resource)) attempt(provider, () => facts.push(...read()));
    }
  });
  return instances.length > 0 ? { facts, failures, instances } : { facts, failures };
}

function editsOf(fix: Fix, store: Store, document: (path: string) => Document | undefined): readonly FileEdit[] {
  const byPath = new Map<string, FileEdit['edits'][number][]>();
  for (const change of fix.changes) {
    const { path } = (change.type === 'insert' ? change.slot.block : change.at).anchor;
    const format = formatById.get(store.file(path)?.format ?? '');
    const tree = document(path);
    if (!format || !tree) continue;
    for (const { path: at, edits } of format.write(change, tree, path)) {
      byPath.set(at, [...(byPath.get(at) ?? []), ...edits]);
    }
  }
  return [...byPath].map(([path, edits]) => ({ path, edits: edits.sort((a, b) => a.start - b.start) }));
}

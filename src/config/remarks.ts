import { addDays, dayNumber } from '../findings/day';
import { sentence } from '../findings/message';
import type { Span } from '../place';
import { localLinksIn } from './links';
import type { Around } from './names';
import { FORMS } from './own-file';
import { ruleNames } from './rule-names';
import { schemaAt } from './schema';
import { type Fault, pointer, type Repair, readUserFile, stepsOf, type UserFile } from './user-file';
import { type FileProblem, positionOf } from './workspace';
import { setValue, setValues } from './yaml-edit';

/** A remark about one of our files; `level` is how loud it is. */
export interface Remark extends FileProblem {
  readonly level: 'warning' | 'information';
}

type Said = Fault & Pick<Remark, 'level'>;
const YEAR = 365;

/** Everything to be said about one of our files on a day: what is wrong in it, and what time has made stale. */
export function remarksOn(path: string, text: string, around: Around): readonly Remark[] {
  const { workspace } = around;
  const wrong = workspace.problems
    .filter((problem) => problem.path === path)
    .map((problem): Remark => ({ ...problem, level: 'warning' }));
  const known = workspace.fileAt(path);
  if (!known) return wrong;
  const file = readUserFile(path, text);
  const said: readonly Said[] = [
    ...formerRules(file, known.kind, around),
    ...deadLinks(path, text, around),
    ...(known.kind === 'policy' ? [...outOfDate(file, around.today), ...unowned(file, path, around)] : []),
    ...(known.kind === 'config' ? [...unownedSystems(file), ...brokenPacks(file, around)] : []),
  ];
  return [...wrong, ...said.map((one) => ({ path, ...positionOf(text, one.start), ...one }))];
}

/** Rules that have another name today. */
function formerRules(file: UserFile, kind: keyof typeof FORMS, { known }: Around): readonly Said[] {
  const names = ruleNames(known);
  const said: Said[] = [];
  const ask = (name: string, span: Span) => {
    const now = names.renamed(name);
    if (now === undefined) return;
    const change = { start: span.start, end: span.end, text: now };
    const fix = { title: sentence`Write ${now}`, change };
    said.push({
      ...span,
      level: 'information',
      message: sentence`This rule has another name now.`,
      next: sentence`Write \`${now}\`.`,
      fix,
    });
  };
  for (const [where, value] of file.entries) {
    const schema = schemaAt(FORMS[kind].schema, stepsOf(where));
    if (schema?.names !== 'rule') continue;
    if (typeof value === 'string') ask(value, file.at(where));
    else if (typeof value === 'object') {
      for (const name of Object.keys(value ?? {})) ask(name, file.keyAt(where + pointer(name)));
    }
  }
  return said;
}

/** Links to files that are not there; nothing is said where nobody has looked. */
function deadLinks(path: string, text: string, { workspace, missing }: Around): readonly Said[] {
  return localLinksIn(path, text, workspace).flatMap(({ start, end, target }): readonly Said[] => {
    const said = { start, end, level: 'warning' } as const;
    if (target === undefined) {
      return [
        {
          ...said,
          message: sentence`This link leads out of the workspace.`,
          next: sentence`Name a file inside of it.`,
        },
      ];
    }
    if (!missing?.has(target)) return [];
    return [
      {
        ...said,
        message: sentence`No file lies at \`${target}\`.`,
        next: sentence`Correct the path; an address begins with \`https://\`.`,
      },
    ];
  });
}

const isPast = (day: string, today: string): boolean =>
  (dayNumber(day) ?? Number.POSITIVE_INFINITY) < (dayNumber(today) ?? 0);

/** Days that have passed. */
function outOfDate(file: UserFile, today: string): readonly Said[] {
  const said: Said[] = [];
  for (const [where, data] of file.entries) {
    if (typeof data !== 'string' || !isPast(data, today)) continue;
    const span = file.at(where);
    if (where === '/reviewed/next') {
      const next = sentence`Read the policy once more, then set \`on\` to today and \`next\` to the day after which to ask again.`;
      const message = sentence`The day of the next review has passed.`;
      said.push({ ...span, level: 'warning', message, next, ...readAgain(file, today) });
    } else if (/^\/escalation\/\d+\/until$/.test(where)) {
      const message = sentence`This step of the escalation has ended.`;
      said.push({ ...span, level: 'warning', message, next: sentence`Name who is asked now.` });
    }
  }
  return said;
}

function readAgain({ text }: UserFile, today: string): { readonly fix?: Repair } {
  const change = setValues(text, [
    [['reviewed', 'on'], today],
    [['reviewed', 'next'], addDays(today, YEAR) ?? today],
  ]);
  return change ? { fix: { title: sentence`Mark as reviewed today`, change } } : {};
}

/** A policy that has no owner, neither in this file nor in what it stands on. A pack leaves that to those who use it. */
function unowned(file: UserFile, path: string, { workspace }: Around): readonly Said[] {
  const id = file.entries.get('/id') ?? file.entries.get('/extends');
  if (typeof id !== 'string' || file.entries.has('/owner') || workspace.fileAt(path)?.pack !== undefined) return [];
  const policy = workspace.policies.byId(id);
  const speaksHere = policy?.layers.some((layer) => layer.path === path);
  if (!speaksHere || policy?.owner !== undefined) return [];
  const span = file.at(file.entries.has('/id') ? '/id' : '/extends');
  const message = sentence`Nobody is named yet as the owner of this policy.`;
  const [handle] = workspace.codeowners(path);
  const change = handle === undefined ? undefined : setValue(file.text, ['owner'], { codeowners: handle });
  const fix = change && handle ? { fix: { title: sentence`Name ${handle} as the owner`, change } } : {};
  return [{ ...span, level: 'information', message, next: sentence`Add \`owner:\` with a \`team:\`.`, ...fix }];
}

/** Systems without an owner. */
function unownedSystems(file: UserFile): readonly Said[] {
  return [...file.entries.keys()].flatMap((where): readonly Said[] => {
    if (!/^\/systems\/\d+$/.test(where) || file.entries.has(`${where}/owner`)) return [];
    const message = sentence`Nobody is named yet as the owner of this system.`;
    return [
      { ...file.at(`${where}/name`), level: 'information', message, next: sentence`Add \`owner:\` with a \`team:\`.` },
    ];
  });
}

/** Packs with something wrong inside, said where they are named. */
function brokenPacks(file: UserFile, { workspace: { packs, problems } }: Around): readonly Said[] {
  return packs.flatMap(({ name, files }): readonly Said[] => {
    const inside = problems.filter(({ path }) => files.some((one) => one.path === path));
    const [first] = inside;
    const at = [...file.entries].find(([where, value]) => value === name && /^\/packs\/\d+$/.test(where));
    if (!first || !at) return [];
    const message = sentence`Something in this pack can't be taken as it stands.`;
    const next = sentence`See \`${first.path}\`, line ${first.line}: ${first.message}`;
    return [{ ...file.at(at[0]), level: 'information', message, next }];
  });
}

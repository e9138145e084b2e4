import { join } from 'node:path';
import { assertChoice } from '../core/assert-option.js';
import { undefused } from '../core/defuse.js';
import { isLentTo, type Policy } from '../document/policy.js';
import type { Engine } from '../engine/engine.js';
import { changeTable, type ListChange, wordedChanges } from '../output/change-table.js';
import { writeTable } from '../output/write-table.js';
import { changedRows, listSums, standingRows } from '../sql/list-changes.js';
import type { Study } from '../study/open-study.js';
import { LANGUAGES, type Language } from '../text/reason.js';
import { type LentRun, openLentRun } from './open-run.js';
import { ratedAlike, ratedFolderOf } from './previous-run.js';
import { enterpriseOf } from './run-documents.js';
import { LIST } from './sealed-rows.js';
import { withEngine } from './with-engine.js';

/** A target list: firms and Σ of lines, whole units of currency, and those of them for whom the caps have room. */
export interface ListSums {
  readonly firms: number;
  readonly lineSum: number;
  readonly within: { readonly firms: number; readonly lineSum: number };
}

/** The target list of a run beside that of an earlier one. */
export interface ListChanges {
  readonly run: string;
  readonly since: string;
  /** Whether the earlier run is of a later day. */
  readonly swapped: boolean;
  /** Documents that the two runs do not share; a card that rates as the earlier one did, and was only approved since, is shared. */
  readonly documents: readonly string[];
  readonly before: ListSums;
  readonly now: ListSums;
  readonly joined: number;
  readonly left: number;
  readonly moved: number;
  /** Why those that left are not on it, and those that joined were not: firms by code; a firm can have several. */
  readonly whyLeft: Readonly<Record<string, number>>;
  readonly whyJoined: Readonly<Record<string, number>>;
  readonly firms: readonly ListChange[];
}

/** The changes, and the policies of both runs, whose rules some codes name. */
export interface FoundChanges {
  readonly changes: ListChanges;
  readonly policies: { readonly before: Policy; readonly now: Policy };
}

/**
 * Holds the target list of a run against that of an earlier one: who joined, who left and why, whose tier, line or rate moved. Both
 * lists, ratings, gates and refusals are those whose checksums the manifests hold; the runs may have other documents.
 * @param study the study of both runs
 * @param names the run, and the earlier one: ids or folders
 * @returns the changes, and the policies of both runs, whose rules some codes name
 * @throws InputError UNKNOWN_RUN, RUN_DAMAGED; NO_LIST for a run of ratings and no more
 */
export async function listChanges(
  study: Study,
  { run, since }: { readonly run: string; readonly since: string },
): Promise<FoundChanges> {
  const [before, now] = [await openLentRun(study, since, '--since'), await openLentRun(study, run)];
  return withEngine(study.out, async (engine) => {
    const details = [before, now].every(({ policy }) => policy.carry.includes('name')) ? ['name'] : [];
    const lists = [join(before.folder, LIST), join(now.folder, LIST)] as const;
    const rows = await engine.rows(changedRows(...lists, [...details, 'branch', 'manager']));
    const changes = rows.map(changeOf);
    const idsOf = (kind: ListChange['kind']) =>
      changes.filter((change) => change.kind === kind).map(({ companyId }) => companyId);
    const left = await standingOf(engine, now, idsOf('left'));
    const joined = await standingOf(engine, before, idsOf('joined'));
    const firms = changes.map((change): ListChange => {
      const [gone, come] = [left.get(change.companyId), joined.get(change.companyId)];
      if (gone !== undefined) return { ...change, tierNow: gone.tier, why: gone.why };
      return come === undefined ? change : { ...change, tierBefore: come.tier, why: come.why };
    });
    const found = {
      run: now.manifest.run,
      since: before.manifest.run,
      swapped: before.manifest.asOf > now.manifest.asOf,
      documents: await differing(before, now),
      before: await sumsOf(engine, before),
      now: await sumsOf(engine, now),
      joined: joined.size,
      left: left.size,
      moved: firms.length - joined.size - left.size,
      whyLeft: countCodes(left),
      whyJoined: countCodes(joined),
      firms,
    };
    return { changes: found, policies: { before: before.policy, now: now.policy } };
  });
}

/** Where a firm stands that is not on a list. */
interface Standing {
  readonly tier: string | null;
  readonly why: readonly string[];
}

/** Where firms stand in a run whose list they are not on. */
async function standingOf(
  engine: Engine,
  { folder, policy }: LentRun,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  if (ids.length === 0) return new Map();
  const files = {
    ratings: join(folder, 'ratings.csv'),
    gates: join(folder, 'gates.csv'),
    refused: join(folder, 'refused.csv'),
  };
  // Lists are defused, the engine's own files are not.
  const asked = [...new Set(ids.flatMap((id) => [id, undefused(id)]))];
  const rows = await engine.rows(standingRows(asked, files));
  const found = new Map(
    rows.map(
      ({ company_id: id, tier, tier_source: source, tier_model: model, gates, code }): [string, Standing] => {
        // Only where the model's tier would be lent to did the person take it off.
        const isByHand = source === 'override' && isLentTo(policy, Number(String(model).slice(1)));
        const out = isByHand ? 'TIER_OUT|SET_BY_HAND' : 'TIER_OUT';
        const codes = String(gates ?? code ?? out).split('|');
        return [String(id), { tier: tier === null ? null : String(tier), why: codes }];
      },
    ),
  );
  return new Map(ids.map((id) => [id, found.get(undefused(id)) ?? found.get(id) ?? UNKNOWN]));
}

/** The company table did not have it, or its record was rejected. */
const UNKNOWN: Standing = { tier: null, why: ['NOT_IN_RUN'] };

function changeOf(row: Readonly<Record<string, unknown>>): ListChange {
  const text = (name: string) => (row[name] === null ? null : String(row[name]));
  const number = (name: string) => (row[name] === null ? null : Number(row[name]));
  const [lineBefore, lineNow] = [number('line_before'), number('line_now')];
  return {
    companyId: String(row.company_id),
    name: row.name === undefined ? null : text('name'),
    branch: text('branch'),
    manager: text('manager'),
    kind: lineBefore === null ? 'joined' : lineNow === null ? 'left' : 'moved',
    tierBefore: text('tier_before'),
    tierNow: text('tier_now'),
    lineBefore,
    lineNow,
    rateBefore: number('rate_before'),
    rateNow: number('rate_now'),
    stoppedBefore: text('stopped_before'),
    stoppedNow: text('stopped_now'),
    why: [],
  };
}

async function sumsOf(engine: Engine, { folder }: LentRun): Promise<ListSums> {
  const [row] = await engine.rows(listSums(join(folder, LIST)));
  const within = { firms: Number(row!.within_firms), lineSum: Number(row!.within_sum) };
  return { firms: Number(row!.firms), lineSum: Number(row!.line_sum), within };
}

async function differing(before: LentRun, now: LentRun): Promise<string[]> {
  const [then, since] = [before.manifest.documents, now.manifest.documents];
  const isSameCard = await ratedAlike(await enterpriseOf(now.folder), ratedFolderOf(before));
  return Object.keys({ ...then, ...since }).filter((name) =>
    name === 'enterprise' ? !isSameCard : then[name]?.fingerprint !== since[name]?.fingerprint,
  );
}

function countCodes(firms: ReadonlyMap<string, Standing>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const code of [...firms.values()].flatMap(({ why }) => why))
    counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

/**
 * Writes every firm whose place on the list changed, one row each: a workbook where the path ends in .xlsx, otherwise CSV. A workbook in
 * Chinese has words for heads and codes.
 * @param path the file
 * @param found what `listChanges` found
 * @throws InputError USAGE for no language of ours
 */
export async function writeChanges(
  path: string,
  { changes: { firms }, policies }: FoundChanges,
  language: Language = 'en',
): Promise<void> {
  assertChoice(language, '--lang', LANGUAGES);
  const isWorded = language === 'zh' && path.toLowerCase().endsWith('.xlsx');
  await writeTable(path, isWorded ? wordedChanges(firms, policies) : changeTable(firms), 'changes');
}

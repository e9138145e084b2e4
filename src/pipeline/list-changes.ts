import { join } from 'node:path';
import { undefused } from '../core/defuse.js';
import { COMPANY_ID } from '../document/contract.js';
import type { Policy } from '../document/policy.js';
import type { Engine } from '../engine/engine.js';
import { writeTable } from '../output/write-table.js';
import { changedRows, listSums, standingRows } from '../sql/list-changes.js';
import type { Study } from '../study/open-study.js';
import { type LentRun, openLentRun } from './open-run.js';
import { withEngine } from './with-engine.js';

/** A firm whose place on the target list changed. */
export interface ListChange {
  readonly companyId: string;
  readonly kind: 'joined' | 'left' | 'moved';
  /** `R1` to `R15`, on the list or not; null where the firm was not rated. */
  readonly tierBefore: string | null;
  readonly tierNow: string | null;
  /** Whole units of currency; null where it is not on that list. */
  readonly lineBefore: number | null;
  readonly lineNow: number | null;
  /** Basis points. */
  readonly rateBefore: number | null;
  readonly rateNow: number | null;
  /**
   * Why one that left is not on the list now, or one that joined was not on it then: codes of gates, TIER_OUT, of a refusal, or
   * NOT_IN_RUN.
   */
  readonly why: readonly string[];
}

/** The target list of a run beside that of an earlier one. */
export interface ListChanges {
  readonly run: string;
  readonly since: string;
  /** Firms and Σ of lines, whole units of currency. */
  readonly before: { readonly firms: number; readonly lineSum: number };
  readonly now: { readonly firms: number; readonly lineSum: number };
  readonly joined: number;
  readonly left: number;
  readonly moved: number;
  /** Why those that left are not on it, and those that joined were not: firms by code; a firm can have several. */
  readonly whyLeft: Readonly<Record<string, number>>;
  readonly whyJoined: Readonly<Record<string, number>>;
  readonly firms: readonly ListChange[];
}

const LIST = 'targets.csv';

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
): Promise<{
  readonly changes: ListChanges;
  readonly policies: { readonly before: Policy; readonly now: Policy };
}> {
  const [before, now] = [await openLentRun(study, since, '--since'), await openLentRun(study, run)];
  return withEngine(study.out, async (engine) => {
    const rows = await engine.rows(changedRows(join(before.folder, LIST), join(now.folder, LIST)));
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
  { folder }: LentRun,
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
    rows.map(({ company_id: id, tier, gates, code }): [string, Standing] => {
      const codes = String(gates ?? code ?? 'TIER_OUT').split('|');
      return [String(id), { tier: tier === null ? null : String(tier), why: codes }];
    }),
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
    kind: lineBefore === null ? 'joined' : lineNow === null ? 'left' : 'moved',
    tierBefore: text('tier_before'),
    tierNow: text('tier_now'),
    lineBefore,
    lineNow,
    rateBefore: number('rate_before'),
    rateNow: number('rate_now'),
    why: [],
  };
}

async function sumsOf(engine: Engine, { folder }: LentRun): Promise<ListChanges['before']> {
  const [row] = await engine.rows(listSums(join(folder, LIST)));
  return { firms: Number(row!.firms), lineSum: Number(row!.line_sum) };
}

function countCodes(firms: ReadonlyMap<string, Standing>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const code of [...firms.values()].flatMap(({ why }) => why))
    counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

/**
 * Writes every firm whose place on the list changed, one row each: a workbook where the path ends in .xlsx, otherwise CSV.
 * @param path the file
 */
export async function writeChanges(path: string, { firms }: Pick<ListChanges, 'firms'>): Promise<void> {
  const own = [
    'kind',
    'tier_before',
    'tier_now',
    'line_before',
    'line_now',
    'rate_before',
    'rate_now',
    'why',
  ];
  const rows = firms.map((firm) => [
    ...[firm.companyId, firm.kind, firm.tierBefore, firm.tierNow],
    ...[firm.lineBefore, firm.lineNow, firm.rateBefore, firm.rateNow],
    firm.why.join('|') || null,
  ]);
  await writeTable(path, { columns: [COMPANY_ID, ...own], rows }, 'changes');
}

import { join } from 'node:path';
import { undefused } from '../core/defuse.js';
import { COMPANY_ID } from '../document/contract.js';
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
  /** `R1` to `R15`; null where the firm was not on the list. Of one that left, its tier now, where it has one. */
  readonly tierBefore: string | null;
  readonly tierNow: string | null;
  /** Whole units of currency; null where it is not on that list. */
  readonly lineBefore: number | null;
  readonly lineNow: number | null;
  /** Basis points. */
  readonly rateBefore: number | null;
  readonly rateNow: number | null;
  /** Why one that left is no longer on it: codes of gates, of a refusal, or UNKNOWN_COMPANY. */
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
  /** Those that left, by code; a firm can have several. */
  readonly why: Readonly<Record<string, number>>;
  readonly firms: readonly ListChange[];
}

const LIST = 'targets.csv';

/**
 * Holds the target list of a run against that of an earlier one: who joined, who left and why, whose tier, line or rate moved. Both
 * lists, ratings, gates and refusals are those whose checksums the manifests hold; the runs may have other documents.
 * @param study the study of both runs
 * @param names the run, and the earlier one: ids or folders
 * @throws InputError UNKNOWN_RUN, RUN_DAMAGED; NO_LIST for a run of ratings and no more
 */
export async function listChanges(
  study: Study,
  { run, since }: { readonly run: string; readonly since: string },
): Promise<ListChanges> {
  const [before, now] = [await openLentRun(study, since, '--since'), await openLentRun(study, run)];
  return withEngine(study.out, async (engine) => {
    const rows = await engine.rows(changedRows(join(before.folder, LIST), join(now.folder, LIST)));
    const changes = rows.map(changeOf);
    const leavers = changes.filter(({ kind }) => kind === 'left').map(({ companyId }) => companyId);
    const standing = await standingOf(engine, now, leavers);
    const firms = changes.map((change) => {
      const found = standing.get(change.companyId);
      return found === undefined ? change : { ...change, ...found };
    });
    const count = (kind: ListChange['kind']) => firms.filter((firm) => firm.kind === kind).length;
    return {
      run: now.manifest.run,
      since: before.manifest.run,
      before: await sumsOf(engine, before),
      now: await sumsOf(engine, now),
      joined: count('joined'),
      left: count('left'),
      moved: count('moved'),
      why: countCodes(firms),
      firms,
    };
  });
}

/** Why firms that left are not on the new list, and their tier where they have one. */
async function standingOf(
  engine: Engine,
  { folder }: LentRun,
  leavers: readonly string[],
): Promise<ReadonlyMap<string, Pick<ListChange, 'tierNow' | 'why'>>> {
  if (leavers.length === 0) return new Map();
  const files = {
    ratings: join(folder, 'ratings.csv'),
    gates: join(folder, 'gates.csv'),
    refused: join(folder, 'refused.csv'),
  };
  // Lists are defused, the engine's own files are not.
  const listed = new Map(leavers.map((id) => [undefused(id), id]));
  const rows = await engine.rows(standingRows([...listed.keys()], files));
  const found = new Map(
    rows.map(({ company_id: id, tier, gates, code }) => {
      const codes = gates ?? code ?? 'TIER_OUT';
      const standing = { tierNow: tier === null ? null : String(tier), why: String(codes).split('|') };
      return [listed.get(String(id))!, standing] as const;
    }),
  );
  return new Map(leavers.map((id) => [id, found.get(id) ?? { tierNow: null, why: ['UNKNOWN_COMPANY'] }]));
}

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

function countCodes(firms: readonly ListChange[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const code of firms.flatMap(({ why }) => why)) counts.set(code, (counts.get(code) ?? 0) + 1);
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

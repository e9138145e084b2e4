import { join } from 'node:path';
import { defuse } from '../core/defuse.js';
import type { Offer } from '../credit/credit-decision.js';
import { policyColumns } from '../document/contract.js';
import type { Policy } from '../document/policy.js';
import type { PlainValue } from '../document/read-condition.js';
import { type Engine, type EngineRow, openEngine } from '../engine/engine.js';
import type { Company } from '../enterprise/rate-company.js';
import type { ToldTier } from '../enterprise/settle-tier.js';
import { dropWorkFolder, openWorkFolder } from '../output/work-folder.js';
import { borrowerView } from '../sql/borrower.js';
import { deskQueries } from '../sql/desk.js';
import { BORROWER_LINE } from '../sql/line.js';
import type { Study } from '../study/open-study.js';
import { COMPANIES, loadCompanies, planCompanies } from './load-companies.js';
import type { LentRun } from './open-run.js';
import { planOptions } from './rate-companies.js';
import type { RatingModels } from './read-models.js';
import { LIST } from './sealed-rows.js';
import { loadPrevious, readTierInputs } from './settle-tiers.js';
import { toldTiers } from './told-tiers.js';

/** A firm as the company table has it. */
export interface DeskFirm {
  /** What rating and policy read; nothing personal. */
  readonly company: Company;
  /** Own lines of the firm, its owner and its group. */
  readonly ownLine: number;
}

/** A firm of a study's table, with what was said of its tier before. */
export interface KnownFirm extends DeskFirm {
  readonly told: ToldTier | undefined;
}

/** Finds single firms and their offers in a study's company table, loaded once. */
export interface FirmDesk {
  firms(ids: readonly string[]): Promise<ReadonlyMap<string, KnownFirm>>;
  offers(ids: readonly string[]): Promise<ReadonlyMap<string, Offer>>;
  close(): Promise<void>;
}

const OFFERS = 'offer';

/**
 * Loads the company table into an engine of its own.
 * @param study the study
 * @param models its documents
 * @param run the run whose target list holds the offers; undefined: none
 * @throws InputError as `dipper run` would
 */
export async function openDesk(
  study: Study,
  models: RatingModels,
  run: LentRun | undefined,
): Promise<FirmDesk> {
  const tierInputs = await readTierInputs(study);
  const work = await openWorkFolder(study.out);
  const engine = await openEngine({ workFolder: work.scratch });
  const close = async () => {
    engine.close();
    await dropWorkFolder(work);
  };
  try {
    await loadCompanies(engine, await planCompanies(study, planOptions(models, work.scratch)));
    const columns = snapshotColumns(models);
    const table = await joinBorrowers(engine, models.policy?.value, columns);
    if (run !== undefined) await engine.run(deskQueries.offerTable(OFFERS, join(run.folder, LIST)));
    if (tierInputs.previous !== undefined) await loadPrevious(engine, tierInputs.previous);
    return {
      firms: async (ids) => {
        if (ids.length === 0) return new Map();
        const firms = await findFirms(engine, { ...table, columns, ids });
        const told = await toldTiers(engine, tierInputs, { asOf: study.asOf, ids });
        return new Map([...firms].map(([id, firm]) => [id, { ...firm, told: told.get(id) }]));
      },
      offers: (ids) => offersOf(engine, run, ids),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The offers of firms; a list names them as a spreadsheet may show them. */
async function offersOf(
  engine: Engine,
  run: LentRun | undefined,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Offer>> {
  if (run === undefined || ids.length === 0) return new Map();
  const listed = new Map(ids.map((id) => [defuse(id), id]));
  const rows = await engine.rows(deskQueries.offers(OFFERS, [...listed.keys()]));
  return new Map(rows.map((row) => [listed.get(String(row.company_id))!, offerOf(row)]));
}

/** Where single firms are looked up: a table, and its column of own lines. */
export interface FirmTable {
  readonly table: string;
  readonly own: string | undefined;
}

/** The table to look firms up in out of the loaded company table: own lines of borrowers are worked out once; none without a policy. */
export async function joinBorrowers(
  engine: Engine,
  policy: Policy | undefined,
  columns: readonly string[],
): Promise<FirmTable> {
  const line = policy?.line;
  if (line?.ownLine === undefined || line.borrower === undefined)
    return { table: COMPANIES, own: line?.ownLine };
  await engine.run(borrowerView('company_borrower', COMPANIES, line));
  await engine.run(deskQueries.table('desk', 'company_borrower', columns));
  return { table: 'desk', own: BORROWER_LINE };
}

/** Looks up firms by their ids. */
export async function findFirms(
  engine: Engine,
  {
    table,
    own,
    columns,
    ids,
  }: FirmTable & { readonly columns: readonly string[]; readonly ids: readonly string[] },
): Promise<ReadonlyMap<string, DeskFirm>> {
  const rows = await engine.rows(deskQueries.firms(table, { columns, own, ids }));
  return new Map(rows.map((row) => [String(row.company_id), firmOf(row)]));
}

/** Columns that decide: what rating and policy read, without what is only carried onto lists. */
export function snapshotColumns({ policy, wanted, policyNames }: RatingModels): string[] {
  const deciding = policy === undefined ? new Set() : policyColumns({ ...policy.value, carry: [] });
  const carriedOnly = new Set(policyNames.filter((name) => !deciding.has(name)));
  return [...wanted].filter((name) => !carriedOnly.has(name) && name !== 'name').sort();
}

function firmOf({ own_amount_: own, ...values }: EngineRow): DeskFirm {
  const company = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plainOf(value)]));
  return { company, ownLine: Number(own) };
}

/** A value of the engine as rating and policy read it: days as `YYYY-MM-DD`. */
export function plainOf(value: unknown): PlainValue {
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  return value instanceof Date ? value.toISOString().slice(0, 10) : Number(value);
}

function offerOf(row: EngineRow): Offer {
  return {
    tier: Number(row.tier),
    lineAmount: Number(row.line_amount),
    rateBp: Number(row.rate_bp),
    validUntil: String(row.valid_until),
    ...(row.stopped_by !== null && { stoppedBy: String(row.stopped_by) }),
  };
}

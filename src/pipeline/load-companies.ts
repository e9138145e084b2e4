import { InputError, type Problem } from '../core/errors.js';
import { type Column, datedColumns } from '../document/column.js';
import { COMPANY_ID } from '../document/contract.js';
import type { Classification } from '../document/industry-spec.js';
import { measuredColumns } from '../document/invoice-columns.js';
import type { Engine } from '../engine/engine.js';
import { type LoadPlan, planLoad } from '../ingest/load-plan.js';
import type { Scans } from '../ingest/scan-ahead.js';
import { carriedView } from '../sql/carry.js';
import { invoiceQueries } from '../sql/invoices.js';
import { loadStatements } from '../sql/load-statements.js';
import { ROW_NO } from '../sql/own-columns.js';
import type { Stage } from '../sql/stage.js';
import { requiredInput, type Study } from '../study/open-study.js';
import {
  type InvoicePlan,
  type LoadedInvoices,
  MEASURES,
  measureInvoices,
  planInvoices,
} from './load-invoices.js';
import { type LoadedTable, loadTable } from './load-table.js';
import { unpackParquet } from './unpack-parquet.js';

/** The view of good rows that every later query reads. */
export const COMPANIES = 'company';
/** The table behind it. */
export const LOADED = 'company_loaded';

/** How the company table is made: its file, and the invoices that some columns are made from. */
export interface CompanyPlan {
  readonly companies: LoadPlan;
  /** Undefined where the study names no invoices, or no column is made from them. */
  readonly invoices: InvoicePlan | undefined;
  /** Columns to load. */
  readonly wanted: ReadonlySet<string>;
  readonly classification: Classification | null;
}

/** What a company table is planned by. */
export interface CompanyPlanOptions {
  /** The contract; columns that are not wanted may be absent from the file. */
  readonly columns: readonly Column[];
  readonly wanted: ReadonlySet<string>;
  readonly missingTexts: readonly string[];
  readonly classification: Classification | null;
  /** The day that `as_of` is. Default: the study's. */
  readonly asOf?: string;
  /** Folder for copies of files that are packed, in other encodings, mapped or several. */
  readonly workFolder: string;
  /** Scans of the files that are under way. */
  readonly scans?: Scans | undefined;
}

/** The company table, loaded: what went in, what was refused and why. */
export interface LoadedCompanies extends LoadedTable {
  /** Undefined where no column is made from invoices. */
  readonly invoices: LoadedInvoices | undefined;
}

/**
 * Looks at the files of the company table once: fingerprints, encodings, headers against the contract.
 * @throws InputError FILE_PROBLEM with every problem of a file as a whole
 */
export async function planCompanies(study: Study, options: CompanyPlanOptions): Promise<CompanyPlan> {
  const { wanted, missingTexts, workFolder, scans, classification } = options;
  const columns = datedColumns(options.columns, options.asOf ?? study.asOf);
  const invoices = await planInvoices(study, {
    columns: measuredColumns(columns).filter(({ name }) => wanted.has(name)),
    workFolder,
  });
  const made = new Set(invoices?.columns.map(({ name }) => name));
  const companies = await planLoad(requiredInput(study, 'companies'), {
    columns: columns.map((column) => (made.has(column.name) ? { ...column, required: false } : column)),
    missingTexts,
    missingTextsIn: 'enterprise.spec.json',
    workFolder,
    scans,
    unpackParquet,
  });
  assertOneSource(companies, made);
  return { companies, invoices, wanted, classification };
}

/** The files that a company table comes from, as a manifest names them: `companies`, `companies_2` and so on, `invoices`. */
export function companyFiles({ companies, invoices }: CompanyPlan) {
  const entries = companies.files.map(({ file, sha256 }, i) => {
    const role = i === 0 ? 'companies' : `companies_${i + 1}`;
    return [role, { file, sha256, ...companies.mark }] as const;
  });
  const { file, sha256, mark } = invoices?.plan ?? companies;
  const ofInvoices = invoices && { file, sha256, ...mark };
  return { ...Object.fromEntries(entries), ...(ofInvoices && { invoices: ofInvoices }) };
}

/** A column that is made from invoices must not stand in the company file too. */
function assertOneSource({ file, columns }: LoadPlan, made: ReadonlySet<string>): void {
  const problems = columns
    .filter(({ name }) => made.has(name))
    .map(({ name }) => ({
      code: 'TWO_SOURCES',
      file,
      line: 1,
      column: name,
      found: 'a column that is made from the invoices too',
      expected: 'one source: drop the column, or inputs.invoices from dipper.json',
    }));
  if (problems.length > 0)
    throw new InputError('FILE_PROBLEM', `${file} has columns that are made from invoices`, problems);
}

/**
 * Loads the company table into the engine as the view `company`, with what its invoices say; records that break the contract
 * stay outside.
 * @throws InputError FILE_PROBLEM for an unterminated quote, TOO_MANY_REJECTS above max(10, 0.1 %) with every problem
 */
export async function loadCompanies(engine: Engine, plan: CompanyPlan): Promise<LoadedCompanies> {
  const { companies, invoices, wanted, classification } = plan;
  const made = new Set(invoices?.columns.map(({ name }) => name));
  const own = new Set([...wanted].filter((name) => !made.has(name)));
  const options = { plan: companies, table: LOADED, id: COMPANY_ID, wanted: own, classification };
  const loaded = await loadTable(engine, options);
  if (invoices === undefined) {
    await engine.run(loadStatements.numbered(COMPANIES, LOADED));
    return { ...loaded, invoices: undefined };
  }
  const measured = await measureInvoices(engine, invoices, LOADED);
  const joined = { companies: LOADED, features: MEASURES, names: [...made], rowNo: ROW_NO };
  await engine.run(invoiceQueries.joined(COMPANIES, joined));
  return withoutFirms(engine, loaded, measured);
}

/** What is made of companies while they are loaded. */
export interface MadeOfCompanies {
  /** The stages, from `LOADED_ROWS` on. */
  readonly stages: readonly Stage[];
  /** The columns of the file that the view of companies still has, `carriedColumn`s of the stages. */
  readonly carried: readonly string[];
}

/**
 * Loads the company table like `loadCompanies` and makes something of it in the same pass over the file. The table `LOADED` holds
 * what was made; no column may come from invoices, which are read after the firms.
 * @throws InputError as `loadCompanies`
 */
export async function loadMadeOfCompanies(
  engine: Engine,
  { companies, wanted, classification }: CompanyPlan,
  { stages, carried }: MadeOfCompanies,
): Promise<LoadedCompanies> {
  const options = { plan: companies, table: LOADED, id: COMPANY_ID, wanted, classification, stages };
  const loaded = await loadTable(engine, options);
  await engine.run(carriedView(COMPANIES, LOADED, carried));
  return { ...loaded, invoices: undefined };
}

/** Firms whose measures break the contract leave like rows that do. */
async function withoutFirms(
  engine: Engine,
  loaded: LoadedTable,
  { outOfRange, ...invoices }: LoadedInvoices & { readonly outOfRange: readonly Problem[] },
): Promise<LoadedCompanies> {
  const ids = [...new Set(outOfRange.map(({ path }) => path!))];
  const rows = loaded.rows - ids.length;
  if (ids.length > 0) await engine.run(loadStatements.removeIds(LOADED, COMPANY_ID, ids));
  const rejects = [...loaded.rejects, ...outOfRange];
  return { ...loaded, rows, rejects, rejected: loaded.rejected + ids.length, invoices };
}

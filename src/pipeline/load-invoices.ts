import type { Problem } from '../core/errors.js';
import { rangeOf } from '../document/column.js';
import { COMPANY_ID } from '../document/contract.js';
import { invoiceColumns, type MeasuredColumn } from '../document/invoice-columns.js';
import { type EarlyWindow, earlyWindows } from '../document/invoice-window.js';
import type { Source } from '../document/mapping.js';
import type { Engine } from '../engine/engine.js';
import { type LoadPlan, planLoad } from '../ingest/load-plan.js';
import { invoiceQueries, invoiceTable, measuresTable } from '../sql/invoices.js';
import type { Study } from '../study/open-study.js';
import { type LoadedTable, loadTable } from './load-table.js';
import { unpackParquet } from './unpack-parquet.js';

/** The table of invoices, and of what they say of each firm. */
export const INVOICES = 'invoice';
export const MEASURES = 'invoice_measure';
const LOADED = 'invoice_loaded';

/** How invoices are turned into columns. */
export interface InvoicePlan {
  readonly plan: LoadPlan;
  readonly columns: readonly MeasuredColumn[];
  readonly asOf: string;
}

/** Invoices, loaded. */
export interface LoadedInvoices extends LoadedTable {
  readonly file: string;
  /** Rows that are copies of others in every column; each was taken once. */
  readonly copies: number;
  /** Numbers under which a seller has several invoices that differ, e.g. one valid and one void: each of them was taken. */
  readonly disputed: number;
  /** Day of the first invoice; undefined without any. */
  readonly first: string | undefined;
  /** Columns that look further back than the invoices reach. */
  readonly early: readonly EarlyWindow[];
  /** Invoices of firms that the company table does not have, and how many firms those are. */
  readonly strangers: { readonly invoices: number; readonly firms: number };
}

/**
 * Looks at the study's invoices; undefined where it names none or no column is made from them.
 * @throws InputError FILE_PROBLEM with every problem of the file as a whole
 */
export async function planInvoices(
  study: Study,
  { columns, workFolder }: { readonly columns: readonly MeasuredColumn[]; readonly workFolder: string },
): Promise<InvoicePlan | undefined> {
  const source = study.inputs.invoices;
  if (source === undefined || columns.length === 0) return undefined;
  return { plan: await planInvoiceFile(source, workFolder), columns, asOf: study.asOf };
}

/** Looks at one file of invoices. */
export const planInvoiceFile = (source: Source, workFolder: string): Promise<LoadPlan> =>
  planLoad(source, { columns: invoiceColumns, missingTexts: [], workFolder, unpackParquet });

/** Loads a file of invoices into the table `invoice`, copies taken once. */
export async function loadInvoices(
  engine: Engine,
  plan: LoadPlan,
): Promise<LoadedTable & Pick<LoadedInvoices, 'file' | 'copies' | 'disputed' | 'first'>> {
  const wanted = new Set(invoiceColumns.map(({ name }) => name));
  const loaded = await loadTable(engine, { plan, table: LOADED, wanted, classification: null });
  await engine.run(invoiceTable(INVOICES, LOADED));
  const [row] = await engine.rows(invoiceQueries.count(INVOICES));
  const [disputed] = await engine.rows(invoiceQueries.disputed(INVOICES));
  const copies = loaded.rows - Number(row!.n);
  const first = (row!.first as string | null) ?? undefined;
  return { ...loaded, file: plan.file, copies, disputed: Number(disputed!.n), first };
}

/**
 * Loads the invoices and computes what they say of each firm.
 * @param companies table of the firms
 * @returns also one problem for each measure that is out of its column's range, with the firm's id as its path
 */
export async function measureInvoices(
  engine: Engine,
  { plan, columns, asOf }: InvoicePlan,
  companies: string,
) {
  const loaded = await loadInvoices(engine, plan);
  await engine.run(measuresTable(MEASURES, { from: INVOICES, columns, asOf }));
  const [strangers] = await engine.rows(invoiceQueries.strangers(INVOICES, companies));
  const outOfRange: Problem[] = [];
  for (const column of columns.filter(({ type }) => type !== 'date')) {
    const range = rangeOf(column);
    for (const row of await engine.rows(
      invoiceQueries.outOfRange(MEASURES, column.name, { ...range, companies }),
    ))
      outOfRange.push(
        problemOf(plan.file, column, { id: String(row[COMPANY_ID]), found: String(row.found) }),
      );
  }
  return {
    ...loaded,
    early: earlyWindows(columns, { asOf, first: loaded.first }),
    strangers: { invoices: Number(strangers!.n), firms: Number(strangers!.firms) },
    outOfRange,
  };
}

function problemOf(
  file: string,
  column: MeasuredColumn,
  { id, found }: { readonly id: string; readonly found: string },
): Problem {
  const { min, max } = rangeOf(column);
  return {
    code: 'RANGE',
    file,
    path: id,
    column: column.name,
    found: `${id}: ${found}`,
    expected: `${min} to ${max}`,
  };
}

import { COMPANY_ID } from '../document/contract.js';
import type { MeasuredColumn } from '../document/invoice-columns.js';
import type { Source } from '../document/mapping.js';
import type { PlainValue } from '../document/read-condition.js';
import { openEngine } from '../engine/engine.js';
import { dropWorkFolder, openWorkFolder } from '../output/work-folder.js';
import { measuresQuery } from '../sql/invoices.js';
import { plainOf } from './firm-desk.js';
import { INVOICES, loadInvoices, planInvoiceFile } from './load-invoices.js';

/** What invoices say of a firm, by column. */
export type Measures = Readonly<Record<string, PlainValue>>;

/** A file of invoices, loaded once, that answers for single firms on any day. */
export interface InvoiceDesk {
  readonly file: string;
  readonly sha256: string;
  /** Invoices taken, copies left out, records rejected. */
  readonly counts: { readonly invoices: number; readonly copies: number; readonly rejected: number };
  /** What is known on a day; a firm without invoices is not in the result. */
  measures(
    columns: readonly MeasuredColumn[],
    at: { readonly asOf: string; readonly ids: readonly string[] },
  ): Promise<ReadonlyMap<string, Measures>>;
  close(): Promise<void>;
}

/**
 * Loads a file of invoices into an engine of its own.
 * @param source invoices.csv
 * @param out folder for scratch space
 * @throws InputError FILE_PROBLEM, TOO_MANY_REJECTS
 */
export async function openInvoices(source: Source, out: string): Promise<InvoiceDesk> {
  const work = await openWorkFolder(out);
  const engine = await openEngine({ workFolder: work.scratch }).catch(async (error: unknown) => {
    await dropWorkFolder(work);
    throw error;
  });
  const close = async () => {
    engine.close();
    await dropWorkFolder(work);
  };
  try {
    const plan = await planInvoiceFile(source, work.scratch);
    const { rows, copies, rejected } = await loadInvoices(engine, plan);
    return {
      file: plan.file,
      sha256: plan.sha256,
      counts: { invoices: rows - copies, copies, rejected },
      measures: async (columns, { asOf, ids }) => {
        if (columns.length === 0 || ids.length === 0) return new Map();
        const found = await engine.rows(measuresQuery({ from: INVOICES, columns, asOf, ids }));
        return new Map(
          found.map(({ [COMPANY_ID]: id, ...values }) => {
            const entries = Object.entries(values).map(([name, value]) => [name, plainOf(value)]);
            return [String(id), Object.fromEntries(entries) as Measures];
          }),
        );
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

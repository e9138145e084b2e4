import { basename } from 'node:path';
import { pathOf } from '../document/mapping.js';
import { openEngine } from '../engine/engine.js';
import type { WorkFolder } from '../output/work-folder.js';
import { loadStatements } from '../sql/load-statements.js';
import type { Study } from '../study/open-study.js';
import type { CheckedFile } from './checked-file.js';
import { keeping, usableFile } from './checked-file.js';
import { loadInvoices, planInvoiceFile } from './load-invoices.js';
import { loadPrevious, PREVIOUS } from './settle-tiers.js';

/** Where tables are looked at. */
export interface Checking {
  readonly work: WorkFolder;
  /** Filled as files are read. */
  readonly files: CheckedFile[];
}

/** Invoices that no column is made from are read all the same. */
export async function checkInvoices({ inputs }: Study, { work, files }: Checking): Promise<void> {
  const source = inputs.invoices;
  if (source === undefined) return;
  const loaded = await keeping(files, { role: 'invoices', file: basename(pathOf(source)) }, async () => {
    const plan = await planInvoiceFile(source, work.scratch);
    const engine = await openEngine({ workFolder: work.scratch });
    return loadInvoices(engine, plan).finally(() => engine.close());
  });
  if (loaded !== undefined) files.push(usableFile('invoices', loaded));
}

/** The ratings of the run before. */
export async function checkPrevious({ inputs }: Study, { work, files }: Checking): Promise<void> {
  if (inputs.previousRatings === undefined) return;
  const path = pathOf(inputs.previousRatings);
  const file = basename(path);
  const engine = await openEngine({ workFolder: work.scratch });
  try {
    const records = await keeping(files, { role: 'previousRatings', file }, async () => {
      await loadPrevious(engine, { path, file });
      return engine.rows(loadStatements.rowCount(PREVIOUS));
    });
    if (records === undefined) return;
    files.push(usableFile('previousRatings', { file, records: Number(records[0]!.n) }));
  } finally {
    engine.close();
  }
}

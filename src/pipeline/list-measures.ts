import { existsSync } from 'node:fs';
import { assertDay } from '../core/assert-day.js';
import { DocumentError, InputError } from '../core/errors.js';
import type { Column } from '../document/column.js';
import { COMPANY_ID, mergeContract } from '../document/contract.js';
import { enterpriseSpecSchema } from '../document/enterprise-spec.js';
import { type MeasuredColumn, measuredColumns } from '../document/invoice-columns.js';
import { earlyWindows } from '../document/invoice-window.js';
import { readDocument } from '../document/read-document.js';
import { shownByType, type Table } from '../output/csv.js';
import { measuresQuery } from '../sql/invoices.js';
import { givenFile, modelPath, type Study } from '../study/open-study.js';
import { plainOf } from './firm-desk.js';
import { INVOICES, type LoadedInvoices, loadInvoices, planInvoiceFile } from './load-invoices.js';
import { readEnterprise, readPolicy } from './read-models.js';
import { withEngine } from './with-engine.js';

/** How invoices are measured by themselves. */
export interface MeasureFileOptions {
  /** invoices.csv. Default: the study's. */
  readonly file?: string;
  /** Last day of month 0, `YYYY-MM-DD`. Default: the study's date. */
  readonly asOf?: string;
}

/** What a file of invoices says of every firm in it. */
export interface ListedMeasures {
  readonly asOf: string;
  readonly invoices: Omit<LoadedInvoices, 'strangers'>;
  /** One row a firm, by id: company_id and every column that the study's documents make from invoices. */
  readonly table: Table;
}

/**
 * Computes every column that the study's documents make from invoices, for all firms of a file.
 * @param study the study
 * @throws DocumentError NO_MEASURES when no document makes any; InputError NO_INPUT, FILE_PROBLEM, TOO_MANY_REJECTS
 */
export async function listMeasures(
  study: Study,
  { file, asOf = study.asOf }: MeasureFileOptions = {},
): Promise<ListedMeasures> {
  assertDay(asOf, '--date');
  const columns = await measuresOfStudy(study);
  const source = file === undefined ? study.inputs.invoices : givenFile(study, 'invoices', file);
  if (source === undefined)
    throw new InputError('NO_INPUT', 'No file of invoices', [
      { code: 'NO_INPUT', file: 'dipper.json', path: 'inputs.invoices', expected: 'the path of a CSV file' },
    ]);
  return withEngine(study.out, async (engine, scratch) => {
    const loaded = await loadInvoices(engine, await planInvoiceFile(source, scratch));
    const early = earlyWindows(columns, { asOf, first: loaded.first });
    const rows = await engine.rows(measuresQuery({ from: INVOICES, columns, asOf }));
    const names = [COMPANY_ID, ...columns.map(({ name }) => name)];
    return {
      asOf,
      invoices: { ...loaded, early },
      table: {
        columns: names,
        rows: rows.map((row) => names.map((name) => plainOf(row[name]))),
        shown: [undefined, ...columns.map(({ type }) => shownByType(type))],
      },
    };
  });
}

/** Every column that a document of the study makes from invoices. */
async function measuresOfStudy(study: Study): Promise<MeasuredColumn[]> {
  const policy = existsSync(modelPath(study, 'policy')) ? (await readPolicy(study)).value : undefined;
  const contract = mergeContract(await companyInputs(study), policy?.inputs ?? []);
  const own = measuredColumns(contract);
  const names = new Set(own.map(({ name }) => name));
  const richer = measuredColumns(policy?.decision?.richer ?? []).filter(({ name }) => !names.has(name));
  const columns = [...own, ...richer];
  if (columns.length > 0) return columns;
  throw new DocumentError('NO_MEASURES', 'No column of the study is made from invoices', [
    {
      code: 'NO_MEASURES',
      path: 'inputs',
      expected: 'columns with `invoices`, in enterprise.spec.json or policy.json',
    },
  ]);
}

async function companyInputs(study: Study): Promise<readonly Column[]> {
  const spec = modelPath(study, 'enterprise.spec');
  return existsSync(spec)
    ? (await readDocument(spec, enterpriseSpecSchema)).value.inputs
    : (await readEnterprise(study)).value.inputs;
}

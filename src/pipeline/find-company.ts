import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { InputError, type Problem } from '../core/errors.js';
import type { Company } from '../enterprise/rate-company.js';
import { kindWithoutLines } from '../ingest/file-head.js';
import { type RowPlaces, rowAt } from '../ingest/row-places.js';
import { unpackWorkbook } from '../ingest/unpack-workbook.js';
import { dropWorkFolder, openWorkFolder } from '../output/work-folder.js';
import type { Study } from '../study/open-study.js';
import { openInvoices } from './invoice-desk.js';
import type { openRater } from './score-stream.js';
import { unpackParquet } from './unpack-parquet.js';

/** What rates records of the company table. */
export type Rater = Awaited<ReturnType<typeof openRater>>;

interface Wanted {
  readonly id: string;
  readonly rater: Rater;
  /** Folder for scratch space. */
  readonly out: string;
}

interface Found {
  readonly company: Company;
  readonly file: string;
  readonly line: number;
  readonly problems: readonly Problem[];
}

/** The one record of a firm in the files of the company table. */
export async function findCompany(paths: readonly [string, ...string[]], wanted: Wanted): Promise<Company> {
  const { id } = wanted;
  const found: Found[] = [];
  for (const path of paths) found.push(...(await findInFile(path, wanted)));
  const matching = found.filter(({ company }) => company.company_id === id);
  const [first, second] = matching;
  // A record whose id cannot be told is taken for the firm's where there is no other.
  const bad = (first === undefined ? found : matching).find(({ problems }) => problems.length > 0);
  if (bad !== undefined)
    throw new InputError('ROW_PROBLEM', `${bad.file} has values that cannot be used`, bad.problems);
  const names = paths.map((path) => basename(path)).join(', ');
  if (first === undefined)
    throw new InputError('UNKNOWN_COMPANY', `${names} has no company ${id}`, [
      {
        code: 'UNKNOWN_COMPANY',
        file: names,
        column: 'company_id',
        found: id,
        expected: 'an id of the company table',
        hint: 'a firm that left it stands in the runs of its time: dipper explain ID --run RUN',
      },
    ]);
  if (second === undefined) return first.company;
  const { file, line } = second;
  const expected = 'each company once';
  throw new InputError(
    'DUPLICATE_ID',
    `${names} has ${id} ${matching.length} times; every copy is rejected`,
    [{ code: 'DUPLICATE_ID', file, line, column: 'company_id', found: id, expected }],
  );
}

/** The records of a firm in a file, and those that name its id and cannot be told to be of another one. */
async function findInFile(path: string, { id, rater, out }: Wanted): Promise<Found[]> {
  const file = basename(path);
  return withText(path, out, async (text, rows) => {
    const found: Found[] = [];
    const bytes = createReadStream(text, { highWaterMark: 1 << 20 });
    for await (const record of rater.records(bytes, { file, naming: id })) {
      const { company } = record;
      const line = rows === undefined ? record.line : rowAt(record.line, rows);
      const problems = record.problems.map((problem) => ({ ...problem, line }));
      const isOther = typeof company.company_id === 'string' && company.company_id !== id;
      if (!isOther) found.push({ company, file, line, problems });
    }
    return found;
  });
}

/** What is made of a company file that has lines; of a Parquet file or a sheet, of a copy, and where its rows stand in that. */
async function withText<T>(
  path: string,
  out: string,
  make: (text: string, rows?: RowPlaces) => Promise<T>,
): Promise<T> {
  const kind = await kindWithoutLines(path);
  if (kind === undefined) return make(path);
  const work = await openWorkFolder(out);
  try {
    const copy = join(work.scratch, 'companies.csv');
    return await make(copy, await (kind === 'parquet' ? unpackParquet : unpackWorkbook)(path, copy));
  } finally {
    await dropWorkFolder(work);
  }
}

/** The firm with what the study's invoices say of it. */
export async function withInvoices(study: Study, company: Company, { measured }: Rater): Promise<Company> {
  const source = study.inputs.invoices;
  if (source === undefined || measured.length === 0) return company;
  const id = String(company.company_id);
  const desk = await openInvoices(source, study.out);
  try {
    const found = await desk.measures(measured, { asOf: study.asOf, ids: [id] });
    return { ...company, ...found.get(id) };
  } finally {
    await desk.close();
  }
}

import type { Problem } from '../core/errors.js';
import { datedColumns } from '../document/column.js';
import { hasColumn } from '../document/contract.js';
import { measuredColumns } from '../document/invoice-columns.js';
import { mappingOf } from '../document/mapping.js';
import { ratingOutputColumns } from '../document/rating-columns.js';
import { companyRater, reasonsAgainst } from '../enterprise/rate-company.js';
import { companyRecords, type RecordOptions } from '../ingest/company-records.js';
import { type Cell, csvLine } from '../output/csv.js';
import { ratingRow } from '../output/rating-row.js';
import { requiredInput, type Study } from '../study/open-study.js';
import { readRatingModels, relax } from './read-models.js';

/** What the filter did. */
export interface ScoredStream {
  readonly records: number;
  readonly rated: number;
  readonly refused: number;
  readonly rejected: number;
}

/** How records are scored one by one. */
export interface ScoreOptions {
  /** Name for problems, e.g. `stdin`. */
  readonly file: string;
  /** Takes each line of the result. */
  readonly write: (line: string) => Promise<void> | void;
  /** Takes each problem of a record that is left out. */
  readonly onProblem: (problem: Problem) => void;
}

/**
 * Rates companies record by record, in plain TypeScript and without a database: a filter. The result has the columns of
 * ratings.csv, with the model's tier; a firm too thin to rate has its code in refuse_code and nothing else.
 * @param study names the documents
 * @param bytes a company table, with the headers of the study's company file where dipper.json maps them
 * @throws InputError for a file that does not fit, DocumentError for missing documents
 */
export async function scoreStream(
  study: Study,
  bytes: AsyncIterable<Uint8Array>,
  { file, write, onProblem }: ScoreOptions,
): Promise<ScoredStream> {
  const { enterprise, rate, records } = await openRater(study, file);
  await write(csvLine([...ratingOutputColumns(enterprise), 'refuse_code']));
  const seen = new Set<string>();
  const counts = { records: 0, rated: 0, refused: 0, rejected: 0 };
  for await (const { company, problems, line } of records(bytes)) {
    counts.records++;
    const id = String(company.company_id ?? '');
    const again = problems.length === 0 && seen.has(id);
    if (problems.length > 0 || again) {
      counts.rejected++;
      for (const problem of again ? [duplicate(file, line, id)] : problems) onProblem(problem);
      continue;
    }
    seen.add(id);
    const rating = rate(company);
    counts[rating.refuseCode === null ? 'rated' : 'refused']++;
    const row: Cell[] = ratingRow(id, { ...rating, against: reasonsAgainst(rating) }, enterprise);
    await write(
      csvLine(rating.refuseCode === null ? [...row, null] : refusedRow(id, row.length, rating.refuseCode)),
    );
  }
  return counts;
}

const refusedRow = (id: string, width: number, code: string): Cell[] => [
  id,
  ...new Array<null>(width - 1).fill(null),
  code,
];

function duplicate(file: string, line: number, found: string): Problem {
  const expected = 'each company once; the first copy was rated';
  return { code: 'DUPLICATE_ID', file, line, column: 'company_id', found, expected };
}

/**
 * The documents that rate one company, and a reader of records by their contract.
 * @param hasInvoices whether columns that are made from invoices may be absent from the records
 */
export async function openRater(
  study: Study,
  file: string,
  { hasInvoices }: { readonly hasInvoices: boolean } = { hasInvoices: false },
) {
  const { enterprise: card, industry, contract, wanted } = await readRatingModels(study);
  const enterprise = card.value;
  const { missingTexts, classification } = enterprise;
  const measured = measuredColumns(contract).filter(({ name }) => wanted.has(name));
  const made = hasInvoices ? measured.map(({ name }) => name) : [];
  const needed = new Set([...wanted].filter((name) => !made.includes(name)));
  const mapping = mappingOf(requiredInput(study, 'companies'));
  const columns = relax(datedColumns(contract, study.asOf), needed);
  const options = { file, columns, wanted, missingTexts, classification, mapping };
  return {
    measured,
    enterprise,
    card,
    industry: industry?.value,
    hasName: hasColumn(contract, 'name'),
    rate: companyRater({ enterprise, industry: industry?.value, asOf: study.asOf }),
    records: (
      bytes: AsyncIterable<Uint8Array>,
      other: Partial<Pick<RecordOptions, 'file' | 'naming'>> = {},
    ) => companyRecords(bytes, { ...options, ...other }),
  };
}

import { join } from 'node:path';
import { assertChoice } from '../core/assert-option.js';
import { InputError } from '../core/errors.js';
import { COMPANY_ID, listColumns } from '../document/contract.js';
import { ANSWER_COLUMNS, DRAFT_COLUMN } from '../document/reserved.js';
import { type Engine, openEngine } from '../engine/engine.js';
import type { Table } from '../output/csv.js';
import { type ListPart, listParts } from '../output/list-parts.js';
import { identified, type Manifest } from '../output/manifest.js';
import { findRun, publishRun } from '../output/run-folder.js';
import { targetList } from '../output/target-list.js';
import { wordedList } from '../output/worded-list.js';
import { dropWorkFolder, openWorkFolder, type WorkFolder } from '../output/work-folder.js';
import type { Study } from '../study/open-study.js';
import { LANGUAGES, type Language } from '../text/reason.js';
import { assertApproved } from './assert-approved.js';
import { loadCompanies } from './load-companies.js';
import { type LentRun, openLentRun } from './open-run.js';
import { portfolioOf } from './portfolio-of.js';
import { contractOf, type LentDocuments, lentDocumentsOf, planRunCompanies } from './run-documents.js';
import { type Assignments, studyAssignments } from './study-assignments.js';
import { listedFirms } from './target-firms.js';
import { writeParts } from './write-lists.js';

const FORMATS = ['csv', 'xlsx', 'parquet'] as const;
const SPLITS = ['branch', 'town', 'manager'] as const;

/** How a target list is made again. */
export interface ListOptions {
  /** The run: its id, or its folder. */
  readonly run: string;
  readonly format: (typeof FORMATS)[number];
  readonly splitBy?: (typeof SPLITS)[number];
  /** Show personal data, for this reason; it stands in the manifest. Undefined: masked. */
  readonly unmaskReason?: string;
  /** Language of names and reasons. Default `en`. */
  readonly language?: Language;
  /** Take documents that are not approved; every row says so. */
  readonly draft?: boolean;
}

/** Lists, written. */
export interface ListedLines {
  readonly folder: string;
  readonly alreadyComplete: boolean;
  readonly manifest: Manifest;
}

/**
 * Makes the target list of a run again, whole or in parts, into a folder of its own beside the run.
 * @param study the study of the run
 * @throws InputError USAGE for words that are none and without a reason to unmask, UNKNOWN_RUN, CHANGED_INPUT when the company file is not the run's, UNKNOWN_COLUMN to split by; DocumentError DRAFT
 */
export async function listLines(study: Study, options: ListOptions): Promise<ListedLines> {
  assertWords(options);
  assertReason(options.unmaskReason);
  const run = await openLentRun(study, options.run);
  const documents = await lentDocumentsOf(run);
  const on = run.manifest.asOf;
  const draft = assertApproved(documents, { draft: options.draft ?? false, on });
  const assignments = await studyAssignments(study, documents);
  const manifest = identify(run.manifest, options, { draft, assignments: assignments?.input });
  const found = await findRun(study.out, manifest.run);
  if (found !== undefined)
    return { folder: join(study.out, manifest.run), alreadyComplete: true, manifest: found };
  const work = await openWorkFolder(study.out);
  const engine = await openEngine({ workFolder: work.scratch });
  try {
    const rows = await targetRows(engine, study, { run, documents, work });
    const list = listOf(rows, { run, documents, assignments, options });
    assertColumn(list, options.splitBy);
    const parts = listParts(withAnswers(list, draft), options.splitBy, 'targets').map(
      ({ name, table }): ListPart => ({
        name,
        table: options.format === 'xlsx' ? worded(table, documents, options) : table,
      }),
    );
    const parquetRows = await writeParts(engine, parts, { work, format: options.format });
    const counts = { targets: list.rows.length, files: parts.length };
    const published = await publishRun(work, study.out, { manifest: { ...manifest, counts }, parquetRows });
    return { ...published, alreadyComplete: false };
  } catch (error) {
    await dropWorkFolder(work);
    throw error;
  } finally {
    engine.close();
  }
}

function assertWords({ format, splitBy, language }: ListOptions): void {
  assertChoice(format, '--format', FORMATS);
  if (splitBy !== undefined) assertChoice(splitBy, '--split-by', SPLITS);
  if (language !== undefined) assertChoice(language, '--lang', LANGUAGES);
}

/** Personal data are shown for a reason that can be read later. */
function assertReason(reason: string | undefined): void {
  if (reason === undefined || reason.trim() !== '') return;
  throw new InputError('USAGE', 'Personal data are shown for a reason only', [
    { code: 'USAGE', path: '--reason', found: reason, expected: 'why personal data are shown' },
  ]);
}

/** A list has the town of a firm only where the policy carries it. */
function assertColumn({ columns }: Table, splitBy: ListOptions['splitBy']): void {
  if (splitBy === undefined || columns.includes(splitBy)) return;
  throw new InputError('UNKNOWN_COLUMN', `The list has no column ${splitBy} to be split by`, [
    {
      code: 'UNKNOWN_COLUMN',
      path: '--split-by',
      found: splitBy,
      expected: 'branch, manager, or town where policy.json#/carry names it',
    },
  ]);
}

function listOf(
  rows: Awaited<ReturnType<typeof targetRows>>,
  made: {
    readonly run: LentRun;
    readonly documents: LentDocuments;
    readonly assignments: Assignments;
    readonly options: ListOptions;
  },
): Table {
  const { run, documents, assignments, options } = made;
  const models = {
    policy: documents.policy.value,
    industry: documents.industry.value,
    enterprise: documents.enterprise.value,
  };
  return targetList(rows, {
    ...models,
    stoppedBy: portfolioOf(rows, models).stoppedBy,
    contract: contractOf(documents),
    assignments: assignments?.rows ?? [],
    language: options.language ?? 'en',
    synthetic: run.manifest.synthetic,
    unmasked: options.unmaskReason !== undefined,
  });
}

/** What the lists are called: the run, and everything that shapes them. */
function identify(
  run: Manifest,
  { format, splitBy, unmaskReason, language }: ListOptions,
  {
    draft,
    assignments,
  }: { readonly draft: boolean; readonly assignments: Manifest['inputs'][string] | undefined },
) {
  const options = {
    ofRun: run.run,
    format,
    language: language ?? 'en',
    draft,
    unmasked: unmaskReason !== undefined,
    ...(splitBy && { splitBy }),
    ...(unmaskReason !== undefined && { unmaskReason }),
  };
  const { run: _run, outputs: _outputs, counts: _counts, ...facts } = run;
  const inputs = {
    ...run.inputs,
    ...(assignments && { assignments }),
  };
  return identified({ ...facts, inputs, options }, 'lines');
}

async function targetRows(
  engine: Engine,
  study: Study,
  {
    run,
    documents,
    work,
  }: { readonly run: LentRun; readonly documents: LentDocuments; readonly work: WorkFolder },
) {
  const columns = listColumns(documents.policy.value);
  const wanted = new Set([COMPANY_ID, ...columns]);
  const plan = await planRunCompanies(study, { run, documents, wanted, workFolder: work.scratch });
  await loadCompanies(engine, plan);
  return listedFirms(engine, run, columns);
}

const worded = (table: Table, documents: LentDocuments, { language }: ListOptions): Table =>
  wordedList(table, {
    policy: documents.policy.value,
    contract: contractOf(documents),
    language: language ?? 'en',
  });

function withAnswers({ columns, rows }: Table, draft: boolean): Table {
  return {
    columns: [...columns, DRAFT_COLUMN, ...ANSWER_COLUMNS],
    rows: rows.map((row) => [...row, draft ? 1 : 0, ...ANSWER_COLUMNS.map(() => null)]),
  };
}

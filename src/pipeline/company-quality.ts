import type { Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import { hasColumn, INDUSTRY_CODE } from '../document/contract.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { Engine, EngineRow } from '../engine/engine.js';
import { MISSING_WORDS } from '../ingest/missing-words.js';
import type { IndustryMap } from '../sql/company.js';
import { WORD_END } from '../sql/profile.js';
import { qualityColumns, qualityQuery } from '../sql/quality.js';
import { type CategoryTexts, categoryTexts } from './category-texts.js';
import { type CreditCodes, coverage, creditCodes, type MapCoverage } from './code-quality.js';
import { type UnmetTexts, unmetTexts } from './compared-texts.js';
import { labelRows, reasonLeftOut } from './count-labels.js';
import { countTagged, type TaggedFirms } from './count-members.js';
import { COMPANIES } from './load-companies.js';
import { sourcesOf, trainingContract } from './training-contract.js';
import { makeTrainingView } from './training-data.js';

/** What a column of the company table holds, over the records that keep the contract. */
export interface ColumnQuality {
  readonly name: string;
  readonly type: Column['type'];
  /** False where the file does not have it. */
  readonly inFile: boolean;
  readonly missing: number;
  /** Share of records, 0..1. */
  readonly missingShare: number;
  /** Least and greatest number, or day; null for texts and where there is none. */
  readonly min: number | string | null;
  readonly max: number | string | null;
  /** Different texts; null for numbers and days. */
  readonly distinct: number | null;
  /** Words that may stand for a missing value and are taken for what they say, with the records that have one; of texts, where any has. */
  readonly words?: { readonly texts: readonly string[]; readonly records: number };
  /** Values out of range, of another type or not allowed: their records are left out. */
  readonly rejected: number;
}

/** Labels of the company table by source, as training would take them. */
export interface LabelQuality {
  readonly sources: readonly {
    readonly id: string;
    readonly good: number;
    readonly bad: number;
    readonly excluded: number;
  }[];
  /** Firms that are left out, by reason. */
  readonly excluded: Readonly<Record<string, number>>;
}

/** What is asked of the loaded company table. */
export interface QualityOptions {
  readonly columns: readonly Column[];
  /** Names of the columns that the file has, or that are made from invoices. */
  readonly present: ReadonlySet<string>;
  /** Undefined where nothing says which code belongs to which industry. */
  readonly map: IndustryMap | undefined;
  /** Ids of firms with product tags; undefined where there are none. */
  readonly tagged: readonly string[] | undefined;
  /** Undefined where there is none. */
  readonly spec: EnterpriseSpec | undefined;
  readonly asOf: string;
  /** The texts that documents compare columns with. */
  readonly compared: ReadonlyMap<string, readonly string[]>;
  /** The categories that the card knows, by column. */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
  /** Problems of the records that were left out. */
  readonly rejects: readonly Problem[];
}

/** What the company table holds. */
export interface CompanyQuality {
  /** Ids that stand more than once, and their records: all of them are left out. */
  readonly duplicates: { readonly ids: number; readonly records: number };
  readonly columns: readonly ColumnQuality[];
  readonly creditCodes: readonly CreditCodes[];
  readonly industryMap: MapCoverage | null;
  /** Null without a file of product tags. */
  readonly tagged: TaggedFirms | null;
  readonly labels: LabelQuality | null;
  /** Columns whose firms have none of the texts that documents compare them with. */
  readonly unmet: readonly UnmetTexts[];
  /** Categories that the card has not seen, and those that are written in several ways. */
  readonly categories: CategoryTexts;
}

/** Looks over the loaded company table. */
export async function companyQuality(engine: Engine, options: QualityOptions): Promise<CompanyQuality> {
  const { columns, map, spec, asOf, present, known } = options;
  const [row] = await engine.rows(qualityQuery(COMPANIES, columns, MISSING_WORDS));
  const isCoded = map !== undefined && hasColumn(columns, INDUSTRY_CODE);
  return {
    duplicates: duplicatesIn(options.rejects),
    columns: columns.map((column, place) => columnQuality(column, { row: row!, place, options })),
    creditCodes: await creditCodes(engine, options),
    industryMap: isCoded ? await coverage(engine, map) : null,
    tagged: options.tagged === undefined ? null : await countTagged(engine, options.tagged),
    labels: spec?.label === undefined ? null : await labelQuality(engine, spec, asOf),
    unmet: await unmetTexts(engine, options.compared, present),
    categories: await categoryTexts(
      engine,
      columns.filter(({ name }) => present.has(name)),
      known,
    ),
  };
}

const DUPLICATE = 'DUPLICATE_ID';

function duplicatesIn(rejects: readonly Problem[]): CompanyQuality['duplicates'] {
  const found = rejects.filter(({ code }) => code === DUPLICATE).map((problem) => problem.found);
  return { ids: new Set(found).size, records: found.length };
}

interface Place {
  readonly row: EngineRow;
  readonly place: number;
  readonly options: QualityOptions;
}

function columnQuality({ name, type }: Column, { row, place, options }: Place): ColumnQuality {
  const names = qualityColumns(place);
  const rows = Number(row.rows);
  const missing = rows - Number(row[names.present]);
  const end = (key: string) => (row[key] ?? null) as number | string | null;
  const distinct = row[names.distinct];
  const words = row[names.words];
  return {
    name,
    type,
    inFile: options.present.has(name),
    missing,
    missingShare: rows === 0 ? 0 : missing / rows,
    min: end(names.low),
    max: end(names.high),
    distinct: distinct === undefined ? null : Number(distinct),
    rejected: options.rejects.filter(({ code, column }) => column === name && code !== DUPLICATE).length,
    ...(typeof words === 'string' && {
      words: { texts: words.split(WORD_END).sort(), records: Number(row[names.wordRows]) },
    }),
  };
}

async function labelQuality(engine: Engine, whole: EnterpriseSpec, asOf: string): Promise<LabelQuality> {
  const contract = trainingContract(whole);
  const spec = { ...whole, features: [], splits: [] };
  await makeTrainingView(engine, { spec, industry: undefined, asOf, contract, outcomes: undefined });
  const sources = sourcesOf(whole, false).map(({ id }) => ({ id, good: 0, bad: 0, excluded: 0 }));
  const excluded: Record<string, number> = {};
  for (const row of await labelRows(engine)) {
    const reason = reasonLeftOut(row);
    const source = sources[row.source];
    if (reason !== undefined) excluded[reason] = (excluded[reason] ?? 0) + row.n;
    if (source === undefined) continue;
    source[reason !== undefined ? 'excluded' : row.bad === 1 ? 'bad' : 'good'] += row.n;
  }
  return { sources, excluded };
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { COMPANY_ID, hasColumn, INDUSTRY_CODE } from '../document/contract.js';
import { pathOf } from '../document/mapping.js';
import { dimensionColumn } from '../document/rating-columns.js';
import type { Engine } from '../engine/engine.js';
import { readIndustryMap } from '../ingest/industry-map.js';
import {
  type IndustryCount,
  type Population,
  type Quality,
  type ReportFacts,
  SCORE_STEP,
} from '../report/facts.js';
import { reportQueries } from '../sql/report.js';
import type { Study } from '../study/open-study.js';
import { countMembers } from './count-members.js';
import { COMPANIES } from './load-companies.js';
import type { OpenRun } from './open-run.js';
import { type Lending, lentOf } from './report-lent.js';
import { contractOf, type RunDocuments, scoredColumns } from './run-documents.js';
import { sealedRatings } from './sealed-ratings.js';

/** What facts are gathered from: a run, its documents, and its company table in an engine. */
export interface Gathering {
  readonly run: OpenRun;
  readonly documents: RunDocuments;
  /** Undefined for a run of ratings and no more. */
  readonly lending: Lending | undefined;
}

/** Gathers what a run's files and its loaded company table say. */
export async function gatherFacts(
  engine: Engine,
  study: Study,
  { run, documents, lending }: Gathering,
): Promise<Omit<ReportFacts, 'validation' | 'isTooEarly' | 'funnel'>> {
  return {
    manifest: run.manifest,
    title: study.title,
    industry: documents.industry?.value,
    enterprise: documents.enterprise.value,
    population: await populationOf(engine, run, documents),
    overlap: await overlapOf(engine, study, documents),
    lent: lending && (await lentOf(engine, lending)),
    quality: await qualityOf(engine, run, documents),
  };
}

async function populationOf(engine: Engine, run: OpenRun, documents: RunDocuments): Promise<Population> {
  const ratings = await sealedRatings(engine, run);
  const { dimensions } = documents.enterprise.value;
  const names = dimensions.map(({ id }) => dimensionColumn(id));
  const counted = new Map(
    (await engine.rows(reportQueries.tiers(ratings, names))).map((row) => [Number(row.tier), row]),
  );
  const tiers = Array.from({ length: 15 }, (_, i) => {
    const row = counted.get(i + 1);
    const mean = (j: number) =>
      Number(row?.[`n_${j}`] ?? 0) === 0 ? null : Number(row![`sum_${j}`]) / Number(row![`n_${j}`]);
    return {
      tier: i + 1,
      firms: Number(row?.n ?? 0),
      dimensions: Object.fromEntries(dimensions.map(({ id }, j) => [id, mean(j)])),
    };
  });
  const scores = new Array<number>(Math.floor(1000 / SCORE_STEP) + 1).fill(0);
  for (const row of await engine.rows(reportQueries.scores(ratings, SCORE_STEP)))
    scores[Number(row.place)] = Number(row.n);
  const sources = await engine.rows(reportQueries.sources(ratings));
  const byIndustry = await engine.rows(reportQueries.industries(ratings));
  return {
    tiers,
    scores,
    sources: Object.fromEntries(sources.map(({ source, n }) => [String(source), Number(n)])),
    byIndustry: byIndustry.map(
      (row): IndustryCount => ({
        industryId: String(row.industry_id),
        tier: Number(row.tier),
        firms: Number(row.n),
      }),
    ),
  };
}

/** Who belongs to two industries, where firms have industry codes and the study an industry map. */
async function overlapOf(
  engine: Engine,
  study: Study,
  documents: RunDocuments,
): Promise<ReportFacts['overlap']> {
  const source = study.inputs.industryMap;
  const hasCodes = hasColumn(contractOf(documents), INDUSTRY_CODE);
  if (documents.industry === undefined || !hasCodes) return undefined;
  if (source === undefined || !existsSync(pathOf(source))) return undefined;
  const { industries, classification } = documents.industry.value;
  const ranked = [...industries].sort((a, b) => a.rank - b.rank);
  const known = { industries: new Set(ranked.map(({ id }) => id)), classification };
  const { map } = await readIndustryMap(source, known);
  const { sizes, pairs } = await countMembers(engine, study, { industries: ranked, map, classification });
  return { ids: ranked.map(({ id }) => id), sizes, pairs };
}

const REJECTS_SHOWN = 50;

async function qualityOf(engine: Engine, { folder }: OpenRun, documents: RunDocuments): Promise<Quality> {
  const columns = [...scoredColumns(documents)].filter((name) => name !== COMPANY_ID);
  const [present] = await engine.rows(reportQueries.present(COMPANIES, columns));
  const refused = await engine.rows(reportQueries.refused(join(folder, 'refused.csv')));
  const rejects = await engine.rows(reportQueries.rejects(join(folder, 'rejects.csv'), REJECTS_SHOWN));
  const loaded = Number(present!.n);
  return {
    loaded,
    missing: columns.map((column, i) => ({ column, firms: loaded - Number(present![`n_${i}`]) })),
    refused: refused.map(({ code, n }) => ({ code: String(code), firms: Number(n) })),
    rejects: rejects.map((row) => ({
      column: String(row.col),
      code: String(row.code),
      expected: String(row.expected),
      records: Number(row.n),
    })),
  };
}

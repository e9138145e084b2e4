import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { COMPANY_ID, hasColumn, INDUSTRY_CODE, listColumns, TOWN } from '../document/contract.js';
import { pathOf } from '../document/mapping.js';
import { dimensionColumn } from '../document/rating-columns.js';
import type { Engine, EngineRow } from '../engine/engine.js';
import { readIndustryMap } from '../ingest/industry-map.js';
import { targetList } from '../output/target-list.js';
import {
  type IndustryCount,
  type LineCount,
  type Population,
  type Quality,
  type ReportFacts,
  SCORE_STEP,
  type TownCount,
} from '../report/facts.js';
import { deskQueries } from '../sql/desk.js';
import { reportQueries } from '../sql/report.js';
import type { Study } from '../study/open-study.js';
import { countMembers } from './count-members.js';
import { COMPANIES } from './load-companies.js';
import type { LentRun } from './open-run.js';
import { portfolioOf } from './portfolio-of.js';
import { contractOf, type RunDocuments, scoredColumns } from './run-documents.js';
import { countGates } from './run-summary.js';
import type { Assignments } from './study-assignments.js';
import { targetFirms } from './target-firms.js';

/** What facts are gathered from: a run, its documents, and its company table in an engine. */
export interface Gathering {
  readonly run: LentRun;
  readonly documents: RunDocuments;
  readonly assignments: Assignments;
  /** Whether the target list is wanted. */
  readonly withList: boolean;
}

/** Gathers what a run's files and its loaded company table say. */
export async function gatherFacts(
  engine: Engine,
  study: Study,
  { run, documents, assignments, withList }: Gathering,
): Promise<Omit<ReportFacts, 'validation' | 'isTooEarly' | 'funnel'>> {
  const models = {
    industry: documents.industry.value,
    enterprise: documents.enterprise.value,
    policy: documents.policy.value,
  };
  const town = townColumn(documents);
  const columns = [...new Set([...listColumns(models.policy), ...(town === undefined ? [] : [town])])];
  const targets = await targetFirms(engine, deskQueries.targets(run.credit, COMPANIES, columns));
  const filled = portfolioOf(targets, models);
  const gates = await engine.rows(reportQueries.gates(run.credit));
  return {
    manifest: run.manifest,
    title: study.title,
    ...models,
    population: await populationOf(engine, run, documents),
    overlap: await overlapOf(engine, study, documents),
    credit: {
      lentTo: gates.reduce((total, { n }) => total + Number(n), 0),
      gates: countGates(gates, models.policy),
      lines: linesOf(targets),
      within: filled.summary,
      caps: filled.caps,
    },
    towns: town === undefined ? undefined : await townsOf(engine, run, { town, targets }),
    quality: await qualityOf(engine, run, documents),
    targets: withList
      ? listsOf(targets, { run, documents, assignments, stoppedBy: filled.stoppedBy })
      : undefined,
  };
}

/** The target list in both languages. */
function listsOf(
  targets: readonly EngineRow[],
  made: Omit<Gathering, 'withList'> & { readonly stoppedBy: ReadonlyMap<string, string> },
) {
  const { run, documents, assignments, stoppedBy } = made;
  const list = (language: 'en' | 'zh') =>
    targetList(targets, {
      policy: documents.policy.value,
      industry: documents.industry.value,
      enterprise: documents.enterprise.value,
      stoppedBy,
      contract: contractOf(documents),
      assignments: assignments?.rows ?? [],
      asOf: run.manifest.asOf,
      language,
      synthetic: run.manifest.synthetic,
    });
  return { en: list('en'), zh: list('zh') };
}

/** The policy's town, otherwise a column of that name. */
function townColumn(documents: RunDocuments): string | undefined {
  const named = documents.policy.value.portfolio?.town?.column;
  return named ?? (hasColumn(contractOf(documents), TOWN) ? TOWN : undefined);
}

async function populationOf(
  engine: Engine,
  { folder }: LentRun,
  documents: RunDocuments,
): Promise<Population> {
  const ratings = join(folder, 'ratings.parquet');
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
  if (source === undefined || !existsSync(pathOf(source)) || !hasCodes) return undefined;
  const { industries, classification } = documents.industry.value;
  const ranked = [...industries].sort((a, b) => a.rank - b.rank);
  const known = { industries: new Set(ranked.map(({ id }) => id)), classification };
  const { map } = await readIndustryMap(source, known);
  const { sizes, pairs } = await countMembers(engine, study, { industries: ranked, map, classification });
  return { ids: ranked.map(({ id }) => id), sizes, pairs };
}

function linesOf(targets: readonly EngineRow[]): LineCount[] {
  const found = new Map<string, { firms: number; lineSum: number; lineRateSum: number }>();
  for (const row of targets) {
    const key = `${row.tier}\n${row.industry_id ?? ''}`;
    const [line, rate] = [Number(row.line_amount), Number(row.rate_bp)];
    const { firms, lineSum, lineRateSum } = found.get(key) ?? { firms: 0, lineSum: 0, lineRateSum: 0 };
    found.set(key, { firms: firms + 1, lineSum: lineSum + line, lineRateSum: lineRateSum + line * rate });
  }
  return [...found].map(([key, counts]) => {
    const [tier, industryId] = key.split('\n');
    return { industryId: industryId!, tier: Number(tier), ...counts };
  });
}

async function townsOf(
  engine: Engine,
  { folder }: LentRun,
  { town, targets }: { readonly town: string; readonly targets: readonly EngineRow[] },
): Promise<TownCount[]> {
  const listed = new Map<string, { listed: number; lineSum: number }>();
  for (const row of targets) {
    const key = `${row[town] ?? ''}\n${row.industry_id ?? ''}`;
    const before = listed.get(key) ?? { listed: 0, lineSum: 0 };
    listed.set(key, { listed: before.listed + 1, lineSum: before.lineSum + Number(row.line_amount) });
  }
  const rows = await engine.rows(reportQueries.towns(join(folder, 'ratings.parquet'), COMPANIES, town));
  return rows.map((row) => ({
    town: String(row.town),
    industryId: String(row.industry_id),
    head: Number(row.head),
    mid: Number(row.mid),
    tail: Number(row.tail),
    ...(listed.get(`${row.town}\n${row.industry_id}`) ?? { listed: 0, lineSum: 0 }),
  }));
}

const REJECTS_SHOWN = 50;

async function qualityOf(engine: Engine, { folder }: LentRun, documents: RunDocuments): Promise<Quality> {
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

import { join } from 'node:path';
import { hasColumn, listColumns, TOWN } from '../document/contract.js';
import type { Engine, EngineRow } from '../engine/engine.js';
import { targetList } from '../output/target-list.js';
import { wordedList } from '../output/worded-list.js';
import type { Lent, LineCount, TownCount } from '../report/lending-facts.js';
import { reportQueries } from '../sql/report.js';
import { COMPANIES } from './load-companies.js';
import type { LentRun } from './open-run.js';
import { portfolioOf } from './portfolio-of.js';
import { contractOf, type LentDocuments } from './run-documents.js';
import { countGates } from './run-summary.js';
import type { Assignments } from './study-assignments.js';
import { listedFirms } from './target-firms.js';

/** A run with lines, what decided in it, and who has its firms. */
export interface Lending {
  readonly run: LentRun;
  readonly documents: LentDocuments;
  readonly assignments: Assignments;
  /** Whether the target list is wanted. */
  readonly withList: boolean;
}

/** From rating to money: what a run's lines, its loaded company table and the caps say. */
export async function lentOf(engine: Engine, lending: Lending): Promise<Lent> {
  const { run, documents, withList } = lending;
  const models = {
    industry: documents.industry.value,
    enterprise: documents.enterprise.value,
    policy: documents.policy.value,
  };
  const town = townColumn(documents);
  const columns = [...new Set([...listColumns(models.policy), ...(town === undefined ? [] : [town])])];
  const targets = await listedFirms(engine, run, columns);
  const filled = portfolioOf(targets, models);
  const gates = await engine.rows(reportQueries.gates(run.credit));
  return {
    industry: models.industry,
    policy: models.policy,
    credit: {
      lentTo: gates.reduce((total, { n }) => total + Number(n), 0),
      gates: countGates(gates, models.policy),
      lines: linesOf(targets),
      within: filled.summary,
      caps: filled.caps,
    },
    towns: town === undefined ? undefined : await townsOf(engine, run, { town, targets }),
    targets: withList ? listsOf(targets, lending, filled.stoppedBy) : undefined,
  };
}

/** The target list in both languages. */
function listsOf(
  targets: readonly EngineRow[],
  { run, documents, assignments }: Lending,
  stoppedBy: ReadonlyMap<string, string>,
) {
  const list = (language: 'en' | 'zh') =>
    targetList(targets, {
      policy: documents.policy.value,
      industry: documents.industry.value,
      enterprise: documents.enterprise.value,
      stoppedBy,
      contract: contractOf(documents),
      assignments: assignments?.rows ?? [],
      language,
      synthetic: run.manifest.synthetic,
    });
  const zh = list('zh');
  const by = { policy: documents.policy.value, contract: contractOf(documents), language: 'zh' } as const;
  // Heads are those of the page; codes are words in Chinese, as in a workbook.
  return { en: list('en'), zh: { ...zh, rows: wordedList(zh, by).rows } };
}

/** The policy's town, otherwise a column of that name. */
function townColumn(documents: LentDocuments): string | undefined {
  const named = documents.policy.value.portfolio?.town?.column;
  return named ?? (hasColumn(contractOf(documents), TOWN) ? TOWN : undefined);
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

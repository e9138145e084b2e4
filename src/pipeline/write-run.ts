import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { allDone } from '../core/all-done.js';
import { COMPANY_ID, listColumns } from '../document/contract.js';
import { gatesOf, maskText } from '../document/gates.js';
import type { Engine, EngineRow } from '../engine/engine.js';
import { writeCsv } from '../output/csv.js';
import { industryTable } from '../output/industry-table.js';
import { rejectTable } from '../output/problem-tables.js';
import { type Assignment, assign, targetList } from '../output/target-list.js';
import { sealFile, type WorkFolder } from '../output/work-folder.js';
import { exportCredit, exportGated, exportRatings, exportRefused, runQueries } from '../sql/export.js';
import type { Study } from '../study/open-study.js';
import type { Language } from '../text/reason.js';
import { COMPANIES, type LoadedCompanies } from './load-companies.js';
import { offerDays } from './offer-days.js';
import { countOverrides, OVERRIDES, overrideOutcomes, overrideTable } from './override-outcomes.js';
import { portfolioOf } from './portfolio-of.js';
import type { Models, RatingModels } from './read-models.js';
import {
  type RatedSummary,
  type RunSummary,
  type SummaryInput,
  summarise,
  summariseRated,
} from './run-summary.js';
import { LIST } from './sealed-rows.js';
import { countPrevious, type TierInputs } from './settle-tiers.js';
import { type TargetFirm, targetFirms } from './target-firms.js';

/** What a run of ratings writes. */
export interface WriteContext {
  readonly models: RatingModels;
  readonly tierInputs: TierInputs;
  readonly work: WorkFolder;
  readonly loaded: LoadedCompanies;
  /** The table of settled ratings. */
  readonly ratings: string;
}

/** What a run with lines writes. */
export interface LentContext extends WriteContext {
  readonly models: Models;
  readonly assignments: { readonly rows: readonly Assignment[] } | undefined;
  readonly language: Language;
  /** The table of credit. */
  readonly credit: string;
}

/** Writes the tables of ratings into the work folder. */
export async function writeRatings(engine: Engine, { models, work, ratings }: WriteContext): Promise<void> {
  const path = (name: string) => join(work.path, name);
  const write = async (name: string) => {
    await engine.run(exportRatings(ratings, path(name), models.enterprise.value));
    await sealFile(work, name);
  };
  const refused = engine.run(exportRefused(ratings, path('refused.csv')));
  await allDone([write('ratings.csv'), write('ratings.parquet'), refused]);
}

/** Writes everything else that a run of ratings gives into its work folder. */
export async function writeRated(engine: Engine, study: Study, context: WriteContext): Promise<RatedSummary> {
  const rated = await engine.rows(runQueries.rated(context.ratings));
  const summary = summariseRated({ loaded: context.loaded, rated });
  await writeRecords(context);
  return { ...summary, ...(await tierCounts(engine, study, { ...context, summary })) };
}

/** Records that were left out, industries, and the documents that decided. */
async function writeRecords({ models, work, loaded }: WriteContext): Promise<void> {
  const path = (name: string) => join(work.path, name);
  const { industry, enterprise, policy } = models;
  const rejects = [...loaded.rejects, ...(loaded.invoices?.rejects ?? [])];
  await allDone([
    writeCsv(path('rejects.csv'), rejectTable(rejects)),
    ...(industry === undefined ? [] : [writeCsv(path('industries.csv'), industryTable(industry.value))]),
    ...[industry, enterprise, policy]
      .filter((document) => document !== undefined)
      .map((document) => writeFile(path(basename(document.path)), document.text)),
  ]);
}

/**
 * Writes everything else a run gives into its work folder: the engine writes its tables while the list is put together here.
 */
export async function writeLent(engine: Engine, study: Study, context: LentContext): Promise<RunSummary> {
  const { models } = context;
  const listed = listColumns(models.policy.value);
  const found = await targetFirms(engine, runQueries.targets(context.credit, COMPANIES, listed));
  const dayOf = await offerDays(engine, { ...context, policy: models.policy.value, asOf: study.asOf });
  const targets = found.map((firm) => ({ ...firm, valid_until: dayOf(String(firm[COMPANY_ID])) }));
  const gates = await engine.rows(runQueries.gates(context.credit));
  const [, summary] = await allDone([
    writeTables(engine, context, gates),
    writeTargets(engine, study, { ...context, targets, gates }),
    writeRecords(context),
  ]);
  return summary;
}

async function writeTables(
  engine: Engine,
  { models, work, credit }: LentContext,
  gates: readonly EngineRow[],
): Promise<void> {
  const path = (name: string) => join(work.path, name);
  const known = gatesOf(models.policy.value);
  const masks = gates.map((row) => ({ mask: Number(row.gates), codes: maskText(Number(row.gates), known) }));
  await engine.run(exportGated(credit, path('gates.csv'), masks));
  await engine.run(exportCredit(credit, path('credit.parquet')));
}

/** Fills the portfolio, writes the list, and sums up the run. */
async function writeTargets(
  engine: Engine,
  study: Study,
  found: LentContext & Pick<SummaryInput, 'gates'> & { readonly targets: readonly TargetFirm[] },
): Promise<RunSummary> {
  const { models, assignments, language, targets, work } = found;
  const documents = {
    policy: models.policy.value,
    industry: models.industry.value,
    enterprise: models.enterprise.value,
  };
  const portfolio = portfolioOf(targets, documents);
  const writeList = async () => {
    const list = targetList(targets, {
      ...documents,
      stoppedBy: portfolio.stoppedBy,
      contract: models.contract,
      assignments: assignments?.rows ?? [],
      language,
      synthetic: study.synthetic,
    });
    await writeCsv(join(work.path, LIST), list);
  };
  const summing = { ...found, portfolio: portfolio.summary };
  const [summary] = await allDone([sumUp(engine, study, summing), writeList()]);
  const unassigned = targets.filter((row) => assign(row, assignments?.rows ?? []) === undefined).length;
  return { ...summary, ...(assignments && unassigned > 0 && { unassigned }) };
}

type Found = LentContext & Pick<SummaryInput, 'targets' | 'gates' | 'portfolio'>;

async function sumUp(engine: Engine, study: Study, found: Found): Promise<RunSummary> {
  const { models, loaded, targets, gates, portfolio, ratings } = found;
  const rated = await engine.rows(runQueries.rated(ratings));
  const summary = summarise({ models, loaded, targets, rated, gates, portfolio });
  return { ...summary, ...(await tierCounts(engine, study, { ...found, summary })) };
}

/** What the run before and people did to tiers; each override is written with what became of it. */
async function tierCounts(
  engine: Engine,
  { asOf }: Study,
  { tierInputs, ratings, models, work, summary }: WriteContext & { readonly summary: RatedSummary },
): Promise<Pick<RatedSummary, 'overrides' | 'previous'>> {
  const card = models.enterprise;
  const outcomes = await overrideOutcomes(engine, tierInputs, { ratings, asOf });
  if (outcomes !== undefined) await writeCsv(join(work.path, OVERRIDES), overrideTable(outcomes));
  const counted = { rated: summary.counts.rated!, limits: card.value.overrides };
  const previous = await countPrevious(engine, tierInputs, { ratings, card });
  return {
    ...(outcomes && { overrides: countOverrides(outcomes, counted) }),
    ...(previous && { previous }),
  };
}

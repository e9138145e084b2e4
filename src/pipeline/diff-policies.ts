import { DocumentError } from '../core/errors.js';
import { COMPANY_ID } from '../document/contract.js';
import { type JsonChange, jsonChanges } from '../document/json-changes.js';
import { writeTable } from '../output/write-table.js';
import { movedFirmsQuery, policyDiffQuery } from '../sql/policy-diff.js';
import type { Study } from '../study/open-study.js';
import { lend } from './lend.js';
import { loadCompanies, planCompanies } from './load-companies.js';
import { planOptions, rateCompanies } from './rate-companies.js';
import { type Models, readModels } from './read-models.js';
import { readTierInputs } from './settle-tiers.js';
import { withEngine } from './with-engine.js';

/** What a change of policy moves, in one tier. */
export interface TierImpact {
  readonly tier: number;
  readonly firmsBefore: number;
  readonly firmsAfter: number;
  /** Firms that leave the list, and that join it. */
  readonly leave: number;
  readonly join: number;
  /** Σ of lines on the list, whole units of currency. */
  readonly linesBefore: number;
  readonly linesAfter: number;
  /** Firms on both lists whose line or rate moves. */
  readonly linesUp: number;
  readonly linesDown: number;
  readonly ratesUp: number;
  readonly ratesDown: number;
}

/** A firm that a change of policy moves: its line and rate on each list, null where it is not on it. */
export interface MovedFirm {
  readonly companyId: string;
  readonly tier: number;
  readonly lineBefore: number | null;
  readonly lineAfter: number | null;
  readonly rateBefore: number | null;
  readonly rateAfter: number | null;
}

/** Two policies beside each other. */
export interface PolicyDiff {
  readonly changes: readonly JsonChange[];
  readonly tiers: readonly TierImpact[];
  /** Every firm that leaves, joins, or stays with another line or rate, by tier. */
  readonly firms: readonly MovedFirm[];
}

/**
 * Holds two policies against each other: what differs in writing, and what moves on the study's list.
 * @param study the study: its companies and ratings
 * @param before path of one policy.json
 * @param after path of the other
 * @throws DocumentError for a policy that does not fit, InputError for bad data
 */
export async function diffPolicies(study: Study, before: string, after: string): Promise<PolicyDiff> {
  const old = await blaming(before, readModels(study, before));
  const proposed = await blaming(after, readModels(study, after));
  const models: Models = { ...old, wanted: new Set([...old.wanted, ...proposed.wanted]) };
  const tierInputs = await readTierInputs(study);
  return withEngine(study.out, async (engine, scratch) => {
    const options = { ...planOptions(models, scratch), columns: joinedContract(old, proposed) };
    await loadCompanies(engine, await planCompanies(study, options));
    const ratings = await rateCompanies(engine, { asOf: study.asOf, models, tierInputs });
    const { asOf } = study;
    await blaming(before, lend(engine, { models: old, asOf, ratings, to: 'credit_before' }));
    await blaming(after, lend(engine, { models: proposed, asOf, ratings, to: 'credit_after' }));
    const rows = await engine.rows(policyDiffQuery('credit_before', 'credit_after'));
    const moved = await engine.rows(movedFirmsQuery('credit_before', 'credit_after'));
    const changes = jsonChanges(old.policy.value, proposed.policy.value);
    return { changes, tiers: rows.map(impactOf), firms: moved.map(movedOf) };
  });
}

/** Of two policies, what is wrong is said of the one it is wrong with. */
async function blaming<T>(path: string, job: Promise<T>): Promise<T> {
  try {
    return await job;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const problems = error.problems.map((problem) =>
      problem.file === POLICY ? { ...problem, file: path } : problem,
    );
    throw new DocumentError(error.code, error.message.replace(POLICY, path), problems);
  }
}

const POLICY = 'policy.json';

/** The columns of both contracts; one that either needs is needed. */
function joinedContract({ contract: a }: Models, { contract: b }: Models): Models['contract'] {
  const names = new Set(a.map(({ name }) => name));
  const needed = new Set(b.filter(({ required }) => required !== false).map(({ name }) => name));
  const own = a.map((column) => {
    if (!needed.has(column.name)) return column;
    const { required: _required, ...rest } = column;
    return rest;
  });
  return [...own, ...b.filter(({ name }) => !names.has(name))];
}

function impactOf(row: Readonly<Record<string, unknown>>): TierImpact {
  const at = (name: string) => Number(row[name]);
  return {
    tier: at('tier'),
    firmsBefore: at('firms_before'),
    firmsAfter: at('firms_after'),
    leave: at('leave'),
    join: at('join_'),
    linesBefore: at('lines_before'),
    linesAfter: at('lines_after'),
    linesUp: at('lines_up'),
    linesDown: at('lines_down'),
    ratesUp: at('rates_up'),
    ratesDown: at('rates_down'),
  };
}

function movedOf(row: Readonly<Record<string, unknown>>): MovedFirm {
  const at = (name: string) => (row[name] === null ? null : Number(row[name]));
  return {
    companyId: String(row.company_id),
    tier: Number(row.tier),
    lineBefore: at('line_before'),
    lineAfter: at('line_after'),
    rateBefore: at('rate_before'),
    rateAfter: at('rate_after'),
  };
}

/**
 * Writes the firms that a change of policy moves, one row each: a workbook where the path ends in .xlsx, otherwise CSV.
 * @param path the file
 */
export async function writeMoved(path: string, { firms }: Pick<PolicyDiff, 'firms'>): Promise<void> {
  const columns = [COMPANY_ID, 'tier', 'line_before', 'line_after', 'rate_before', 'rate_after'];
  const rows = firms.map(({ companyId, tier, lineBefore, lineAfter, rateBefore, rateAfter }) => [
    ...[companyId, `R${tier}`],
    ...[lineBefore, lineAfter, rateBefore, rateAfter],
  ]);
  await writeTable(path, { columns, rows }, 'moved');
}

import { duckdb } from './duckdb.js';
import { createTable } from './export.js';
import { type CardDocument, pointStages, type ScoreOptions } from './points.js';
import { keep } from './stage.js';

/** The statement that makes the table of points of every firm under a card not yet cut into tiers. */
export function pointsTable(table: string, options: ScoreOptions<CardDocument>): string {
  const stages = pointStages(options);
  const [points, score] = stages.slice(-2);
  const names = points!.columns.map(([name]) => name).filter((name) => name.startsWith('p_'));
  const withPoints = { ...score!, columns: [...score!.columns, ...names.map(keep)] };
  return createTable(table, [...stages.slice(0, -1), withPoints]);
}

/** Questions about the points of the firms that are not too thin to rate. */
export const populationQueries = {
  /** Firms by score; 0 and 1000 hold what was clamped. */
  histogram: (table: string, maxMissing: number) =>
    `SELECT CAST(least(greatest(raw_score, 0), 1000) AS INTEGER) AS score, count(*) AS n,
  count(*) FILTER (WHERE raw_score < 0 OR raw_score > 1000) AS clamped
FROM ${duckdb.identifier(table)} WHERE missing_inputs <= ${maxMissing} GROUP BY 1 ORDER BY 1`,
  /** Sum of each feature's points. */
  sums: (table: string, maxMissing: number, features: readonly string[]) =>
    `SELECT ${features.map((id) => `CAST(sum(${duckdb.identifier(`p_${id}`)}) AS BIGINT) AS ${duckdb.identifier(id)}`).join(', ')}
FROM ${duckdb.identifier(table)} WHERE missing_inputs <= ${maxMissing}`,
} as const;

import { duckdb } from './duckdb.js';
import { type CardDocument, pointStages, type ScoreOptions } from './points.js';
import { keep, printQuery } from './stage.js';

/** The column of a feature's points, and of their sum over firms. */
export const pointsColumn = (id: string): string => `p_${id}`;

/**
 * The query that counts the firms that are not too thin to rate by their score under a card not yet cut into tiers (0 and 1000
 * hold what was clamped) and sums each feature's points: in one pass, no table of firms is kept.
 */
export function populationQuery(options: ScoreOptions<CardDocument>): string {
  const { features, thin } = options.document;
  const stages = pointStages(options);
  const score = stages.at(-1)!;
  const points = features.map(({ feature }) => pointsColumn(feature.id));
  const raw = score.columns.filter(([name]) => name === 'raw_score');
  const asked = { ...score, columns: [keep('missing_inputs'), ...raw, ...points.map(keep)] };
  const sums = points.map(
    (name) => `CAST(sum(${duckdb.identifier(name)}) AS BIGINT) AS ${duckdb.identifier(name)}`,
  );
  return `SELECT ${[
    'CAST(least(greatest(raw_score, 0), 1000) AS INTEGER) AS score',
    'count(*) AS n',
    'count(*) FILTER (WHERE raw_score < 0 OR raw_score > 1000) AS clamped',
    ...sums,
  ].join(',\n  ')}
FROM (
${printQuery([...stages.slice(0, -1), asked], duckdb)}
) WHERE missing_inputs <= ${thin.maxMissing} GROUP BY 1 ORDER BY 1`;
}

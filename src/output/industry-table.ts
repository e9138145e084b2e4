import { roundToSum } from '../core/numbers.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Table } from './csv.js';
import { fixed } from './industry-tables.js';

const DIGITS = 6;

/**
 * industries.csv: rank, score, dimension scores, one contribution per indicator (they add up to
 * the score exactly, as printed), 90 % interval, target. Scores with six decimals.
 * @param document industry.json
 */
export function industryTable(document: IndustryDocument): Table {
  const dimensions = document.dimensions.map(({ id }) => id);
  const indicators = document.indicators.map(({ id }) => id);
  const rows = [...document.industries]
    .sort((a, b) => a.rank - b.rank)
    .map((row) => [
      row.id,
      row.rank,
      fixed(row.score, DIGITS),
      ...dimensions.map((id) => fixed(row.dimensions[id], DIGITS)),
      ...roundToSum(
        indicators.map((id) => row.contributions[id]!),
        DIGITS,
        row.score,
      ),
      fixed(row.low, DIGITS),
      fixed(row.high, DIGITS),
      row.target ? 1 : 0,
      row.pinned ? 1 : 0,
    ]);
  return {
    columns: [
      'industry_id',
      'rank',
      'score',
      ...dimensions,
      ...indicators,
      'low',
      'high',
      'target',
      'pinned',
    ],
    rows,
  };
}

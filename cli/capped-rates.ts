import { plain, warning } from './print.js';

type Policy = import('../src/main-job.js').Models['policy']['value'];
type Rates = ReturnType<typeof import('../src/main-job.js').rateTable>;

/**
 * Rates that the cap holds below the price floor, where each loan costs more than it brings: tiers, and tax ratings where the policy
 * has some. Nothing where there are none.
 * @param policy the policy
 * @param rates its table: rows are the tiers lent to, columns the tax ratings
 */
export function cappedRates({ tiers, tax, rate }: Policy, rates: Rates): string[] {
  const told = rates.flatMap((row, i) => {
    const below = row.flatMap(({ bound, rateBp, costBp }, j) =>
      bound === 'cap' && rateBp < costBp ? [j] : [],
    );
    if (below.length === 0) return [];
    const ratings = tax === undefined ? '' : ` ${below.map((j) => plain(tax.ratings[j]!.rating)).join(', ')}`;
    return [`R${tiers.from + i}${ratings} (${(row[0]!.costBp / 100).toFixed(2)} %)`];
  });
  const cap = `${(rate.capBp / 100).toFixed(2)} %`;
  return told.length === 0
    ? []
    : [warning(`  The cap of ${cap} lies below the price floor: ${told.join(', ')}`)];
}

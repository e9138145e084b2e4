import type { IndustryDocument, IndustryScore } from './industry-document.js';

/**
 * Finds the industry of a code by the longest prefix that the industry map holds.
 * @param industry the industry document's prefixes and industries
 * @returns a function from code (null when missing) to industry; undefined outside every one
 */
export function industryPlacer({
  prefixes,
  industries,
}: Pick<IndustryDocument, 'prefixes' | 'industries'>): (code: string | null) => IndustryScore | undefined {
  const byId = new Map(industries.map((row) => [row.id, row]));
  const byPrefix = new Map(prefixes.map(({ prefix, industry }) => [prefix, byId.get(industry)!]));
  const lengths = [...new Set(prefixes.map(({ prefix }) => prefix.length))].sort((a, b) => b - a);
  return (code) => {
    if (code === null) return undefined;
    for (const length of lengths) {
      const found = byPrefix.get(code.slice(0, length));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

import { divisionsOf } from '../document/divisions.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { MapRow } from '../document/industry-inputs.js';
import type { Classification } from '../document/industry-spec.js';

/**
 * Code prefixes → primary industry, unique by prefix: sections are spelled out in divisions, and what is linked
 * explicitly wins over what follows from a section.
 * @param map links of the industry map
 * @param classification sections and their divisions
 */
export function prefixesOf(
  map: readonly MapRow[],
  classification: Classification,
): IndustryDocument['prefixes'] {
  const primary = map.filter(({ code, role }) => code !== null && role === 'primary');
  const isSection = (code: string) => classification.sections.some(({ id }) => id === code);
  const owner = new Map<string, string>();
  for (const { code, industryId } of primary.filter((row) => isSection(row.code!))) {
    for (const division of divisionsOf(classification, code!)) owner.set(division, industryId);
  }
  for (const { code, industryId } of primary.filter((row) => !isSection(row.code!)))
    owner.set(code!, industryId);
  return [...owner]
    .map(([prefix, industry]) => ({ prefix, industry }))
    .sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
}

/** Every code prefix → industry link, primary and secondary, sections spelled out in divisions. */
export function codeLinks(
  map: readonly MapRow[],
  classification: Classification,
): [prefix: string, industry: string][] {
  return map.flatMap(({ code, industryId }): [string, string][] => {
    if (code === null) return [];
    const divisions = divisionsOf(classification, code);
    const prefixes = divisions.length > 0 ? divisions : [code];
    return prefixes.map((prefix) => [prefix, industryId]);
  });
}

/** Product tags → industries, many to many, each link once. */
export function productLinks(map: readonly MapRow[]): IndustryDocument['products'] {
  const links = map.flatMap(({ product, industryId }) =>
    product === null ? [] : [{ product, industry: industryId }],
  );
  const seen = new Map(links.map((link) => [`${link.product}\n${link.industry}`, link]));
  return [...seen.values()];
}

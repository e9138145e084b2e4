import type { MapRow } from '../document/industry-inputs.js';
import type { Classification } from '../document/industry-spec.js';
import type { Engine } from '../engine/engine.js';
import type { Memberships } from '../industry/overlap.js';
import { codeLinks, productLinks } from '../industry/prefixes.js';
import { readCompanyProducts } from '../ingest/company-products.js';
import { membershipQueries, membershipStatements } from '../sql/industry.js';
import type { Study } from '../study/open-study.js';
import { COMPANIES } from './load-companies.js';

const MEMBERS = 'industry_member';

/** What links firms with industries. */
export interface IndustryLinks {
  readonly industries: readonly { readonly id: string }[];
  readonly map: readonly MapRow[];
  readonly classification: Classification;
}

/**
 * Counts the firms of the loaded company table that reach each industry, and each two of them, by code or product tag.
 * @returns the counts by place of the industry, and the file of product tags where the study has one
 * @throws InputError for a bad company-products.csv
 */
export async function countMembers(
  engine: Engine,
  study: Study,
  { industries, map, classification }: IndustryLinks,
): Promise<Memberships & { readonly companyProducts?: { readonly file: string; readonly sha256: string } }> {
  const places = new Map(industries.map(({ id }, place) => [id, place]));
  const { tags, companyProducts } = await readTags(study, map, places);
  const codes = codeLinks(map, classification).map(([prefix, id]) => [prefix, places.get(id)!] as const);
  for (const sql of membershipStatements(MEMBERS, { from: COMPANIES, codes, tags })) await engine.run(sql);
  const sizes = industries.map(() => 0);
  for (const row of await engine.rows(membershipQueries.sizes(MEMBERS)))
    sizes[Number(row.place)] = Number(row.n);
  const pairs = (await engine.rows(membershipQueries.pairs(MEMBERS))).map((row) => ({
    a: Number(row.a),
    b: Number(row.b),
    firms: Number(row.n),
  }));
  return { sizes, pairs, ...(companyProducts && { companyProducts }) };
}

/** Company id → industry place, by product tags. */
async function readTags(study: Study, map: readonly MapRow[], places: ReadonlyMap<string, number>) {
  const path = study.inputs.companyProducts;
  if (path === undefined) return { tags: [], companyProducts: undefined };
  const industriesOf = new Map<string, number[]>();
  for (const { product, industry } of productLinks(map))
    industriesOf.set(product, [...(industriesOf.get(product) ?? []), places.get(industry)!]);
  const tagged = await readCompanyProducts(path, new Set(industriesOf.keys()));
  const tags = tagged.tags.flatMap(({ companyId, product }) =>
    industriesOf.get(product)!.map((place) => [companyId, place] as const),
  );
  return { tags, companyProducts: tagged };
}

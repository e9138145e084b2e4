import type { MapRow } from '../document/industry-inputs.js';
import type { Classification } from '../document/industry-spec.js';
import type { Engine } from '../engine/engine.js';
import type { Memberships } from '../industry/overlap.js';
import { codeLinks, productLinks } from '../industry/prefixes.js';
import { readCompanyProducts } from '../ingest/company-products.js';
import { readProducts } from '../ingest/products.js';
import { membershipQueries, membershipStatements, taggedQuery, tagStatements } from '../sql/industry.js';
import type { Study } from '../study/open-study.js';
import { COMPANIES } from './load-companies.js';

const MEMBERS = 'industry_member';

/** Firms with product tags, by the file of tags. */
export interface TaggedFirms {
  readonly firms: number;
  /** Those that are not in the company table, or were rejected there: their tags count nowhere. */
  readonly strangers: number;
  /** The first id of them; null where there is none. */
  readonly first: string | null;
}

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
): Promise<
  Memberships & {
    readonly companyProducts?: {
      readonly file: string;
      readonly sha256: string;
      readonly tagged: TaggedFirms;
    };
  }
> {
  const places = new Map(industries.map(({ id }, place) => [id, place]));
  const { tags, ids, companyProducts } = await readTags(study, map, places);
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
  if (companyProducts === undefined) return { sizes, pairs };
  return { sizes, pairs, companyProducts: { ...companyProducts, tagged: await countTagged(engine, ids) } };
}

/** Holds ids with product tags against the loaded company table. */
export async function countTagged(engine: Engine, ids: readonly string[]): Promise<TaggedFirms> {
  for (const sql of tagStatements(ids.map((id) => [id, 0]))) await engine.run(sql);
  const [row] = await engine.rows(taggedQuery(COMPANIES));
  const first = row!.first === null ? null : String(row!.first);
  return { firms: Number(row!.firms), strangers: Number(row!.strangers), first };
}

/** Company id → industry place, by product tags. */
async function readTags(study: Study, map: readonly MapRow[], places: ReadonlyMap<string, number>) {
  const path = study.inputs.companyProducts;
  if (path === undefined) return { tags: [], ids: [], companyProducts: undefined };
  const industriesOf = new Map<string, number[]>();
  for (const { product, industry } of productLinks(map))
    industriesOf.set(product, [...(industriesOf.get(product) ?? []), places.get(industry)!]);
  const named =
    study.inputs.products === undefined ? [] : (await readProducts(study.inputs.products)).products;
  const known = new Set([...industriesOf.keys(), ...named.map(({ product }) => product)]);
  const tagged = await readCompanyProducts(path, known);
  const tags = tagged.tags.flatMap(({ companyId, product }) =>
    (industriesOf.get(product) ?? []).map((place) => [companyId, place] as const),
  );
  const ids = tagged.tags.map(({ companyId }) => companyId);
  return { tags, ids, companyProducts: { file: tagged.file, sha256: tagged.sha256 } };
}

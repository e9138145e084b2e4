import { basename } from 'node:path';
import type { Column } from '../document/column.js';
import { COMPANY_ID, INDUSTRY_CODE, mergeContract } from '../document/contract.js';
import { enterpriseSpecSchema } from '../document/enterprise-spec.js';
import type { Indicator } from '../document/indicator-spec.js';
import type { MapRow } from '../document/industry-inputs.js';
import type { IndustrySpec } from '../document/industry-spec.js';
import { type Loaded, readDocument } from '../document/read-document.js';
import { type Engine, openEngine } from '../engine/engine.js';
import { firmValue } from '../industry/aggregate.js';
import { firmOverlap } from '../industry/overlap.js';
import { prefixesOf } from '../industry/prefixes.js';
import { dropWorkFolder, openWorkFolder } from '../output/work-folder.js';
import { contractLookup } from '../sql/company.js';
import { aggregateQuery, type FirmSource } from '../sql/industry.js';
import { modelPath, type Study } from '../study/open-study.js';
import { countMembers, type TaggedFirms } from './count-members.js';
import { assertCountable, columnsOfSource, isCounted, isFirmOverlap, isFirmSource } from './firm-columns.js';
import { keepingRejects } from './keep-rejects.js';
import {
  COMPANIES,
  companyFiles,
  type LoadedCompanies,
  loadCompanies,
  planCompanies,
} from './load-companies.js';
import { policyInputsOf, relax } from './read-models.js';

/** Raw values by indicator, in the order of the industries, with the fingerprints of what they were counted from. */
export interface FirmFigures {
  readonly values: ReadonlyMap<string, readonly (number | null)[]>;
  /** Firms of each industry, where the spec wants a least number of them. */
  readonly firms?: readonly number[];
  readonly files: Readonly<Record<string, { readonly sha256: string }>>;
  /** What of the company table went in; undefined where it was not read. */
  readonly companies?: LoadedCompanies;
  /** Firms with product tags; undefined where they were not read. */
  readonly tagged?: TaggedFirms;
}

const NONE: FirmFigures = { values: new Map(), files: {} };

/**
 * Counts the indicators that come from the company table: aggregates over firms, and the overlap of industries.
 * Without such indicators the company file is not read.
 * @throws InputError for bad files, DocumentError when the company table is not declared
 */
export async function countFirmFigures(
  study: Study,
  { path, value: spec }: Omit<Loaded<IndustrySpec>, 'fingerprint'>,
  {
    industries,
    map,
  }: { readonly industries: readonly { readonly id: string }[]; readonly map: readonly MapRow[] },
): Promise<FirmFigures> {
  const counted = spec.indicators.filter(isCounted);
  if (counted.length === 0 && spec.targets.minFirms === 0) return NONE;
  const { columns, missingTexts } = await companyColumns(study);
  const read = new Set([
    COMPANY_ID,
    INDUSTRY_CODE,
    ...counted.flatMap(({ source }) => columnsOfSource(source)),
  ]);
  assertCountable(counted, columns, basename(path));
  const context = { study, spec, industries, map, columns, missingTexts, read: [...read] };
  return withCompanies(context, (engine) => countAll(engine, counted, context));
}

/** Loads the company file for the time of one question. */
async function withCompanies(
  { study, spec, columns, missingTexts, read }: Counting,
  count: (engine: Engine) => Promise<FirmFigures>,
): Promise<FirmFigures> {
  const work = await openWorkFolder(study.out);
  try {
    const wanted = new Set(read);
    const plan = await planCompanies(study, {
      columns: relax(columns, wanted),
      wanted,
      missingTexts,
      classification: spec.classification,
      workFolder: work.scratch,
    });
    const engine = await openEngine({ workFolder: work.scratch });
    try {
      const name = `industries-${plan.companies.sha256.slice(0, 12)}`;
      const companies = await keepingRejects(study.out, name, () => loadCompanies(engine, plan));
      const { files, ...figures } = await count(engine);
      return { ...figures, files: { ...companyFiles(plan), ...files }, companies };
    } finally {
      engine.close();
    }
  } finally {
    await dropWorkFolder(work);
  }
}

async function countAll(
  engine: Engine,
  indicators: readonly Indicator[],
  context: Counting,
): Promise<FirmFigures> {
  const overlap = indicators.some(isFirmOverlap) ? await countOverlap(engine, context) : undefined;
  const values = new Map<string, readonly (number | null)[]>();
  for (const { id, source } of indicators) {
    values.set(id, isFirmSource(source) ? await countAggregate(engine, source, context) : overlap!.values);
  }
  const { files = {}, tagged } = overlap ?? {};
  const counted = { values, files, ...(tagged && { tagged }) };
  if (context.spec.targets.minFirms === 0) return counted;
  const firms = await countAggregate(engine, { from: 'firms', aggregate: 'count' }, context);
  return { ...counted, firms: firms.map((each) => each ?? 0) };
}

/** The contract of the company table, as the enterprise spec and the policy declare it. */
async function companyColumns(study: Study) {
  const spec = await readDocument(modelPath(study, 'enterprise.spec'), enterpriseSpecSchema);
  const columns: readonly Column[] = mergeContract(spec.value.inputs, await policyInputsOf(study));
  return { columns, missingTexts: spec.value.missingTexts };
}

interface Counting {
  readonly study: Study;
  readonly spec: IndustrySpec;
  readonly industries: readonly { readonly id: string }[];
  readonly map: readonly MapRow[];
  readonly columns: readonly Column[];
  readonly missingTexts: readonly string[];
  readonly read: readonly string[];
}

async function countAggregate(
  engine: Engine,
  source: FirmSource,
  context: Counting,
): Promise<(number | null)[]> {
  const { spec, industries, map, columns, read } = context;
  const places = { prefixes: prefixesOf(map, spec.classification), industries };
  const sql = aggregateQuery(source, { from: COMPANIES, map: places, lookup: contractLookup(columns), read });
  const rows = new Map((await engine.rows(sql)).map((row) => [Number(row._industry_no), row]));
  return industries.map((_industry, place) => {
    const row = rows.get(place);
    if (row === undefined) return firmValue(source, undefined);
    const big = (name: string) => BigInt(String(row[name]));
    const median = row.median === null ? null : Number(row.median);
    const counts = { firms: Number(row.firms), n: Number(row.n), median };
    return firmValue(source, { ...counts, a: big('a'), b: big('b'), squares: big('squares') });
  });
}

async function countOverlap(engine: Engine, { study, spec, industries, map }: Counting) {
  const links = { map, classification: spec.classification };
  const { sizes, pairs, companyProducts } = await countMembers(engine, study, { ...links, industries });
  const values = firmOverlap({ sizes, pairs });
  if (companyProducts === undefined) return { values, files: {} };
  const { tagged, ...file } = companyProducts;
  return { values, files: { companyProducts: file }, tagged };
}

import { basename } from 'node:path';
import { InputError } from '../core/errors.js';
import type { MapRow } from '../document/industry-inputs.js';
import type { Classification, IndustrySpec } from '../document/industry-spec.js';
import { pathOf, type Source } from '../document/mapping.js';
import type { JudgementCounts } from '../industry/count-judgements.js';
import { checkFigures } from '../industry/indicators.js';
import { readAssignments } from '../ingest/assignments.js';
import { readCompanyProducts } from '../ingest/company-products.js';
import { readIndustries } from '../ingest/industries.js';
import { readIndustryIo } from '../ingest/industry-io.js';
import { readIndustryMap } from '../ingest/industry-map.js';
import { readManualBins } from '../ingest/manual-bins.js';
import { readOverrides } from '../ingest/overrides.js';
import { readProducts } from '../ingest/products.js';
import type { Study } from '../study/open-study.js';
import type { InputRole } from '../study/study.js';
import { readJudgementFiles } from './check-judgements.js';
import { type CheckedFile, keeper, notLookedAt } from './checked-file.js';

/** What the small files said. */
export interface CheckedFiles {
  readonly files: readonly CheckedFile[];
  /** Undefined where there is none, or none that could be read. */
  readonly map: readonly MapRow[] | undefined;
  /** Ids of firms with product tags, once for each tag; undefined where they could not be read. */
  readonly tagged: readonly string[] | undefined;
  readonly classification: Classification | null;
  readonly judgements: Readonly<Partial<Record<'judgements' | 'ratingJudgements', JudgementCounts>>>;
}

/**
 * Reads every small input of a study; each is held against the ones it refers to, as far as those could be read.
 * @param study the study
 * @param specs the industry specs; none where the study has none
 */
export async function checkFiles(study: Study, specs: readonly IndustrySpec[]): Promise<CheckedFiles> {
  const { files, read } = keeper(study);
  const classification = specs[0]?.classification ?? null;
  const industries = await read(
    'industries',
    (source) => readFigures(source, specs),
    (found) => found.industries.reduce((sum, { years }) => sum + years.size, 0),
  );
  const products = await read('products', readProducts, (found) => found.products.length);
  const ids = industries && new Set(industries.industries.map(({ id }) => id));
  const names = products && new Set(products.products.map(({ product }) => product));
  const map = await read(
    'industryMap',
    (source) =>
      ids !== undefined && classification !== null
        ? readIndustryMap(source, { industries: ids, classification, ...(names && { products: names }) })
        : notRead(source, lackingOf(study, ids, classification)),
    (found) => found.map.length,
  );
  const known = new Set([...(names ?? []), ...(map?.map ?? []).flatMap(({ product }) => product ?? [])]);
  const isLost = files.some(({ role, usable }) => NAMING_PRODUCTS.includes(role) && !usable);
  const tags = await read(
    'companyProducts',
    (source) => readCompanyProducts(source, isLost ? undefined : known),
    (found) => found.tags.length,
  );
  await read(
    'industryIo',
    (source) =>
      ids === undefined ? notRead(source, [nameOf(study, 'industries')]) : readIndustryIo(source, ids),
    (found) => found.flows.length,
  );
  const judgements = await readJudgementFiles(read, specs);
  const readPlaced = (source: Source) => readAssignments(source, ids);
  await read('assignments', readPlaced, (found) => found.rows.length);
  await read('bins', readManualBins, (found) => found.bins.length);
  await read('overrides', readOverrides, (found) => found.overrides.length);
  const tagged = tags?.tags.map(({ companyId }) => companyId);
  return { files, map: map?.map, tagged, classification, judgements };
}

/** The inputs that say which products there are. */
const NAMING_PRODUCTS: readonly InputRole[] = ['products', 'industryMap'];

/** The file of an input as the study names it; where it names none, what dipper.json lacks. */
function nameOf({ inputs }: Study, role: InputRole): string {
  const source = inputs[role];
  return source === undefined ? `inputs.${role} in dipper.json` : basename(pathOf(source));
}

/** What industry-map.csv needs and has not. */
function lackingOf(study: Study, ids: unknown, classification: unknown): string[] {
  return [
    ...(ids === undefined ? [nameOf(study, 'industries')] : []),
    ...(classification === null ? ['industry.spec.json'] : []),
  ];
}

/** @param lacking the files that it needs and that could not be read */
function notRead(source: Source, lacking: readonly string[]): never {
  const expected = `${lacking.join(' and ')} that can be read`;
  const { reason, problems } = notLookedAt(basename(pathOf(source)), expected);
  throw new InputError('FILE_PROBLEM', reason, problems);
}

/** industries.csv, with every figure that an indicator reads. */
async function readFigures(source: Source, specs: readonly IndustrySpec[]) {
  const found = await readIndustries(source);
  const problems = specs.flatMap(({ indicators }) => checkFigures(indicators, found.figures, found.file));
  if (problems.length === 0) return found;
  throw new InputError('FILE_PROBLEM', `${found.file} lacks figures that indicators read`, problems);
}

import { existsSync } from 'node:fs';
import { DocumentError, InputError } from '../core/errors.js';
import type { OnProgress } from '../core/progress.js';
import { type IndustryDocument, industryDocumentSchema } from '../document/industry-document.js';
import type { IndustrySpec } from '../document/industry-spec.js';
import { readDocument } from '../document/read-document.js';
import { assertTree } from '../industry/assert-tree.js';
import { checkFigures } from '../industry/indicators.js';
import { branchesOf } from '../industry/tree.js';
import { readIndustryMap } from '../ingest/industry-map.js';
import { modelPath, requiredInput, type Study } from '../study/open-study.js';
import { countFirmFigures, type FirmFigures } from './firm-figures.js';
import { type FittedSpec, fitSpec } from './fit-spec.js';
import { type IndustryFiles, readIndustryFiles, readIndustrySpecs } from './industry-inputs.js';
import { writeIndustryTables } from './industry-tables.js';
import { replaceDocument } from './replace-document.js';

/** A fitted industry document and what it was counted from. */
export interface FittedFigures extends FittedSpec {
  /** `industry`, or `industry.<variant>`. */
  readonly name: string;
  /** What of the company table was counted; undefined where nothing is counted over firms. */
  readonly companies: FirmFigures['companies'];
  /** Firms with product tags; undefined where nothing is counted by them. */
  readonly tagged: FirmFigures['tagged'];
}

/** The same, written. */
export interface FittedIndustry extends FittedFigures {
  /** The document. */
  readonly path: string;
  /** The folder of the tables behind it. */
  readonly tables: string;
  /** Where the document that was replaced lies, if it was approved. */
  readonly kept?: string;
}

/** How industries are fitted. */
export interface FitOptions {
  readonly onProgress?: OnProgress;
  /** Learn the bounds of indicators from the data again instead of keeping those of the document before. */
  readonly relearnBounds?: boolean;
}

/**
 * Judgements and figures → AHP weights → FAST → industry.json, one for each industry.spec.json and
 * industry.<variant>.spec.json of the study, with the tables behind each in a folder under `out`. All are fitted, and all tables
 * written, before the first document is.
 * @param study the study
 * @param options progress; whether bounds are learned again
 * @throws InputError for bad files, DocumentError for bad specs
 */
export async function fitIndustries(study: Study, options: FitOptions = {}): Promise<FittedIndustry[]> {
  const { onProgress, relearnBounds = false } = options;
  onProgress?.({ step: 'Reading judgements and figures' });
  const specs = await readIndustrySpecs(study);
  const files = await readIndustryFiles(study);
  assertTree(
    branchesOf(files.judgements.judgements, files.judgements.file),
    specs.map(({ spec }) => spec.value),
    files.judgements.file,
  );
  const fitted: FittedFigures[] = [];
  for (const { name, spec } of specs) {
    onProgress?.({ step: `Fitting ${name}` });
    assertFigures(study, spec.value, files);
    const map = await readMap(study, spec.value, files);
    const { industries } = files.industries;
    const firms = await countFirmFigures(study, spec, { industries, map: map.map });
    const previous = relearnBounds ? undefined : await previousIndustry(study, name);
    fitted.push({
      name,
      companies: firms.companies,
      tagged: firms.tagged,
      ...fitSpec(study, { spec, files, map, firms, previous }),
    });
  }
  return writeAll(study, fitted);
}

async function writeAll(study: Study, fitted: readonly FittedFigures[]): Promise<FittedIndustry[]> {
  const folders: string[] = [];
  for (const each of fitted) folders.push(await writeIndustryTables(study, each));
  const written: FittedIndustry[] = [];
  for (const [i, each] of fitted.entries()) {
    const path = modelPath(study, each.name);
    const kept = await replaceDocument(study.out, path, each.document);
    written.push({ ...each, path, tables: folders[i]!, ...(kept && { kept }) });
  }
  return written;
}

/** The document that is about to be replaced; none when there is none, or none that this version can read. */
async function previousIndustry(study: Study, name: string): Promise<IndustryDocument | undefined> {
  if (!existsSync(modelPath(study, name))) return undefined;
  try {
    return (await readDocument(modelPath(study, name), industryDocumentSchema)).value;
  } catch (error) {
    if (error instanceof DocumentError) return undefined;
    throw error;
  }
}

function assertFigures(study: Study, { indicators }: IndustrySpec, { industries }: IndustryFiles): void {
  const readsFlows = indicators.some(({ source }) => source.from === 'overlap' && source.by === 'io');
  if (readsFlows) requiredInput(study, 'industryIo');
  const problems = checkFigures(indicators, industries.figures, industries.file);
  if (problems.length === 0) return;
  throw new InputError('FILE_PROBLEM', `${industries.file} lacks figures that indicators read`, problems);
}

function readMap(study: Study, { classification }: IndustrySpec, { industries, products }: IndustryFiles) {
  return readIndustryMap(requiredInput(study, 'industryMap'), {
    industries: new Set(industries.industries.map(({ id }) => id)),
    classification,
    ...(products === undefined ? {} : { products: new Set(products.products.map(({ product }) => product)) }),
  });
}

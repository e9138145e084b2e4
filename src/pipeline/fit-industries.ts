import { InputError } from '../core/errors.js';
import type { OnProgress } from '../core/progress.js';
import { FORMAT_VERSION } from '../document/common.js';
import { type IndustryDocument, industryDocumentSchema } from '../document/industry-document.js';
import type { IndustrySpec } from '../document/industry-spec.js';
import type { Loaded } from '../document/read-document.js';
import { writeDocument } from '../document/write-document.js';
import { scoreFast } from '../industry/fast.js';
import type { WeighedNode } from '../industry/group.js';
import { meanExpertWeights, type WeighedTree, weighTree } from '../industry/hierarchy.js';
import { checkFigures } from '../industry/indicators.js';
import { prefixesOf, productLinks } from '../industry/prefixes.js';
import { assertTree, globalWeights } from '../industry/spec-tree.js';
import { below, branchesOf } from '../industry/tree.js';
import { readIndustryMap } from '../ingest/industry-map.js';
import { modelPath, requiredInput, type Study } from '../study/open-study.js';
import { type IndustryFiles, readIndustryFiles, readIndustrySpecs } from './industry-inputs.js';

/** A fitted industry document and where it was written. */
export interface FittedIndustry {
  /** `industry`, or `industry.<variant>`. */
  readonly name: string;
  readonly path: string;
  readonly document: IndustryDocument;
}

/**
 * Judgements and figures → AHP weights → FAST → industry.json, one for each industry.spec.json and
 * industry.<variant>.spec.json of the study. All are fitted before the first is written.
 * @param study the study
 * @param onProgress told each step
 * @throws InputError for bad files, DocumentError for bad specs
 */
export async function fitIndustries(study: Study, onProgress?: OnProgress): Promise<FittedIndustry[]> {
  onProgress?.({ step: 'Reading judgements and figures' });
  const specs = await readIndustrySpecs(study);
  const files = await readIndustryFiles(study);
  const branches = branchesOf(files.judgements.judgements);
  assertTree(
    branches,
    specs.map(({ spec }) => spec.value),
    files.judgements.file,
  );
  const fitted: FittedIndustry[] = [];
  for (const { name, spec } of specs) {
    onProgress?.({ step: `Fitting ${name}` });
    fitted.push({
      name,
      path: modelPath(study, name),
      document: await fitSpec(study, { spec, files, branches }),
    });
  }
  for (const { path, document } of fitted) await writeDocument(path, document);
  return fitted;
}

interface FitContext {
  readonly spec: Loaded<IndustrySpec>;
  readonly files: IndustryFiles;
  readonly branches: ReturnType<typeof branchesOf>;
}

/** One spec: map, weights and FAST, put together as a document. */
async function fitSpec(study: Study, context: FitContext): Promise<IndustryDocument> {
  const { spec, files } = context;
  assertFigures(spec.value, files);
  const map = await readMap(study, spec.value, files);
  const tree = weigh(context);
  const asOf = spec.value.asOf ?? study.asOf;
  const fast = scoreFast(spec.value, files.industries.industries, {
    weights: tree.global,
    lastYear: lastFullYear(asOf),
  });
  const { classification, dimensions, notes, leftOut } = spec.value;
  return industryDocumentSchema.parse({
    formatVersion: FORMAT_VERSION,
    study: study.study,
    ...(notes === undefined ? {} : { notes }),
    asOf,
    status: 'draft',
    synthetic: study.synthetic,
    builtOn: { spec: spec.fingerprint, ...fingerprintsOf({ ...files, industryMap: map }) },
    kind: 'industry',
    classification,
    prefixes: prefixesOf(map.map, classification),
    products: productLinks(map.map),
    dimensions: dimensions.map((each) => ({ ...each, weight: tree.global.get(each.id) })),
    indicators: fast.indicators,
    leftOut,
    nodes: tree.nodes.map(documentNode),
    experts: meanExpertWeights(tree),
    industries: fast.industries,
    targets: fast.targets,
  });
}

function fingerprintsOf(files: Readonly<Record<string, { readonly sha256: string } | undefined>>) {
  return Object.fromEntries(
    Object.entries(files).flatMap(([role, file]) => (file === undefined ? [] : [[role, file.sha256]])),
  );
}

function assertFigures({ indicators }: IndustrySpec, { industries }: IndustryFiles): void {
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

/** The spec's tree, weighed; a root with one dimension is not judged itself. */
function weigh({ spec: { value: spec }, files, branches }: FitContext): WeighedTree {
  const panel = {
    ...(files.experts === undefined ? {} : { experts: files.experts.experts }),
    ...(files.departments === undefined ? {} : { departments: files.departments.departments }),
  };
  const root = below(branches, spec.root);
  const nodes = root.length > 0 ? root : spec.dimensions.flatMap(({ id }) => below(branches, id));
  return weighTree(nodes, { panel, method: spec.ahp, globals: (local) => globalWeights(spec, local) });
}

/** What a document keeps of a node: no advice, no single voices. */
function documentNode({
  advice: _advice,
  next: _next,
  expertWeights: _weights,
  voices: _voices,
  ...node
}: WeighedNode) {
  return node;
}

/** A year's figures are known when the year is over. */
function lastFullYear(asOf: string): number {
  const year = Number(asOf.slice(0, 4));
  return asOf.endsWith('12-31') ? year : year - 1;
}

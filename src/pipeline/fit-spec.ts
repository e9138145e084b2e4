import { basename } from 'node:path';
import { FORMAT_VERSION } from '../document/common.js';
import type { Indicator } from '../document/indicator-spec.js';
import { type IndustryDocument, industryDocumentSchema } from '../document/industry-document.js';
import type { MapRow } from '../document/industry-inputs.js';
import type { IndustrySpec } from '../document/industry-spec.js';
import type { Loaded } from '../document/read-document.js';
import { alternativesOf } from '../industry/alternatives.js';
import { type FastResult, scoreFast } from '../industry/fast.js';
import { frozenBefore } from '../industry/frozen-indicator.js';
import { type Globals, meanExpertWeights, type WeighedTree, weighTree } from '../industry/hierarchy.js';
import { type OlderFigures, olderFigures, type RawValues, rawValue } from '../industry/indicators.js';
import { flowLinkage } from '../industry/overlap.js';
import type { Panel } from '../industry/panel.js';
import { prefixesOf, productLinks } from '../industry/prefixes.js';
import { branchesOfSpec, globalWeights } from '../industry/spec-tree.js';
import type { Alternative } from '../industry/stability.js';
import { type SwitchPoint, switchPoints } from '../industry/switch-points.js';
import { branchesOf } from '../industry/tree.js';
import { marginProbability, scoreUncertainty } from '../industry/uncertainty.js';
import type { WeighedNode } from '../industry/weigh-node.js';
import { normalisedValues } from '../industry/weighted-score.js';
import type { Study } from '../study/open-study.js';
import type { FirmFigures } from './firm-figures.js';
import type { IndustryFiles } from './industry-inputs.js';

/** What one spec is fitted from. */
export interface FitContext {
  readonly spec: Loaded<IndustrySpec>;
  readonly files: IndustryFiles;
  readonly map: { readonly sha256: string; readonly map: readonly MapRow[] };
  readonly firms: FirmFigures;
  /** The document that is replaced, when its bounds are kept. */
  readonly previous?: IndustryDocument | undefined;
}

/** A fitted spec: the document, and what it answers when it is questioned. */
export interface FittedSpec {
  readonly document: IndustryDocument;
  readonly tree: WeighedTree;
  /** Who judged. */
  readonly panel: Panel;
  readonly switchPoints: readonly SwitchPoint[];
  readonly alternatives: readonly Alternative[];
  /** Indicators whose bounds, learned from the data, were kept from the document before. */
  readonly keptBounds: readonly string[];
  /** Industries that were scored by older figures of industries.csv than others. */
  readonly older: readonly OlderFigures[];
}

/** Weights, FAST, uncertainty and stability of one spec. */
export function fitSpec(study: Study, context: FitContext): FittedSpec {
  const { spec, files } = context;
  const asOf = spec.value.asOf ?? study.asOf;
  const { industries } = files.industries;
  const globals: Globals = (local) => globalWeights(spec.value, local);
  const { judgements, file } = files.judgements;
  const branches = branchesOfSpec(spec.value, branchesOf(judgements, file));
  const panel = panelOf(files);
  const weighing = { panel, method: spec.value.ahp, globals };
  const tree = weighTree(branches, weighing);
  const lastYear = lastFullYear(asOf);
  const raw = spec.value.indicators.map((indicator) => rawRow(indicator, context, lastYear));
  const bounds = frozenBefore(spec.value.indicators, context.previous?.indicators ?? []);
  const fast = scoreFast(spec.value, industries, {
    weights: tree.global,
    raw,
    bounds,
    firms: context.firms.firms,
    file: files.industries.file,
    specFile: basename(spec.path),
  });
  const parts = { tree, fast, raw, globals, asOf };
  const document = industryDocumentSchema.parse(documentOf(study, context, parts));
  return {
    document,
    tree,
    panel,
    keptBounds: [...bounds.keys()],
    older: olderFigures(industries, lastYear),
    switchPoints: switchPoints(document),
    alternatives: alternativesOf(spec.value, { ...weighing, tree, fast, raw, judgements, file }),
  };
}

/** An indicator's raw values: from industries.csv, counted over firms, or from the flows between industries. */
function rawRow(indicator: Indicator, { files, firms }: FitContext, lastYear: number): (number | null)[] {
  const { industries } = files.industries;
  const { source } = indicator;
  if (source.from === 'overlap' && source.by === 'io')
    return flowLinkage(
      industries.map(({ id }) => id),
      files.industryIo!.flows,
    );
  const counted = firms.values.get(indicator.id);
  return counted === undefined
    ? industries.map((industry) => rawValue(indicator, industry, lastYear))
    : [...counted];
}

function panelOf({ experts, departments }: IndustryFiles): Panel {
  return {
    ...(experts === undefined ? {} : { experts: experts.experts }),
    ...(departments === undefined ? {} : { departments: departments.departments }),
  };
}

/** A year's figures are known when the year is over. */
function lastFullYear(asOf: string): number {
  const year = Number(asOf.slice(0, 4));
  return asOf.endsWith('12-31') ? year : year - 1;
}

interface Parts {
  readonly tree: WeighedTree;
  readonly fast: FastResult;
  readonly raw: RawValues;
  readonly globals: Globals;
  readonly asOf: string;
}

function documentOf(study: Study, { spec, files, map, firms }: FitContext, parts: Parts) {
  const { tree, fast, asOf } = parts;
  const { classification, dimensions, notes, leftOut } = spec.value;
  return {
    formatVersion: FORMAT_VERSION,
    study: study.study,
    ...(notes === undefined ? {} : { notes }),
    asOf,
    status: 'draft',
    synthetic: study.synthetic,
    builtOn: { spec: spec.fingerprint, ...fingerprintsOf({ ...files, industryMap: map, ...firms.files }) },
    kind: 'industry',
    classification,
    prefixes: prefixesOf(map.map, classification),
    products: productLinks(map.map),
    dimensions: dimensions.map((each) => ({ ...each, weight: tree.global.get(each.id) })),
    indicators: fast.indicators,
    leftOut,
    nodes: tree.nodes.map(documentNode),
    experts: meanExpertWeights(tree),
    ...withUncertainty(study, spec.value, parts),
  };
}

/** Scores with their intervals and rank probabilities, and the probability of the margin at the cut. */
function withUncertainty(
  study: Study,
  { ahp, draws, targets }: IndustrySpec,
  { tree, fast, raw, globals }: Parts,
) {
  if (draws === 0) {
    const industries = fast.industries.map((row) => ({ ...row, low: null, high: null, ranks: [] }));
    return { draws, industries, targets: { ...fast.targets, probability: null } };
  }
  const values = fast.industries.map((_row, k) => normalisedValues(fast.indicators, raw, k));
  const drawn = scoreUncertainty(fast.indicators, values, {
    tree,
    globals,
    method: ahp.method,
    ranks: fast.industries.map(({ rank }) => rank),
    seed: study.seed,
    draws,
  });
  const industries = fast.industries.map((row, k) => ({ ...row, ...drawn.industries[k]! }));
  const probability = marginProbability(drawn, fast.industries, targets.top);
  return { draws, industries, targets: { ...fast.targets, probability } };
}

/** What a document keeps of a node: no advice, no single voices. */
function documentNode(node: WeighedNode) {
  const {
    advice: _advice,
    next: _next,
    expertWeights: _weights,
    voices: _voices,
    group: _group,
    ...kept
  } = node;
  return kept;
}

function fingerprintsOf(files: Readonly<Record<string, { readonly sha256: string } | undefined>>) {
  return Object.fromEntries(
    Object.entries(files).flatMap(([role, file]) => (file === undefined ? [] : [[role, file.sha256]])),
  );
}

import { DocumentError, InputError } from '../core/errors.js';
import type { RejectedFeature } from '../document/candidate-evidence.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import { binCells } from './bin-feature.js';
import type { BinnedFeature } from './binned-feature.js';
import { type Cells, cutCells, type ManualBins } from './cells.js';
import { type Card, type FitOptions, fitCard } from './fit-card.js';
import { noFeatures } from './no-features.js';
import { sampleRows } from './prebins.js';
import { type CandidateFeature, selectFeatures } from './select-features.js';
import { badsAmong, countCells, type TrainingTable } from './training-table.js';
import { classDetermination } from './woe.js';

/** What training settles before the final fit. */
export interface Settled {
  /** Every feature of the spec, binned on the training rows. */
  readonly candidates: readonly CandidateFeature[];
  /** A card on the features that stay, fitted at the options' influence. */
  readonly card: Card;
  /** Every feature that did not stay, by stage. */
  readonly rejected: readonly RejectedFeature[];
  /** Features that telling little or overlapping had turned away, and that stay as the last of their dimension. */
  readonly shielded: readonly RejectedFeature[];
}

/** What features are settled on. */
export interface SettleOptions extends FitOptions {
  /** Bins that people cut, by feature. */
  readonly manual: ReadonlyMap<string, ManualBins>;
}

/**
 * Bins, selects and fits: which features stay. Each dimension keeps at least its best sign-correct feature.
 * @throws InputError ONE_CLASS when the rows hold only goods or only bads
 * @throws DocumentError DIMENSION_EMPTY when a dimension that the spec does not waive ends up without a feature; NO_FEATURES when
 * every dimension is waived and none has one
 */
export function settleFeatures(options: SettleOptions): Settled {
  const { spec, table, rows } = options;
  assertTwoClasses(table, rows);
  const sample = sampleRows(rows, table.sampleKey);
  const sources = 1 + rows.reduce((most, row) => Math.max(most, table.source[row]!), 0);
  const candidates = spec.features.map((feature) => {
    const manual = options.manual.get(feature.id);
    const cells = cutCells(feature, table, { sample, binning: spec.binning, manual });
    return candidate(cells, options, sources);
  });
  const shielded: RejectedFeature[] = [];
  const gone: RejectedFeature[] = [];
  for (;;) {
    const names = new Set(shielded.map(({ feature }) => feature));
    const out = gone.filter(({ feature }) => !names.has(feature));
    const open = candidates.filter(({ feature }) => out.every((entry) => entry.feature !== feature.id));
    const selection = selectFeatures(open, { rows, limits: spec.selection, shielded: names });
    const card = fitCard(selection.kept, { ...options, correlations: selection.correlations });
    const rejected = [...selection.rejected, ...out, ...card.rejected];
    const rivals = goneRivals(rejected, gone);
    gone.push(...rivals);
    if (rivals.length > 0) continue;
    const hope = nextHope(spec, candidates, { card, rejected, shielded: names });
    if (hope === undefined && card.features.length === 0) throw noFeatures(rejected);
    if (hope === undefined) return { candidates, card, rejected, shielded };
    shielded.push(hope);
  }
}

/**
 * Features that turned others away for correlating with them, and left themselves: selection begins again without them.
 * @param rejected who left, and why
 * @param before those that were found so already
 */
function goneRivals(
  rejected: readonly RejectedFeature[],
  before: readonly RejectedFeature[],
): RejectedFeature[] {
  const turnedAway = rejected.filter((entry) => entry.stage === 'correlation' && !isTwin(entry));
  const rivals = new Set(turnedAway.map(({ twin }) => twin));
  const known = new Set(before.map(({ feature }) => feature));
  return rejected.filter(({ feature }) => rivals.has(feature) && !known.has(feature));
}

/** One feature, binned, with what it tells of the label source. */
function candidate(cells: Cells, { spec, table, rows }: FitOptions, sources: number): CandidateFeature {
  const { codes, feature } = cells;
  const size = cells.shapes.length;
  const counts = countCells(table, rows, { codes, size });
  const waived = Object.hasOwn(spec.selection.waivers, feature.id);
  const binned = binCells(cells, counts, { binning: spec.binning, waived });
  return { ...binned, sourceDetermination: sourceDetermination(binned, spec, { table, rows, sources }) };
}

/** λ of the cells, before anything is put together by good and bad, on the label source: among goods and among bads. */
function sourceDetermination(
  { cells, units }: BinnedFeature,
  spec: EnterpriseSpec,
  { table, rows, sources }: Pick<FitOptions, 'table' | 'rows'> & { readonly sources: number },
): number | null {
  if (spec.label === undefined || sources < 2) return null;
  const unitOf = new Int32Array(cells.shapes.length).fill(-1);
  units.forEach((own, unit) => {
    for (const cell of own) unitOf[cell] = unit;
  });
  const counts = [0, 1].map(() => units.map(() => new Array<number>(sources).fill(0)));
  for (const row of rows) {
    const unit = unitOf[cells.codes[row]!]!;
    if (unit >= 0) counts[table.bad[row]!]![unit]![table.source[row]!]!++;
  }
  const found = counts.map(classDetermination).filter((value) => value !== null);
  return found.length === 0 ? null : Math.max(...found);
}

function assertTwoClasses(table: TrainingTable, rows: Uint32Array): void {
  const bads = badsAmong(table, rows);
  if (bads > 0 && bads < rows.length) return;
  throw new InputError('ONE_CLASS', 'The training rows hold one class only', [
    {
      code: 'ONE_CLASS',
      found: `${rows.length - bads} good and ${bads} bad firms`,
      expected: 'both kinds',
      hint: 'firms that are both or neither, that label.exclude names, that lack more features than thin.maxMissing, or that the split only tests, are none of them',
    },
  ]);
}

interface Attempt {
  readonly card: Card;
  readonly rejected: readonly RejectedFeature[];
  readonly shielded: ReadonlySet<string>;
}

/**
 * The best feature of an empty dimension that was turned away only for telling little or overlapping: it gets a shield
 * and another try. Undefined when no dimension is empty, or when what is empty is waived.
 */
function nextHope(
  { dimensions }: EnterpriseSpec,
  candidates: readonly CandidateFeature[],
  { card, rejected, shielded }: Attempt,
): RejectedFeature | undefined {
  const filled = new Set(card.features.map(({ feature }) => feature.dimension));
  const soft = new Map(
    rejected
      .filter((entry) => ['iv', 'correlation', 'vif'].includes(entry.stage) && !isTwin(entry))
      .map((entry) => [entry.feature, entry]),
  );
  for (const { id, waiver } of dimensions) {
    if (filled.has(id) || waiver !== undefined) continue;
    const hopes = candidates
      .filter(({ feature }) => feature.dimension === id && soft.has(feature.id) && !shielded.has(feature.id))
      .sort((a, b) => b.iv - a.iv);
    if (hopes[0] === undefined) throw dimensionEmpty(id, rejected, candidates);
    return soft.get(hopes[0].feature.id);
  }
  return undefined;
}

/** A column that another one determines cannot stay beside it, and says no more than it where that one cannot. */
const isTwin = ({ stage, value }: RejectedFeature): boolean =>
  stage === 'correlation' && Math.abs(value ?? 0) > 1 - 1e-9;

function dimensionEmpty(
  id: string,
  rejected: readonly RejectedFeature[],
  candidates: readonly CandidateFeature[],
): DocumentError {
  const own = new Set(
    candidates.filter(({ feature }) => feature.dimension === id).map(({ feature }) => feature.id),
  );
  const at = { code: 'DIMENSION_EMPTY', file: 'enterprise.spec.json', path: `dimensions.${id}` };
  const hint = 'give the dimension a better feature, or waive it in writing';
  const problems = rejected
    .filter(({ feature }) => own.has(feature))
    .map(({ feature, stage, reason }) => ({ ...at, found: `${feature}: ${stage}, ${reason}`, hint }));
  const nothing = { ...at, found: 'no feature', hint };
  return new DocumentError(
    'DIMENSION_EMPTY',
    `No feature of dimension ${id} can stay`,
    problems.length === 0 ? [nothing] : problems,
  );
}

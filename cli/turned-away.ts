import { heading, printLines, quiet, table, warning } from './print.js';

type Dipper = typeof import('../src/index.js');
type Document = import('../src/index.js').EnterpriseDocument;
type Evaluation = Document['training']['evaluations'][number];

/** The features that the selection of a split turned away, and those that stay all the same. */
export function printTurnedAway(
  { split, rejected, shielded = [] }: Evaluation,
  document: Document,
  { waivableStages }: Dipper,
): void {
  printLines(
    heading(`Turned away · split ${split}`),
    rejectedTable(rejected, waivableStages),
    ...shielded.map((stayed) => shieldedLine(stayed, document)),
  );
}

/** Features that were turned away, each with its reason. */
export function rejectedTable(
  rejected: readonly Evaluation['rejected'][number][],
  waivable: readonly string[],
): string {
  if (rejected.length === 0) return '  none';
  const number = (value: number | null) => (value === null ? '' : value.toFixed(3));
  const rows = rejected.map(({ feature, stage, reason, value, limit }) => [
    stage === 'leakage' ? warning(feature) : feature,
    stage === 'leakage' ? warning(stage) : stage,
    number(value),
    number(limit),
    reason,
  ]);
  const made = table(['feature', 'stage', 'value', 'limit', 'reason'], rows, [0, 1, 4]);
  return rejected.some(({ stage }) => waivable.includes(stage)) ? `${made}\n${quiet(WAIVER_NOTE)}` : made;
}

const WAIVER_NOTE =
  '  a feature that is to stay all the same is named, with the reason, in selection.waivers of enterprise.spec.json';

/** Why a feature stays that a limit had turned away. */
function shieldedLine(
  { feature, stage, value, limit }: Evaluation['rejected'][number],
  { features }: Document,
): string {
  const dimension = features.find((each) => each.feature.id === feature)?.feature.dimension;
  const measured = value === null ? '' : ` (${value.toFixed(3)}, limit ${limit?.toFixed(3)})`;
  const why = dimension === undefined ? 'its dimension has' : `dimension ${dimension} has`;
  return warning(`  ${feature} stays although ${stage} turns it away${measured}: ${why} nothing better`);
}

import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { Calibration } from '../enterprise/calibrate.js';
import type { TrainingData } from './training-data.js';

/**
 * The labelled firms as a prior correction takes them: drawn by outcome, by as much as it moved the odds. What the card says of firms
 * is held against labels beside these odds, and a bad firm counts for as many as it stands for. Firms are as they were where the spec
 * names customers: these are no sample by outcome, and the card is calibrated on them.
 * @source King & Zeng (2001), §4
 */
export function asDrawn(
  data: TrainingData,
  { priorShift }: Calibration,
  { label }: Pick<EnterpriseSpec, 'label'>,
): TrainingData {
  if (priorShift === 0 || label?.customers !== undefined) return data;
  const { table } = data;
  const offset = Float64Array.from(
    { length: table.rows },
    (_, row) => (table.offset?.[row] ?? 0) - priorShift,
  );
  return { ...data, table: { ...table, offset } };
}

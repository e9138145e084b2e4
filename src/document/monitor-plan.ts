import { z } from 'zod';
import { columnNameSchema, FORMAT_VERSION } from './common.js';

/** From which value on a measure calls for attention, and for action. */
const limits = (watch: number, fail: number) =>
  z
    .strictObject({ watch: z.number().min(0).default(watch), fail: z.number().min(0).default(fail) })
    .refine((given) => given.watch <= given.fail, 'watch at most fail')
    .default({ watch, fail });

/** Measures without a usual limit are shown, and judged only where the plan gives one. */
const optionalLimits = z
  .strictObject({ watch: z.number().min(0), fail: z.number().min(0) })
  .refine((given) => given.watch <= given.fail, 'watch at most fail')
  .optional();

/** monitor.json: what is checked of a new month, and from where on it is called drift. */
export const monitorPlanSchema = z.strictObject({
  formatVersion: z.literal(FORMAT_VERSION),
  kind: z.literal('monitor-plan'),
  /** Stability index of the score, in deciles of the reference. Default watch 0.10, fail 0.25. */
  score: limits(0.1, 0.25),
  /** Stability index of each feature over its bins. */
  features: limits(0.1, 0.25),
  /** Features that are checked; left out: all of the card. */
  only: z.array(columnNameSchema).optional(),
  /** Matrix weighted bandwidth of moves to worse and to better tiers, among firms of both runs. */
  downgrades: optionalLimits,
  upgrades: optionalLimits,
  /** Rise of the concentration index over tiers. */
  concentration: optionalLimits,
  /** Share of firms whose tier a person set. Default watch 0.05, fail 0.10. */
  overrides: limits(0.05, 0.1),
});
export type MonitorPlan = z.infer<typeof monitorPlanSchema>;

/** The plan where none is given. */
export const defaultPlan: MonitorPlan = monitorPlanSchema.parse({
  formatVersion: FORMAT_VERSION,
  kind: 'monitor-plan',
});

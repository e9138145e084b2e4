import { totalmem } from 'node:os';
import type { EngineLimits } from '../engine/engine.js';
import type { CompanyPlan } from './load-companies.js';

/** What a small study gets, and how much of the machine a large one may have at most. */
const LEAST = 800e6;
const MOST_SHARE = 0.8;
/** Tables of companies and ratings take about as much as the file does as text. */
const TIMES_FILE = 1.25;

/**
 * The engine's limits with a memory limit that suits the files: 1.25 times their size, at least 800 MB, at most 80 % of the machine.
 * Beyond it the engine spills to disk. A limit that the user set stands.
 * @param limits what the user set
 * @param plan the files
 */
export function limitsFor(limits: EngineLimits, { companies, invoices }: CompanyPlan): EngineLimits {
  if (limits.memoryLimit !== undefined) return limits;
  const bytes = companies.bytes + (invoices?.plan.bytes ?? 0);
  const wanted = Math.min(Math.max(LEAST, TIMES_FILE * bytes), MOST_SHARE * totalmem());
  return { ...limits, memoryLimit: `${Math.round(wanted / 1e6)}MB` };
}

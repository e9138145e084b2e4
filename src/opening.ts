import { pathsOf } from './document/mapping.js';
import { type Scans, scanAhead } from './ingest/scan-ahead.js';
import type { Study } from './study/open-study.js';

export { openStudy } from './study/open-study.js';

/**
 * Starts to scan the company files in threads of their own. Long work does so before it loads what else it needs, as half a
 * machine would be idle meanwhile.
 * @returns the scans, for `RunOptions` and `TrainOptions`
 */
export function scanCompanies({ inputs }: Study): Scans {
  return scanAhead(inputs.companies === undefined ? [] : pathsOf(inputs.companies));
}

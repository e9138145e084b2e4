/** What the main job needs of the library: `dipper run` starts with this much, as everything takes a tenth of a second more. */
export { InputError } from './core/errors.js';
export { rateTable } from './credit/rate-table.js';
export { gatesOf } from './document/gates.js';
export { scaleParts } from './document/scale-parts.js';
export { type Models, readModels, readRatingModels } from './pipeline/read-models.js';
export { type RunOptions, type RunResult, runStudy } from './pipeline/run-study.js';
export type { RatedSummary, RunSummary } from './pipeline/run-summary.js';
export { openStudy, type Study } from './study/open-study.js';
export { gateText } from './text/gate.js';
export { wordingIn } from './text/wording.js';

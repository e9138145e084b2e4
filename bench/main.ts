/** `npm run bench [-- SIZES]`: AHP, `dipper run` at several sizes, training. Default sizes: 60,000, 600,000 and 6,000,000 firms. */
import { resolve } from 'node:path';
import { benchAhp } from './ahp.js';
import { benchRun, type Measured } from './run.js';
import { benchStart } from './start.js';
import { benchTraining } from './train.js';

const root = resolve(import.meta.dirname, '..');
const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [60_000, 600_000, 6_000_000];

benchStart(root);
benchAhp();
const measured: Measured[] = [];
for (const firms of sizes) measured.push(await benchRun(root, firms));
console.log('\nhow cost grows');
for (const { firms, baseline, seconds, peakMb } of measured) {
  const perRow = (1e6 * seconds) / firms;
  console.log(
    `  ${firms.toLocaleString('en-US').padStart(9)} firms  ${perRow.toFixed(2)} µs a firm  ${(seconds / baseline).toFixed(2)} times the baseline  ${peakMb.toFixed(0)} MB`,
  );
}
await benchTraining(root, sizes.includes(600_000) ? 600_000 : sizes[0]!);

import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { child } from '../child.js';
import type { Measured } from './peer.js';

const STAGES_SCRIPT = join(import.meta.dirname, 'dipper-stages.ts');

/**
 * Measures `dipper train` from start to end, then its stages, each in a process of its own.
 * @param root folder of the project, built
 * @param folder the study
 */
export async function measureDipper(root: string, folder: string): Promise<Measured> {
  rmSync(join(folder, 'models/enterprise.json'), { force: true });
  const started = performance.now();
  const command = join(root, 'dist/cli/main.js');
  const peakMb = await child(root, process.execPath, [command, 'train', '--study', folder, '--json']);
  const whole = (performance.now() - started) / 1000;
  const output = execFileSync('npx', ['tsx', STAGES_SCRIPT, folder], { cwd: root, encoding: 'utf8' });
  const { stages, auc, versions } = JSON.parse(output);
  return { name: 'Dipper', seconds: { ...stages, whole }, over: {}, peakMb, auc, versions };
}

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identified, type Manifest } from '../../src/output/manifest.js';
import { findRun, publishRun } from '../../src/output/run-folder.js';
import { openWorkFolder } from '../../src/output/work-folder.js';
import { root } from '../fixtures/foshan-study.js';

const own = identified({
  formatVersion: 1,
  study: 'tiny',
  asOf: '2024-06-30',
  synthetic: true,
  codeVersion: '0',
  seed: 1,
  inputs: {},
  documents: {},
  options: {},
});
const ID = own.run;
const facts: Omit<Manifest, 'outputs'> = { ...own, counts: {} };

/** Makes a run of one file. */
async function publish(out: string) {
  const work = await openWorkFolder(out);
  writeFileSync(join(work.path, 'a.csv'), 'a');
  return publishRun(work, out, { manifest: facts, parquetRows: {} });
}

describe('a run', () => {
  it('that another process made meanwhile is the one that is there', async () => {
    const out = mkdtempSync(join(tmpdir(), 'dipper-'));
    const { folder, manifest } = await publish(out);
    expect((await publish(out)).folder).toBe(folder);
    expect(readdirSync(out)).toEqual([ID]);
    expect(await findRun(out, ID)).toEqual(manifest);
    expect(await findRun(out, 'r2')).toBeUndefined();
  });

  it('is not taken for made where a folder without a manifest is in its place', async () => {
    const out = mkdtempSync(join(tmpdir(), 'dipper-'));
    mkdirSync(join(out, ID));
    writeFileSync(join(out, ID, 'notes.txt'), 'mine');
    await expect(publish(out)).rejects.toMatchObject({
      code: 'RUN_DAMAGED',
      problems: [{ code: 'MISSING_OUTPUT', file: 'manifest.json' }],
    });
    expect(readFileSync(join(out, ID, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it.each(['', '{"run": "r1", "outp', '{}', 'null', '{"run": "r1", "outputs": null}'])(
    'with the manifest %j is damaged',
    async (text) => {
      const out = mkdtempSync(join(tmpdir(), 'dipper-'));
      const { folder } = await publish(out);
      writeFileSync(join(folder, 'manifest.json'), text);
      await expect(findRun(out, ID)).rejects.toMatchObject({
        code: 'RUN_DAMAGED',
        problems: [{ code: 'NOT_JSON', file: 'manifest.json' }],
      });
    },
  );

  it('is called by everything that decided: a manifest that says something else is damaged', async () => {
    const out = mkdtempSync(join(tmpdir(), 'dipper-'));
    const { folder, manifest } = await publish(out);
    expect(ID).toMatch(/^2024-06-30-[0-9a-f]{12}$/);
    for (const change of [
      { seed: 2 },
      { synthetic: false },
      { codeVersion: '1' },
      { inputs: { companies: {} } },
    ]) {
      writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, ...change }));
      await expect(findRun(out, ID)).rejects.toMatchObject({
        code: 'RUN_DAMAGED',
        problems: [{ code: 'CHANGED_OUTPUT', file: 'manifest.json', expected: `those of ${ID}` }],
      });
    }
  });

  it('may have more files than can be open', () => {
    const out = mkdtempSync(join(tmpdir(), 'dipper-'));
    const script = `
      import { writeFileSync } from 'node:fs';
      import { publishRun } from '${join(root, 'src/output/run-folder.ts')}';
      import { openWorkFolder } from '${join(root, 'src/output/work-folder.ts')}';
      const work = await openWorkFolder('${out}');
      for (let i = 0; i < 400; i++) writeFileSync(work.path + '/' + i + '.csv', 'a');
      await publishRun(work, '${out}', { manifest: ${JSON.stringify(facts)}, parquetRows: {} });`;
    const node = [process.execPath, '--import', 'tsx', '--input-type=module', '-e', script];
    const made = spawnSync('bash', ['-c', 'ulimit -n 128; exec "$@"', 'bash', ...node], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(made.stderr).toBe('');
    expect(readdirSync(join(out, ID))).toHaveLength(401);
  });
});

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.js';
import { openStudy, runStudy, sampleVisits } from '../../src/index.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

it('a document in a run’s folder is held against the run’s id, whatever the manifest says of its file', async () => {
  const study = await openStudy(copyFoshan(300));
  const { folder } = await runStudy(study);
  const run = basename(folder);
  await expect(sampleVisits(study, { run, n: 50 })).resolves.toBeDefined();
  const forge = (text: string) => {
    writeFileSync(join(folder, 'policy.json'), text);
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    manifest.outputs['policy.json'].sha256 = sha256(text);
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  };
  const policy = readFileSync(join(folder, 'policy.json'), 'utf8');
  for (const text of [policy.replace('"capBp": 700', '"capBp": 900'), '{}', 'no JSON']) {
    expect(text).not.toBe(policy);
    forge(text);
    await expect(sampleVisits(study, { run, n: 50 })).rejects.toMatchObject({
      code: 'RUN_DAMAGED',
      problems: [{ code: 'CHANGED_OUTPUT', file: 'policy.json' }],
    });
  }
  // Only what it says counts.
  forge(`\n${policy}`);
  await expect(sampleVisits(study, { run, n: 50 })).resolves.toBeDefined();
});

it('documents that are saved with a mark before them are the same ones, in the run’s folder too', async () => {
  const folder = copyFoshan(300);
  const before = await runStudy(await openStudy(folder));
  for (const name of ['industry', 'enterprise', 'policy'])
    edit(folder, `models/${name}.json`, (text) => `\ufeff${text}`);
  edit(folder, 'dipper.json', (text) => `\ufeff${text}`);
  const study = await openStudy(folder);
  const after = await runStudy(study);
  expect(after.manifest.run).toBe(before.manifest.run);
  rmSync(before.folder, { recursive: true });
  const again = await runStudy(study);
  expect(again.manifest.run).toBe(before.manifest.run);
  await expect(sampleVisits(study, { run: again.manifest.run, n: 50 })).resolves.toBeDefined();
});

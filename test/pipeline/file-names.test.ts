import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  listLines,
  monitorRuns,
  openStudy,
  reportRun,
  runStudy,
  validateRun,
  verifyStudy,
} from '../../src/index.js';
import { copyFoshan } from '../fixtures/foshan-study.js';
import { csvRows, tableOf } from '../fixtures/page.js';

it.each([
  ['x[2]', 'x2'],
  ['好*业', '好企业'],
  ["it's?", "it's1"],
])('a folder %s is itself, not a pattern that %s fits too', async (name, other) => {
  const parent = mkdtempSync(join(tmpdir(), 'names-'));
  const [own, sibling] = [join(parent, name), join(parent, other)];
  const made = copyFoshan(300);
  for (const folder of [own, sibling]) {
    mkdirSync(folder);
    cpSync(made, folder, { recursive: true });
  }
  const companies = join(sibling, 'companies.csv');
  const lines = readFileSync(companies, 'utf8').split('\n');
  writeFileSync(companies, lines.slice(0, 200).join('\n'));
  const study = await openStudy(own);
  await runStudy(await openStudy(sibling));
  const { manifest, folder } = await runStudy(study);
  const { run } = manifest;
  expect(manifest.counts.records).toBe(300);
  expect(await verifyStudy(study)).toMatchObject({ rows: 300, differing: 0 });
  expect(await monitorRuns(study, { run, against: run })).toMatchObject({
    firms: { both: manifest.counts.rated },
  });
  const { labelled } = await validateRun(study, { run });
  expect(labelled.n).toBeGreaterThan(0);
  const page = readFileSync((await reportRun(study, { run })).file, 'utf8');
  const firms = tableOf(page, 'dimensions')
    .slice(1)
    .reduce((sum, [, n]) => sum + Number(n), 0);
  expect(firms).toBe(manifest.counts.rated);
  const listed = await listLines(study, { run, format: 'csv', draft: true });
  const rows = (path: string) => csvRows(readFileSync(path, 'utf8')).length;
  expect(rows(join(listed.folder, 'targets.csv'))).toBe(rows(join(folder, 'targets.csv')));
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStudy, reportRun, runStudy } from '../../src/index.js';
import { dipperHere } from '../fixtures/cli.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

it('who approved a document, and from when on it holds, stands on the terminal and in the report', async () => {
  const folder = writeTinyStudy(['a,甲厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈大文']);
  for (const document of ['enterprise', 'industry', 'policy']) {
    const { stdout } = await dipperHere('models', 'show', document, '--study', folder);
    expect(stdout).toContain('(approved by tests, valid from 2024-01-01)');
  }
  const study = await openStudy(folder);
  const { manifest } = await runStudy(study);
  const made = await reportRun(study, { run: manifest.run });
  const page = readFileSync(join(made.folder, 'report.html'), 'utf8');
  expect(page.match(/document \(approved by tests, valid from 2024-01-01\)/g)).toHaveLength(3);
  expect(page).toContain('文档（已批准，审批人tests，生效日期2024-01-01）');
});

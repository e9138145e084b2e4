import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStudy, reportRun, runStudy } from '../../src/index.js';
import { dipperHere } from '../fixtures/cli.js';
import { edit } from '../fixtures/foshan-study.js';
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

it('a document approved by nobody, or from a later day on, is told for the draft that runs count it as', async () => {
  const folder = writeTinyStudy(['a,n,C3071,60,3000000,30000000,28000000,A,2015-01-01,,,town,contact']);
  edit(folder, 'models/policy.json', (text) =>
    text.replace('"validFrom":"2024-01-01"', '"validFrom":"2025-01-01"'),
  );
  const { stdout } = await dipperHere('models', 'show', 'policy', '--study', folder);
  expect(stdout).toContain('(draft: approved by nobody, or not from 2024-06-30 on)');
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkTable } from '../../cli/train-evidence.js';
import type { EnterpriseDocument } from '../../src/index.js';
import { root } from '../fixtures/foshan-study.js';

it('the checks of a training tell a penalty by name, and none where there is none', () => {
  const text = readFileSync(join(root, 'models/foshan/enterprise.json'), 'utf8');
  const document = JSON.parse(text) as EnterpriseDocument;
  const fit = document.training.fit!;
  const told = (l2: number) =>
    checkTable({ ...document, training: { ...document.training, fit: { ...fit, l2 } } });
  expect(told(0)).toContain(`maximum likelihood in ${fit.iterations} steps`);
  expect(told(2.5)).toContain(`maximum likelihood with a ridge penalty of 2.5 in ${fit.iterations} steps`);
});

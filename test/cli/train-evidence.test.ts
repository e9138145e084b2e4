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
    checkTable({ ...document, training: { ...document.training, fit: { ...fit, l2 } } }, 10);
  expect(told(0)).toContain(`maximum likelihood in ${fit.iterations} steps`);
  expect(told(2.5)).toContain(`maximum likelihood with a ridge penalty of 2.5 in ${fit.iterations} steps`);
});

it('firms to a feature, of the rarer kind, are held against what the spec asks for', () => {
  const text = readFileSync(join(root, 'models/foshan/enterprise.json'), 'utf8');
  const document = JSON.parse(text) as EnterpriseDocument;
  const told = (n: number, bads: number, eventsPerFeature: number) => {
    const [first] = document.training.evaluations;
    const train = { ...first!.train, n, bads };
    const features = document.features.slice(0, 4);
    const training = { ...document.training, evaluations: [{ ...first!, train }] };
    const line = checkTable({ ...document, features, training }, eventsPerFeature).split('\n');
    return line
      .find((each) => each.includes('per feature'))!
      .replace(/\s+/g, ' ')
      .trim();
  };
  expect(told(1000, 40, 10)).toBe('bads per feature 10.0');
  expect(told(1000, 40, 10.5)).toBe('bads per feature 10.0 fewer than 10.5: mostly noise');
  expect(told(1000, 990, 10)).toBe('goods per feature 2.5 fewer than 10: mostly noise');
});

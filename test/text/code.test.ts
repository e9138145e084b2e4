import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codeText } from '../../src/text/code.js';

const policy = JSON.parse(readFileSync(join(import.meta.dirname, '../../models/foshan/policy.json'), 'utf8'));

it('a code is what the policy says of its rule; days overdue are told where no rule has the name', () => {
  expect(codeText('OVERDUE_30', policy, 'en')).toBe('Overdue with us for 30 days or more');
  const text = { en: 'Overdue at other banks', zh: '他行逾期' };
  const rule = { id: 'OVERDUE_30', text, when: {}, outcome: 'manual', missing: 'ignore' };
  expect(codeText('OVERDUE_30', { ...policy, rules: [rule] }, 'zh')).toBe('他行逾期');
  expect(codeText('SECOND_REVIEW', policy, 'zh')).toBe('额度需双人复核');
  expect(codeText('NO_SUCH_CODE', policy, 'en')).toBe('NO_SUCH_CODE');
});

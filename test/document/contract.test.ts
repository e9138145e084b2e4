import { expect, it } from 'vitest';
import { mergeContract, unknownColumns } from '../../src/document/contract.js';

it('names the place that reads a column, not words or values that are written alike', () => {
  const json = {
    notes: ['staf'],
    features: [
      {
        id: 'staf',
        name: { en: 'staf', zh: 'staf' },
        when: { column: 'town', op: 'in', values: ['staf'] },
        terms: [{ column: 'staf' }],
      },
      { id: 'area', when: { column: 'towns', op: '=', value: 'staf' } },
    ],
  };
  const found = unknownColumns(['staf'], [{ name: 'staff', type: 'integer' }], { file: 'spec.json', json });
  expect(found).toMatchObject([{ path: 'features[0].terms[0].column', hint: 'did you mean "staff"?' }]);
});

it('says what two declarations of a column say differently', () => {
  const id = { name: 'company_id', type: 'text' } as const;
  const merge = () =>
    mergeContract(
      [id, { name: 'town', type: 'category', source: 'registration' }],
      [{ name: 'town', type: 'text', source: 'registration', missing: 'rejected' }],
    );
  expect(merge).toThrow(
    expect.objectContaining({
      code: 'BAD_CONTRACT',
      problems: [
        expect.objectContaining({
          column: 'town',
          found: 'type: "category" and "text", missing: nothing and "rejected"',
        }),
      ],
    }),
  );
});

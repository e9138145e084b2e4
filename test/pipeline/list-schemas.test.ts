import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listSchemas, openStudy, showSchema } from '../../src/index.js';
import { inputRoles } from '../../src/study/study.js';
import { root } from '../fixtures/foshan-study.js';

const foshan = () => openStudy(join(root, 'data/foshan'));
const noStudy = () => Promise.reject(new Error('no study is needed'));
const json = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));

const shipped = {
  study: 'data/foshan/dipper.json',
  'industry-spec': 'models/foshan/industry.spec.json',
  industry: 'models/foshan/industry.json',
  'enterprise-spec': 'models/foshan/enterprise.spec.json',
  enterprise: 'models/foshan/enterprise.json',
  policy: 'models/foshan/policy.json',
} as const;

describe('the JSON Schema of a document', () => {
  it.each(Object.entries(shipped))(
    '%s: takes the shipped one, refuses an unknown key',
    async (name, path) => {
      const shown = await showSchema(name, noStudy);
      if (shown.kind !== 'document') throw new Error('a document');
      const validator = z.fromJSONSchema(shown.schema as Parameters<typeof z.fromJSONSchema>[0]);
      const document = json(path);
      expect(validator.safeParse(document).success).toBe(true);
      expect(validator.safeParse({ ...document, surprise: 1 }).success).toBe(false);
      expect(validator.safeParse({ ...document, formatVersion: 2 }).success).toBe(false);
    },
  );

  it('asks for what has no default, and calls days dates', async () => {
    const shown = await showSchema('study', noStudy);
    expect(shown).toMatchObject({
      file: 'dipper.json',
      schema: {
        title: 'dipper.json',
        required: [
          'formatVersion',
          'study',
          'title',
          'synthetic',
          'asOf',
          'currency',
          'seed',
          'inputs',
          'models',
        ],
        properties: { asOf: { type: 'string', format: 'date' }, out: { default: 'out' } },
      },
    });
  });
});

describe('the columns of a table', () => {
  it('are the same in every study for most, with what a missing value means', async () => {
    const shown = await showSchema('judgements', noStudy);
    expect(shown).toMatchObject({ kind: 'table', file: 'judgements.csv', others: null });
    expect(shown.kind === 'table' && shown.columns.find(({ name }) => name === 'value')).toEqual({
      name: 'value',
      type: 'text',
      unit: null,
      required: true,
      missing: 'allowed',
      missingMeaning: 'the pair is left open: never taken for 1',
      expected: 'text',
    });
  });

  it('of companies come from the study’s documents', async () => {
    const shown = await showSchema('companies', foshan);
    const columns = shown.kind === 'table' ? shown.columns : [];
    const header = readFileSync(join(root, 'data/foshan/companies.csv'), 'utf8').split('\n')[0]!.split(',');
    expect(columns.map(({ name }) => name).sort()).toEqual([...header].sort());
    expect(columns.find(({ name }) => name === 'paid_in_capital')).toMatchObject({
      unit: 'CNY',
      required: true,
      missingMeaning: 'not published',
    });
    expect(columns.find(({ name }) => name === 'internal_rating')).toMatchObject({ required: false });
  });

  it('are listed for every input that dipper.json may name', async () => {
    const names = listSchemas().map(({ name }) => name);
    const kebab = (role: string) => role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    expect(
      inputRoles
        .filter((role) => role !== 'previousRatings')
        .map(kebab)
        .filter((name) => !names.includes(name)),
    ).toEqual([]);
    for (const name of names) expect((await showSchema(name, foshan)).name).toBe(name);
  });

  it('have a name that may be mistyped', async () => {
    await expect(showSchema('judgments', noStudy)).rejects.toMatchObject({
      code: 'UNKNOWN_NAME',
      problems: [{ found: 'judgments', hint: 'did you mean "judgements"?' }],
    });
  });
});

import { expect, it } from 'vitest';
import { z } from 'zod';
import { conditionSchema } from '../../src/document/condition.js';
import { featureSchema } from '../../src/document/feature.js';
import { industrySpecSchema } from '../../src/document/industry-spec.js';
import { parseDocument } from '../../src/document/read-document.js';

const schema = z.object({
  name: z.string(),
  share: z.number().min(0).lt(1),
  ids: z.array(z.string().regex(/^[a-z]+$/)).min(1),
  days: z.int(),
});

const problemsOf = (text: string, wanted: z.ZodType = schema) => {
  try {
    parseDocument(text, { path: 'a.json', schema: wanted });
    return [];
  } catch (error) {
    const { problems } = error as { problems: { path?: string; found?: string; expected?: string }[] };
    return problems.map(({ path, found, expected }) => [path, found, expected]);
  }
};

it('reads over a byte order mark, and says in which line a text stops being JSON', () => {
  const text = '{"name": "n", "share": 0, "ids": ["a"], "days": 1}';
  expect(problemsOf(`\ufeff${text}`)).toEqual([]);
  const problem = (broken: string) => {
    try {
      return parseDocument(broken, { path: 'a.json', schema });
    } catch (error) {
      const { code, line } = (error as { problems: { code: string; line?: number }[] }).problems[0]!;
      return { code, line };
    }
  };
  expect(problem('{\n"name": "n",\n}')).toEqual({ code: 'NOT_JSON', line: 3 });
  expect(problem('{\n"name": "n"')).toEqual({ code: 'NOT_JSON', line: 2 });
  for (const wrong of ['“n”', "'n'", '// n', 'NaN', 'True', '', '"a\tb"', '01', '1 2', '-', '"\\q"'])
    expect(problem(`\ufeff{\n"a":\n${wrong},\n"b": [\n]\n}`), wrong).toEqual({ code: 'NOT_JSON', line: 3 });
  // A reviewer reads the first, a parser takes the last.
  const twice = text.replace('"days": 1', '"days": 1,\n"share": 0.9');
  expect(problem(twice)).toEqual({ code: 'REPEATED_KEY', line: 2 });
});

it('says in words what should have stood where', () => {
  expect(problemsOf('{"share": 1, "ids": [], "days": 1.5}')).toEqual([
    ['name', 'nothing', 'a text'],
    ['share', '1', 'less than 1'],
    ['ids', '[]', 'at least 1 in the list'],
    ['days', '1.5', 'a whole number'],
  ]);
  expect(problemsOf('{"name": 3, "share": -1, "ids": ["A"], "days": 1}')).toEqual([
    ['name', '3', 'a text'],
    ['share', '-1', 'at least 0'],
    ['ids[0]', '"A"', 'a text that matches /^[a-z]+$/'],
  ]);
  expect(problemsOf('[]')).toEqual([[undefined, '[]', 'an object']]);
});

it('takes what was most likely meant, and tells all that may stand there', () => {
  const condition = (value: unknown) =>
    problemsOf(JSON.stringify({ when: value }), z.object({ when: conditionSchema }));
  const ops = 'one of >, >=, <, <=, =, !=, missing, in, between';
  expect(condition({ column: 'a', op: '==', value: 1 })).toEqual([['when.op', '"=="', ops]]);
  const nested = {
    any: [
      { column: 'a', op: '=', value: 1 },
      { column: 'b', op: 'is', value: 1 },
    ],
  };
  expect(condition(nested)).toEqual([['when.any[1].op', '"is"', ops]]);
  expect(condition({ column: 'a', op: 'between', low: 1 })).toEqual([
    ['when.high', 'nothing', expect.any(String)],
  ]);
  const kinds = 'one of sum, ratio, months, category, flag, lookup';
  expect(problemsOf('{"kind": "sums"}', featureSchema)).toEqual([['kind', '"sums"', kinds]]);
});

it('tells beside the words that may stand there that a number or an object may', () => {
  const schema = z.object({
    low: z.union([z.literal('data'), z.number()]),
    weights: z.union([z.literal('judgements'), z.record(z.string(), z.number())]),
  });
  expect(problemsOf('{"low": "date", "weights": ["all"]}', schema)).toEqual([
    ['low', '"date"', 'one of data, a number'],
    ['weights', '["all"]', 'one of judgements, an object'],
  ]);
});

it('refuses no word that may stand there, but what stands beside it', () => {
  const condition = (when: object) => problemsOf(JSON.stringify(when), conditionSchema);
  expect(condition({ column: 'a', op: 'in', value: ['C'] })).toEqual([
    ['values', 'nothing', 'a list'],
    ['value', 'value', 'a known key'],
  ]);
  expect(condition({ any: [{ column: 'a', op: 'between', value: [1, 2] }] })).toEqual([
    ['any[0].low', 'nothing', 'a number'],
    ['any[0].high', 'nothing', 'a number'],
    ['any[0].value', 'value', 'a known key'],
  ]);
  expect(condition({ column: 'a', op: 'missing', value: 1 })).toEqual([['value', '1', 'true or false']]);
  const normalisation = '{"kind": "target", "low": 10, "high": 20, "tolerance": 5}';
  expect(problemsOf(normalisation, industrySpecSchema.shape.indicators.element.shape.normalisation)).toEqual([
    ['target', 'nothing', 'a number'],
    ['low', 'low', 'a known key'],
    ['high', 'high', 'a known key'],
  ]);
});

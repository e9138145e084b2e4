import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/document/column.js';
import { enterpriseDocumentSchema } from '../../src/document/enterprise-document.js';
import { enterpriseSpecSchema } from '../../src/document/enterprise-spec.js';
import { type Feature, featureSchema } from '../../src/document/feature.js';
import { misreadFeature } from '../../src/document/feature-types.js';
import { checkSpec } from '../../src/enterprise/check-spec.js';
import { enterprise } from '../fixtures/tiny-study.js';

const columns = new Map<string, Column>([
  ['staff', { name: 'staff', type: 'integer' }],
  ['margin', { name: 'margin', type: 'number' }],
  ['profit', { name: 'profit', type: 'amount' }],
  ['listed', { name: 'listed', type: 'flag' }],
  ['rating', { name: 'rating', type: 'category' }],
  ['opened', { name: 'opened', type: 'date' }],
]);
const common = { id: 'x', dimension: 'size', name: { en: 'x', zh: 'x' }, better: 'either' as const };
const feature = (own: object): Feature => featureSchema.parse({ ...common, ...own });
const misread = (own: object) =>
  misreadFeature(feature(own), 'f', columns).map(({ path, found }) => `${path}: ${found}`);
const terms = (...names: string[]) => names.map((column) => ({ column }));

describe('the columns a feature reads', () => {
  it.each([
    ['a sum', { kind: 'sum', terms: terms('staff', 'margin', 'profit', 'listed') }],
    ['months', { kind: 'months', from: 'opened', to: 'as_of' }],
    ['a category', { kind: 'category', column: 'rating' }],
    ['a flag', { kind: 'flag', when: { column: 'rating', op: 'in', values: ['A', 'B'] } }],
    ['an unknown column', { kind: 'sum', terms: terms('stuff') }],
  ])('%s of the right types', (_, own) => {
    expect(misread(own)).toEqual([]);
  });

  it('are numbers in sums and ratios, days between months, texts in categories', () => {
    expect(misread({ kind: 'sum', terms: terms('staff', 'rating') })).toEqual([
      'f.terms[1].column: rating: category',
    ]);
    const ratio = { numerator: terms('opened'), denominator: terms('rating') };
    expect(misread({ kind: 'ratio', ...ratio, whenZero: 'missing', whenNegative: 'missing' })).toEqual([
      'f.numerator[0].column: opened: date',
      'f.denominator[0].column: rating: category',
    ]);
    expect(misread({ kind: 'months', from: 'staff', to: 'as_of' })).toEqual(['f.from: staff: integer']);
    expect(misread({ kind: 'category', column: 'listed' })).toEqual(['f.column: listed: flag']);
  });

  it('are compared with what they can hold', () => {
    const when = {
      any: [
        { column: 'staff', op: '>', value: 'ten' },
        { column: 'rating', op: '=', value: 5 },
        { column: 'opened', op: '>=', value: '2020-01-01' },
      ],
    };
    expect(misread({ kind: 'flag', when })).toEqual(['f.when: "ten"', 'f.when: 5']);
  });
});

describe('checkSpec', () => {
  const spec = enterpriseSpecSchema.parse(
    JSON.parse(readFileSync('models/foshan/enterprise.spec.json', 'utf8')),
  );
  const problems = (own: object) =>
    checkSpec(enterpriseSpecSchema.parse({ ...spec, ...own })).map(
      ({ code, path, found }) => `${code} ${path} ${found}`,
    );

  it('finds nothing wrong with a sound spec', () => {
    expect(problems({})).toEqual([]);
  });

  it('takes all labelled firms for one source where none is named', () => {
    const { sources: _sources, ...label } = spec.label!;
    const sources = [{ id: 'all', when: { column: 'company_id', op: 'missing', value: false }, weight: 1 }];
    expect(enterpriseSpecSchema.parse({ ...spec, label }).label!.sources).toEqual(sources);
    expect(problems({ label })).toEqual([]);
  });

  it('wants each special code once', () => {
    const [first, ...others] = spec.features;
    const features = [{ ...first!, specials: [-1, -999, -1] }, ...others];
    expect(problems({ features })).toEqual([`DUPLICATE features.${first!.id}.specials -1`]);
  });

  it('names columns that features, labels and splits misread', () => {
    const [first, ...others] = spec.features;
    const { dimension, id } = first!;
    expect(
      problems({
        features: [{ ...common, id, dimension, kind: 'sum', terms: terms('company_id') }, ...others],
        label: { ...spec.label!, bad: { column: 'company_id', op: '=', value: 3 }, weight: 'company_id' },
        splits: [{ id: 'time', by: 'date', column: 'company_id', from: '2020-01-01' }],
      }),
    ).toEqual([
      `TYPE features.${id}.terms[0].column company_id: text`,
      'TYPE label.weight company_id: text',
      'TYPE splits.time.column company_id: text',
      'TYPE label.bad 3',
    ]);
  });

  it('wants no trend of categories, which have no order', () => {
    const { id } = spec.features.find(({ kind }) => kind === 'sum')!;
    const [first, ...others] = spec.features.filter((each) => each.id !== id);
    const dimension = first!.dimension;
    const inputs = [...spec.inputs, { name: 'rating', type: 'category' }];
    const category = { ...common, id: 'x', dimension, kind: 'category', column: 'rating' };
    const features = [category, spec.features.find((each) => each.id === id)!, first!, ...others];
    const binning = { ...spec.binning, trends: { x: 'ascending', [id]: 'peak' } };
    expect(problems({ inputs, features, binning })).toEqual(['TYPE binning.trends.x a category']);
  });

  it('asks for something to learn from, and for pds where tiers are made of them', () => {
    const { label: _label, experts, ...rest } = spec;
    const labelFree = {
      ...rest,
      fit: {},
      splits: [],
      tiers: { method: 'master-scale', base: 0.004, ratio: 1.5 },
    };
    const codes = (own: object) => checkSpec(enterpriseSpecSchema.parse(own)).map(({ code }) => code);
    expect(codes(labelFree)).toEqual(expect.arrayContaining(['NOTHING_TO_LEARN_FROM', 'NO_PD']));
    expect(codes({ ...labelFree, experts })).toContain('NO_PD');
    expect(codes({ ...labelFree, experts })).not.toContain('NOTHING_TO_LEARN_FROM');
  });
});

describe('the scale', () => {
  const own = JSON.parse(readFileSync('models/foshan/enterprise.spec.json', 'utf8'));
  const problemsOf = (scale: object) =>
    checkSpec(
      enterpriseSpecSchema.parse({
        ...own,
        scale,
        tiers: { method: 'master-scale', base: 0.0005, ratio: 1.6 },
      }),
    ).map(({ code, path }) => [code, path]);

  it('has room for fifteen floors of a master scale', () => {
    expect(problemsOf({})).toEqual([]);
    for (const scale of [
      { score: 0, odds: 1, pointsToDouble: 1 },
      { score: 1000, odds: 1e-9, pointsToDouble: 400 },
    ])
      expect(problemsOf(scale), JSON.stringify(scale)).toEqual([['NO_ROOM', 'scale']]);
  });
});

describe('a rating document', () => {
  it('is refused where a feature cannot read its column', () => {
    const [staff, ...others] = enterprise.features;
    const wrong = { ...staff!, feature: { ...staff!.feature, terms: terms('tax_rating') } };
    const { error } = enterpriseDocumentSchema.safeParse({ ...enterprise, features: [wrong, ...others] });
    expect(error!.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
      'features.0.feature.terms[0].column: a column of numbers: amount, integer, number or flag; tax_rating: category is none',
    ]);
  });
});

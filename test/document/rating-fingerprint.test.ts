import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/document/canonical.js';
import { type EnterpriseDocument, enterpriseDocumentSchema } from '../../src/document/enterprise-document.js';
import { ratesAlike, ratingFingerprint } from '../../src/document/rating-fingerprint.js';
import { root } from '../fixtures/foshan-study.js';

type Card = EnterpriseDocument;
type Columns = Card['inputs'];

const json = JSON.parse(readFileSync(join(root, 'models/foshan/enterprise.json'), 'utf8')) as Card;
const sample = enterpriseDocumentSchema.parse(json);

/** Whether a change of the sample's card, which need not make sense, is one of what rates. */
function counts(change: (card: Card) => unknown): boolean {
  const card = structuredClone(sample);
  change(card);
  return ratingFingerprint(card) !== ratingFingerprint(sample);
}

/** Names of a part that count when another value stands there. */
const counted = (names: readonly string[], partOf: (card: Card) => object): string[] =>
  names
    .filter((name) =>
      counts((card) => {
        const part = partOf(card) as Record<string, unknown>;
        part[name] = other(part[name]);
      }),
    )
    .sort();

/** Another value of the same kind. */
function other(value: unknown): unknown {
  if (Array.isArray(value)) return [...value, value[0] ?? -999];
  return typeof value === 'object' && value !== null ? { all: [value, value] } : 'another';
}

const but = (part: object, ...names: readonly string[]) =>
  Object.keys(part).filter((name) => !names.includes(name));
const { shape } = enterpriseDocumentSchema;

const FIELDS = {
  card: ['basePoints', 'formatVersion', 'hysteresis', 'kind', 'missingTexts', 'pdByScore'],
  scored: ['meanPoints'],
  tier: ['floor', 'pdPpm', 'tier'],
  column: [
    'earliest',
    'invoices',
    'latest',
    'max',
    'min',
    'missing',
    'pattern',
    'required',
    'type',
    'values',
  ],
};

describe('the fingerprint of what rates', () => {
  it('goes by what decides, and by nothing that is only said about it', () => {
    const ofCard = but(shape, 'inputs', 'classification', 'dimensions', 'features', 'thin', 'tiers');
    expect(counted(ofCard, (card) => card)).toEqual(FIELDS.card);
    const ofScored = but(shape.features.element.shape, 'feature', 'bins');
    expect(counted(ofScored, ({ features }) => features[0]!)).toEqual(FIELDS.scored);
    expect(counted(Object.keys(shape.tiers.element.shape), ({ tiers }) => tiers[4]!)).toEqual(FIELDS.tier);
    const read = ({ name }: Columns[number]) => name === 'revenue_invoiced';
    const ofColumn = but(shape.inputs.element.shape, 'name');
    expect(counted(ofColumn, ({ inputs }) => inputs.find(read)!)).toEqual(FIELDS.column);
  });

  it('goes by every part of a feature and a bin that a value or its points come from', () => {
    for (const [place, { bins, feature }] of sample.features.entries()) {
      const own = ({ features }: Card) => features[place]!;
      const asked = but(feature, 'name', 'better', 'actionable').sort();
      expect(counted(Object.keys(feature), (card) => own(card).feature)).toEqual(asked);
      for (const [i, bin] of bins.slice(0, 2).entries()) {
        const rating = but(bin, 'woe', 'iv', 'goods', 'bads').sort();
        expect(counted(Object.keys(bin), (card) => own(card).bins[i]!)).toEqual(rating);
      }
    }
    expect(counts(({ features }) => features.reverse())).toBe(true);
    expect(counts(({ features }) => features[0]!.bins.pop())).toBe(true);
  });

  it('goes by who is too thin, dimensions and divisions, whatever they are called', () => {
    expect(counts(({ thin }) => thin.maxMissing++)).toBe(true);
    expect(counts(({ thin }) => thin.of.pop())).toBe(true);
    expect(counts(({ dimensions }) => dimensions.pop())).toBe(true);
    expect(counts(({ classification }) => (classification!.sections[0]!.divisions = '99'))).toBe(true);
    expect(counts((card) => (card.classification = null))).toBe(true);
    expect(counts(({ classification }) => (classification!.name = 'another'))).toBe(false);
    expect(counts(({ classification }) => (classification!.sections[0]!.name = 'another'))).toBe(false);
    expect(counts(({ dimensions }) => (dimensions[0]!.name.zh = '另一个'))).toBe(false);
  });

  it('leaves out columns that rating does not read, and the order of those it reads', () => {
    expect(counts(({ inputs }) => inputs.push({ name: 'unread', type: 'number' }))).toBe(false);
    expect(counts(({ inputs }) => inputs.reverse())).toBe(false);
  });

  it('is not that of the document, and says that a card approved since rates alike', () => {
    const loaded = (card: object) => {
      const value = enterpriseDocumentSchema.parse(card);
      return { path: 'enterprise.json', value, fingerprint: fingerprint(card), text: JSON.stringify(card) };
    };
    const approval = { status: 'approved', approver: 'Chen', validFrom: '2024-07-01', notes: ['minutes 7'] };
    const [card, approved] = [loaded(json), loaded({ ...json, ...approval })];
    expect(approved.fingerprint).not.toBe(card.fingerprint);
    expect(ratingFingerprint(card.value)).not.toBe(card.fingerprint);
    expect(ratesAlike(card, approved)).toBe(true);
    expect(ratesAlike(card, loaded({ ...json, basePoints: json.basePoints + 1 }))).toBe(false);
  });
});

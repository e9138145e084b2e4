import { InputError } from '../core/errors.js';
import { isNumeric } from '../document/column.js';
import { type EnterpriseSpec, enterpriseSpecSchema } from '../document/enterprise-spec.js';
import type { MappedColumn } from '../document/mapping.js';
import { type DraftColumn, draftColumn, featureOf, inputOf, typeIn } from './draft-column.js';
import { type Answer, emptiedWords, OPPOSITES, type TakenValues, takenValues } from './draft-labels.js';
import { isOrdered, type NamedFacts, readAs } from './draft-types.js';

/** What a draft is made of. */
export interface DraftContext {
  readonly study: string;
  /** The file, as its reader knows it. */
  readonly file: string;
  readonly bad: Answer;
  /** Undefined: the opposite of `bad`, where its column says anything. */
  readonly good: Answer | undefined;
}

/** What the spec begins with where it is not the default; from then on the spec says it, and people change it there. */
const BEGINNING = {
  splits: [{ id: 'hold_out', by: 'hash', testShare: 0.3 }],
  // Nobody has looked at the features yet: the usual 0.5 would turn away the best of many a table.
  selection: { maxIv: 1 },
  binning: { minGoods: 5, minBads: 5 },
  fit: {},
  calibration: { longRunBadRate: null },
  scale: {},
  tiers: { method: 'master-scale', base: 0.0005, ratio: 1.6 },
};

/** A spec that trains, with what became of each column. */
export interface Draft {
  readonly spec: EnterpriseSpec;
  readonly columns: readonly DraftColumn[];
  /** Values that are taken for bad, and for good. */
  readonly labels: { readonly bad: TakenValues; readonly good: TakenValues };
  /** Where headers belong that are not named like their column, or whose days need a format. */
  readonly mapping: Readonly<Record<string, MappedColumn>>;
}

/**
 * A spec in which every column that could tell firms apart is a feature, in one dimension, without any expectation of its direction:
 * something to begin with and to be sorted by people.
 */
export function draftSpec(facts: readonly NamedFacts[], context: DraftContext): Draft {
  const { bad, good = { ...bad, op: OPPOSITES[bad.op] } } = context;
  const labels = [bad.column, good.column];
  const types = facts.map((each) => typeIn(each, labels.includes(each.name)));
  const emptied = facts.map((each, i) => emptiedWords(each, types[i]!, [bad, good]));
  const columns = facts.map((each, i) =>
    draftColumn(each, { type: types[i]!, emptied: emptied[i]!, isLabel: labels.includes(each.name) }),
  );
  const features = facts.flatMap((each, i) =>
    columns[i]!.use === 'feature' ? [featureOf(each, columns[i]!)] : [],
  );
  if (features.length === 0) throw noFeature(context.file, columns);
  const spec = enterpriseSpecSchema.parse({
    formatVersion: 1,
    study: context.study,
    notes: [
      `Drafted from ${context.file}: types are what the whole file could be read as.`,
      'Sort features into dimensions, say which end is better, drop what is not known when a firm is rated, or must not decide.',
    ],
    kind: 'enterprise-spec',
    inputs: columns.map((column, i) => inputOf(column, facts[i]!)),
    dimensions: [{ id: 'all', name: { en: 'All features', zh: '全部特征' } }],
    features,
    thin: thinOf(columns, facts),
    label: { bad: conditionOf(bad, columns, facts), good: conditionOf(good, columns, facts) },
    ...BEGINNING,
  });
  const taken = (answer: Answer) => {
    const place = facts.findIndex(({ name }) => name === answer.column);
    return takenValues(facts[place]!, answer, emptied[place]!);
  };
  return {
    spec,
    columns,
    labels: { bad: taken(bad), good: taken(good) },
    mapping: mappingOf(facts, columns, emptied),
  };
}

/** A firm is too thin that lacks more than half of the features which most firms have. */
function thinOf(columns: readonly DraftColumn[], facts: readonly NamedFacts[]): EnterpriseSpec['thin'] {
  const asked = columns.filter(({ use }) => use === 'feature');
  const usual = columns.filter(({ use, empty }, i) => use === 'feature' && empty <= facts[i]!.stated);
  if (usual.length === asked.length) return { maxMissing: Math.floor(asked.length / 2) };
  if (usual.length === 0) return { maxMissing: asked.length };
  return { maxMissing: Math.floor(usual.length / 2), of: usual.map(({ name }) => name) };
}

function noFeature(file: string, columns: readonly DraftColumn[]): InputError {
  return new InputError(
    'NO_FEATURE',
    `${file} has nothing that could tell firms apart`,
    columns.map(({ header, use, note }) => ({
      code: 'NO_FEATURE',
      file,
      column: header,
      found: note ?? (use === 'id' ? 'the ids' : 'the label'),
      expected: 'at least one column of numbers, days or categories beside ids and label',
    })),
  );
}

function conditionOf(
  { column, op, value }: Answer,
  columns: readonly DraftColumn[],
  facts: readonly NamedFacts[],
) {
  const place = columns.findIndex(({ name }) => name === column);
  const { type } = columns[place]!;
  return { column, op, value: isOrdered(type) ? (readAs(value, facts[place]!) ?? value) : value };
}

function mappingOf(
  facts: readonly NamedFacts[],
  columns: readonly DraftColumn[],
  emptied: readonly (readonly string[])[],
): Record<string, MappedColumn> {
  return Object.fromEntries(
    facts.flatMap(({ header, name, dayFormat, regrouped, percents, priced }, i): [string, MappedColumn][] => {
      const isNumber = isNumeric(columns[i]!);
      const words = emptied[i]!;
      // Words are empty cells of this column only: in another the same word may say something.
      const mapped = {
        column: name,
        ...(typeof dayFormat === 'string' && { dateFormat: dayFormat }),
        ...(isNumber && regrouped > 0 && priced === 0 && { grouped: true as const }),
        ...(isNumber && priced > 0 && { priced: true as const }),
        ...(isNumber && percents > 0 && { percent: true as const }),
        ...(words.length > 0 && { values: Object.fromEntries(words.map((word) => [word, ''])) }),
      };
      return header === name && Object.keys(mapped).length === 1 ? [] : [[header, mapped]];
    }),
  );
}

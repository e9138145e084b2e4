import { basename } from 'node:path';
import { DocumentError, type Problem } from '../core/errors.js';
import { sum } from '../core/numbers.js';
import { didYouMean } from '../core/suggest.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import { pathOf } from '../document/mapping.js';
import type { ExpertView } from '../enterprise/expert-prior.js';
import { requiredInput, type Study } from '../study/open-study.js';
import { weighJudgements } from './weigh-judgements.js';

/**
 * What the spec's experts say of dimensions and features: weights as given, or weighed by AHP from ratingJudgements.
 * @returns undefined when the spec asks no experts
 * @throws InputError for bad judgements, DocumentError UNKNOWN_NAME for names that the spec does not have
 */
export async function readExpertView(study: Study, spec: EnterpriseSpec): Promise<ExpertView | undefined> {
  const { experts } = spec;
  if (experts === undefined) return undefined;
  const given = new Map(Object.entries(experts.within).map(([id, weights]) => [id, mapOf(weights)]));
  if (experts.dimensions !== 'judgements') {
    const dimensions = scaled(mapOf(experts.dimensions));
    const view = { source: experts.source, dimensions, within: given, consistency: [] };
    return checked(view, spec, 'enterprise.spec.json');
  }
  const judgements = requiredInput(study, 'ratingJudgements');
  const { nodes } = await weighJudgements({
    judgements,
    ...(study.inputs.experts && { experts: study.inputs.experts }),
    ...(study.inputs.departments && { departments: study.inputs.departments }),
  });
  const [root, ...others] = nodes;
  const itemsOf = (node: (typeof nodes)[number]) => new Map(node.items.map(({ id, weight }) => [id, weight]));
  const judged = new Map(others.map((node) => [node.node, itemsOf(node)]));
  const view: ExpertView = {
    source: experts.source,
    dimensions: itemsOf(root!),
    within: new Map([...judged, ...given]),
    consistency: nodes.map(({ node, cr, experts: n }) => ({ node, cr, experts: n })),
  };
  return checked(view, spec, basename(pathOf(judgements)));
}

const mapOf = (weights: Readonly<Record<string, number>>) => new Map(Object.entries(weights));

function scaled(weights: ReadonlyMap<string, number>): Map<string, number> {
  const all = sum(weights.values());
  return new Map([...weights].map(([id, weight]) => [id, all > 0 ? weight / all : weight]));
}

/** Every dimension must have a weight, and every name must be the spec's. */
function checked(view: ExpertView, spec: EnterpriseSpec, file: string): ExpertView {
  const dimensions = spec.dimensions.map(({ id }) => id);
  const problems: Problem[] = [
    ...[...view.dimensions.keys(), ...view.within.keys()].flatMap((id) => unknown(id, dimensions, file)),
    ...dimensions
      .filter((id) => !view.dimensions.has(id))
      .map((id) => ({
        code: 'MISSING_WEIGHT',
        file,
        path: `experts.dimensions.${id}`,
        expected: 'a weight',
      })),
    ...[...view.within].flatMap(([dimension, weights]) => {
      const own = spec.features.filter((each) => each.dimension === dimension).map(({ id }) => id);
      return [...weights.keys()].flatMap((id) => unknown(id, own, file));
    }),
  ];
  if (problems.length === 0) return view;
  throw new DocumentError('UNKNOWN_NAME', 'The experts speak of other names than the spec', problems);
}

function unknown(found: string, known: readonly string[], file: string): Problem[] {
  if (known.includes(found)) return [];
  const expected = `one of ${known.join(', ')}`;
  return [{ code: 'UNKNOWN_NAME', file, found, expected, ...didYouMean(found, known) }];
}

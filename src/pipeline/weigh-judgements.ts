import { assertChoice } from '../core/assert-option.js';
import { InputError } from '../core/errors.js';
import { type IndustrySpec, industrySpecSchema } from '../document/industry-spec.js';
import type { Source } from '../document/mapping.js';
import { readDocument } from '../document/read-document.js';
import { type Advice, repairAdvice } from '../industry/advice.js';
import { assertTree } from '../industry/assert-tree.js';
import type { Consistency } from '../industry/consistency.js';
import type { ExpertNode } from '../industry/expert.js';
import type { GroupMethod } from '../industry/group.js';
import {
  groupConsensus,
  meanExpertWeights,
  multiplyDown,
  type TreeContext,
  treeConsensus,
  type WeighedTree,
  weighTree,
} from '../industry/hierarchy.js';
import { influences } from '../industry/influences.js';
import type { Panel } from '../industry/panel.js';
import { branchesOfSpec, globalWeights } from '../industry/spec-tree.js';
import { type Branch, below, branchesOf, checkCircles, rootsOf } from '../industry/tree.js';
import type { WeighedNode } from '../industry/weigh-node.js';
import { readDepartments, readExperts } from '../ingest/experts.js';
import { readJudgements } from '../ingest/judgements.js';

/** Files of judgements, without a study. */
export interface WeighFiles {
  readonly judgements: Source;
  readonly experts?: Source;
  readonly departments?: Source;
  /** industry.spec.json; without it the tree is read from the judgements. */
  readonly spec?: string;
}

/** What `dipper weights` finds; numbers unrounded. */
export type Weights = Awaited<ReturnType<typeof weighJudgements>>;

/**
 * Judgements → weights with consistency, consensus, influence and advice.
 * @param files judgements, and who judged
 * @param chosen method, aggregation and table where they differ from the spec (or from eigenvector, aij, alonso-lamata)
 * @throws InputError for bad files and trees, USAGE for a word that is none of these; DocumentError for a bad spec
 */
export async function weighJudgements(files: WeighFiles, chosen: Partial<GroupMethod> = {}) {
  const spec =
    files.spec === undefined ? undefined : (await readDocument(files.spec, industrySpecSchema)).value;
  const panel = await readPanel(files);
  const names = panel.experts && new Set(panel.experts.map(({ expert }) => expert));
  const { file, judgements } = await readJudgements(files.judgements, names);
  const method = methodOf(chosen, spec);
  const all = branchesOf(judgements, file);
  const { root, branches, globals } = spec === undefined ? treeOf(all, file) : treeOfSpec(all, spec, file);
  const context: TreeContext = { panel, method, globals };
  const tree = weighTree(branches, context);
  return {
    method: method.method,
    aggregation: method.aggregation,
    nodes: tree.nodes.map(nodeResult),
    global: [...tree.global].filter(([id]) => id !== root).map(([id, weight]) => ({ id, weight })),
    experts: expertResults(tree, method),
    consensus: {
      tree: treeConsensus(tree),
      departments: groupConsensus(tree, panel, 'department').map(({ name, ...rest }) => ({
        department: name,
        ...rest,
      })),
      posts: groupConsensus(tree, panel, 'post').map(({ name, ...rest }) => ({ post: name, ...rest })),
    },
    influence: influences(branches, tree, context),
    silent: silentExperts(branches),
  };
}

const DEFAULTS: GroupMethod = { method: 'eigenvector', aggregation: 'aij', ri: 'alonso-lamata' };
/** The words of a spec. */
const WORDS = industrySpecSchema.shape.ahp.shape;

function methodOf(chosen: Partial<GroupMethod>, spec: IndustrySpec | undefined): GroupMethod {
  const usual = spec?.ahp ?? DEFAULTS;
  const { method = usual.method, aggregation = usual.aggregation, ri = usual.ri } = chosen;
  assertChoice(method, '--method', WORDS.method.options);
  assertChoice(aggregation, '--aggregation', WORDS.aggregation.options);
  assertChoice(ri, '--ri', WORDS.ri.options);
  return { method, aggregation, ri };
}

async function readPanel({ experts, departments }: WeighFiles): Promise<Panel> {
  const offices = departments === undefined ? undefined : (await readDepartments(departments)).departments;
  const names = offices && new Set(offices.map(({ department }) => department));
  const people = experts === undefined ? undefined : (await readExperts(experts, names)).experts;
  return { ...(people && { experts: people }), ...(offices && { departments: offices }) };
}

type Rooted = Pick<TreeContext, 'globals'> & { readonly root: string; readonly branches: readonly Branch[] };

/** The tree that the judgements themselves span: its root is the one node that is nobody's item. */
function treeOf(branches: readonly Branch[], file: string): Rooted {
  const problems = checkCircles(branches);
  if (problems.length > 0) throw new InputError('BAD_TREE', `${file} is not a tree`, problems);
  const roots = rootsOf(branches);
  const root = roots[0]!;
  if (roots.length === 1) return { root, branches: below(branches, root), globals: multiplyDown(root) };
  const found = roots.join(', ');
  throw new InputError('BAD_TREE', `${file} has ${roots.length} roots`, [
    { code: 'TWO_ROOTS', file, column: 'node', found, expected: 'one node that is no item of another' },
  ]);
}

function treeOfSpec(branches: readonly Branch[], spec: IndustrySpec, file: string): Rooted {
  assertTree(branches, [spec], file);
  const own = branchesOfSpec(spec, branches);
  return { root: spec.root, branches: own, globals: (local) => globalWeights(spec, local) };
}

function nodeResult({ expertWeights: _weights, voices: _voices, group: _group, ...node }: WeighedNode) {
  return node;
}

/** The experts whose rows are all empty. */
function silentExperts(branches: readonly Branch[]): string[] {
  const rows = branches.flatMap(({ judgements }) => judgements);
  const heard = new Set(rows.filter(({ value }) => value !== null).map(({ expert }) => expert));
  return [...new Set(rows.map(({ expert }) => expert))].filter((expert) => !heard.has(expert));
}

/** One expert at one node, as it is told. */
export interface ExpertResult extends Partial<Consistency> {
  readonly node: string;
  readonly cr: number | null;
  readonly items: readonly { readonly id: string; readonly weight: number }[];
  readonly advice: readonly Advice[];
}

/** Each expert's weight, and own priorities, consistency and advice at each node. */
function expertResults(tree: WeighedTree, method: GroupMethod) {
  return meanExpertWeights(tree).map(({ expert, effectiveWeight }) => ({
    expert,
    effectiveWeight,
    nodes: tree.nodes.flatMap((node) => {
      const voice = node.voices.find((each) => each.expert === expert);
      return voice === undefined ? [] : [expertResult(voice, node, method)];
    }),
  }));
}

function expertResult(
  { own, asked }: ExpertNode,
  { node, items }: WeighedNode,
  method: GroupMethod,
): ExpertResult {
  if (own === undefined)
    return { node, cr: null, crReason: 'the comparisons do not hang together', items: [], advice: [] };
  const { weights, consistency, filled } = own;
  const names = items.map(({ id }) => id);
  return {
    node,
    ...consistency,
    items: names.map((id, i) => ({ id, weight: weights[i]! })),
    advice: repairAdvice(asked, names, { ...method, found: consistency, filled }),
  };
}

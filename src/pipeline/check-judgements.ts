import type { Judgement } from '../document/industry-inputs.js';
import type { IndustrySpec } from '../document/industry-spec.js';
import { assertTree } from '../industry/assert-tree.js';
import { countJudgements } from '../industry/count-judgements.js';
import { type Globals, weighTree } from '../industry/hierarchy.js';
import type { Panel } from '../industry/panel.js';
import { branchesOfSpec, globalWeights } from '../industry/spec-tree.js';
import { branchesOf } from '../industry/tree.js';
import { readDepartments, readExperts } from '../ingest/experts.js';
import { readJudgements } from '../ingest/judgements.js';
import type { Read } from './checked-file.js';

/** Experts, departments and what they judged, held against the trees of the specs. */
export async function readJudgementFiles(read: Read, specs: readonly IndustrySpec[]) {
  const departments = await read('departments', readDepartments, (found) => found.departments.length);
  const offices = departments && new Set(departments.departments.map(({ department }) => department));
  const experts = await read(
    'experts',
    (source) => readExperts(source, offices),
    (found) => found.experts.length,
  );
  const people = experts && new Set(experts.experts.map(({ expert }) => expert));
  const panel: Panel = {
    ...(experts && { experts: experts.experts }),
    ...(departments && { departments: departments.departments }),
  };
  const judged = async (role: 'judgements' | 'ratingJudgements', tree: readonly IndustrySpec[]) => {
    const found = await read(
      role,
      async (source) => {
        const { file, judgements } = await readJudgements(source, people);
        if (tree.length > 0) assertWeighable({ file, judgements }, tree, panel);
        return { judgements };
      },
      ({ judgements }) => judgements.length,
    );
    return found && { [role]: countJudgements(found.judgements) };
  };
  return { ...(await judged('judgements', specs)), ...(await judged('ratingJudgements', [])) };
}

/** Holds judgements against the trees of the specs, and weighs each: comparisons must hang together. */
function assertWeighable(
  { file, judgements }: { readonly file: string; readonly judgements: readonly Judgement[] },
  specs: readonly IndustrySpec[],
  panel: Panel,
): void {
  const branches = branchesOf(judgements, file);
  assertTree(branches, specs, file);
  for (const spec of specs) {
    const globals: Globals = (local) => globalWeights(spec, local);
    weighTree(branchesOfSpec(spec, branches), { panel, method: spec.ahp, globals });
  }
}

import { InputError, type Problem } from '../core/errors.js';
import { type Comparisons, partsOf } from './matrix.js';
import type { Branch } from './tree.js';

interface Parted {
  readonly matrix: Comparisons;
  /** Whose comparisons they are; undefined: the group's. */
  readonly expert?: string;
  /** Who compared, but has no weight. */
  readonly unheard?: readonly string[];
}

/** What is thrown where the comparisons under a node do not hang together, naming pairs that would link them. */
export function disconnected(branch: Branch, parted: readonly Parted[]): InputError {
  const problems = parted.flatMap((each) => missingLinks(branch, each));
  return new InputError(
    'DISCONNECTED',
    `The comparisons under ${branch.node} do not hang together`,
    problems,
  );
}

/** One comparison for each part that does not hang together with the first. */
function missingLinks({ node, items, file }: Branch, { matrix, expert, unheard = [] }: Parted): Problem[] {
  const [first, ...others] = partsOf(matrix);
  const left = items[first![0]!]!;
  const who = expert === undefined ? '' : ` by ${expert}`;
  return others.map((part) => {
    const right = items[part[0]!]!;
    return {
      code: 'DISCONNECTED',
      file,
      column: 'value',
      found: `no chain of comparisons${who} under ${node} between ${left} and ${right}`,
      expected: 'comparisons that hang together',
      hint: `compare ${left} with ${right}${unheard.length === 0 ? '' : `; without weight: ${unheard.join(', ')}`}`,
    };
  });
}

/** Whether comparisons that do not hang together are what was thrown. */
export const isDisconnected = (error: unknown): error is InputError =>
  error instanceof InputError && error.code === 'DISCONNECTED';

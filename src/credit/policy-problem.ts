import type { Problem } from '../core/errors.js';

/** What is wrong at one place of a policy. */
interface Wrong extends Pick<Problem, 'path' | 'hint'> {
  readonly found: string;
  readonly expected: string;
}

/**
 * A problem of policy.json.
 * @param code its code
 * @param wrong where, what was found, what was expected
 */
export function policyProblem(code: string, wrong: Wrong): Problem {
  return { code, file: POLICY_FILE, ...wrong };
}

/** The name under which problems speak of the policy. */
export const POLICY_FILE = 'policy.json';

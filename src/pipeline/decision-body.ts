import { sha256 } from '../core/hash.js';
import { codeVersion } from '../core/version.js';
import { canonicalJson } from '../document/canonical.js';
import type { DecisionBody } from '../document/decision-record.js';
import type { Study } from '../study/open-study.js';
import type { Models } from './read-models.js';

/** What all records of a session have in common. */
export function bodyHead({ study, asOf, synthetic }: Study, models: Models, draft: boolean) {
  const { industry, enterprise, policy } = models;
  const documents = {
    industry: industry.fingerprint,
    enterprise: enterprise.fingerprint,
    policy: policy.fingerprint,
  };
  return { study, asOf, synthetic, draft, codeVersion: codeVersion(), documents };
}

/** A body with its inputs and their hash. */
export function sealedInputs(
  body: Omit<DecisionBody, 'inputs' | 'inputsSha256'>,
  inputs: object,
): DecisionBody {
  const text = canonicalJson(inputs);
  return { ...body, inputs: JSON.parse(text), inputsSha256: sha256(text) };
}

/** A value as JSON gives it back. */
export const plain = (value: object) => JSON.parse(canonicalJson(value)) as Record<string, unknown>;

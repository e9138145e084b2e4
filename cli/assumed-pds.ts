import { plain, warning } from './print.js';

type Models = import('../src/main-job.js').Models;

/** Who says what expected losses and rates go by, where the rating has no pds; nothing where it has. */
export const assumedPds = ({ policy, enterprise }: Pick<Models, 'policy' | 'enterprise'>): string[] => {
  const { assumedPds: assumed } = policy.value;
  return assumed === undefined || enterprise.value.tiers.every(({ pdPpm }) => pdPpm !== null)
    ? []
    : [warning(`  pds assumed by ${plain(assumed.author)}: ${plain(assumed.reason)}`)];
};

/** What a test says. NO POWER: it found nothing, and could hardly have found anything. */
export type Status = 'pass' | 'watch' | 'fail' | 'NO POWER';

/** The gravest of several: fail, watch, NO POWER, pass; pass of none. */
export function worstOf(found: readonly Status[]): Status {
  const order: readonly Status[] = ['fail', 'watch', 'NO POWER', 'pass'];
  return order.find((status) => found.includes(status)) ?? 'pass';
}

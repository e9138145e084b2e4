/**
 * Waits for every job, also when one fails: none may go on while what it works with is about to go.
 * @param jobs running jobs
 * @returns what they gave, in order
 * @throws what the first of them that failed threw
 */
export async function allDone<T extends readonly unknown[] | []>(
  jobs: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(jobs);
  return Promise.all(jobs);
}

import { expect, it } from 'vitest';
import { allDone } from '../../src/core/all-done.js';

it('gives what the jobs gave, in order', async () => {
  expect(await allDone([Promise.resolve('a'), 2])).toEqual(['a', 2]);
});

it('a failure is told when every job has come to its end', async () => {
  let ended = false;
  const slow = new Promise<void>((done) => setTimeout(done, 20)).then(() => {
    ended = true;
  });
  await expect(allDone([Promise.reject(new Error('full disk')), slow])).rejects.toThrow('full disk');
  expect(ended).toBe(true);
});

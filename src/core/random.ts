/** A seeded stream of random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** A number in [0, 1) with 32 random bits. */
  uniform(): number;
  /** A draw from the standard normal distribution. */
  normal(): number;
  /** An integer in [0, n). */
  integer(n: number): number;
}

/**
 * A seeded random stream.
 * @param seed any integer; two different streams of one study use `seed` and a stream number
 * @param stream which of the seed's independent streams; default 0
 * @returns a stream whose draws depend on nothing but the arguments
 * @source sfc32 by Chris Doty-Humphrey (PractRand, 2010); normal draws by Box & Muller (1958)
 */
export function random(seed: number, stream = 0): Random {
  let a = seed | 0;
  let b = stream | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 15; warmUp++) next();
  let spare: number | undefined;
  const uniform = () => next() / 2 ** 32;
  const normal = () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return { uniform, normal, integer: (n) => Math.floor(uniform() * n) };
}

import { type DrawnActivity, placeOf } from './activity.js';
import { assumptions as a } from './assumptions.js';
import type { Draws } from './draws.js';
import type { Town } from './towns.js';

/** What nobody sees: the drivers behind everything that is recorded of a firm, and its fate. */
export interface Latent {
  readonly activity: DrawnActivity;
  readonly code: string;
  readonly town: Town;
  readonly ageYears: number;
  /** Standardised log age. */
  readonly age: number;
  readonly quality: number;
  readonly size: number;
  readonly growth: number;
  readonly innovation: number;
  readonly risk: number;
  /** Whether it defaults in the twelve months after the study's date. */
  readonly defaults: boolean;
}

/** Where firms are and what they do, ready for drawing. */
export interface Population {
  readonly activities: readonly DrawnActivity[];
  readonly activitySteps: readonly number[];
  readonly towns: readonly Town[];
  readonly townSteps: readonly number[];
}

/** Draws a firm's latent drivers. `shift` 0 is the base population; 1 a deep downturn. */
export function drawLatent(draws: Draws, population: Population, shift: number): Latent {
  const activity = population.activities[placeOf(draws.uniform(), population.activitySteps)]!;
  const code = activity.codeList[placeOf(draws.uniform(), activity.codeSteps)]!;
  const town = population.towns[placeOf(draws.uniform(), population.townSteps)]!;
  const { latent, shift: moves } = a;
  const ageYears = Math.min(latent.oldestYears, 0.05 - latent.meanAgeYears * Math.log(1 - draws.uniform()));
  const age = (Math.log(1 + ageYears) - 1.8) / 0.8;
  const quality = draws.normal() + shift * moves.quality;
  const size =
    latent.size.quality * quality +
    latent.size.age * age +
    latent.size.noise * draws.normal() +
    shift * moves.size;
  const growth =
    latent.growth.quality * quality +
    latent.growth.age * age +
    latent.growth.noise * draws.normal() +
    shift * moves.growth;
  const innovation =
    latent.innovation.quality * quality +
    latent.innovation.size * size +
    latent.innovation.noise * draws.normal();
  const risk = latent.risk.quality * quality + latent.risk.noise * draws.normal() + shift * moves.risk;
  const d = a.default;
  const odds =
    d.intercept +
    d.quality * quality +
    d.size * (size + activity.size / a.revenue.sigma) +
    d.growth * growth +
    d.innovation * innovation +
    d.age * age +
    d.risk * risk +
    d.noise * draws.normal() +
    d.industry * activity.risk;
  const defaults = draws.happens(odds);
  return { activity, code, town, ageYears, age, quality, size, growth, innovation, risk, defaults };
}

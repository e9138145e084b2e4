import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { Rating } from './rate-company.js';

/** One bin that a firm could move into. */
export interface Move {
  readonly feature: string;
  readonly fromBin: number;
  readonly toBin: number;
  /** Points that it would earn. */
  readonly points: number;
}

/** How far the next better tier is, and what would lead there. */
export interface NextTier {
  readonly tier: number;
  readonly points: number;
  /** Single moves that suffice, smallest change first. */
  readonly single: readonly Move[];
  /** Where no single move suffices: the fewest moves that do together, largest first; empty when even all do not. */
  readonly together: readonly Move[];
}

/**
 * What would move a firm to the next tier: only features marked actionable, and only bins that a value can fall into.
 * @param rating the firm's rating
 * @param document the document that rated it
 * @returns undefined in R1
 */
export function nextTier(rating: Rating, document: EnterpriseDocument): NextTier | undefined {
  if (rating.tier === 1) return undefined;
  const goal = document.tiers[rating.tier - 2]!;
  const points = goal.floor - rating.score;
  const moves = document.features.flatMap((_feature, j) => movesOf(rating, document, j));
  const steps = ({ fromBin, toBin }: Move) => Math.abs(toBin - fromBin);
  const single = moves
    .filter((move) => rating.rawScore + move.points >= goal.floor)
    .sort((a, b) => steps(a) - steps(b) || a.points - b.points);
  const nearest = single.filter(
    (move, i) => single.findIndex(({ feature }) => feature === move.feature) === i,
  );
  const together = nearest.length > 0 ? [] : fewest(moves, goal.floor - rating.rawScore);
  return { tier: goal.tier, points, single: nearest, together };
}

function movesOf({ features }: Rating, document: EnterpriseDocument, j: number): Move[] {
  const { feature, bins } = document.features[j]!;
  if (!feature.actionable) return [];
  const { bin: fromBin, points: now } = features[j]!;
  return bins.flatMap(({ kind, points }, toBin): Move[] =>
    (kind === 'range' || kind === 'group') && points > now
      ? [{ feature: feature.id, fromBin, toBin, points: points - now }]
      : [],
  );
}

/** The best move of each feature, the largest first, until they reach the goal. */
function fewest(moves: readonly Move[], wanted: number): Move[] {
  const best = new Map<string, Move>();
  for (const move of moves) {
    const other = best.get(move.feature);
    if (other === undefined || move.points > other.points) best.set(move.feature, move);
  }
  const chosen: Move[] = [];
  let reached = 0;
  for (const move of [...best.values()].sort((a, b) => b.points - a.points)) {
    if (reached >= wanted) break;
    chosen.push(move);
    reached += move.points;
  }
  return reached >= wanted ? chosen : [];
}

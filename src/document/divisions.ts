import type { Classification } from './industry-spec.js';

/**
 * The two-digit divisions of a classification, or of one of its sections, ascending.
 * @param classification sections with ranges such as `13-43`
 * @param section only this section's divisions; undefined for all, an unknown section gives none
 */
export function divisionsOf(classification: Classification, section?: string): string[] {
  const sections = classification.sections.filter((entry) => section === undefined || entry.id === section);
  return sections
    .flatMap((entry) => entry.divisions.split(','))
    .flatMap(expandRange)
    .sort();
}

function expandRange(range: string): string[] {
  const [first, last = first] = range.split('-').map(Number);
  const count = last! - first! + 1;
  return Array.from({ length: count }, (_, i) => String(first! + i).padStart(2, '0'));
}

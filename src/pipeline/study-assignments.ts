import { mappingMark } from '../document/mapping.js';
import { readAssignments } from '../ingest/assignments.js';
import type { Study } from '../study/open-study.js';

/** The study's assignments of firms to branches and managers, and what a manifest says of their file; undefined where it names none. */
export async function studyAssignments(study: Study) {
  const source = study.inputs.assignments;
  if (source === undefined) return undefined;
  const { file, sha256, rows } = await readAssignments(source);
  return { rows, input: { file, sha256, ...mappingMark(source) } };
}

export type Assignments = Awaited<ReturnType<typeof studyAssignments>>;

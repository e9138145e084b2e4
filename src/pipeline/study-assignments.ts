import { readAssignments } from '../ingest/assignments.js';
import type { Study } from '../study/open-study.js';

/** The study's assignments of firms to branches and managers; undefined where it names none. */
export async function studyAssignments(study: Study) {
  const path = study.inputs.assignments;
  return path === undefined ? undefined : await readAssignments(path);
}

export type Assignments = Awaited<ReturnType<typeof studyAssignments>>;

import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprint } from '../document/canonical.js';
import { groupConsensus, treeConsensus } from '../industry/hierarchy.js';
import { writeCsv } from '../output/csv.js';
import { industryTable } from '../output/industry-table.js';
import {
  consensusTable,
  consistencyTable,
  rankTable,
  stabilityTable,
  switchTable,
  weightTable,
} from '../output/industry-tables.js';
import { rejectTable } from '../output/problem-tables.js';
import { dropWorkFolder, openWorkFolder } from '../output/work-folder.js';
import type { Study } from '../study/open-study.js';
import type { FittedFigures } from './fit-industries.js';

/**
 * Writes the tables behind a fitted industry document: `out/<name>-<asOf>-<fingerprint>/*.csv`, the folder whole or not at all.
 * @returns the folder
 */
export async function writeIndustryTables(study: Study, fitted: FittedFigures): Promise<string> {
  const { name, document } = fitted;
  const folder = join(study.out, `${name}-${document.asOf}-${fingerprint(document).slice(0, 12)}`);
  const work = await openWorkFolder(study.out);
  try {
    for (const [table, rows] of Object.entries(tablesOf(fitted)))
      await writeCsv(join(work.path, `${table}.csv`), rows);
    await rm(folder, { recursive: true, force: true });
    await rename(work.path, folder);
  } finally {
    await dropWorkFolder(work);
  }
  return folder;
}

function tablesOf({ document, tree, panel, switchPoints, alternatives, companies }: FittedFigures) {
  return {
    industries: industryTable(document),
    weights: weightTable(document),
    consistency: consistencyTable(document),
    consensus: consensusTable([
      { kind: 'all', name: null, experts: document.experts.length, consensus: treeConsensus(tree) },
      ...groupConsensus(tree, panel, 'department').map((each) => ({ kind: 'department', ...each })),
      ...groupConsensus(tree, panel, 'post').map((each) => ({ kind: 'post', ...each })),
    ]),
    ranks: rankTable(document),
    'switch-points': switchTable(switchPoints),
    stability: stabilityTable(document.industries, alternatives),
    ...(companies && { rejects: rejectTable(companies.rejects) }),
  };
}

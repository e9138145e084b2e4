import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { DocumentError } from '../core/errors.js';
import { readDocument } from '../document/read-document.js';
import type { Study } from '../study/open-study.js';

const headSchema = z.looseObject({
  kind: z.string(),
  asOf: z.string().optional(),
  status: z.string().optional(),
  approver: z.string().optional(),
  validFrom: z.string().optional(),
});

/** A spec or document as it is listed. */
export interface ListedModel {
  readonly file: string;
  readonly kind: string;
  readonly asOf?: string | undefined;
  readonly status?: string | undefined;
  readonly approver?: string | undefined;
  readonly validFrom?: string | undefined;
  readonly fingerprint: string;
}

/**
 * The specs and documents in a study's models folder, by file name.
 * @throws DocumentError MISSING_DOCUMENT when there is no such folder; for a JSON file that is no spec and no document
 */
export async function listModels(study: Study): Promise<ListedModel[]> {
  const files = (await namesIn(study.models)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (file) => {
      const { path, value, fingerprint } = await readDocument(join(study.models, file), headSchema);
      const { kind, asOf, status, approver, validFrom } = value;
      return { file: basename(path), kind, asOf, status, approver, validFrom, fingerprint };
    }),
  );
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    throw new DocumentError('MISSING_DOCUMENT', 'The folder of models is missing', [
      {
        code: 'MISSING_DOCUMENT',
        file: 'dipper.json',
        path: 'models',
        found: `nothing at ${folder}`,
        expected: 'a folder of specs and documents',
      },
    ]);
  }
}

import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
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
 * @throws DocumentError for a JSON file that is no spec and no document
 */
export async function listModels(study: Study): Promise<ListedModel[]> {
  const files = (await readdir(study.models)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (file) => {
      const { path, value, fingerprint } = await readDocument(join(study.models, file), headSchema);
      const { kind, asOf, status, approver, validFrom } = value;
      return { file: basename(path), kind, asOf, status, approver, validFrom, fingerprint };
    }),
  );
}

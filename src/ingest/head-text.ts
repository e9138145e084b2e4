import { Buffer } from 'node:buffer';
import { open } from 'node:fs/promises';

/** So much of a text is looked at for its header. */
export const MOST_HEADER = 1 << 20;

/** The beginning of a text file in UTF-8, with its header. */
export async function headText(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_HEADER), 0, MOST_HEADER, 0);
    return new TextDecoder().decode(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

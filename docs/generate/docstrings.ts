import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the source says of a part of a schema, and of its members. */
export interface Told {
  doc: string;
  readonly members: Map<string, Told>;
}

/**
 * The docstrings of zod schemas, by the name of the constant that holds each: meaning of the whole, and of each member, through the
 * constants that a schema is put together from.
 * @param folders where the schemas are
 */
export function schemaDocstrings(...folders: readonly string[]): (constant: string) => Told | undefined {
  const sources = new Map<string, { readonly doc: string; readonly text: string }>();
  for (const folder of folders)
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.ts')))
      for (const [, doc = '', constant, text] of readFileSync(join(folder, name), 'utf8').matchAll(CONSTANT))
        sources.set(constant!, { doc: clean(doc), text: text! });
  const seen = new Set<string>();
  const tell = (constant: string): Told | undefined => {
    const source = sources.get(constant);
    if (source === undefined || seen.has(constant)) return undefined;
    seen.add(constant);
    const told: Told = { doc: source.doc, members: membersOf(source.text, tell) };
    seen.delete(constant);
    return told;
  };
  return tell;
}

/** A top-level constant with its docstring: the formatter ends it with a semicolon at the end of a line, before a line at the margin. */
const CONSTANT =
  /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?^(?:export )?const (\w+)(?:: [^=]+)? =([\s\S]*?;)$(?=\n(?:\S|$|\n))/gm;

const clean = (doc: string): string =>
  doc
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .filter((line) => !line.startsWith('@'))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();

type Tell = (constant: string) => Told | undefined;

const TOKEN =
  /\/\*\*(?<doc>(?:(?!\*\/)[\s\S])*)\*\/|\/\/[^\n]*|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+\/[a-z]*|(?<open>[([{])|(?<close>[)\]}])|\.\.\.(?<spread>\w+)|(?<key>\w+)(?=:\s)|(?<word>\w+)/g;

/** Members of the objects in a schema's text, wherever they are nested; members of a named schema under the member that uses it. */
function membersOf(text: string, tell: Tell): Map<string, Told> {
  const root: Told = { doc: '', members: new Map() };
  const owners: Told[] = [root];
  let [doc, current] = ['', root];
  for (const { groups = {} } of text.matchAll(TOKEN)) {
    const { doc: found, open, close, spread, key, word } = groups;
    if (found !== undefined) doc = clean(found);
    else if (open !== undefined) owners.push(current);
    else if (close !== undefined) current = owners.pop() ?? root;
    else if (spread !== undefined) merge(owners.at(-1)!, tell(spread));
    else if (key !== undefined) {
      const owner = owners.at(-1)!;
      current = owner.members.get(key) ?? { doc: '', members: new Map() };
      if (doc !== '') current.doc = doc;
      owner.members.set(key, current);
      doc = '';
    } else if (word !== undefined) {
      doc = '';
      merge(current, tell(word));
    }
  }
  return root.members;
}

function merge(into: Told, other: Told | undefined): void {
  if (other === undefined) return;
  if (into.doc === '') into.doc = other.doc;
  for (const [key, told] of other.members) {
    const own = into.members.get(key);
    if (own === undefined) into.members.set(key, told);
    else merge(own, told);
  }
}

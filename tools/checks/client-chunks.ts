/**
 * Looks for server code in what the browser downloads. A page that imports #server/… by value builds without a word,
 * so the built chunks are read for what only the server says: SQL on our tables, Node's modules, the hub's packages.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';

/** Packages that only the hub's process uses. */
const HUB_PACKAGES = ['libsql', '@libsql/', '@abandonware/', '@hono/node-server', '@hono/node-ws'];
const QUOTE = '["\'`]';

/** What gives server code away, each with a name for the report. `tables` are those of the migrations. */
export function serverMarks(tables: readonly string[]): ReadonlyMap<string, RegExp> {
  const builtins = builtinModules.filter((name) => /^[a-z_]+$/.test(name)).join('|');
  const marks = new Map([
    ["a module of Node's", new RegExp(`${QUOTE}node:(${builtins})\\b`)],
    ['a path of the server', /#server\/|#workers\/|src\/server\//],
    ['a package of the hub', new RegExp(`${QUOTE}(${HUB_PACKAGES.join('|')})`)],
    ['a database setting', /\bPRAGMA \w+/],
  ]);
  if (tables.length > 0) {
    // In capitals, as the project writes its SQL: "from users" may stand in a sentence.
    marks.set('SQL', new RegExp(`\\b(FROM|INTO|UPDATE|JOIN)\\s+(${tables.join('|')})\\b`));
  }
  return marks;
}

/** The names of all tables that the migrations make. */
export function tablesOf(migrationsFolder: string): string[] {
  const sql = readdirSync(migrationsFolder)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => readFileSync(join(migrationsFolder, name), 'utf8'));
  return [...sql.join('\n').matchAll(/\bCREATE (?:VIRTUAL )?TABLE (\w+)/g)].map(([, name = '']) => name);
}

/** One line for each chunk below `folder` that holds server code. Throws when there are no chunks to read. */
export function serverCodeIn(folder: string, tables: readonly string[]): string[] {
  const chunks = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.m?js$/.test(path))
    : [];
  if (chunks.length === 0) throw new Error(`${folder} holds no client chunks: npm run build`);

  const marks = serverMarks(tables);
  return chunks.flatMap((chunk) => {
    const text = readFileSync(join(folder, chunk), 'utf8');
    return [...marks].flatMap(([name, mark]) => {
      const found = mark.exec(text);
      return found === null ? [] : [`${chunk}: ${name}, ${excerpt(text, found.index)}`];
    });
  });
}

function excerpt(text: string, index: number): string {
  return text.slice(Math.max(0, index - 30), index + 60).replaceAll(/\s+/g, ' ');
}

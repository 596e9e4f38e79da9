/** Finds the :named parameters of a statement, so that a missing or misspelt one is an error and not a NULL. */

/** Parameter names in the order SQLite numbers them. Text in quotes and comments is passed over. */
export function parameterNames(sql: string): readonly string[] {
  const code = sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  return [...new Set([...code.matchAll(/:([a-z]\w*)/gi)].map(([, name]) => name ?? ''))];
}

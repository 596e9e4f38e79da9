/**
 * /api/docs: the OpenAPI document as a page to read. Written on the hub, without a script, so that it works with the
 * internet cable pulled out and in any browser.
 */
import { Hono } from 'hono';
import type { generateSpecs } from 'hono-openapi';
import { html, raw } from 'hono/html';
import type { ApiEnv } from './environment.ts';
import { route } from './route.ts';

export type OpenApiDocument = Awaited<ReturnType<typeof generateSpecs>>;
type OpenApiOperation = NonNullable<NonNullable<NonNullable<OpenApiDocument['paths']>[string]>['post']>;

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
const STYLE = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  summary { cursor: pointer; padding: 0.4rem 0; }
  code, pre { font: 0.9rem/1.4 ui-monospace, monospace; }
  pre { overflow-x: auto; padding: 0.75rem; border: 1px solid color-mix(in srgb, currentcolor 25%, transparent); }
  .method { display: inline-block; min-width: 4.5rem; font-weight: 700; }
  section { margin-block: 2rem; }`;

export function docs(document: () => Promise<OpenApiDocument>) {
  return new Hono<ApiEnv>().get(
    '/docs',
    route({ summary: 'This document as a page to read', access: 'open', answers: { 200: null } }),
    async (c) => {
      c.header('content-security-policy', POLICY);
      return c.html(page(await document()));
    },
  );
}

function page({ info, paths, components }: OpenApiDocument) {
  const operations = Object.entries(paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods ?? {}).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      ...{ path, method, operation: operation as OpenApiOperation },
    })),
  );
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags?.[0] ?? 'other');
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${info.title} API</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <h1>${info.title} API</h1>
        <p>${info.description} For programs: <a href="/api/openapi.json">openapi.json</a>.</p>
        ${[...byTag].map(
          ([tag, members]) =>
            html`<section>
              <h2>${tag}</h2>
              ${members.map(operationBlock)}
            </section>`,
        )}
        <section>
          <h2>Shapes</h2>
          ${Object.entries(components?.schemas ?? {}).map(
            ([name, schema]) =>
              html`<details id="${name}">
                <summary><code>${name}</code></summary>
                <pre>${JSON.stringify(schema, null, 2)}</pre>
              </details>`,
          )}
        </section>
      </body>
    </html>`;
}

function operationBlock({
  path,
  method,
  operation,
}: {
  path: string;
  method: string;
  operation: OpenApiOperation;
}) {
  const { summary, parameters, requestBody, responses } = operation;
  return html`<details>
    <summary><span class="method">${method.toUpperCase()}</span> <code>${path}</code> ${summary}</summary>
    ${part('Parameters', parameters)} ${part('Body', requestBody)} ${part('Answers', responses)}
  </details>`;
}

function part(title: string, content: unknown) {
  return content === undefined
    ? ''
    : html`<h3>${title}</h3>
        <pre>${JSON.stringify(content, null, 2)}</pre>`;
}

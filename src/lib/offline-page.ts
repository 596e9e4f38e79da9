// The page of a phone that cannot reach the hub. It shows nothing of anyone, since all it could show might be old, and
// stands by itself: no script or style of the build is needed for it.
import { m } from '#lib/paraglide/messages.js';

type Language = 'en' | 'es';

/** How often it asks whether the hub is back. */
const RETRY_MS = 10_000;

const STYLE = `
  :root { color-scheme: dark light; --ink: #f2f2ee; --ground: #0b0c0d; }
  @media (prefers-color-scheme: light) { :root { --ink: #15171a; --ground: #f3f2ee; } }
  body { display: grid; align-content: center; gap: 1rem; min-height: 100dvh; max-width: 30rem; margin: 0 auto;
    padding: 1.5rem; box-sizing: border-box; background: var(--ground); color: var(--ink);
    font: 500 1.125rem/1.4 Verdana, sans-serif; }
  h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; }
  p { margin: 0; }
  a { display: grid; place-items: center; min-height: 3.75rem; border-radius: 1rem; background: var(--ink);
    color: var(--ground); font-weight: 700; text-decoration: none; }`;

/** HTML, in the language of the phone. */
export function offlinePage(language: Language): string {
  const inLanguage = { locale: language };
  const title = m['offline.title']({}, inLanguage);
  const retry = `setInterval(() => fetch('/api/health').then((a) => a.ok && location.reload(), () => {}), ${String(RETRY_MS)})`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
<p>${m['offline.text']({}, inLanguage)}</p>
<p>${m['offline.next']({}, inLanguage)}</p>
<a href="">${m['offline.retry']({}, inLanguage)}</a>
<script>${retry}</script>
</body>
</html>`;
}

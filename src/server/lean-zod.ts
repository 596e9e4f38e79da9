/**
 * zod's entry loads what it says in fifty languages, of which the hub speaks none: its screens have their own words. Without
 * them it starts sooner and keeps less in memory (docs/decisions/0015).
 */
import { registerHooks } from 'node:module';

const LOCALES = '/zod/v4/locales/index.js';

/** Loads zod, once, for all that imports it afterwards. */
export async function loadLeanZod(): Promise<void> {
  const hooks = registerHooks({
    load: (url, context, next) =>
      url.endsWith(LOCALES)
        ? { format: 'module', source: 'export {};', shortCircuit: true }
        : next(url, context),
  });
  await import('zod');
  hooks.deregister();
}

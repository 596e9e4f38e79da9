import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    runes: ({ filename }) => (filename.includes('/node_modules/') ? undefined : true),
  },
  kit: {
    adapter: adapter({ out: 'build' }),
    files: { routes: 'routes' },
    // Bytes. Most components have a few hundred of styles: in the page they cost less than a request each.
    inlineStyleThreshold: 4096,
  },
};

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
    // Everything a page loads comes from the hub. Kit gives its own scripts and styles a nonce.
    csp: {
      mode: 'nonce',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        'style-src': ['self'],
        'img-src': ['self', 'data:'],
        'connect-src': ['self'],
        'worker-src': ['self'],
        'manifest-src': ['self'],
        'object-src': ['none'],
        'base-uri': ['none'],
        'form-action': ['self'],
        'frame-ancestors': ['none'],
      },
    },
    // Bytes. Most components have a few hundred of styles: in the page they cost less than a request each.
    inlineStyleThreshold: 4096,
  },
};

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
    // A page asks the hub which files the next one needs, rather than bring the list of all pages along.
    router: { resolution: 'server' },
    // Everything a page loads comes from the hub. Kit gives its own scripts and styles a nonce.
    csp: {
      mode: 'nonce',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        'style-src': ['self'],
        // The one style attribute there is: Kit hides with it what it says to screen readers after a change of page.
        'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
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

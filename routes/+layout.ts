// In the browser the page keeps the language the server rendered it in: <html lang> says which.
import { browser } from '$app/environment';
import { baseLocale, overwriteGetLocale, toLocale } from '#lib/paraglide/runtime.js';

if (browser) {
  const locale = toLocale(document.documentElement.lang) ?? baseLocale;
  overwriteGetLocale(() => locale);
}

/** The languages of a page, each named in itself, and the choice of one, which the browser keeps. */
import { m } from '#lib/paraglide/messages.js';
import { setLocale, toLocale } from '#lib/paraglide/runtime.js';

export function languages() {
  return [
    { code: 'en', name: m['app.language.en']() },
    { code: 'es', name: m['app.language.es']() },
  ];
}

export function chooseLanguage(code: string): void {
  const locale = toLocale(code);
  if (locale) void setLocale(locale);
}

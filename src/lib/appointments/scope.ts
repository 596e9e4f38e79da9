// What a change is for, in words.
import type { Scope } from '#domain/appointments/repetition.ts';
import { m } from '#lib/paraglide/messages.js';

export const SCOPE_WORDS: Readonly<Record<Scope, () => string>> = {
  this: m['appointments.scope.this'],
  following: m['appointments.scope.following'],
  all: m['appointments.scope.all'],
};

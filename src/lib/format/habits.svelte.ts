// How the person of this screen counts hours and weeks. LiveHome sets it before anything under it is rendered: on the
// server rendering does not pause, so no request sees another's; in the browser a change reaches every time shown.
import type { GeneralSettings } from '#contracts/settings.ts';

export type Habits = Pick<GeneralSettings, 'clock' | 'weekStart'>;

export const habits: Habits = $state({ clock: 'by-language', weekStart: 'by-language' });

export function followHabits({ clock, weekStart }: Habits): void {
  habits.clock = clock;
  habits.weekStart = weekStart;
}

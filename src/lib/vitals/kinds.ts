// The kinds of vitals as a person meets them: name, icon, and the order in which they stand on a screen.
import Activity from '@lucide/svelte/icons/activity';
import Bandage from '@lucide/svelte/icons/bandage';
import Droplet from '@lucide/svelte/icons/droplet';
import FaceSmiling from '@lucide/svelte/icons/face-slightly-smiling';
import Gauge from '@lucide/svelte/icons/gauge';
import HeartPulse from '@lucide/svelte/icons/heart-pulse';
import Percent from '@lucide/svelte/icons/percent';
import Thermometer from '@lucide/svelte/icons/thermometer';
import Weight from '@lucide/svelte/icons/weight';
import Wind from '@lucide/svelte/icons/wind';
import type { LucideIcon } from '@lucide/svelte';
import type { LatestVitals, Reading } from '#contracts/vitals.ts';
import { m } from '#lib/paraglide/messages.js';

export type Kind = Reading['kind'];

type KindWords = { readonly icon: LucideIcon; readonly name: () => string; readonly key: keyof LatestVitals };

/** In the order of a screen. */
export const KINDS: Readonly<Record<Kind, KindWords>> = {
  'blood-pressure': { icon: HeartPulse, name: m['vitals.name.bloodPressure'], key: 'bloodPressure' },
  'body-weight': { icon: Weight, name: m['vitals.name.bodyWeight'], key: 'bodyWeight' },
  spo2: { icon: Gauge, name: m['vitals.name.spo2'], key: 'spo2' },
  'body-temperature': { icon: Thermometer, name: m['vitals.name.bodyTemperature'], key: 'bodyTemperature' },
  glucose: { icon: Droplet, name: m['vitals.name.glucose'], key: 'glucose' },
  'heart-rate': { icon: Activity, name: m['vitals.name.heartRate'], key: 'heartRate' },
  'respiratory-rate': { icon: Wind, name: m['vitals.name.respiratoryRate'], key: 'respiratoryRate' },
  pain: { icon: Bandage, name: m['vitals.name.pain'], key: 'pain' },
  mood: { icon: FaceSmiling, name: m['vitals.name.mood'], key: 'mood' },
  'body-fat': { icon: Percent, name: m['vitals.name.bodyFat'], key: 'bodyFat' },
};

export const KIND_LIST = Object.keys(KINDS) as readonly Kind[];

/** The kind an address names, or null when it names none. */
export function kindOf(segment: string): Kind | null {
  return KIND_LIST.find((kind) => kind === segment) ?? null;
}

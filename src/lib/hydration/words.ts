// The words of hydration: drinks, volumes in litres or fluid ounces, how a day stands, and the tile of a home page.
import GlassWater from '@lucide/svelte/icons/glass-water';
import type { Drink, Hydration, HydrationPlan } from '#contracts/hydration.ts';
import { DRINK_KINDS, SIZES_ML, type DrinkKind, type PlanKind, type Standing } from '#domain/hydration.ts';
import { numberWritten } from '#lib/format/number.ts';
import { timeOfDay } from '#lib/format/times.ts';
import type { Mark } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';

const KINDS: Readonly<Record<DrinkKind, () => string>> = {
  water: m['hydration.drink.water'],
  tea: m['hydration.drink.tea'],
  coffee: m['hydration.drink.coffee'],
  milk: m['hydration.drink.milk'],
  juice: m['hydration.drink.juice'],
  soda: m['hydration.drink.soda'],
  broth: m['hydration.drink.broth'],
  cocoa: m['hydration.drink.cocoa'],
  beer: m['hydration.drink.beer'],
  wine: m['hydration.drink.wine'],
};

export const drinkWords = (drink: DrinkKind): string => KINDS[drink]();
export const drinkChoices = () => DRINK_KINDS.map((value) => ({ value, label: drinkWords(value) }));

/** Source: US fluid ounce, 1/128 of a gallon of 231 cubic inches, exact. */
export const ML_PER_FL_OZ = 29.5735295625;
const ML_PER_L = 1_000;

/** '200 ml', '1.2 L', '8 fl oz'. */
export function volumeWords(ml: number, isImperial: boolean): string {
  if (isImperial) return m['hydration.flOz']({ volume: ouncesWritten(ml) });
  return ml < ML_PER_L
    ? m['hydration.ml']({ volume: String(Math.round(ml)) })
    : m['hydration.litres']({ volume: litresWritten(ml) });
}

/** What a day came to: to ten ml, since a cup of tea of 200 ml is 199 of water to nobody. */
export const countedWords = (ml: number, isImperial: boolean): string =>
  volumeWords(isImperial ? ml : Math.round(ml / 10) * 10, isImperial);

const litresWritten = (ml: number) => numberWritten(Number((ml / ML_PER_L).toFixed(1)), 1);

/** Half an ounce is the least that a button counts. */
function ouncesWritten(ml: number): string {
  const ounces = Math.round((ml / ML_PER_FL_OZ) * 2) / 2;
  return numberWritten(ounces, Number.isInteger(ounces) ? 0 : 1);
}

/** The buttons: a sip, a big sip, the cups, and the own one first. */
export function sizesOf(cupMl: number, isImperial: boolean) {
  const { sip, bigSip, cups } = SIZES_ML[isImperial ? 'us' : 'metric'];
  const volume = (ml: number) => volumeWords(ml, isImperial);
  return [
    { ml: cupMl, label: m['hydration.size.own']({ volume: volume(cupMl) }) },
    ...cups.map((ml) => ({ ml, label: volume(ml) })),
    { ml: bigSip, label: m['hydration.size.bigSip']() },
    { ml: sip, label: m['hydration.size.sip']() },
  ];
}

const STANDING_MARKS: Readonly<Record<Standing, readonly [Mark['shape'], () => string]>> = {
  reached: ['ok', m['hydration.standing.reached']],
  'on-pace': ['ok', m['hydration.standing.onPace']],
  behind: ['look', m['hydration.standing.behind']],
  within: ['ok', m['hydration.standing.within']],
  'near-limit': ['look', m['hydration.standing.nearLimit']],
  'over-limit': ['act', m['hydration.standing.overLimit']],
};

export function standingMark(standing: Standing | null): Mark {
  if (standing === null) return { shape: 'none', word: m['hydration.standing.none']() };
  const [shape, word] = STANDING_MARKS[standing];
  return { shape, word: word() };
}

/** 'of 1.6 L', or 'at most 1.5 L'; empty without a plan. */
export function planWords(
  plan: Pick<HydrationPlan, 'kind' | 'volumeMl'> | null,
  isImperial: boolean,
): string {
  if (plan === null) return '';
  const volume = volumeWords(plan.volumeMl, isImperial);
  return plan.kind === 'goal' ? m['hydration.ofGoal']({ volume }) : m['hydration.ofLimit']({ volume });
}

/** '15:20 · Tea · 200 ml' */
export const drinkLine = (
  { drink, volumeMl, drunkAt }: Drink,
  timeZone: string,
  isImperial: boolean,
): string =>
  [timeOfDay(Date.parse(drunkAt), timeZone), drinkWords(drink), volumeWords(volumeMl, isImperial)].join(
    ' · ',
  );

/** The tile of a home page: what was drunk beside what it should come to. */
export function hydrationLine(
  { today }: Hydration,
  { href, timeZone, isImperial }: { href: string; timeZone: string; isImperial: boolean },
) {
  const { countedMl, plan, drinks } = today;
  const value = isImperial ? ouncesWritten(countedMl) : litresWritten(countedMl);
  const volume =
    plan === null ? '' : isImperial ? ouncesWritten(plan.volumeMl) : litresWritten(plan.volumeMl);
  const unit = tileUnit(plan?.kind ?? null, isImperial)({ volume });
  const last = drinks[0];
  return {
    ...{ href, icon: GlassWater, name: m['hydration.title'](), value, unit },
    mark: standingMark(today.standing),
    beside:
      last === undefined
        ? ''
        : m['hydration.tile.last']({ time: timeOfDay(Date.parse(last.drunkAt), timeZone) }),
  };
}

/** One unit for a tile's two numbers: '0.9 of 1.6 L'. */
function tileUnit(kind: PlanKind | null, isImperial: boolean): (about: { volume: string }) => string {
  if (kind === null) return isImperial ? m['hydration.tile.flOz'] : m['hydration.tile.litres'];
  if (kind === 'goal') return isImperial ? m['hydration.tile.ofFlOz'] : m['hydration.tile.ofLitres'];
  return isImperial ? m['hydration.tile.atMostFlOz'] : m['hydration.tile.atMostLitres'];
}

/** Birth dates and ages, on civil dates (YYYY-MM-DD) that the caller reckoned in the person's zone. */

/** The oldest person whose age is proven lived 122 years. */
const OLDEST_YEARS = 130;

/** Whole years lived on `today`. Someone born on February 29 is a year older on March 1 of other years. */
export function ageOn(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Whether someone alive today can have been born then. */
export function isBelievableBirthDate(birthDate: string, today: string): boolean {
  return birthDate <= today && ageOn(birthDate, today) <= OLDEST_YEARS;
}

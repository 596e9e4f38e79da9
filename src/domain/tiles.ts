/** What stands on the home screen of the mirror beside its clock. A module of its own: the first page has no more of it. */

/** More than an eye takes in at a glance from 70 cm, and more than fit. */
export const MOST_TILES = 6;

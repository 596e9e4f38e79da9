/** Where the limits come from, in words a screen shows. What is common practice and no guideline says so. */

export type Source = { readonly text: string; readonly url: string | null };

export const AHA_2025: Source = {
  text: '2025 AHA/ACC guideline for high blood pressure in adults (categories unchanged since 2017)',
  url: 'https://doi.org/10.1161/HYP.0000000000000249',
};
export const NHLBI_LOW: Source = {
  text: 'NHLBI (US National Heart, Lung, and Blood Institute), “Low Blood Pressure”',
  url: null,
};
export const LOW_DIASTOLIC: Source = {
  text: 'Common practice for a diastolic below 60 mm[Hg]; a note, not a category of any guideline',
  url: null,
};
export const HEART_RATE: Source = {
  text: 'American Heart Association: a resting heart rate of 60 to 100 is usual. Betti looks only below 50 and above 100, since many older adults rest below 60',
  url: null,
};
export const HEART_RATE_URGENT: Source = {
  text: 'Common practice for a resting heart rate below 40 or above 130; no single guideline',
  url: null,
};
export const SPO2: Source = {
  text: 'FDA on pulse oximeters: 95 % and above is usual, and a trend says more than one number. It reads less well on dark skin, cold hands and nail polish',
  url: 'https://www.ncbi.nlm.nih.gov/pmc/articles/PMC9005857/',
};
export const FEVER: Source = {
  text: 'IDSA guideline for older adults in long-term care: a single oral temperature above 100 °F (37.8 °C)',
  url: null,
};
export const LOW_TEMPERATURE: Source = {
  text: 'Common practice for a body temperature below 35 °C (95 °F)',
  url: null,
};
export const ADA_LOW: Source = {
  text: 'American Diabetes Association, Standards of Care 2025: level 1 below 70 mg/dL, level 2 below 54 mg/dL',
  url: null,
};
export const ADA_OLDER: Source = {
  text: 'American Diabetes Association and Endocrine Society, targets for healthy adults from 65: 80–130 mg/dL before meals, below 180 mg/dL after them and at bedtime',
  url: 'https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5585298/',
};
export const GLUCOSE_HIGH: Source = {
  text: 'Common practice in diabetes: above 250 mg/dL is worth telling, above 300 mg/dL is urgent; the care team may choose other numbers',
  url: null,
};
export const NEWS2: Source = {
  text: 'Royal College of Physicians, National Early Warning Score (NEWS) 2, 2017: 12 to 20 breaths a minute scores nothing',
  url: null,
};

-- Whether what was taken as needed helped, as the resident or a caregiver said afterwards.

-- A word of src/domain/medications.ts; null while nobody said.
ALTER TABLE medication_log ADD COLUMN effect TEXT CHECK (length(effect) <= 20);

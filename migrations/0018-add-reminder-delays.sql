-- How a medication is reminded of when it is in a way of its own; all null is as all others are.

-- Minutes from one reminder to the next, how often it is said again, and when another caregiver hears of it.
ALTER TABLE medications ADD COLUMN repeat_minutes INTEGER CHECK (repeat_minutes BETWEEN 1 AND 120);
ALTER TABLE medications ADD COLUMN repeats INTEGER CHECK (repeats BETWEEN 0 AND 12);
ALTER TABLE medications ADD COLUMN second_minutes INTEGER CHECK (second_minutes BETWEEN 1 AND 1440);

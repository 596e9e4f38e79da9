-- Holds the number of a migration that is made elsewhere; it goes when that one comes.
SELECT 1;

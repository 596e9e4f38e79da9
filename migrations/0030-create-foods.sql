-- What food is made of, per 100 g: Betti's own list of everyday foods, what the owner imported, what a person added.

CREATE TABLE foods (
  -- Everyday foods are the first, so that a search meets them first.
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  source TEXT NOT NULL CHECK (source IN ('everyday', 'usda', 'own')),
  -- The number of the source: an NDB number of USDA SR, an FDC id; of a person's own food one that it was given.
  source_number TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  name_es TEXT,
  synonyms TEXT NOT NULL,
  energy_kcal REAL NOT NULL CHECK (energy_kcal BETWEEN 0 AND 950),
  protein_g REAL NOT NULL CHECK (protein_g BETWEEN 0 AND 100),
  carbohydrate_g REAL CHECK (carbohydrate_g BETWEEN 0 AND 105),
  fat_g REAL NOT NULL CHECK (fat_g BETWEEN 0 AND 100),
  fibre_g REAL CHECK (fibre_g BETWEEN 0 AND 100),
  sodium_mg REAL CHECK (sodium_mg BETWEEN 0 AND 45000),
  potassium_mg REAL CHECK (potassium_mg BETWEEN 0 AND 30000),
  sugar_g REAL CHECK (sugar_g BETWEEN 0 AND 105),
  -- [{"amount": 2, "unit": "slice" or words of the source, "grams": 56}]
  portions TEXT NOT NULL CHECK (json_valid(portions)),
  changed_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX foods_by_source ON foods (source, source_number);

-- Its rowid is foods.number. Contentless: the words stand in foods.
CREATE VIRTUAL TABLE food_words USING fts5(
  name, synonyms, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3'
);

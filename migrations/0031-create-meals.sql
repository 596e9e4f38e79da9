-- What a resident ate, and what a day should come to.

CREATE TABLE meals (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  resident_id BLOB NOT NULL REFERENCES users (id),
  kind TEXT NOT NULL CHECK (kind IN ('breakfast', 'lunch', 'dinner', 'snack')),
  eaten_at INTEGER NOT NULL,
  -- The resident's civil date of eaten_at as days since 1970-01-01.
  local_day INTEGER NOT NULL,
  -- How much of the plate was eaten.
  eaten_share REAL NOT NULL CHECK (eaten_share > 0 AND eaten_share <= 1),
  note TEXT CHECK (length(note) <= 500),
  recorded_by TEXT NOT NULL,
  removed_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX meals_by_day ON meals (resident_id, local_day, eaten_at, id);

-- What stood on the plate, with its figures as they were then: a food that changes later changes no meal.
CREATE TABLE meal_foods (
  meal_id BLOB NOT NULL REFERENCES meals (id),
  position INTEGER NOT NULL,
  food_id BLOB NOT NULL REFERENCES foods (id),
  name TEXT NOT NULL,
  name_es TEXT,
  amount REAL NOT NULL CHECK (amount > 0),
  unit TEXT NOT NULL,
  grams REAL NOT NULL CHECK (grams > 0 AND grams <= 5000),
  energy_kcal REAL NOT NULL,
  protein_g REAL NOT NULL,
  fat_g REAL NOT NULL,
  carbohydrate_g REAL,
  fibre_g REAL,
  sugar_g REAL,
  sodium_mg REAL,
  potassium_mg REAL,
  PRIMARY KEY (meal_id, position)
) STRICT, WITHOUT ROWID;

-- From a day on until the next row of the resident. NULL: no goal.
CREATE TABLE nutrition_goals (
  resident_id BLOB NOT NULL REFERENCES users (id),
  from_day INTEGER NOT NULL,
  energy_kcal REAL CHECK (energy_kcal BETWEEN 500 AND 5000),
  protein_g REAL CHECK (protein_g BETWEEN 10 AND 300),
  fibre_g REAL CHECK (fibre_g BETWEEN 5 AND 100),
  -- At most.
  sodium_mg REAL CHECK (sodium_mg BETWEEN 200 AND 10000),
  set_by TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  PRIMARY KEY (resident_id, from_day)
) STRICT, WITHOUT ROWID;

-- How often a resident has what, so that it need not be looked for.
CREATE TABLE recent_foods (
  resident_id BLOB NOT NULL REFERENCES users (id),
  food_id BLOB NOT NULL REFERENCES foods (id),
  uses INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  PRIMARY KEY (resident_id, food_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX recent_foods_by_uses ON recent_foods (resident_id, uses DESC, last_used_at DESC);

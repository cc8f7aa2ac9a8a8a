/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables, told in words in SCHEMA.md. A step once released is never changed: a new one is
 * added at the end. */
#include "store/fl-schema.h"

static const char step_1[] =
  "CREATE TABLE project ("
  "  id INTEGER PRIMARY KEY CHECK (id = 1),"
  "  uuid TEXT NOT NULL,"
  "  name TEXT NOT NULL,"
  "  created_us INTEGER NOT NULL,"
  "  is_multi_label INTEGER NOT NULL,"
  "  goal TEXT NOT NULL) STRICT;"

  "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

  "CREATE TABLE replica (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE) STRICT;"

  "CREATE TABLE annotator ("
  "  id INTEGER PRIMARY KEY,"
  "  uuid TEXT NOT NULL UNIQUE,"
  "  name TEXT NOT NULL UNIQUE) STRICT;"

  "CREATE TABLE class ("
  "  id INTEGER PRIMARY KEY,"
  "  uuid TEXT NOT NULL UNIQUE,"
  "  name TEXT NOT NULL DEFAULT '',"
  "  key TEXT NOT NULL DEFAULT '',"
  "  colour INTEGER NOT NULL DEFAULT 0,"
  "  position INTEGER NOT NULL DEFAULT 0,"
  "  is_background INTEGER NOT NULL DEFAULT 0,"
  "  version INTEGER NOT NULL DEFAULT 1,"
  "  definition TEXT NOT NULL DEFAULT '',"
  "  merged_into INTEGER REFERENCES class (id),"
  "  is_retired INTEGER NOT NULL DEFAULT 0) STRICT;"

  "CREATE TABLE stream ("
  "  id INTEGER PRIMARY KEY,"
  "  uuid TEXT NOT NULL UNIQUE,"
  "  name TEXT NOT NULL UNIQUE,"
  "  kind TEXT NOT NULL,"
  "  sampling TEXT NOT NULL,"
  "  time_base_num INTEGER NOT NULL,"
  "  time_base_den INTEGER NOT NULL,"
  "  width_px INTEGER NOT NULL,"
  "  height_px INTEGER NOT NULL,"
  "  index_doubt TEXT,"
  "  is_hidden INTEGER NOT NULL DEFAULT 0) STRICT;"

  "CREATE TABLE segment ("
  "  stream INTEGER NOT NULL REFERENCES stream (id),"
  "  ordinal INTEGER NOT NULL,"
  "  path TEXT NOT NULL,"
  "  relative_path TEXT,"
  "  size_bytes INTEGER NOT NULL,"
  "  fingerprint TEXT NOT NULL,"
  "  first_index INTEGER NOT NULL DEFAULT 0,"
  "  n_frames INTEGER,"
  "  pts_offset INTEGER NOT NULL DEFAULT 0,"
  "  clock_start_us INTEGER,"
  "  PRIMARY KEY (stream, ordinal)) STRICT, WITHOUT ROWID;"

  "CREATE TABLE question ("
  "  id INTEGER PRIMARY KEY,"
  "  kind TEXT NOT NULL,"
  "  stream INTEGER NOT NULL REFERENCES stream (id),"
  "  frame INTEGER NOT NULL,"
  "  lot INTEGER REFERENCES lot (id),"
  "  issued_us INTEGER NOT NULL,"
  "  draw TEXT NOT NULL) STRICT;"

  "CREATE TABLE lot ("
  "  id INTEGER PRIMARY KEY,"
  "  uuid TEXT NOT NULL UNIQUE,"
  "  created_us INTEGER NOT NULL,"
  "  model INTEGER NOT NULL,"
  "  max_error REAL NOT NULL,"
  "  confidence REAL NOT NULL,"
  "  n_samples INTEGER NOT NULL,"
  "  state TEXT NOT NULL,"
  "  seed TEXT NOT NULL,"
  "  scope TEXT NOT NULL) STRICT;"

  "CREATE TABLE lot_part ("
  "  lot INTEGER NOT NULL REFERENCES lot (id),"
  "  stream INTEGER NOT NULL REFERENCES stream (id),"
  "  n_samples INTEGER NOT NULL,"
  "  samples BLOB NOT NULL,"
  "  PRIMARY KEY (lot, stream)) STRICT, WITHOUT ROWID;"

  "CREATE TABLE scaling ("
  "  version INTEGER PRIMARY KEY,"
  "  extractors TEXT NOT NULL,"
  "  n_samples INTEGER NOT NULL,"
  "  created_us INTEGER NOT NULL,"
  "  content BLOB NOT NULL) STRICT;"

  "CREATE TABLE extractor_state ("
  "  id TEXT PRIMARY KEY,"
  "  content BLOB NOT NULL) STRICT, WITHOUT ROWID;"

  "CREATE TABLE action ("
  "  replica INTEGER NOT NULL REFERENCES replica (id),"
  "  seq INTEGER NOT NULL,"
  "  lamport INTEGER NOT NULL,"
  "  at_us INTEGER NOT NULL,"
  "  annotator INTEGER NOT NULL REFERENCES annotator (id),"
  "  verb TEXT NOT NULL,"
  "  kind TEXT NOT NULL DEFAULT '',"
  "  stream INTEGER REFERENCES stream (id),"
  "  first_frame INTEGER,"
  "  last_frame INTEGER,"
  "  first_pts INTEGER,"
  "  last_pts INTEGER,"
  "  tag INTEGER NOT NULL DEFAULT 0,"
  "  state INTEGER NOT NULL DEFAULT 0,"
  "  class INTEGER REFERENCES class (id),"
  "  lot INTEGER REFERENCES lot (id),"
  "  undoes_replica INTEGER,"
  "  undoes_seq INTEGER,"
  "  batch_seq INTEGER,"
  "  question INTEGER,"
  "  shown_ms INTEGER,"
  "  answered_ms INTEGER,"
  "  guess_class INTEGER,"
  "  guess_shown INTEGER,"
  "  payload TEXT,"
  "  PRIMARY KEY (replica, seq)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX action_by_lamport ON action (lamport);"
  "CREATE INDEX action_by_track ON action (stream, tag, annotator, first_frame)"
  "  WHERE stream IS NOT NULL;"
  "CREATE INDEX action_by_class ON action (class, lamport) WHERE class IS NOT NULL;"

  "CREATE TABLE undone ("
  "  replica INTEGER NOT NULL,"
  "  seq INTEGER NOT NULL,"
  "  PRIMARY KEY (replica, seq)) STRICT, WITHOUT ROWID;"

  "CREATE TABLE label ("
  "  annotator INTEGER NOT NULL,"
  "  stream INTEGER NOT NULL,"
  "  tag INTEGER NOT NULL,"
  "  first_frame INTEGER NOT NULL,"
  "  last_frame INTEGER NOT NULL,"
  "  first_pts INTEGER,"
  "  last_pts INTEGER,"
  "  state INTEGER NOT NULL,"
  "  class INTEGER,"
  "  kind TEXT NOT NULL,"
  "  at_us INTEGER NOT NULL,"
  "  replica INTEGER NOT NULL,"
  "  seq INTEGER NOT NULL,"
  "  PRIMARY KEY (annotator, stream, tag, first_frame)) STRICT, WITHOUT ROWID;";

/* Where frames that were said are now, when a stream was counted anew; and what tells whether the
 * samples of a lot still are what they were. */
static const char step_2[] =
  "CREATE TABLE place ("
  "  replica INTEGER NOT NULL,"
  "  seq INTEGER NOT NULL,"
  "  stream INTEGER NOT NULL REFERENCES stream (id),"
  "  first_frame INTEGER,"
  "  last_frame INTEGER,"
  "  PRIMARY KEY (replica, seq)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX place_by_stream ON place (stream, first_frame);"

  "CREATE VIEW said AS"
  " SELECT a.replica, a.seq, a.lamport, a.at_us, a.annotator, a.kind, a.stream, a.first_frame,"
  "  a.last_frame, a.tag, a.state, a.class, a.batch_seq"
  "  FROM action a WHERE a.verb = 'label'"
  "  AND NOT EXISTS (SELECT 1 FROM place p WHERE p.replica = a.replica AND p.seq = a.seq)"
  " UNION ALL"
  " SELECT a.replica, a.seq, a.lamport, a.at_us, a.annotator, a.kind, p.stream, p.first_frame,"
  "  p.last_frame, a.tag, a.state, a.class, a.batch_seq"
  "  FROM place p CROSS JOIN action a ON a.replica = p.replica AND a.seq = p.seq"
  "  WHERE a.verb = 'label';"

  "ALTER TABLE lot_part ADD COLUMN times_sum INTEGER;";

/* Where live video comes from. */
static const char step_3[] = "ALTER TABLE stream ADD COLUMN address TEXT;";

/* Audits of a lot are looked for at every one of them. */
static const char step_4[] =
  "CREATE INDEX action_by_lot ON action (lot, lamport) WHERE lot IS NOT NULL;"
  "CREATE INDEX question_by_lot ON question (lot) WHERE lot IS NOT NULL;";

/* Sweeps: what they draw from, what was drawn, and what was said of it. */
static const char step_5[] =
  "CREATE TABLE sweep ("
  "  id INTEGER PRIMARY KEY,"
  "  uuid TEXT NOT NULL UNIQUE,"
  "  created_us INTEGER NOT NULL,"
  "  class INTEGER NOT NULL REFERENCES class (id),"
  "  model INTEGER NOT NULL,"
  "  max_missed REAL NOT NULL,"
  "  confidence REAL NOT NULL,"
  "  block_s REAL NOT NULL,"
  "  n_planned INTEGER NOT NULL,"
  "  suspect_risk REAL NOT NULL,"
  "  plant_share REAL NOT NULL,"
  "  seed TEXT NOT NULL) STRICT;"

  "CREATE TABLE sweep_part ("
  "  sweep INTEGER NOT NULL REFERENCES sweep (id),"
  "  stream INTEGER NOT NULL REFERENCES stream (id),"
  "  n_blocks INTEGER NOT NULL,"
  "  blocks BLOB NOT NULL,"
  "  times_sum INTEGER,"
  "  PRIMARY KEY (sweep, stream)) STRICT, WITHOUT ROWID;"

  "CREATE TABLE sweep_tile ("
  "  sweep INTEGER NOT NULL REFERENCES sweep (id),"
  "  tile INTEGER NOT NULL,"
  "  stream INTEGER NOT NULL REFERENCES stream (id),"
  "  first_frame INTEGER NOT NULL,"
  "  last_frame INTEGER NOT NULL,"
  "  role TEXT NOT NULL,"
  "  probability REAL,"
  "  issued_us INTEGER NOT NULL,"
  "  PRIMARY KEY (sweep, tile)) STRICT, WITHOUT ROWID;"

  "ALTER TABLE action ADD COLUMN sweep INTEGER REFERENCES sweep (id);"
  "CREATE INDEX action_by_sweep ON action (sweep, lamport) WHERE sweep IS NOT NULL;";

/* Runs are the same in every sitting. What is not about labels is found among many that are, the rows
 * of a batch by its head, and the longest label of a track, which tells how far back one may begin. */
static const char step_6[] =
  "CREATE TABLE run_rule ("
  "  stream INTEGER NOT NULL REFERENCES stream (id),"
  "  extractors TEXT NOT NULL,"
  "  scaling INTEGER NOT NULL REFERENCES scaling (version),"
  "  tau REAL NOT NULL,"
  "  PRIMARY KEY (stream, extractors)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX action_by_verb ON action (verb, class) WHERE kind = '';"
  "CREATE INDEX action_by_batch ON action (replica, batch_seq);"
  "CREATE INDEX action_by_length ON action (stream, tag, annotator, last_frame - first_frame)"
  "  WHERE stream IS NOT NULL;"
  "ALTER TABLE segment ADD COLUMN is_follower INTEGER NOT NULL DEFAULT 0;";

/* Random checks, each with what the machine said before it was answered. */
static const char step_7[] =
  "CREATE TABLE random_check ("
  "  question INTEGER PRIMARY KEY REFERENCES question (id),"
  "  pts INTEGER,"
  "  class INTEGER NOT NULL REFERENCES class (id),"
  "  probability REAL NOT NULL,"
  "  model INTEGER NOT NULL,"
  "  n_labels INTEGER NOT NULL) STRICT;"
  "CREATE INDEX action_by_question ON action (question) WHERE question IS NOT NULL;";

/* Whether an answer was taken back in time is asked for each that was. */
static const char step_8[] = "CREATE INDEX action_by_undone ON action (undoes_replica, undoes_seq)"
                             "  WHERE undoes_seq IS NOT NULL;";

/* Random checks of tags: of which one, and whether the machine says that it is there. */
static const char step_9[] =
  "ALTER TABLE random_check ADD COLUMN tag INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE random_check ADD COLUMN state INTEGER NOT NULL DEFAULT 1;";

static const char *const steps[] = {step_1, step_2, step_3, step_4, step_5,
                                    step_6, step_7, step_8, step_9};

static const FlSchema schema = {.steps = steps, .n_steps = G_N_ELEMENTS (steps)};

const FlSchema *
fl_schema_get (void)
{
  return &schema;
}

int
fl_schema_upgrade (const FlSchema *self, sqlite3 *db, int from)
{
  g_return_val_if_fail (from >= 0 && from <= self->n_steps, SQLITE_MISUSE);

  for (int version = from; version < self->n_steps; version++) {
    int code = sqlite3_exec (db, self->steps[version], NULL, NULL, NULL);
    if (code != SQLITE_OK)
      return code;
  }
  g_autofree char *pragma = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                             FL_SCHEMA_APPLICATION_ID, self->n_steps);
  return sqlite3_exec (db, pragma, NULL, NULL, NULL);
}

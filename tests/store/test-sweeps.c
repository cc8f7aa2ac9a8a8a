/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps: what they draw, that it stays, which answers count, how they end. */
#include "project.h"

#include "store/fl-store-actions-private.h"
#include "store/fl-store-sheets.h"

#include <string.h>

#define N_SUSPECTS 40
#define N_OTHERS   500
#define N_KNOWN    30
#define N_FOUND    10
#define N_PLANNED  140
#define N_BLOCKS   (N_SUSPECTS + N_OTHERS + N_KNOWN + N_FOUND)

/* How many blocks of which role. */
typedef struct {
  guint n_suspects;
  guint n_others;
  guint n_known;
  guint n_found;
} Blocks;

static FlSweepRole
choose_role (const Blocks *blocks, guint i)
{
  const guint first_known = blocks->n_suspects + blocks->n_others;

  return i < blocks->n_suspects              ? FL_SWEEP_SUSPECT
         : i < first_known                   ? FL_SWEEP_OTHER
         : i < first_known + blocks->n_known ? FL_SWEEP_KNOWN
                                             : FL_SWEEP_FOUND;
}

/* Blocks of ten frames, the suspects first. */
static gint64
add_blocks (Project *self, gint64 class_id, const Blocks *blocks, gint64 n_planned)
{
  const guint n = blocks->n_suspects + blocks->n_others + blocks->n_known + blocks->n_found;
  g_autoptr (GPtrArray) parts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) fl_sweep_part_free);
  FlSweepPart *part = g_new0 (FlSweepPart, 1);
  const FlSweepRow row = {.class_id = class_id,
                          .model = 7,
                          .max_missed = 0.1,
                          .confidence = 0.95,
                          .block_s = 5,
                          .n_planned = n_planned,
                          .suspect_risk = 0.1,
                          .plant_share = 1 / 15.0};
  g_autoptr (GError) error = NULL;

  *part = (FlSweepPart){.stream = self->stream,
                        .blocks = g_array_new (FALSE, FALSE, sizeof (FlSweepBlock))};
  for (guint i = 0; i < n; i++) {
    const FlSweepBlock block = {.frames = {10 * (gint64) i, 10 * (gint64) i + 9},
                                .score = (double) (i % 256) / 255,
                                .role = choose_role (blocks, i)};
    g_array_append_val (part->blocks, block);
  }
  g_ptr_array_add (parts, part);
  const gint64 id = fl_store_add_sweep (self->store, &row, parts, self->annotator, &error);
  g_assert_no_error (error);
  return id;
}

static gint64
add_sweep_of (Project *self, gint64 class_id)
{
  const Blocks blocks = {.n_suspects = N_SUSPECTS,
                         .n_others = N_OTHERS,
                         .n_known = N_KNOWN,
                         .n_found = N_FOUND};

  return add_blocks (self, class_id, &blocks, N_PLANNED);
}

static gint64
add_sweep (Project *self)
{
  return add_sweep_of (self, self->classes[0]);
}

static void
issue (Project *self, gint64 sweep, guint sheet)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_issue_sheet (self->store, sweep, sheet, &error));
  g_assert_no_error (error);
}

static GArray *
list_tiles (Project *self, gint64 sweep)
{
  g_autoptr (GError) error = NULL;
  GArray *tiles = fl_store_list_tiles (self->store, sweep, &error);

  g_assert_no_error (error);
  return tiles;
}

static void
test_content_stays (Project *self, gconstpointer data)
{
  add_sweep (self);
  project_reopen (self);
  g_autoptr (GPtrArray) rows = fl_store_list_sweeps (self->store, NULL);
  g_autoptr (GPtrArray) parts = fl_store_list_sweep_parts (self->store, 1, NULL);
  const FlSweepRow *row = rows->pdata[0];
  const FlSweepPart *part = parts->pdata[0];
  const FlSweepBlock *last = &g_array_index (part->blocks, FlSweepBlock, N_BLOCKS - 1);

  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpint (row->class_id, ==, self->classes[0]);
  g_assert_cmpint (row->model, ==, 7);
  g_assert_cmpint (row->n_planned, ==, N_PLANNED);
  g_assert_cmpfloat (row->max_missed, ==, 0.1);
  g_assert_cmpfloat (row->confidence, ==, 0.95);
  g_assert_cmpfloat (row->block_s, ==, 5);
  g_assert_cmpfloat (row->suspect_risk, ==, 0.1);
  g_assert_cmpfloat (row->plant_share, ==, 1 / 15.0);
  g_assert_cmpstr (row->state, ==, "open");
  g_assert_null (row->seed);
  g_assert_cmpuint (parts->len, ==, 1);
  g_assert_cmpint (part->stream, ==, self->stream);
  g_assert_cmpuint (part->blocks->len, ==, N_BLOCKS);
  g_assert_cmpint (last->frames.first, ==, 10 * (N_BLOCKS - 1));
  g_assert_cmpint (last->frames.last, ==, 10 * (N_BLOCKS - 1) + 9);
  g_assert_cmpint (last->role, ==, FL_SWEEP_FOUND);
  g_assert_cmpfloat (last->score, ==, ((N_BLOCKS - 1) % 256) / 255.0);
}

/* Issues all sheets. Returns: how many */
static guint
issue_all (Project *self, gint64 sweep)
{
  g_autoptr (GError) error = NULL;
  guint sheet = 0;

  while (fl_store_issue_sheet (self->store, sweep, sheet, &error))
    sheet++;
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_NOT_FOUND);
  return sheet;
}

static FlSweepRole
get_true_role (const FlSweepTile *tile)
{
  const gint64 i = tile->frames.first / 10;

  return i < N_SUSPECTS              ? FL_SWEEP_SUSPECT
         : i < N_SUSPECTS + N_OTHERS ? FL_SWEEP_OTHER
                                     : FL_SWEEP_KNOWN;
}

/* All blocks once, the planned ones first, and planted ones among them; what is shown once more comes on the last
 * sheet alone. */
static void
test_draws (Project *self, gconstpointer data)
{
  const gint64 sweep = add_sweep (self);
  const guint n_sheets = issue_all (self, sweep);
  g_autoptr (GArray) tiles = list_tiles (self, sweep);
  guint8 is_there[N_BLOCKS] = {0};
  guint n[3] = {0};
  guint n_planned_in = 0;

  g_assert_cmpuint (n_sheets, ==, (tiles->len + FL_SHEET_TILES - 1) / FL_SHEET_TILES);
  for (guint i = 0; i < tiles->len; i++) {
    const FlSweepTile *tile = &g_array_index (tiles, FlSweepTile, i);
    g_assert_cmpint (tile->stream, ==, self->stream);
    g_assert_cmpint (tile->frames.last, ==, tile->frames.first + 9);
    if (tile->role == FL_SWEEP_REPEAT) {
      g_assert_cmpuint (i / FL_SHEET_TILES, ==, n_sheets - 1);
      g_assert_cmpint (get_true_role (tile), !=, FL_SWEEP_KNOWN);
      continue;
    }
    g_assert_cmpint (tile->role, ==, get_true_role (tile));
    g_assert_false (is_there[tile->frames.first / 10]++);
    g_assert_false (tile->is_answered || tile->is_hit);
    n[tile->role]++;
    if (n[FL_SWEEP_SUSPECT] + n[FL_SWEEP_OTHER] == N_PLANNED && n_planned_in == 0) {
      g_assert_cmpuint (n[FL_SWEEP_SUSPECT], ==, N_SUSPECTS);
      n_planned_in = i + 1;
    }
  }
  g_assert_cmpuint (n[FL_SWEEP_SUSPECT], ==, N_SUSPECTS);
  g_assert_cmpuint (n[FL_SWEEP_OTHER], ==, N_OTHERS);
  g_assert_cmpuint (n_planned_in, >=, N_PLANNED);
  g_assert_cmpuint (n[FL_SWEEP_KNOWN], <=, N_KNOWN);
  g_assert_cmpint (project_get_number (self->path,
                                       "SELECT count (*) FROM sweep_tile WHERE role = 'other' AND"
                                       " probability = 0.2 OR role = 'suspect' AND probability = 1"
                                       " OR role IN ('planted', 'repeat') AND probability IS NULL"),
                   ==, tiles->len);
}

/* How many tiles of sheet @sheet have @role. */
static guint
count_role (const GArray *tiles, guint sheet, FlSweepRole role)
{
  guint n = 0;

  for (guint i = sheet * FL_SHEET_TILES; i < MIN ((sheet + 1) * FL_SHEET_TILES, tiles->len); i++)
    n += g_array_index (tiles, FlSweepTile, i).role == role;
  return n;
}

static guint
count_draws (const GArray *tiles, guint sheet)
{
  return count_role (tiles, sheet, FL_SWEEP_SUSPECT) + count_role (tiles, sheet, FL_SWEEP_OTHER);
}

static void
fix_draw (Project *self, gint64 sweep, guint run)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE sweep SET seed = 'seed %u', uuid = 'sweep %u' WHERE id = %d;"
                     "UPDATE stream SET uuid = 'stream ' || id",
                     run, run, (int) sweep);

  project_exec (self->path, sql);
}

/* How many sheets there are and how long the last one is follows from how many blocks are left before each,
 * and so tells nothing of the planted ones among its tiles. */
static void
test_last_sheet (Project *self, gconstpointer data)
{
  const Blocks blocks = {.n_suspects = 15, .n_others = 60, .n_known = N_KNOWN};
  const guint n_blocks = blocks.n_suspects + blocks.n_others;
  guint n_without = 0;
  guint n_with = 0;

  for (guint run = 0; run < 60; run++) {
    const gint64 sweep = add_blocks (self, self->classes[0], &blocks, n_blocks);
    fix_draw (self, sweep, run);
    const guint n_sheets = issue_all (self, sweep);
    g_autoptr (GArray) tiles = list_tiles (self, sweep);
    guint n_left = n_blocks;
    for (guint sheet = 0; sheet < n_sheets; sheet++) {
      g_assert_cmpint (n_left <= FL_SHEET_TILES, ==, sheet == n_sheets - 1);
      n_left -= count_draws (tiles, sheet);
    }
    g_assert_cmpuint (n_left, ==, 0);
    const guint n_last = count_draws (tiles, n_sheets - 1);
    const guint n_spare = MIN (FL_SHEET_TILES - n_last, (2 * n_last + 7) / 14);
    g_assert_cmpuint (tiles->len, ==, (n_sheets - 1) * FL_SHEET_TILES + n_last + n_spare);
    n_without += n_spare > 0 && count_role (tiles, n_sheets - 1, FL_SWEEP_KNOWN) == 0;
    n_with += count_role (tiles, n_sheets - 1, FL_SWEEP_KNOWN) > 0;
  }
  g_assert_cmpuint (n_without, >, 5);
  g_assert_cmpuint (n_with, >, 5);
}

static void
assert_same (const GArray *a, const GArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    g_assert_cmpint (g_array_index (a, FlSweepTile, i).frames.first, ==,
                     g_array_index (b, FlSweepTile, i).frames.first);
}

/* What was issued is the same after a restart, and also if it had been lost. */
static void
test_draws_stay (Project *self, gconstpointer data)
{
  const gint64 sweep = add_sweep (self);
  const gint64 other = add_sweep (self);

  issue (self, sweep, 0);
  issue (self, sweep, 1);
  issue (self, other, 0);
  g_autoptr (GArray) before = list_tiles (self, sweep);
  g_autoptr (GArray) others = list_tiles (self, other);
  g_assert_cmpuint (before->len, ==, 2 * FL_SHEET_TILES);
  project_reopen (self);
  issue (self, sweep, 1);
  g_autoptr (GArray) after = list_tiles (self, sweep);
  assert_same (before, after);
  project_exec (self->path, "DELETE FROM sweep_tile WHERE sweep = 1");
  issue (self, sweep, 0);
  issue (self, sweep, 1);
  g_autoptr (GArray) again = list_tiles (self, sweep);
  assert_same (before, again);
  guint n_same = 0;
  for (guint i = 0; i < others->len; i++)
    n_same += g_array_index (others, FlSweepTile, i).frames.first ==
              g_array_index (before, FlSweepTile, i).frames.first;
  g_assert_cmpuint (n_same, <, 6);
}

static FlLabelAction
make_label (const Project *self, gint64 frame)
{
  return (FlLabelAction){.stream = self->stream,
                         .range = {frame, frame},
                         .state = FL_LABEL_LABELLED,
                         .class_id = self->classes[0],
                         .annotator = self->annotator,
                         .kind = "sweep"};
}

/* Says that the class is on the tiles @a and @b (-1 for none), and on frame @a of the stream. */
static gboolean
answer (Project *self, gint64 sweep, guint sheet, int a, int b, GError **error)
{
  const FlTileMark marks[] = {{.place = (guint) a}, {.place = (guint) b}};
  const FlLabelAction label = make_label (self, a);
  const FlSheetAnswer said = {.sweep = sweep,
                              .sheet = sheet,
                              .marks = marks,
                              .n_marks = (a >= 0) + (b >= 0),
                              .labels = &label,
                              .n_labels = a >= 0,
                              .annotator = self->annotator};
  FlActionId id;

  return fl_store_answer_sheet (self->store, &said, &id, error);
}

static void
assert_tiles (Project *self, gint64 sweep, const char *expected)
{
  g_autoptr (GArray) tiles = list_tiles (self, sweep);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < tiles->len; i++) {
    const FlSweepTile *tile = &g_array_index (tiles, FlSweepTile, i);
    if (i % FL_SHEET_TILES == 0)
      g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                              tile->is_fresh      ? "fresh"
                              : tile->is_answered ? "yes"
                                                  : "no");
    if (tile->is_hit || tile->is_unsure)
      g_string_append_printf (found, ",%u%s", i % FL_SHEET_TILES, tile->is_unsure ? "?" : "");
  }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
undo (Project *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_frame (Project *self, guint frame, char letter)
{
  g_autofree char *frames = project_read_frames (self->store, self->classes);
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, NULL);

  g_assert_cmpint (frames[frame], ==, letter);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_answers (Project *self, gconstpointer data)
{
  const gint64 sweep = add_sweep (self);
  g_autoptr (GError) error = NULL;

  issue (self, sweep, 0);
  issue (self, sweep, 1);
  assert_tiles (self, sweep, "no no");
  g_assert_true (answer (self, sweep, 0, 3, 29, &error));
  assert_tiles (self, sweep, "fresh,3,29 no");
  assert_frame (self, 3, 'a');
  g_assert_true (answer (self, sweep, 1, -1, -1, &error));
  project_reopen (self);
  assert_tiles (self, sweep, "yes,3,29 fresh");
  /* A second answer to a sheet is none. */
  g_assert_true (answer (self, sweep, 1, 5, -1, &error));
  assert_tiles (self, sweep, "yes,3,29 yes");
  g_assert_cmpint (project_get_number (self->path,
                                       "SELECT count (*) FROM label WHERE kind = 'sweep'"),
                   ==, 2);
}

/* At once it is replaced; later the label goes, and what was seen stays. */
static void
test_taking_back (Project *self, gconstpointer data)
{
  const gint64 sweep = add_sweep (self);

  issue (self, sweep, 0);
  issue (self, sweep, 1);
  g_assert_true (answer (self, sweep, 0, 3, -1, NULL));
  undo (self);
  assert_tiles (self, sweep, "no no");
  assert_frame (self, 3, '.');
  g_assert_true (fl_store_redo (self->store, self->annotator, NULL, NULL));
  assert_tiles (self, sweep, "fresh,3 no");
  assert_frame (self, 3, 'a');
  undo (self);
  g_assert_true (answer (self, sweep, 0, 4, -1, NULL));
  assert_tiles (self, sweep, "fresh,4 no");
  g_assert_true (answer (self, sweep, 1, 7, -1, NULL));
  undo (self);
  undo (self); /* the answer to sheet 0, when that to sheet 1 had been given */
  assert_tiles (self, sweep, "yes,4 no");
  assert_frame (self, 4, '.');
}

/* What nobody can tell of stays apart from hits. */
static void
test_unsure (Project *self, gconstpointer data)
{
  const gint64 sweep = add_sweep (self);
  const FlTileMark marks[] = {{.place = 20, .is_unsure = TRUE},
                              {.place = 3},
                              {.place = 7, .is_unsure = TRUE}};
  const FlSheetAnswer said = {.sweep = sweep,
                              .marks = marks,
                              .n_marks = G_N_ELEMENTS (marks),
                              .annotator = self->annotator};
  g_autoptr (GError) error = NULL;

  issue (self, sweep, 0);
  g_assert_true (fl_store_answer_sheet (self->store, &said, NULL, &error));
  g_assert_no_error (error);
  project_reopen (self);
  assert_tiles (self, sweep, "fresh,3,7?,20?");
}

/* What undoes an answer is found by its name, not among all that is newer. */
static void
test_index (Project *self, gconstpointer data)
{
  sqlite3_stmt *statement =
    fl_store_query (self->store, NULL,
                    "EXPLAIN QUERY PLAN SELECT 1 FROM action a WHERE a.sweep = 1 AND NOT"
                    " (" FL_SQL_TAKEN_BACK ")",
                    "");
  gboolean is_used = FALSE;

  g_assert_nonnull (statement);
  while (fl_store_step (self->store, statement, NULL))
    is_used |=
      strstr ((const char *) sqlite3_column_text (statement, 3), "action_by_undone") != NULL;
  g_assert_true (is_used);
}

/* All of a step or nothing of it, wherever it ends. */
static void
test_steps_are_whole (Project *self, gconstpointer data)
{
  const gint64 sweep = add_sweep (self);
  g_autoptr (GError) error = NULL;

  project_exec (self->path, "CREATE TRIGGER t BEFORE INSERT ON sweep_tile WHEN NEW.tile = 17"
                            " BEGIN SELECT RAISE (ABORT, 'dead'); END");
  g_assert_false (fl_store_issue_sheet (self->store, sweep, 0, &error));
  g_clear_error (&error);
  assert_tiles (self, sweep, "");
  project_exec (self->path, "DROP TRIGGER t");
  issue (self, sweep, 0);
  project_exec (self->path, "CREATE TRIGGER t BEFORE INSERT ON label"
                            " BEGIN SELECT RAISE (ABORT, 'dead'); END");
  const gint64 n_before = fl_store_get_n_actions (self->store);
  g_assert_false (answer (self, sweep, 0, 3, -1, &error));
  g_assert_cmpint (fl_store_get_n_actions (self->store), ==, n_before);
  assert_tiles (self, sweep, "no");
  project_exec (self->path, "DROP TRIGGER t;"
                            "CREATE TRIGGER t BEFORE INSERT ON action WHEN NEW.verb = 'sweep'"
                            " BEGIN SELECT RAISE (ABORT, 'dead'); END");
  g_autoptr (GPtrArray) parts = fl_store_list_sweep_parts (self->store, sweep, NULL);
  const FlSweepRow row = {.class_id = self->classes[0], .n_planned = 1};
  g_assert_cmpint (fl_store_add_sweep (self->store, &row, parts, self->annotator, NULL), ==, 0);
  g_assert_cmpint (project_get_number (self->path, "SELECT count (*) FROM sweep"), ==, 1);
  g_assert_cmpint (project_get_number (self->path, "SELECT count (*) FROM sweep_part"), ==, 1);
}

static void
assert_state (Project *self, const char *state, gboolean has_seed)
{
  g_autoptr (GPtrArray) rows = fl_store_list_sweeps (self->store, NULL);
  const FlSweepRow *row = rows->pdata[0];

  g_assert_cmpstr (row->state, ==, state);
  g_assert_true ((row->seed != NULL) == has_seed);
}

static void
test_end (Project *self, gconstpointer data)
{
  const gint64 sweep = add_sweep (self);
  FlUndone undone;

  issue (self, sweep, 0);
  g_assert_true (answer (self, sweep, 0, 3, -1, NULL));
  g_assert_true (fl_store_end_sweep (self->store, sweep, self->annotator, NULL));
  assert_state (self, "ended", TRUE);
  /* Its end is not taken back, and what was seen is known then. */
  undo (self);
  assert_tiles (self, sweep, "yes,3");
  assert_frame (self, 3, '.');
  assert_state (self, "ended", TRUE);
  g_assert_true (fl_store_find_undo (self->store, self->annotator, &undone));
  g_assert_cmpstr (undone.verb, ==, "sweep");
  fl_undone_clear (&undone);
  undo (self);
  assert_state (self, "withdrawn", FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("/store/sweeps/keep-their-blocks", test_content_stays);
  ADD ("/store/sweeps/draw-each-block-once", test_draws);
  ADD ("/store/sweeps/tell-nothing-by-the-last-sheet", test_last_sheet);
  ADD ("/store/sweeps/draw-the-same-again", test_draws_stay);
  ADD ("/store/sweeps/count-the-first-answer", test_answers);
  ADD ("/store/sweeps/can-be-taken-back-at-once", test_taking_back);
  ADD ("/store/sweeps/know-what-nobody-can-tell", test_unsure);
  ADD ("/store/sweeps/find-what-was-taken-back", test_index);
  ADD ("/store/sweeps/do-steps-whole-or-not", test_steps_are_whole);
  ADD ("/store/sweeps/end-for-good", test_end);
#undef ADD
  return g_test_run ();
}

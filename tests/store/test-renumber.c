/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames that are counted anew: what was said stays with its pictures, whose times name them. */
#include "store/fl-store-as-of.h"
#include "store/fl-store-lots.h"
#include "store/fl-store-renumber.h"
#include "store/project.h"

#include <string.h>

/* A project, and the time of each frame as it is counted now. */
typedef struct {
  Project project;
  GArray *times; /* gint64, rising */
} Fixture;

static gboolean
look_up (gint64 stream, gint64 frame, gint64 *out_pts, guint *out_nth, gpointer data)
{
  const GArray *times = data;
  guint n_before = 0;
  guint n = 0;

  if (frame >= times->len)
    return FALSE;
  *out_pts = g_array_index (times, gint64, frame);
  for (guint i = 0; i < times->len; i++) {
    const gboolean is_same = g_array_index (times, gint64, i) == *out_pts;
    n += is_same;
    n_before += is_same && i < frame;
  }
  *out_nth = n > 1 ? n_before + 1 : 0;
  return TRUE;
}

static gboolean
place (const FlTimedRange *known, FlRange *out, gpointer data)
{
  const GArray *times = data;

  *out = (FlRange){.first = 0, .last = -1};
  for (guint i = 0; i < times->len; i++) {
    out->first += g_array_index (times, gint64, i) < known->first_pts;
    out->last += g_array_index (times, gint64, i) <= known->last_pts;
  }
  return out->first <= out->last;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  project_set_up (&self->project, data);
  self->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (gint64 i = 0; i < PROJECT_FRAMES; i++) {
    const gint64 pts = 1000 + 40 * i;
    g_array_append_val (self->times, pts);
  }
  fl_store_set_pts_lookup (self->project.store, look_up, self->times);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  project_tear_down (&self->project, data);
  g_array_unref (self->times);
}

static void
say (Fixture *self, gint64 first, gint64 last, FlLabelState state, gint64 class_id)
{
  g_autoptr (GError) error = NULL;
  const FlLabelAction action = {.stream = self->project.stream,
                                .range = {first, last},
                                .has_pts = TRUE,
                                .first_pts = g_array_index (self->times, gint64, first),
                                .last_pts = g_array_index (self->times, gint64, last),
                                .state = state,
                                .class_id = class_id,
                                .annotator = self->project.annotator,
                                .kind = first == last ? "frame" : "range"};

  g_assert_true (fl_store_label (self->project.store, &action, NULL, &error));
  g_assert_no_error (error);
}

static void
fill (Fixture *self)
{
  say (self, 0, 0, FL_LABEL_LABELLED, self->project.classes[2]);
  say (self, 3, 9, FL_LABEL_LABELLED, self->project.classes[0]);
  say (self, 5, 6, FL_LABEL_LABELLED, self->project.classes[1]);
  say (self, 8, 8, FL_LABEL_UNSURE, 0);
}

static void
renumber (Fixture *self, guint n_labels, guint n_lots)
{
  g_autoptr (GError) error = NULL;
  FlRenumbered done;

  g_assert_true (fl_store_renumber (self->project.store, self->project.stream,
                                    self->project.annotator, place, self->times, &done, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (done.n_labels, ==, n_labels);
  g_assert_cmpuint (done.n_lots, ==, n_lots);
}

static void
assert_frames (Fixture *self, const char *expected)
{
  g_autofree char *frames = project_read_frames (self->project.store, self->project.classes);

  frames[strlen (expected)] = '\0';
  g_assert_cmpstr (frames, ==, expected);
}

static void
assert_well (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = fl_store_check (self->project.store, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

static gint64
count (Fixture *self, const char *sql)
{
  return project_get_number (self->project.path, sql);
}

static void
test_nothing_new (Fixture *self, gconstpointer data)
{
  fill (self);
  gint64 n = fl_store_get_n_actions (self->project.store);
  renumber (self, 0, 0);
  g_assert_cmpint (fl_store_get_n_actions (self->project.store), ==, n);
  /* More frames behind the last one are nothing new either, as with a stream that goes on. */
  const gint64 more = 1000 + 40 * PROJECT_FRAMES;
  g_array_append_val (self->times, more);
  renumber (self, 0, 0);
  assert_frames (self, "c..aabba?a.");
}

static void
test_frames_before (Fixture *self, gconstpointer data)
{
  const gint64 earlier[] = {900, 940};

  fill (self);
  gint64 n = fl_store_get_n_actions (self->project.store);
  g_array_prepend_vals (self->times, earlier, 2);
  renumber (self, 4, 0);
  assert_frames (self, "..c..aabba?a.");
  assert_well (self);
  /* One action, and not a word of what was said is another one. */
  g_assert_cmpint (fl_store_get_n_actions (self->project.store), ==, n + 1);
  g_assert_cmpint (count (self,
                          "SELECT count(*) FROM action WHERE verb = 'renumber' AND stream = 1"),
                   ==, 1);
  g_assert_cmpint (count (self, "SELECT sum(first_frame) FROM action WHERE verb = 'label'"), ==,
                   16);
  /* Times in the table of labels are those of the frames. */
  g_assert_cmpint (count (self, "SELECT count(*) FROM label"), ==, 6);
  g_assert_cmpint (count (self,
                          "SELECT count(*) FROM label WHERE first_pts <> 900 + 40 * first_frame"
                          " + CASE WHEN first_frame > 1 THEN 20 ELSE 0 END"),
                   ==, 0);
}

/* A frame that is gone takes its label along, but not out of the history; when it is back, so is
 * the label. */
static void
test_there_and_back (Fixture *self, gconstpointer data)
{
  fill (self);
  g_array_remove_index (self->times, 8);
  g_array_remove_index (self->times, 0);
  renumber (self, 4, 0);
  assert_frames (self, "..aabbaa.");
  assert_well (self);
  const gint64 first = 1000;
  const gint64 ninth = 1000 + 40 * 8;
  g_array_prepend_val (self->times, first);
  g_array_insert_val (self->times, 8, ninth);
  renumber (self, 4, 0);
  assert_frames (self, "c..aabba?a.");
  assert_well (self);
  g_assert_cmpint (count (self, "SELECT count(*) FROM place"), ==, 0);
}

/* Undo and redo go on as if nothing had happened, and new labels lie above. */
static void
test_history_goes_on (Fixture *self, gconstpointer data)
{
  g_auto (FlUndone) undone = {0};
  g_autoptr (GError) error = NULL;

  fill (self);
  g_array_remove_index (self->times, 1);
  renumber (self, 3, 0);
  assert_frames (self, "c.aabba?a.");
  say (self, 3, 3, FL_LABEL_LABELLED, self->project.classes[2]);
  assert_frames (self, "c.acbba?a.");
  g_assert_true (fl_store_undo (self->project.store, self->project.annotator, NULL, &error));
  assert_frames (self, "c.aabba?a.");
  g_assert_true (fl_store_undo (self->project.store, self->project.annotator, &undone, &error));
  g_assert_cmpint (undone.range.first, ==, 7);
  assert_frames (self, "c.aabbaaa.");
  g_assert_true (fl_store_undo (self->project.store, self->project.annotator, NULL, &error));
  assert_frames (self, "c.aaaaaaa.");
  g_assert_true (fl_store_redo (self->project.store, self->project.annotator, NULL, &error));
  assert_frames (self, "c.aabbaaa.");
  g_assert_no_error (error);
  assert_well (self);
  project_reopen (&self->project);
  assert_frames (self, "c.aabbaaa.");
}

static void
test_as_of (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fill (self);
  g_array_remove_index (self->times, 0);
  renumber (self, 4, 0);
  g_autoptr (GArray) said = fl_store_list_said (self->project.store, G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (said->len, ==, 3);
  g_assert_cmpint (g_array_index (said, FlLabelRow, 0).range.first, ==, 2);
  g_assert_cmpint (g_array_index (said, FlLabelRow, 0).range.last, ==, 8);
}

static FlLotPart *
make_part (gint64 stream, gint64 first, gint64 last)
{
  FlLotPart *part = g_new (FlLotPart, 1);

  *part =
    (FlLotPart){.stream = stream, .samples = g_array_new (FALSE, FALSE, sizeof (FlLotSample))};
  for (gint64 frame = first; frame <= last; frame++) {
    const FlLotSample sample = {.frame = frame, .class_id = 1, .confidence = 1};
    g_array_append_val (part->samples, sample);
  }
  return part;
}

static void
accept (Fixture *self, gint64 first, gint64 last)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_part_free);
  g_autoptr (GError) error = NULL;
  const FlLotRow lot = {.model = 1, .max_error = 0.02, .confidence = 0.95};

  g_ptr_array_add (parts, make_part (self->project.stream, first, last));
  g_assert_cmpint (fl_store_add_lot (self->project.store, &lot, parts, self->project.annotator,
                                     &error),
                   >, 0);
  g_assert_no_error (error);
}

static void
assert_lots (Fixture *self, const char *expected)
{
  g_autoptr (GPtrArray) lots = fl_store_list_lots (self->project.store, NULL);
  g_autoptr (GString) states = g_string_new (NULL);

  for (guint i = 0; i < lots->len; i++)
    g_string_append_printf (states, "%s%s", i > 0 ? " " : "", ((FlLotRow *) lots->pdata[i])->state);
  g_assert_cmpstr (states->str, ==, expected);
}

/* A lot whose samples are other pictures now is withdrawn for good; others stand. */
static void
test_lots (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  accept (self, 0, 9);
  accept (self, 30, 39);
  g_array_remove_index (self->times, 20);
  renumber (self, 0, 1);
  assert_lots (self, "open withdrawn");
  renumber (self, 0, 0);
  assert_well (self);
  /* The newest deed of a person is still the second acceptance. */
  g_assert_true (fl_store_undo (self->project.store, self->project.annotator, NULL, &error));
  g_assert_true (fl_store_redo (self->project.store, self->project.annotator, NULL, &error));
  assert_lots (self, "open withdrawn");
  g_autoptr (GPtrArray) then = fl_store_list_lots_as_of (self->project.store, G_MAXINT64, &error);
  g_assert_cmpuint (then->len, ==, 1);
  g_assert_no_error (error);
}

/* Beside a time that two frames share stands which of them it is, and that is told to who places. */
static gboolean
note_nth (const FlTimedRange *known, FlRange *out, gpointer data)
{
  g_string_append_printf (data, "%u-%u ", known->first_nth, known->last_nth);
  *out = known->frames;
  return TRUE;
}

static void
test_equal_times (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FlRenumbered done;
  FlLabelAction action = {.stream = self->project.stream,
                          .range = {4, 7},
                          .has_pts = TRUE,
                          .first_pts = 9,
                          .last_pts = 11,
                          .first_nth = 2,
                          .state = FL_LABEL_UNSURE,
                          .annotator = self->project.annotator,
                          .kind = "range"};

  say (self, 0, 0, FL_LABEL_UNSURE, 0);
  g_assert_true (fl_store_label (self->project.store, &action, NULL, &error));
  action.range = (FlRange){12, 13};
  action.last_nth = 12;
  g_assert_true (fl_store_label (self->project.store, &action, NULL, &error));
  g_assert_true (fl_store_renumber (self->project.store, self->project.stream,
                                    self->project.annotator, note_nth, told, &done, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (told->str, ==, "0-0 2-0 2-12 ");
  g_assert_cmpint (count (self, "SELECT count(*) FROM action WHERE payload = 'nth 2 12'"), ==, 1);
  g_autoptr (GPtrArray) log = fl_store_list_log (self->project.store, 1, &error);
  g_assert_cmpstr (((FlLogEntry *) log->pdata[0])->payload, ==, "");
}

/* A lot of the second of two frames with one time is withdrawn when that is the first one now. */
static void
test_lots_of_equal_times (Fixture *self, gconstpointer data)
{
  for (guint i = 10; i < 12; i++)
    g_array_index (self->times, gint64, i) = 1500;
  accept (self, 10, 10);
  accept (self, 11, 11);
  renumber (self, 0, 0);
  g_array_remove_index (self->times, 0);
  g_array_index (self->times, gint64, 11) = 1500;
  renumber (self, 0, 2);
  g_array_insert_val (self->times, 0, (gint64){1});
}

#define ADD(name, func) g_test_add ("/store/renumber/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("nothing-new", test_nothing_new);
  ADD ("frames-before", test_frames_before);
  ADD ("there-and-back", test_there_and_back);
  ADD ("history-goes-on", test_history_goes_on);
  ADD ("as-of", test_as_of);
  ADD ("lots", test_lots);
  ADD ("equal-times", test_equal_times);
  ADD ("lots-of-equal-times", test_lots_of_equal_times);
  return g_test_run ();
}

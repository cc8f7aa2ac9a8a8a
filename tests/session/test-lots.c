/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a lot is made of: a video, a class, a part of the day, nothing near a change; what several of them
 * promise together; and what becomes of it when the project changes. */
#include "session/fl-session-lots.h"

#include "learn/fl-certificate.h"
#include "lots.h"
#include "session/fl-frame-table.h"
#include "session/fl-session-meaning.h"
#include "session/fl-stream-private.h"
#include "store/fl-store-settings.h"

#include <string.h>

/* Every third frame is labelled, which leaves these. */
#define N_FREE (2 * SCENES_N_ROWS / 3 - 1)

/* A model that learned from every third frame. */
static void
learn (Lots *self)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < SCENES_N_STREAMS; i++)
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame += 3) {
      const FlRange range = {.first = frame, .last = frame};
      FlClass *klass = lots_find_truth (self, i, frame);
      g_assert_true (
        fl_session_label (self->session, lots_get_stream (self, i), &range, klass, &error));
    }
  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_no_error (error);
}

static void
set_up (Lots *self, gconstpointer data)
{
  lots_set_up (self, data);
  learn (self);
}

/* Accepts whatever the model says, of what @scope leaves. */
static FlAcceptance
accept_all (Lots *self, FlLotScope scope)
{
  FlAcceptance acceptance = {.max_error = 0.9, .confidence = 0.95, .scope = scope};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_accept (self->session, &acceptance, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (acceptance.n_samples, ==,
                    acceptance.n_candidates - acceptance.n_left_out - acceptance.n_edges);
  g_assert_cmpuint (acceptance.n_samples, >, 0);
  return acceptance;
}

/* Auto labels in a stream, of a class or of any. */
static guint
count_auto (Lots *self, guint stream, gint64 first, gint64 last, gint64 class_id)
{
  guint n = 0;

  for (gint64 frame = first; frame <= last; frame++) {
    const FlVerdict verdict = lots_get_verdict (self, stream, frame);
    n += verdict.certainty == FL_CERTAINTY_AUTO && (class_id == 0 || verdict.class_id == class_id);
  }
  return n;
}

static guint
count_all_auto (Lots *self, gint64 class_id)
{
  guint n = 0;

  for (guint i = 0; i < SCENES_N_STREAMS; i++)
    n += count_auto (self, i, 0, SCENES_N_FRAMES - 1, class_id);
  return n;
}

/* The words in the project and the end of the sentence of lot @i. */
static void
assert_scope (Lots *self, guint i, const char *scope, const char *words)
{
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  const FlLotReport *lot = lots->pdata[i];
  g_autofree char *sentence = fl_lot_report_dup_sentence (lot);

  g_assert_cmpstr (lot->scope, ==, scope);
  g_assert_true (g_str_has_suffix (sentence, words));
}

static void
test_stream (Lots *self, gconstpointer data)
{
  const gint64 id = fl_stream_get_id (lots_get_stream (self, 1));
  g_autofree char *scope = g_strdup_printf ("stream:%d", (int) id);
  const FlAcceptance acceptance = accept_all (self, (FlLotScope){.stream = id});

  g_assert_cmpuint (acceptance.n_candidates, ==, SCENES_N_FRAMES * 2 / 3);
  lots_reopen (self);
  g_assert_cmpuint (count_auto (self, 1, 0, SCENES_N_FRAMES - 1, 0), ==, acceptance.n_samples);
  g_assert_cmpuint (count_all_auto (self, 0), ==, acceptance.n_samples);
  assert_scope (self, 0, scope, ". Scope: Video “nest-1.mp4”");
}

static void
test_class (Lots *self, gconstpointer data)
{
  const gint64 id = fl_class_get_id (lots_find_class (self, "Bird"));
  g_autofree char *scope = g_strdup_printf ("class:%d", (int) id);
  const FlAcceptance acceptance = accept_all (self, (FlLotScope){.class_id = id});

  g_assert_cmpuint (count_all_auto (self, id), ==, acceptance.n_samples);
  g_assert_cmpuint (count_all_auto (self, 0), ==, acceptance.n_samples);
  assert_scope (self, 0, scope, ". Scope: Class “Bird”");
}

/* The first film was taken at noon, the second from ten seconds before 18 o'clock on, and of the third
 * nobody knows. */
static void
test_condition (Lots *self, gconstpointer data)
{
  FlAcceptance acceptance = {.max_error = 0.9,
                             .confidence = 0.95,
                             .scope = {.condition = FL_CONDITION_DAY}};
  g_autoptr (GError) error = NULL;

  g_assert_false (fl_session_accept (self->session, &acceptance, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
  g_clear_error (&error);
  lots_exec (self,
             "UPDATE segment SET clock_start_us = (43200 + 86400 * 20000) * 1000000 WHERE stream ="
             " (SELECT id FROM stream WHERE name = 'nest-0.mp4');"
             "UPDATE segment SET clock_start_us = (64790 + 86400 * 20000) * 1000000 WHERE stream ="
             " (SELECT id FROM stream WHERE name = 'nest-1.mp4')");
  lots_reopen (self);
  g_assert_true (fl_session_learn (self->session, &error));
  const FlAcceptance day = accept_all (self, acceptance.scope);
  g_assert_cmpuint (day.n_candidates, ==, SCENES_N_FRAMES * 2 / 3 + 13);
  g_assert_cmpuint (count_auto (self, 0, 0, SCENES_N_FRAMES - 1, 0) +
                      count_auto (self, 1, 0, 19, 0),
                    ==, day.n_samples);
  g_assert_cmpuint (count_all_auto (self, 0), ==, day.n_samples);
  assert_scope (self, 0, "condition:day", ". Scope: Day (6:00 to 18:00)");
  const FlAcceptance night = accept_all (self, (FlLotScope){.condition = FL_CONDITION_NIGHT});
  g_assert_cmpuint (night.n_candidates, ==, 20);
  g_assert_cmpuint (count_auto (self, 1, 20, SCENES_N_FRAMES - 1, 0), ==, night.n_samples);
  g_assert_cmpuint (count_all_auto (self, 0), ==, day.n_samples + night.n_samples);
  assert_scope (self, 1, "condition:night", ". Scope: Night (18:00 to 6:00)");
}

/* What has a maximum error of its own is checked by itself. */
static void
test_own_limit (Lots *self, gconstpointer data)
{
  const gint64 bird = fl_class_get_id (lots_find_class (self, "Bird"));
  const FlClassLimit limits[] = {{.class_id = fl_class_get_id (lots_find_class (self, "Squirrel")),
                                  .share = 0.5,
                                  .is_missed = TRUE},
                                 {.class_id = bird, .share = 0.8}};
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FlClassLimit));
  FlAcceptance acceptance = {.max_error = 0.9, .confidence = 0.95, .limits = list};
  g_autofree char *missed = g_strdup_printf ("max-missed:%d=0.5", (int) limits[0].class_id);
  g_autofree char *both = g_strdup_printf ("class:%d %s", (int) bird, missed);
  g_autoptr (GError) error = NULL;

  g_array_append_vals (list, limits, G_N_ELEMENTS (limits));
  g_assert_true (fl_session_accept (self->session, &acceptance, &error));
  g_assert_no_error (error);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  g_assert_cmpuint (lots->len, ==, 2);
  const FlLotReport *rest = lots->pdata[0];
  const FlLotReport *own = lots->pdata[1];
  g_assert_cmpfloat (rest->max_error, ==, 0.9);
  g_assert_cmpfloat (own->max_error, ==, 0.8);
  g_assert_cmpuint (own->n_samples, ==, count_all_auto (self, bird));
  g_assert_cmpuint (own->n_samples + rest->n_samples, ==, acceptance.n_samples);
  g_assert_cmpuint (rest->n_remaining + own->n_remaining, ==, acceptance.n_checks);
  g_assert_cmpuint (own->n_remaining, ==, fl_certificate_count_clean (own->n_samples, 0.8, 0.05));
  g_free (acceptance.no_sweeps);
  assert_scope (self, 0, missed, "if they all agree");
  assert_scope (self, 1, both, ". Scope: Class “Bird”");
  /* It was accepted at once, and is taken back at once. */
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_cmpuint (count_all_auto (self, 0), ==, 0);
  g_assert_true (fl_session_redo (self->session, NULL, &error));
  g_assert_cmpuint (count_all_auto (self, 0), ==, acceptance.n_samples);
}

/* Together they promise less than each by itself, and one that was given back keeps its place. */
static void
test_sum (Lots *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const double first = FL_LOT_SUM_RISK * 6 / (G_PI * G_PI);
  static const guint8 clean[3];
  FlLotSum sum = fl_session_sum_lots (self->session);

  g_assert_cmpuint (sum.n_lots, ==, 0);
  g_assert_null (fl_lot_sum_dup_sentence (&sum));
  const FlAcceptance a =
    accept_all (self, (FlLotScope){.stream = fl_stream_get_id (lots_get_stream (self, 0))});
  sum = fl_session_sum_lots (self->session);
  g_assert_null (fl_lot_sum_dup_sentence (&sum));
  const FlAcceptance b =
    accept_all (self, (FlLotScope){.stream = fl_stream_get_id (lots_get_stream (self, 1))});
  FlAcceptance c = {.max_error = 0.3,
                    .confidence = 0.95,
                    .scope = {.stream = fl_stream_get_id (lots_get_stream (self, 2))}};
  g_assert_true (fl_session_accept (self->session, &c, &error));
  sum = fl_session_sum_lots (self->session);
  g_assert_cmpuint (sum.n_lots, ==, 3);
  g_assert_cmpuint (sum.n_samples, ==, a.n_samples + b.n_samples + c.n_samples);
  g_assert_cmpuint (sum.n_at_most, ==, sum.n_samples);
  g_assert_true (fl_session_give_back_lot (self->session, lots_get (self, 1)->row->id, &error));
  for (guint i = 0; i < 4; i++) {
    g_autoptr (FlItem) item =
      fl_session_next_check (self->session, lots_get (self, 2)->row->id, &error);
    const gint64 frame = fl_item_get_frame (item);
    const FlRange range = {.first = frame, .last = frame};
    const FlVerdict verdict = lots_get_verdict (self, 2, frame);
    g_assert_true (fl_session_label (self->session, fl_item_get_stream (item), &range,
                                     fl_session_find_class_by_id (self->session, verdict.class_id),
                                     &error));
  }
  sum = fl_session_sum_lots (self->session);
  g_assert_cmpuint (sum.n_lots, ==, 2);
  g_assert_cmpuint (sum.n_at_most, ==,
                    a.n_samples + fl_certificate_bound (c.n_samples, first / 9, clean, 3));
  g_autofree char *sentence = fl_lot_sum_dup_sentence (&sum);
  g_autofree char *begin =
    g_strdup_printf ("Of the %u labels of these 2 lots together at most ", (guint) sum.n_samples);
  g_assert_true (g_str_has_prefix (sentence, begin));
}

/* What stands in the table for each frame: the first letter of `model` and so on. */
static char *
dup_sources (Lots *self, guint stream)
{
  g_autoptr (FlFrameRows) rows = fl_frame_rows_new (self->session, FALSE, NULL);
  const FlFrameTable *table = fl_frame_rows_get_table (rows);
  GString *sources = g_string_new (NULL);
  FlFrameRow row;

  while (table->next (&row, table->data, NULL))
    if (strcmp (row.stream, fl_stream_get_name (lots_get_stream (self, stream))) == 0)
      g_string_append_c (sources, row.source[0]);
  return g_string_free (sources, FALSE);
}

/* Whether a change is at most @reach frames from @frame, by what people and the model said. */
static gboolean
is_near (const gint64 *labels, gint64 frame, gint64 reach)
{
  for (gint64 i = 1; i < SCENES_N_FRAMES; i++)
    if (labels[i] != labels[i - 1] && ABS (2 * frame - (2 * i - 1)) <= 2 * reach)
      return TRUE;
  return FALSE;
}

/* Near a change nothing is accepted, and it is told as what it is. */
static guint
read_n_auto (Lots *self)
{
  guint n;

  g_object_get (self->session, "n-auto", &n, NULL);
  return n;
}

static void
test_edges (Lots *self, gconstpointer data)
{
  gint64 labels[SCENES_N_STREAMS][SCENES_N_FRAMES];
  guint n_edges = 0;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < SCENES_N_STREAMS; i++)
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame++)
      labels[i][frame] = lots_get_verdict (self, i, frame).class_id;
  const FlAcceptance acceptance = accept_all (self, (FlLotScope){.n_edge = 2});
  lots_reopen (self);
  g_assert_true (fl_session_learn (self->session, &error));
  for (guint i = 0; i < SCENES_N_STREAMS; i++) {
    g_autofree char *sources = dup_sources (self, i);
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame++) {
      const gboolean is_edge = frame % 3 != 0 && is_near (labels[i], frame, 2);
      n_edges += is_edge;
      if (frame % 3 == 0)
        g_assert_cmpint (sources[frame], ==, 'h');
      else
        g_assert_cmpint (sources[frame], ==, is_edge ? 'e' : 'a');
    }
  }
  g_assert_cmpuint (n_edges, >, 10);
  g_assert_cmpuint (acceptance.n_edges, ==, n_edges);
  /* What nobody says anything of is no auto label. */
  g_assert_cmpuint (read_n_auto (self), ==, acceptance.n_samples);
  assert_scope (self, 0, "without-edges:2", ". Scope: No frame within 2 of a change");
  /* A label says more than that nobody knows. */
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_cmpuint (read_n_auto (self), ==, 0);
  for (guint i = 0; i < SCENES_N_STREAMS; i++) {
    g_autofree char *sources = dup_sources (self, i);
    g_assert_null (strchr (sources, 'e'));
    g_assert_null (strchr (sources, 'a'));
  }
}

/* What people say of what was filled in counts once, as theirs. */
static void
test_said_as_well (Lots *self, gconstpointer data)
{
  const FlRange range = {.first = 0, .last = 5};
  const FlAcceptance acceptance = accept_all (self, (FlLotScope){.n_edge = 2});
  g_autofree char *sources = dup_sources (self, 0);
  guint n_said = 0;
  g_autoptr (GError) error = NULL;

  for (gint64 frame = range.first; frame <= range.last; frame++)
    n_said += sources[frame] == 'a';
  g_assert_cmpuint (n_said, >, 0);
  g_assert_cmpuint (read_n_auto (self), ==, acceptance.n_samples);
  g_assert_true (fl_session_label (self->session, lots_get_stream (self, 0), &range,
                                   fl_session_peek_class (self->session, 0), &error));
  g_assert_cmpuint (read_n_auto (self), ==, acceptance.n_samples - n_said);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_cmpuint (read_n_auto (self), ==, acceptance.n_samples);
  g_assert_true (fl_session_redo (self->session, NULL, &error));
  lots_reopen (self);
  g_assert_cmpuint (read_n_auto (self), ==, acceptance.n_samples - n_said);
}

/* What comes later belongs to later lots. */
static void
test_later (Lots *self, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *first = scenes_dup_name (0);
  g_autofree char *from = g_build_filename (folder, first, NULL);
  g_autofree char *late = g_build_filename (folder, "late.mp4", NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (late);
  g_autoptr (GError) error = NULL;
  const FlRange range = {.first = 0, .last = 0};
  const FlAcceptance acceptance = accept_all (self, (FlLotScope){0});

  g_assert_true (g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error));
  fl_session_add_source (self->session, late, "every-frame", &error);
  g_assert_no_error (error);
  scenes_ingest (self->session);
  g_assert_nonnull (fl_session_add_class (self->session, "Cat", "3", &error));
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  const FlLotReport *lot = lots->pdata[0];
  g_assert_cmpuint (lot->n_samples, ==, acceptance.n_samples);
  g_assert_cmpstr (lot->classes, ==, "Nothing, Bird, Squirrel");
  g_assert_cmpint (lot->state, ==, FL_LOT_OPEN);
  g_assert_cmpuint (count_auto (self, SCENES_N_STREAMS, 0, SCENES_N_FRAMES - 1, 0), ==, 0);
  g_assert_true (fl_session_label (self->session, lots_get_stream (self, SCENES_N_STREAMS), &range,
                                   lots_find_truth (self, 0, 0), &error));
  g_assert_true (fl_session_learn (self->session, &error));
  const FlAcceptance second = accept_all (self, (FlLotScope){0});
  g_assert_cmpuint (second.n_candidates, ==, SCENES_N_FRAMES - 1 + N_FREE - acceptance.n_samples);
}

/* What a simulation cannot ask about is not accepted: as a check it would be a disagreement. */
static void
test_pool (Lots *self, gconstpointer data)
{
  GHashTable *even = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  const FlLotScope scope = {.stream = fl_stream_get_id (lots_get_stream (self, 0))};

  for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame += 2)
    g_hash_table_add (even, g_memdup2 (&frame, sizeof frame));
  fl_stream_set_pool (lots_get_stream (self, 0), even);
  const FlAcceptance acceptance = accept_all (self, scope);
  /* Of 25 even frames 9 are multiples of three, which have labels. */
  g_assert_cmpuint (acceptance.n_candidates, ==, 16);
  for (gint64 frame = 1; frame < SCENES_N_FRAMES; frame += 2)
    g_assert_cmpint (lots_get_verdict (self, 0, frame).certainty, !=, FL_CERTAINTY_AUTO);
}

static FlLotState
get_state (Lots *self, guint i)
{
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);

  return ((const FlLotReport *) lots->pdata[i])->state;
}

/* What is accepted of one class does not mind that another one is split; but one that means something else may take
 * its samples. */
static void
test_meaning (Lots *self, gconstpointer data)
{
  static const char *const parts[] = {"Red", "Grey", NULL};
  FlClass *bird = lots_find_class (self, "Bird");
  FlClass *squirrel = lots_find_class (self, "Squirrel");
  FlClass *nothing = lots_find_class (self, "Nothing");
  g_autoptr (GError) error = NULL;

  accept_all (self, (FlLotScope){.class_id = fl_class_get_id (nothing)});
  accept_all (self, (FlLotScope){.class_id = fl_class_get_id (bird)});
  const FlAcceptance third = accept_all (self, (FlLotScope){0});
  g_assert_cmpuint (third.n_samples, ==, count_all_auto (self, fl_class_get_id (squirrel)));
  g_assert_true (fl_session_split_class (self->session, squirrel, parts, &error));
  g_assert_cmpint (get_state (self, 0), ==, FL_LOT_OPEN);
  g_assert_cmpint (get_state (self, 1), ==, FL_LOT_OPEN);
  g_assert_cmpint (get_state (self, 2), ==, FL_LOT_WITHDRAWN);
  g_assert_true (fl_session_redefine_class (self->session, bird, "one that flies", &error));
  g_assert_cmpint (get_state (self, 0), ==, FL_LOT_WITHDRAWN);
  g_assert_cmpint (get_state (self, 1), ==, FL_LOT_WITHDRAWN);
}

/* Who speaks for a class that was merged agrees with what was accepted as that. */
static void
test_merged (Lots *self, gconstpointer data)
{
  FlClass *bird = lots_find_class (self, "Bird");
  FlClass *squirrel = lots_find_class (self, "Squirrel");
  const FlAcceptance acceptance =
    accept_all (self, (FlLotScope){.class_id = fl_class_get_id (bird)});
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_merge_class (self->session, bird, squirrel, &error));
  g_assert_cmpint (get_state (self, 0), ==, FL_LOT_OPEN);
  g_assert_cmpuint (count_all_auto (self, fl_class_get_id (squirrel)), ==, acceptance.n_samples);
  const FlLot *lot = lots_get (self, 0);
  g_autoptr (FlItem) item = fl_session_next_check (self->session, lot->row->id, &error);
  const FlRange range = {.first = fl_item_get_frame (item), .last = fl_item_get_frame (item)};
  g_assert_true (
    fl_session_label (self->session, fl_item_get_stream (item), &range, squirrel, &error));
  lot = lots_get (self, 0);
  g_assert_cmpuint (lot->errors->len, ==, 1);
  g_assert_cmpuint (lot->view.n_errors, ==, 0);
}

static void
assert_warns (double max_error, double own_limit, guint n_checks, guint n_changes, gboolean warns)
{
  const FlClassLimit limit = {.class_id = 1, .share = own_limit};
  g_autoptr (GArray) limits = g_array_new (FALSE, FALSE, sizeof (FlClassLimit));
  const FlAcceptance acceptance = {.max_error = max_error,
                                   .limits = limits,
                                   .n_own_checks = n_checks,
                                   .n_own_changes = n_changes};

  g_array_append_val (limits, limit);
  g_autofree char *warning = fl_acceptance_dup_warning (&acceptance);
  g_assert_cmpint (warning != NULL, ==, warns);
}

/* Of 170 at 2 % seven or more have a chance of 5.6 %, eight or more of 2.2 %. */
static void
test_warns (void)
{
  assert_warns (0.02, 0.02, 0, 0, FALSE);
  assert_warns (0.02, 0.02, 170, 7, FALSE);
  assert_warns (0.02, 0.02, 170, 8, TRUE);
  assert_warns (0.05, 0.05, 170, 8, FALSE);
  assert_warns (0.05, 0.02, 170, 8, TRUE);
  assert_warns (0.02, 0.02, 10, 10, TRUE);
  const FlAcceptance acceptance = {.max_error = 0.02, .n_own_checks = 170, .n_own_changes = 12};
  g_autofree char *warning = fl_acceptance_dup_warning (&acceptance);
  g_assert_cmpstr (warning, ==,
                   "Of the 170 checks that you answered, you answered 12 otherwise when they were "
                   "shown again: that is more than 2 %, so that checks can hardly certify it.");
}

/* Where several people work on a project it is told who checked; those who agree with themselves more seldom
 * than labels may be wrong speak of agreement alone. */
static void
test_people (Lots *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  accept_all (self, (FlLotScope){0});
  for (guint i = 0; i < 2; i++)
    lots_answer (self, lots_get (self, 0)->row->id);
  g_autoptr (GPtrArray) alone = fl_session_list_lots (self->session);
  FlLotReport *report = alone->pdata[0];
  g_autofree char *of_one = fl_lot_report_dup_sentence (report);
  g_assert_null (report->people);
  g_assert_cmpuint (report->n_changed, ==, 0);
  g_assert_null (strstr (of_one, "Checked by"));
  g_assert_cmpint (fl_store_ensure_annotator (self->session->store, "Ben", &error), >, 0);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  FlLotReport *told = lots->pdata[0];
  told->max_error = 0.02;
  told->n_checks = 100;
  told->n_changed = 2;
  g_autofree char *of_several = fl_lot_report_dup_sentence (told);
  g_assert_true (g_str_has_suffix (of_several, ". Checked by Ada"));
  told->n_changed = 3;
  g_autofree char *unsteady = fl_lot_report_dup_sentence (told);
  g_assert_true (
    g_str_has_suffix (unsteady,
                      ". Checked by Ada. 3 of its checks were answered otherwise when they "
                      "were shown again, so that it is about agreement alone"));
}

int
main (int argc, char **argv)
{
  lots_init (&argc, &argv);
  g_setenv ("TZ", "UTC", TRUE);
#define ADD(path, func) lots_add ("/session/lots/" path, set_up, func)
  ADD ("of-one-video", test_stream);
  ADD ("of-one-class", test_class);
  ADD ("by-day-and-by-night", test_condition);
  ADD ("with-a-limit-of-their-own", test_own_limit);
  ADD ("together", test_sum);
  ADD ("without-edges", test_edges);
  ADD ("said-as-well", test_said_as_well);
  ADD ("do-not-grow", test_later);
  ADD ("of-what-can-be-asked", test_pool);
  ADD ("end-with-what-they-mean", test_meaning);
  ADD ("of-merged-classes", test_merged);
  ADD ("say-who-checked", test_people);
#undef ADD
  g_test_add_func ("/session/lots/warn-who-disagrees-with-themselves", test_warns);
  return lots_run ();
}

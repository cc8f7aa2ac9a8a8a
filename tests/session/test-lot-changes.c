/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a lot when classes, videos, labels and the program itself change while it is checked: it
 * promises no more than its checks say, and they go on as they were drawn. */
#include "learn/fl-certificate.h"
#include "lots.h"
#include "session/fl-demo-scene.h"
#include "session/fl-item-private.h"
#include "session/fl-removal.h"
#include "session/fl-session-lots.h"
#include "session/fl-session-meaning.h"
#include "session/fl-stream-private.h"

#include <signal.h>

/* Where be_killed () finds its project. */
#define KILLED_PROJECT "FL_TEST_KILLED_PROJECT"

/* Checks that certify all samples at 10 % if all agree. */
static guint
count_clean (guint n_samples)
{
  return (guint) fl_certificate_count_clean (n_samples, 0.1, 0.05);
}

static gint64
get_drawn_class (Lots *self, FlItem *item)
{
  return g_array_index (lots_get (self, 0)->draws, FlAuditDraw, (guint) fl_item_get_draw (item))
    .class_id;
}

/* Says what the machine had said of the samples of the first lot, whatever the classes are called now. */
static void
agree (Lots *self, gint64 lot, guint n)
{
  for (guint i = 0; i < n; i++) {
    const gint64 class_id = get_drawn_class (self, lots_ask (self, lot));
    lots_answer_with (self, fl_session_find_class_by_id (self->session, class_id));
  }
}

/* A machine that takes birds for squirrels. */
static gboolean
is_bird (guint stream, guint frame)
{
  return g_str_equal (scenes_get_class (stream, frame), "Bird");
}

/* Until the last of the merges is undone. */
static void
undo_merge (Lots *self)
{
  g_autoptr (GError) error = NULL;

  while (fl_session_get_n_classes (self->session) < FL_DEMO_N_CLASSES)
    g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_no_error (error);
}

static void
merge_birds (Lots *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_merge_class (self->session, lots_find_class (self, "Bird"),
                                         lots_find_class (self, "Squirrel"), &error));
}

static void
test_renamed (Lots *self, gconstpointer data)
{
  const guint n = count_clean (SCENES_N_ROWS);
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
  g_autoptr (GError) error = NULL;

  agree (self, lot, 4);
  g_assert_true (
    fl_session_rename_class (self->session, lots_find_class (self, "Bird"), "Robin", &error));
  agree (self, lot, n - 4);
  lots_assert (self, 0, FL_LOT_CERTIFIED, n, 0);
}

/* A class that the lot did not know is another answer, and the sentence says which it knew. */
static void
test_new_class (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
  g_autoptr (GError) error = NULL;

  agree (self, lot, 1);
  FlClass *cat = fl_session_add_class (self->session, "Cat", "3", &error);
  (void) lots_ask (self, lot);
  lots_answer_with (self, cat);
  lots_assert (self, 0, FL_LOT_OPEN, 2, 1);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  g_autofree char *sentence = fl_lot_report_dup_sentence (lots->pdata[0]);
  g_assert_true (g_str_has_suffix (sentence, ". It knew Nothing, Bird, Squirrel"));
}

/* Of classes that are one nobody tells whether the machine takes one for the other. */
static void
test_merged (Lots *self, gconstpointer data)
{
  const guint n = count_clean (SCENES_N_ROWS);
  const gint64 lot = lots_accept_all (self, 0.1, is_bird);

  merge_birds (self);
  agree (self, lot, n);
  lots_assert (self, 0, FL_LOT_CERTIFIED, n, 0);
  undo_merge (self);
  lots_assert (self, 0, FL_LOT_WITHDRAWN, n, 0);
  g_assert_cmpuint (lots_count_certainty (self, FL_CERTAINTY_CERTIFIED), ==, 0);
  lots_reopen (self);
  lots_assert (self, 0, FL_LOT_WITHDRAWN, n, 0);
}

/* What was certified before they were merged tells them apart. */
static void
test_merged_later (Lots *self, gconstpointer data)
{
  const guint n = count_clean (SCENES_N_ROWS);
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);

  agree (self, lot, n);
  merge_birds (self);
  lots_assert (self, 0, FL_LOT_CERTIFIED, n, 0);
  undo_merge (self);
  lots_assert (self, 0, FL_LOT_CERTIFIED, n, 0);
}

/* Disagreements between classes that are merged are none any more, which may decide a lot. */
static void
test_merge_decides (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
  g_autoptr (FlItem) first = g_object_ref (lots_ask (self, lot));
  FlClass *nothing = lots_find_class (self, "Nothing");
  FlClass *drawn = fl_session_find_class_by_id (self->session, get_drawn_class (self, first));
  FlClass *other = drawn != nothing ? drawn : lots_find_class (self, "Bird");
  g_autoptr (GError) error = NULL;

  while (lots_get (self, 0)->errors->len < count_clean (SCENES_N_ROWS)) {
    if (fl_item_is_same (lots_ask (self, lot), first))
      lots_answer_with (self, drawn == nothing ? other : nothing);
    else
      agree (self, lot, 1);
  }
  lots_assert (self, 0, FL_LOT_OPEN, count_clean (SCENES_N_ROWS), 1);
  g_assert_true (fl_session_merge_class (self->session, other, nothing, &error));
  g_assert_cmpstr (lots_get (self, 0)->row->state, ==, "certified");
  g_assert_cmpuint (self->n_closed, ==, 1);
}

/* A class that means something else ends the lot and its sitting; undone, it goes on where it was. */
static void
test_redefined (Lots *self, gconstpointer data)
{
  const guint n = count_clean (SCENES_N_ROWS);
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
  g_autoptr (GError) error = NULL;

  agree (self, lot, 5);
  g_autoptr (FlItem) next = g_object_ref (lots_ask (self, lot));
  g_assert_true (fl_session_redefine_class (self->session, lots_find_class (self, "Bird"),
                                            "one that flies", &error));
  lots_assert (self, 0, FL_LOT_WITHDRAWN, 5, 0);
  g_assert_cmpint (fl_session_get_certified_now (self->session), ==, 0);
  g_assert_null (lots_get_current (self));
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  lots_assert (self, 0, FL_LOT_OPEN, 5, 0);
  g_assert_true (fl_item_is_same (lots_ask (self, lot), next));
  agree (self, lot, n - 5);
  lots_assert (self, 0, FL_LOT_CERTIFIED, n, 0);
}

/* What was certified says nothing of the parts. */
static void
test_split (Lots *self, gconstpointer data)
{
  static const char *const parts[] = {"Red", "Grey", NULL};
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
  g_autoptr (GError) error = NULL;

  agree (self, lot, count_clean (SCENES_N_ROWS));
  g_assert_true (
    fl_session_split_class (self->session, lots_find_class (self, "Squirrel"), parts, &error));
  g_assert_cmpstr (lots_get (self, 0)->row->state, ==, "withdrawn");
  g_assert_cmpuint (lots_count_certainty (self, FL_CERTAINTY_CERTIFIED), ==, 0);
}

/* Checks of a video that is not there wait, and so does the lot: what chance drew is never replaced by
 * what is at hand. */
static void
test_removed (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_second_stream);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  FlItem *item = lots_ask (self, lot);
  while (lots_get_stream_number (self, item) != 1) {
    agree (self, lot, 1);
    item = lots_ask (self, lot);
    n++;
  }
  const gint64 frame = fl_item_get_frame (item);
  g_autoptr (FlStream) gone = g_object_ref (fl_item_get_stream (item));
  g_assert_true (fl_session_remove_stream (self->session, gone, &error));
  g_assert_true (lots_get_current (self) == NULL ||
                 fl_item_get_stream (lots_get_current (self)) != gone);
  for (guint i = 0; i < 20; i++) {
    g_assert_true (fl_item_get_stream (lots_ask (self, lot)) != gone);
    agree (self, lot, 1);
  }
  lots_assert (self, 0, FL_LOT_OPEN, n, 0);
  /* The labels that were set meanwhile are undone before the removal is, and stay checks. */
  while (fl_session_get_n_streams (self->session) < SCENES_N_STREAMS)
    g_assert_true (fl_session_undo (self->session, NULL, &error));
  item = lots_ask (self, lot);
  g_assert_true (fl_item_get_stream (item) == gone);
  g_assert_cmpint (fl_item_get_frame (item), ==, frame);
  g_assert_cmpstr (lots_answer_all (self, lot, 0, 0), ==, "failed");
}

/* A file that holds something else is not asked about; found again elsewhere, it is. */
static void
test_other_file (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
  g_autoptr (FlItem) item = g_object_ref (lots_ask (self, lot));

  fl_stream_set_file (fl_item_get_stream (item), FL_FILE_OTHER);
  g_assert_true (fl_item_get_stream (lots_ask (self, lot)) != fl_item_get_stream (item));
  agree (self, lot, 3);
  lots_assert (self, 0, FL_LOT_OPEN, 0, 0);
  fl_stream_set_file (fl_item_get_stream (item), FL_FILE_THERE);
  g_assert_true (fl_item_is_same (lots_ask (self, lot), item));
}

/* Whoever takes labels back later takes no check back: what was said blind was said. */
static void
test_undone (Lots *self, gconstpointer data)
{
  const guint n = count_clean (SCENES_N_ROWS);
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
  g_autoptr (GError) error = NULL;

  agree (self, lot, 8);
  for (guint i = 0; i < 7; i++)
    g_assert_true (fl_session_undo (self->session, NULL, &error));
  /* The newest one could still be replaced. */
  lots_assert (self, 0, FL_LOT_OPEN, 7, 0);
  g_assert_cmpuint (lots_count_certainty (self, FL_CERTAINTY_HUMAN), ==, 1);
  g_assert_cmpuint (lots_count_certainty (self, FL_CERTAINTY_AUTO), ==, SCENES_N_ROWS - 1);
  agree (self, lot, n - 7);
  lots_assert (self, 0, FL_LOT_CERTIFIED, n, 0);
  /* After the certificate nothing of it changes. */
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  lots_assert (self, 0, FL_LOT_CERTIFIED, n, 0);
  lots_reopen (self);
  lots_assert (self, 0, FL_LOT_CERTIFIED, n, 0);
}

/* Disagreements that are looked at once more end no lot before that: here slips of the person, of which
 * there are more than a lot at 2 % may have wrong. */
static void
test_slips_end_nothing (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.02, lots_is_never);

  for (guint i = 0; i < 4; i++) {
    (void) lots_ask (self, lot);
    lots_answer_with (self, NULL);
  }
  lots_assert (self, 0, FL_LOT_OPEN, 4, 4);
  agree (self, lot, 1);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  const FlLotReport *told = lots->pdata[0];
  g_assert_cmpuint (told->n_at_most, ==, SCENES_N_ROWS);
  g_assert_cmpuint (told->n_remaining, >, 0);
  g_assert_cmpstr (lots_answer_all (self, lot, 0, 0), ==, "certified");
  lots_assert (self, 0, FL_LOT_CERTIFIED, lots_get (self, 0)->errors->len, 0);
}

/* What is to be looked at once more is missing too, also where nothing else is. */
static void
test_second_looks_remain (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);

  agree (self, lot, fl_certificate_count_clean (SCENES_N_ROWS, 0.1, 0.05) - 1);
  for (guint n_slips = 0; n_slips < 8;) {
    (void) lots_ask (self, lot);
    if (fl_item_get_is_second_audit (lots_get_current (self))) {
      agree (self, lot, 1);
      continue;
    }
    lots_answer_with (self, NULL);
    n_slips++;
  }
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  const FlLotReport *told = lots->pdata[0];
  g_assert_cmpint (told->state, ==, FL_LOT_OPEN);
  g_assert_cmpuint (told->n_disagreements, ==, 7);
  g_assert_cmpuint (told->n_remaining, ==, 7);
}

/* Who cannot tell twice disagrees. */
static void
test_unsure_twice (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.05, lots_is_never);

  g_autoptr (FlItem) doubted = g_object_ref (lots_ask (self, lot));
  lots_answer_with (self, NULL);
  while (!fl_item_is_same (lots_ask (self, lot), doubted))
    agree (self, lot, 1);
  g_assert_true (fl_item_get_is_second_audit (lots_get_current (self)));
  lots_answer_with (self, NULL);
  agree (self, lot, 5);
  g_assert_cmpuint (lots_get (self, 0)->view.n_errors, ==, 1);
}

/* Who opens a frame saw what the machine says of it: it is a check only where it was asked before. */
static void
test_chosen (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);

  g_autoptr (FlItem) asked = g_object_ref (lots_ask (self, lot));
  g_autoptr (FlItem) next = g_list_model_get_item (G_LIST_MODEL (self->session->queue), 1);
  g_assert_cmpint (fl_item_get_lot (next), ==, lot);
  fl_session_ask (self->session, fl_item_get_stream (next), fl_item_get_frame (next));
  g_assert_true (fl_item_is_same (lots_get_current (self), next));
  g_assert_cmpint (fl_item_get_lot (lots_get_current (self)), ==, 0);
  lots_answer_with (self, lots_find_class (self, "Bird"));
  lots_assert (self, 0, FL_LOT_OPEN, 0, 0);
  fl_session_ask (self->session, fl_item_get_stream (asked), fl_item_get_frame (asked));
  g_assert_cmpint (fl_item_get_lot (lots_get_current (self)), ==, lot);
  agree (self, lot, 1);
  g_assert_true (fl_item_is_same (lots_ask (self, lot), next));
  agree (self, lot, 1);
  lots_assert (self, 0, FL_LOT_OPEN, 2, 0);
}

/* The third lot about frames that were checked before has a quarter of the risk, and one of other frames
 * all of it. */
static void
test_attempts (Lots *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++) {
    const gint64 lot = lots_accept_streams (self, i, i + 1, 0.02, lots_is_every_second);
    g_assert_cmpstr (lots_answer_all (self, lot, i, 0), ==, "failed");
  }
  (void) lots_accept_streams (self, 1, 1, 0.1, lots_is_never);
  (void) lots_accept_streams (self, 0, 0, 0.1, lots_is_never);
  /* One that nobody answered a check of is no attempt. */
  (void) lots_accept_streams (self, 2, 2, 0.1, lots_is_never);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  (void) lots_accept_streams (self, 2, 2, 0.1, lots_is_never);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  const guint attempts[] = {1, 2, 3, 2, 2, 2};
  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    g_assert_cmpuint (((const FlLotReport *) lots->pdata[i])->n_attempts, ==, attempts[i]);
  g_assert_cmpuint (((const FlLotReport *) lots->pdata[2])->n_remaining, ==,
                    fl_certificate_count_clean (SCENES_N_FRAMES, 0.1, 0.05 / 4));
}

/* In another process: asks a check, says which, and dies before the answer. */
static void
be_killed (void)
{
  Lots lots = {.path = g_strdup (g_getenv (KILLED_PROJECT))};
  g_autofree char *asked = g_strconcat (lots.path, "-asked", NULL);

  lots_open (&lots);
  FlItem *item = lots_ask (&lots, lots_get (&lots, 0)->row->id);
  g_autofree char *text =
    g_strdup_printf ("%u:%d", lots_get_stream_number (&lots, item), (int) fl_item_get_frame (item));
  g_assert_true (g_file_set_contents (asked, text, -1, NULL));
  raise (SIGKILL);
}

/* A program that is killed between a check and its answer draws no other one. */
static void
test_killed (Lots *self, gconstpointer data)
{
  const guint n = count_clean (SCENES_N_ROWS);
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
  g_autofree char *asked = g_strconcat (self->path, "-asked", NULL);
  g_autofree char *text = NULL;

  agree (self, lot, 3);
  scenes_close (self->session);
  g_setenv (KILLED_PROJECT, self->path, TRUE);
  g_test_trap_subprocess ("/session/lot-changes/subprocess/be-killed", 0, 0);
  g_test_trap_assert_failed ();
  lots_open (self);
  g_assert_true (g_file_get_contents (asked, &text, NULL, NULL));
  FlItem *item = lots_ask (self, lot);
  g_autofree char *found =
    g_strdup_printf ("%u:%d", lots_get_stream_number (self, item), (int) fl_item_get_frame (item));
  g_assert_cmpstr (found, ==, text);
  lots_assert (self, 0, FL_LOT_OPEN, 3, 0);
  agree (self, lot, n - 3);
  lots_assert (self, 0, FL_LOT_CERTIFIED, n, 0);
}

int
main (int argc, char **argv)
{
  lots_init (&argc, &argv);
#define ADD(path, func) lots_add ("/session/lot-changes/" path, lots_set_up, func)
  ADD ("renamed", test_renamed);
  ADD ("new-class", test_new_class);
  ADD ("merged", test_merged);
  ADD ("merged-later", test_merged_later);
  ADD ("merge-decides", test_merge_decides);
  ADD ("redefined", test_redefined);
  ADD ("split", test_split);
  ADD ("removed", test_removed);
  ADD ("other-file", test_other_file);
  ADD ("undone", test_undone);
  ADD ("slips-end-nothing", test_slips_end_nothing);
  ADD ("second-looks-remain", test_second_looks_remain);
  ADD ("unsure-twice", test_unsure_twice);
  ADD ("chosen-is-no-check", test_chosen);
  ADD ("attempts", test_attempts);
  ADD ("killed", test_killed);
#undef ADD
  g_test_add_func ("/session/lot-changes/subprocess/be-killed", be_killed);
  return lots_run ();
}

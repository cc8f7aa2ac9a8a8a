/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lots of tags: each of one tag and one answer; which of them are checked, by what questions, and what
 * stands of them in the export. */
#include "scenes.h"

#include "session/fl-acceptance.h"
#include "session/fl-frame-table.h"
#include "session/fl-item-private.h"
#include "session/fl-lot.h"
#include "session/fl-review-order.h"
#include "session/fl-session-blind.h"
#include "session/fl-session-mixer.h"
#include "session/fl-session-private.h"

#include <glib/gstdio.h>
#include <string.h>

static char *folder;

typedef struct {
  char *path;
  FlSession *session;
  FlClass *bird;
  FlClass *squirrel;
} Fixture;

static void
find_tags (Fixture *self)
{
  self->bird = fl_session_find_class (self->session, "Bird", NULL);
  self->squirrel = fl_session_find_class (self->session, "Squirrel", NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->path = g_build_filename (folder, "tags.frameline", NULL);
  self->session = scenes_create_with (folder, "tags.frameline", TRUE);
  find_tags (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  scenes_close (self->session);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  g_free (self->path);
}

static void
reopen (Fixture *self)
{
  const FlSessionOptions options = {.is_headless = TRUE, .annotator = "Ada"};
  g_autoptr (GError) error = NULL;

  scenes_close (self->session);
  self->session = fl_session_open (self->path, &options, &error);
  g_assert_no_error (error);
  find_tags (self);
}

static FlStream *
get_stream (Fixture *self, guint i)
{
  return fl_session_peek_stream (self->session, i);
}

static gboolean
has_tag (guint stream, gint64 frame, FlClass *tag)
{
  return g_str_equal (scenes_get_class (stream, (guint) frame), fl_class_get_name (tag));
}

static void
say (Fixture *self, guint stream, gint64 frame, FlClass *tag, FlTagAnswer answer)
{
  const FlRange range = {frame, frame};
  const FlTagged tagged = {tag, answer};
  g_autoptr (GError) error = NULL;

  g_assert_true (
    fl_session_tag (self->session, get_stream (self, stream), &range, &tagged, 1, &error));
  g_assert_no_error (error);
}

static void
say_truth (Fixture *self, guint stream, gint64 frame, FlClass *tag)
{
  say (self, stream, frame, tag, has_tag (stream, frame, tag) ? FL_TAG_YES : FL_TAG_NO);
}

/* A model that learned from every third frame of the videos. */
static void
learn (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < SCENES_N_ROWS; i += 3) {
    say_truth (self, i / SCENES_N_FRAMES, i % SCENES_N_FRAMES, self->bird);
    say_truth (self, i / SCENES_N_FRAMES, i % SCENES_N_FRAMES, self->squirrel);
  }
  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_no_error (error);
}

/* Samples and tags, in which @state is said of @tag, by whom @certainty tells. */
static guint
count (Fixture *self, FlClass *tag, FlLabelState state, FlCertainty certainty)
{
  guint n = 0;

  for (guint i = 0; i < SCENES_N_ROWS; i++) {
    FlTagVerdict verdict;
    fl_stream_get_tag_verdict (get_stream (self, i / SCENES_N_FRAMES), fl_class_get_id (tag),
                               i % SCENES_N_FRAMES, &verdict);
    n += verdict.state == state && verdict.certainty == certainty;
  }
  return n;
}

static const FlLot *
get_lot (Fixture *self, guint i)
{
  return self->session->lots->pdata[i];
}

static FlAcceptance
accept_scope (Fixture *self, FlLotScope scope)
{
  FlAcceptance acceptance = {.max_error = 0.9, .confidence = 0.95, .scope = scope};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_accept (self->session, &acceptance, &error));
  g_assert_no_error (error);
  return acceptance;
}

/* Every answer about every tag is a lot, and all of them are undone as one. */
static void
test_accept (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_expected[4];
  guint n_filled = 0;

  learn (self);
  for (guint i = 0; i < 4; i++)
    n_expected[i] = count (self, i < 2 ? self->bird : self->squirrel,
                           i % 2 == 0 ? FL_LABEL_LABELLED : FL_LABEL_NO, FL_CERTAINTY_MODEL);
  const FlAcceptance acceptance = accept_scope (self, (FlLotScope){0});
  g_assert_cmpuint (acceptance.n_candidates, ==, 2 * (SCENES_N_ROWS - SCENES_N_ROWS / 3));
  g_assert_cmpuint (acceptance.n_samples, ==, acceptance.n_candidates);
  g_assert_cmpuint (self->session->lots->len, ==, 4);
  for (guint i = 0; i < 4; i++) {
    FlClass *tag = i < 2 ? self->bird : self->squirrel;
    g_autofree char *scope =
      g_strdup_printf ("tag:%d=%s", (int) fl_class_get_id (tag), i % 2 == 0 ? "yes" : "no");
    g_assert_cmpstr (get_lot (self, i)->row->scope, ==, scope);
    g_assert_cmpint (get_lot (self, i)->row->n_samples, ==, n_expected[i]);
    g_assert_cmpuint (count (self, tag, i % 2 == 0 ? FL_LABEL_LABELLED : FL_LABEL_NO,
                             FL_CERTAINTY_AUTO),
                      ==, n_expected[i]);
  }
  g_object_get (self->session, "n-auto", &n_filled, NULL);
  g_assert_cmpuint (n_filled, ==, SCENES_N_ROWS - SCENES_N_ROWS / 3);
  reopen (self);
  g_assert_cmpuint (count (self, self->bird, FL_LABEL_NO, FL_CERTAINTY_AUTO), ==, n_expected[1]);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_cmpuint (count (self, self->bird, FL_LABEL_NO, FL_CERTAINTY_AUTO), ==, 0);
  g_assert_cmpuint (count (self, self->squirrel, FL_LABEL_LABELLED, FL_CERTAINTY_AUTO), ==, 0);
  g_assert_true (fl_session_redo (self->session, NULL, &error));
  g_assert_cmpuint (count (self, self->bird, FL_LABEL_NO, FL_CERTAINTY_AUTO), ==, n_expected[1]);
}

/* Of a tag that is not learned yet nothing is accepted. */
static void
test_unknown_tag (Fixture *self, gconstpointer data)
{
  FlAcceptance acceptance = {.max_error = 0.9, .confidence = 0.95};
  g_autoptr (GError) error = NULL;

  g_assert_false (fl_session_accept (self->session, &acceptance, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY);
  for (guint i = 0; i < SCENES_N_ROWS; i += 3)
    say_truth (self, i / SCENES_N_FRAMES, i % SCENES_N_FRAMES, self->bird);
  g_assert_true (fl_session_learn (self->session, NULL));
  accept_scope (self, (FlLotScope){0});
  g_assert_cmpuint (self->session->lots->len, ==, 2);
  g_assert_cmpuint (count (self, self->squirrel, FL_LABEL_UNSEEN, FL_CERTAINTY_UNSEEN), ==,
                    SCENES_N_ROWS);
}

/* A tag, an answer, and a maximum error of its own. */
static void
test_scopes (Fixture *self, gconstpointer data)
{
  const FlLotScope bird = {.tag = fl_class_get_id (self->bird)};
  const FlLotScope no_squirrel = {.tag = fl_class_get_id (self->squirrel),
                                  .class_id = -fl_class_get_id (self->squirrel)};
  const FlClassLimit limit = {.class_id = -fl_class_get_id (self->bird), .share = 0.5};
  g_autoptr (GArray) limits = g_array_new (FALSE, FALSE, sizeof (FlClassLimit));
  FlAcceptance acceptance = {.max_error = 0.9, .confidence = 0.95, .limits = limits, .scope = bird};
  g_autoptr (GError) error = NULL;

  learn (self);
  g_array_append_val (limits, limit);
  g_assert_true (fl_session_accept (self->session, &acceptance, &error));
  g_assert_cmpuint (self->session->lots->len, ==, 2);
  g_assert_cmpfloat (get_lot (self, 0)->row->max_error, ==, 0.9);
  g_assert_cmpfloat (get_lot (self, 1)->row->max_error, ==, 0.5);
  g_assert_cmpuint (count (self, self->squirrel, FL_LABEL_NO, FL_CERTAINTY_AUTO), ==, 0);
  accept_scope (self, no_squirrel);
  g_assert_cmpuint (self->session->lots->len, ==, 3);
  g_assert_cmpuint (count (self, self->squirrel, FL_LABEL_LABELLED, FL_CERTAINTY_AUTO), ==, 0);
  g_assert_cmpuint (count (self, self->squirrel, FL_LABEL_NO, FL_CERTAINTY_AUTO), ==,
                    get_lot (self, 2)->row->n_samples);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  g_autofree char *said = fl_lot_report_dup_sentence (lots->pdata[2]);
  g_assert_true (g_str_has_suffix (said, ". Scope: Tag “Squirrel”: no"));
}

/* What is near a change of the tag is left out, whatever the other tag does there. */
static void
test_edges (Fixture *self, gconstpointer data)
{
  guint n_edges = 0;

  learn (self);
  const FlAcceptance acceptance =
    accept_scope (self, (FlLotScope){.tag = fl_class_get_id (self->bird), .n_edge = 2});
  for (guint i = 0; i < SCENES_N_ROWS; i++) {
    FlTagVerdict verdict;
    FlTagVerdict other;
    fl_stream_get_tag_verdict (get_stream (self, i / SCENES_N_FRAMES), fl_class_get_id (self->bird),
                               i % SCENES_N_FRAMES, &verdict);
    fl_stream_get_tag_verdict (get_stream (self, i / SCENES_N_FRAMES),
                               fl_class_get_id (self->squirrel), i % SCENES_N_FRAMES, &other);
    n_edges += verdict.is_edge != FALSE;
    g_assert_false (other.is_edge);
  }
  g_assert_cmpuint (acceptance.n_edges, >, 0);
  g_assert_cmpuint (n_edges, ==, acceptance.n_edges);
}

/* Whether the machine is wrong about a frame. */
typedef gboolean (*WrongFunc) (guint stream, gint64 frame);

static gboolean
is_never (guint stream, gint64 frame)
{
  return FALSE;
}

static gboolean
is_every_second (guint stream, gint64 frame)
{
  return frame % 2 == 0;
}

/* A lot of the samples that truly are @is_yes, or where the machine is wrong. */
static gint64
make_lot (Fixture *self, FlClass *tag, gboolean is_yes, double max_error, WrongFunc is_wrong)
{
  const gint64 id = fl_class_get_id (tag);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_part_free);
  g_autofree char *scope = g_strdup_printf ("tag:%d=%s", (int) id, is_yes ? "yes" : "no");
  const FlLotRow row = {.max_error = max_error, .confidence = 0.95, .scope = scope};
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < SCENES_N_STREAMS; i++) {
    FlLotPart *part = g_new (FlLotPart, 1);
    *part = (FlLotPart){.stream = fl_stream_get_id (get_stream (self, i)),
                        .samples = g_array_new (FALSE, FALSE, sizeof (FlLotSample))};
    g_ptr_array_add (parts, part);
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame++) {
      const FlLotSample sample = {.frame = frame, .class_id = is_yes ? id : -id, .confidence = 1};
      if ((!has_tag (i, frame, tag) == !is_yes) != (is_wrong (i, frame) != FALSE))
        g_array_append_val (part->samples, sample);
    }
  }
  const gint64 lot =
    fl_store_add_lot (self->session->store, &row, parts, self->session->annotator, &error);
  g_assert_no_error (error);
  g_assert_true (fl_session_load_lots (self->session, &error));
  return lot;
}

static FlItem *
get_current (Fixture *self)
{
  return fl_queue_get_first (fl_session_get_queue (self->session));
}

static FlItem *
ask (Fixture *self, gint64 lot)
{
  fl_session_certify (self->session, lot);
  FlItem *item = get_current (self);
  g_assert_nonnull (item);
  g_assert_cmpint (fl_item_get_lot (item), ==, lot);
  return item;
}

static void
answer_with (Fixture *self, const FlTagged *tags, gsize n)
{
  const FlAnswer answer = {.item = get_current (self), .tags = tags, .n_tags = n};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_answer (self->session, &answer, &error));
  g_assert_no_error (error);
}

static guint
get_stream_number (Fixture *self, FlItem *item)
{
  guint i = 0;

  while (get_stream (self, i) != fl_item_get_stream (item))
    i++;
  return i;
}

static FlTagged
get_truth (Fixture *self, FlItem *item)
{
  FlClass *tag = fl_item_get_tag (item);

  return (FlTagged){tag, has_tag (get_stream_number (self, item), fl_item_get_frame (item), tag)
                           ? FL_TAG_YES
                           : FL_TAG_NO};
}

static void
answer (Fixture *self, gint64 lot)
{
  const FlTagged truth = get_truth (self, ask (self, lot));

  answer_with (self, &truth, 1);
}

static void
assert_lot (Fixture *self, guint i, const char *state, guint n_checks, guint n_disagreements)
{
  g_assert_cmpstr (get_lot (self, i)->row->state, ==, state);
  g_assert_cmpuint (get_lot (self, i)->errors->len, ==, n_checks);
  g_assert_cmpuint (get_lot (self, i)->view.n_errors, ==, n_disagreements);
}

/* Rows of the export whose label is @tag and whose source is @source; all of them are @state and of the
 * lot @lot. */
static guint
count_rows (Fixture *self, FlClass *tag, const char *source, const char *state, const char *lot)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFrameRows) rows = fl_frame_rows_new (self->session, FALSE, &error);
  const FlFrameTable *table = fl_frame_rows_get_table (rows);
  FlFrameRow row;
  guint n = 0;

  g_assert_no_error (error);
  while (table->next (&row, table->data, &error)) {
    if (!g_str_equal (row.label, fl_class_get_name (tag)) || !g_str_equal (row.source, source))
      continue;
    g_assert_cmpstr (row.state, ==, state);
    g_assert_cmpstr (row.lot, ==, lot);
    n++;
  }
  g_assert_no_error (error);
  return n;
}

/* A check asks of the one tag, blind; what it certifies is of that tag alone. */
static void
test_certify (Fixture *self, gconstpointer data)
{
  const gint64 lot = make_lot (self, self->bird, FALSE, 0.1, is_never);
  const guint n_lot = (guint) get_lot (self, 0)->row->n_samples;
  const guint n = (guint) fl_certificate_count_clean (n_lot, 0.1, 0.05);
  const char *uuid = get_lot (self, 0)->row->uuid;

  g_assert_cmpuint (count_rows (self, self->bird, "auto", "no", uuid), ==, n_lot);
  for (guint i = 0; i < n; i++) {
    FlItem *item = ask (self, lot);
    g_autofree char *sentence = fl_item_dup_sentence (item);
    g_assert_true (fl_item_get_is_blind (item));
    g_assert_true (fl_item_get_tag (item) == self->bird);
    g_assert_cmpstr (sentence, ==, "Just checking: is this Bird?");
    assert_lot (self, 0, "open", i, 0);
    answer (self, lot);
  }
  assert_lot (self, 0, "certified", n, 0);
  uuid = get_lot (self, 0)->row->uuid;
  g_assert_cmpuint (count_rows (self, self->bird, "certified", "no", uuid), ==, n_lot - n);
  g_assert_cmpuint (count_rows (self, self->bird, "human", "no", ""), ==, n);
  g_assert_cmpuint (count_rows (self, self->squirrel, "certified", "no", ""), ==, 0);
  g_assert_cmpuint (count_rows (self, self->squirrel, "human", "no", ""), ==, 0);
  reopen (self);
  assert_lot (self, 0, "certified", n, 0);
}

/* A lot that is wrong fails; another one of the tag has to be surer, and one of the other tag has not. */
static void
test_fail (Fixture *self, gconstpointer data)
{
  const gint64 lot = make_lot (self, self->bird, FALSE, 0.02, is_every_second);
  guint n = 0;

  while (g_str_equal (get_lot (self, 0)->row->state, "open")) {
    answer (self, lot);
    g_assert_cmpuint (++n, <, 100);
  }
  assert_lot (self, 0, "failed", get_lot (self, 0)->errors->len,
              (guint) get_lot (self, 0)->view.n_errors);
  g_assert_cmpuint (count (self, self->bird, FL_LABEL_NO, FL_CERTAINTY_AUTO), ==, 0);
  make_lot (self, self->bird, FALSE, 0.1, is_never);
  make_lot (self, self->squirrel, FALSE, 0.1, is_never);
  g_assert_cmpuint (get_lot (self, 1)->attempt, ==, 2);
  g_assert_cmpuint (get_lot (self, 2)->attempt, ==, 1);
}

/* A slip is replaced; unsure is a disagreement until a second look settles it. */
static void
test_slips (Fixture *self, gconstpointer data)
{
  const gint64 lot = make_lot (self, self->bird, FALSE, 0.05, is_never);
  const FlTagged unsure = {self->bird, FL_TAG_UNSURE};
  const FlTagged yes = {self->bird, FL_TAG_YES};
  g_autoptr (GError) error = NULL;

  g_autoptr (FlItem) doubted = g_object_ref (ask (self, lot));
  answer_with (self, &yes, 1);
  assert_lot (self, 0, "open", 1, 1);
  g_assert_true (fl_session_take_back (self->session, &error));
  assert_lot (self, 0, "open", 0, 0);
  g_assert_true (fl_item_is_same (get_current (self), doubted));
  g_assert_true (fl_item_get_is_blind (get_current (self)));
  g_assert_cmpint (fl_item_get_lot (get_current (self)), ==, lot);
  answer_with (self, &unsure, 1);
  assert_lot (self, 0, "open", 1, 1);
  for (guint i = 0; i < 20; i++)
    answer (self, lot);
  assert_lot (self, 0, "open", 19, 0);
}

/* Whoever opens the frame of a check that waits nowhere is asked it, of its tag and blind. */
static void
test_waits_in_no_queue (Fixture *self, gconstpointer data)
{
  const gint64 lot = make_lot (self, self->bird, FALSE, 0.05, is_never);
  g_autoptr (FlItem) item = g_object_ref (ask (self, lot));
  g_autoptr (GArray) blind = NULL;

  fl_queue_clear (fl_session_get_queue (self->session));
  fl_session_update_current (self->session);
  blind = fl_session_list_blind (self->session);
  g_assert_true (fl_frame_refs_contain (blind, fl_stream_get_id (fl_item_get_stream (item)),
                                        fl_item_get_frame (item)));
  fl_session_ask (self->session, fl_item_get_stream (item), fl_item_get_frame (item));
  g_assert_true (fl_item_is_same (get_current (self), item));
  g_assert_cmpint (fl_item_get_lot (get_current (self)), ==, lot);
}

/* Of an answer about several tags that of the asked one alone is the audit. */
static void
test_other_tags (Fixture *self, gconstpointer data)
{
  const gint64 lot = make_lot (self, self->bird, FALSE, 0.05, is_never);
  const FlTagged squirrel = {self->squirrel, FL_TAG_YES};
  const FlTagged both[] = {squirrel, {self->bird, FL_TAG_NO}};

  ask (self, lot);
  answer_with (self, &squirrel, 1);
  assert_lot (self, 0, "open", 0, 0);
  ask (self, lot);
  answer_with (self, both, G_N_ELEMENTS (both));
  assert_lot (self, 0, "open", 1, 0);
}

/* Without a window what is said of the very tag that was asked is the audit. */
static void
test_headless (Fixture *self, gconstpointer data)
{
  const gint64 lot = make_lot (self, self->bird, FALSE, 0.05, is_never);
  g_autoptr (GError) error = NULL;
  g_autoptr (FlItem) item = fl_session_next_check (self->session, lot, &error);
  const guint stream = get_stream_number (self, item);

  g_assert_no_error (error);
  g_assert_true (fl_item_get_tag (item) == self->bird);
  say (self, stream, fl_item_get_frame (item), self->squirrel, FL_TAG_NO);
  assert_lot (self, 0, "open", 0, 0);
  say (self, stream, fl_item_get_frame (item), self->bird, FL_TAG_NO);
  assert_lot (self, 0, "open", 1, 0);
  say (self, stream, fl_item_get_frame (item), self->bird, FL_TAG_YES);
  assert_lot (self, 0, "open", 1, 0);
}

/* No other question about a frame comes before its check, for it would show what the machine says. */
static void
test_mix (Fixture *self, gconstpointer data)
{
  const gint64 lot = make_lot (self, self->bird, FALSE, 0.05, is_never);
  guint n_audits = 0;

  self->session->seed = 1;
  for (guint step = 0; step < 400; step++) {
    g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame++)
      g_ptr_array_add (items, fl_item_new (get_stream (self, step % SCENES_N_STREAMS), frame,
                                           FL_REASON_NEW));
    self->session->n_steps = step;
    fl_session_mix_questions (self->session, items);
    for (guint i = 0; i < items->len; i++)
      for (guint j = 0; fl_item_get_lot (items->pdata[i]) == lot && j < items->len; j++)
        g_assert_true (
          i == j || fl_item_get_stream (items->pdata[i]) != fl_item_get_stream (items->pdata[j]) ||
          fl_item_get_frame (items->pdata[i]) != fl_item_get_frame (items->pdata[j]));
    n_audits += fl_item_get_lot (items->pdata[0]) == lot;
  }
  g_assert_cmpuint (n_audits, >, 20);
}

/* What was accepted of tags does not count while they are classes. */
static void
test_convert (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = scenes_copy (folder);
  const FlSessionOptions options = {.is_headless = TRUE, .annotator = "Ada"};
  FlSession *tags = self->session;

  self->session = fl_session_open (path, &options, &error);
  g_assert_no_error (error);
  find_tags (self);
  make_lot (self, self->bird, FALSE, 0.05, is_never);
  g_assert_cmpuint (self->session->lots->len, ==, 0);
  g_assert_true (fl_session_convert (self->session, &error));
  g_assert_cmpuint (self->session->lots->len, ==, 1);
  g_assert_cmpuint (count (self, self->bird, FL_LABEL_NO, FL_CERTAINTY_AUTO), ==,
                    get_lot (self, 0)->row->n_samples);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_cmpuint (self->session->lots->len, ==, 0);
  scenes_close (self->session);
  self->session = tags;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  folder = scenes_make ();
#define ADD(path, func)                                                                            \
  g_test_add ("/session/tag-lots/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("accept", test_accept);
  ADD ("unknown-tag", test_unknown_tag);
  ADD ("scopes", test_scopes);
  ADD ("edges", test_edges);
  ADD ("certify", test_certify);
  ADD ("fail", test_fail);
  ADD ("slips", test_slips);
  ADD ("wait-in-no-queue", test_waits_in_no_queue);
  ADD ("other-tags", test_other_tags);
  ADD ("headless", test_headless);
  ADD ("mix", test_mix);
  ADD ("convert", test_convert);
#undef ADD
  int status = g_test_run ();
  folder_free (folder);
  return status;
}

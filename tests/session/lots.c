/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project with lots whose wrong labels are known, and somebody who answers their checks. */
#include "lots.h"

#include "session/fl-item-private.h"
#include "session/fl-session-lots.h"
#include "session/fl-stream-private.h"
#include "store/fl-store-lots.h"

#include <sqlite3.h>

static char *folder;

static void
on_lot_closed (FlSession *session, gint64 lot, gpointer data)
{
  ((Lots *) data)->n_closed++;
}

void
lots_open (Lots *self)
{
  const FlSessionOptions options = {.is_headless = TRUE, .annotator = "Ada"};
  g_autoptr (GError) error = NULL;

  self->session = fl_session_open (self->path, &options, &error);
  g_assert_no_error (error);
  g_signal_connect (self->session, "lot-closed", G_CALLBACK (on_lot_closed), self);
}

static void
tear_down (Lots *self, gconstpointer data)
{
  scenes_close (self->session);
  g_free (self->path);
}

void
lots_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  folder = scenes_make ();
}

void
lots_add (const char *path,
          void (*set_up) (Lots *, gconstpointer),
          void (*func) (Lots *, gconstpointer))
{
  g_test_add (path, Lots, NULL, set_up, func, tear_down);
}

int
lots_run (void)
{
  const int status = g_test_run ();

  folder_free (folder);
  return status;
}

void
lots_set_up (Lots *self, gconstpointer data)
{
  self->path = scenes_copy (folder);
  lots_open (self);
}

void
lots_reopen (Lots *self)
{
  scenes_close (self->session);
  lots_open (self);
}

void
lots_exec (Lots *self, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 30000); /* the session may be writing */
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

FlStream *
lots_get_stream (Lots *self, guint i)
{
  return fl_session_peek_stream (self->session, i);
}

FlClass *
lots_find_class (Lots *self, const char *name)
{
  FlClass *klass = fl_session_find_class (self->session, name, NULL);

  g_assert_nonnull (klass);
  return klass;
}

FlClass *
lots_find_truth (Lots *self, guint stream, gint64 frame)
{
  return lots_find_class (self, scenes_get_class (stream, (guint) frame));
}

gboolean
lots_is_never (guint stream, guint frame)
{
  return FALSE;
}

gboolean
lots_is_every_second (guint stream, guint frame)
{
  return (stream * SCENES_N_FRAMES + frame) % 2 == 0;
}

gboolean
lots_is_second_stream (guint stream, guint frame)
{
  return stream == 1;
}

static FlLotPart *
make_part (Lots *self, guint i, LotsWrongFunc is_wrong)
{
  FlLotPart *part = g_new (FlLotPart, 1);

  *part = (FlLotPart){.stream = fl_stream_get_id (lots_get_stream (self, i)),
                      .samples = g_array_new (FALSE, FALSE, sizeof (FlLotSample))};
  for (guint frame = 0; frame < SCENES_N_FRAMES; frame++) {
    gint64 right = fl_class_get_id (lots_find_truth (self, i, frame));
    const FlLotSample sample = {.frame = frame,
                                .class_id = is_wrong (i, frame) ? right % 3 + 1 : right,
                                .confidence = 0.99};
    g_array_append_val (part->samples, sample);
  }
  return part;
}

gint64
lots_accept_streams (Lots *self, guint first, guint last, double max_error, LotsWrongFunc is_wrong)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_part_free);
  const FlLotRow row = {.max_error = max_error, .confidence = 0.95};
  g_autoptr (GError) error = NULL;

  for (guint i = first; i <= last; i++)
    g_ptr_array_add (parts, make_part (self, i, is_wrong));
  const gint64 lot =
    fl_store_add_lot (self->session->store, &row, parts, self->session->annotator, &error);
  g_assert_no_error (error);
  g_assert_true (fl_session_load_lots (self->session, &error));
  return lot;
}

gint64
lots_accept_all (Lots *self, double max_error, LotsWrongFunc is_wrong)
{
  return lots_accept_streams (self, 0, SCENES_N_STREAMS - 1, max_error, is_wrong);
}

const FlLot *
lots_get (Lots *self, guint i)
{
  return self->session->lots->pdata[i];
}

FlItem *
lots_get_current (Lots *self)
{
  return fl_queue_get_first (fl_session_get_queue (self->session));
}

guint
lots_get_stream_number (Lots *self, FlItem *item)
{
  guint i = 0;

  while (lots_get_stream (self, i) != fl_item_get_stream (item))
    i++;
  return i;
}

/* The queue of a session without a window is filled anew. */
FlItem *
lots_ask (Lots *self, gint64 lot)
{
  fl_session_certify (self->session, lot);
  FlItem *item = lots_get_current (self);
  g_assert_nonnull (item);
  g_assert_cmpint (fl_item_get_lot (item), ==, lot);
  return item;
}

void
lots_answer_with (Lots *self, FlClass *klass)
{
  const FlAnswer answer = {.item = lots_get_current (self), .klass = klass};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_answer (self->session, &answer, &error));
  g_assert_no_error (error);
}

static FlClass *
find_right (Lots *self, FlItem *item)
{
  return lots_find_truth (self, lots_get_stream_number (self, item), fl_item_get_frame (item));
}

void
lots_answer (Lots *self, gint64 lot)
{
  FlItem *item = lots_ask (self, lot);

  lots_answer_with (self, find_right (self, item));
}

const char *
lots_answer_all (Lots *self, gint64 lot, guint i, double slips)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint n = 0; g_str_equal (lots_get (self, i)->row->state, "open"); n++) {
    FlClass *right = find_right (self, lots_ask (self, lot));
    const gint64 other = fl_class_get_id (right) % 3 + 1;
    g_assert_cmpuint (n, <, 2 * SCENES_N_ROWS);
    lots_answer_with (self, g_rand_double (rand) < slips
                              ? fl_session_find_class_by_id (self->session, other)
                              : right);
  }
  return lots_get (self, i)->row->state;
}

void
lots_assert (Lots *self, guint i, FlLotState state, guint n_checks, guint n_disagreements)
{
  const FlLot *lot = lots_get (self, i);

  g_assert_cmpstr (lot->row->state, ==, fl_lot_state_get_name (state));
  g_assert_cmpuint (lot->errors->len, ==, n_checks);
  g_assert_cmpuint (lot->view.n_errors, ==, n_disagreements);
}

FlVerdict
lots_get_verdict (Lots *self, guint stream, gint64 frame)
{
  FlVerdict verdict;

  fl_stream_get_verdict (lots_get_stream (self, stream), frame, &verdict);
  return verdict;
}

guint
lots_count_certainty (Lots *self, FlCertainty certainty)
{
  guint n = 0;

  for (guint i = 0; i < SCENES_N_STREAMS; i++)
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame++)
      n += lots_get_verdict (self, i, frame).certainty == certainty;
  return n;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streams that were removed: what the history says of them is what the table says. */
#include "store/project.h"

#include "store/fl-store-hidden.h"
#include "store/fl-store-segments.h"

#define SQL_HIDDEN "SELECT count (*) FROM stream WHERE is_hidden = 1"

static const FlStreamRow live = {.name = (char *) "camera/1",
                                 .kind = (char *) "live",
                                 .sampling = (char *) "fps:2",
                                 .address = (char *) "rtsp://camera/1",
                                 .n_frames = -1,
                                 .time_base_num = 1,
                                 .time_base_den = 1000,
                                 .clock_start_us = -1};

static void
hide (Project *self, gint64 id)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_hide_stream (self->store, id, self->annotator, &error));
  g_assert_no_error (error);
}

static guint
count_shown (Project *self)
{
  g_autoptr (GPtrArray) rows = fl_store_list_streams (self->store, NULL);

  return rows->len;
}

static void
assert_findings (Project *self, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, n);
}

static void
test_history (Project *self, gconstpointer data)
{
  g_auto (FlUndone) undone = {0};

  hide (self, self->stream);
  g_assert_cmpuint (count_shown (self), ==, 0);
  g_assert_cmpuint (fl_store_count_hidden (self->store), ==, 1);
  g_assert_true (fl_store_is_hidden_name (self->store, "a.mp4"));
  g_assert_true (fl_store_undo (self->store, self->annotator, &undone, NULL));
  g_assert_cmpstr (undone.verb, ==, "stream-remove");
  g_assert_cmpint (undone.stream, ==, self->stream);
  g_assert_cmpuint (count_shown (self), ==, 1);
  g_assert_false (fl_store_is_hidden_name (self->store, "a.mp4"));
  g_assert_true (fl_store_redo (self->store, self->annotator, NULL, NULL));
  g_assert_cmpuint (count_shown (self), ==, 0);
}

/* A table that says otherwise is made again from the history, either way. */
static void
test_check (Project *self, gconstpointer data)
{
  hide (self, self->stream);
  assert_findings (self, 0);
  project_exec (self->path, "UPDATE stream SET is_hidden = 0");
  assert_findings (self, 1);
  g_assert_cmpint (project_get_number (self->path, SQL_HIDDEN), ==, 1);
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, NULL));
  project_exec (self->path, "UPDATE stream SET is_hidden = 1");
  assert_findings (self, 1);
  g_assert_cmpint (project_get_number (self->path, SQL_HIDDEN), ==, 0);
}

/* Live video is known by its address; what was recorded still takes room. */
static void
test_live (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = fl_store_add_stream (self->store, &live, self->annotator, &error);
  const FlSegmentRow segment = {.path = (char *) "/r/0.mkv",
                                .size_bytes = 9000,
                                .fingerprint = (char *) "abc",
                                .n_frames = 10,
                                .clock_start_us = -1};
  FlStreamRow other = live;
  gint64 found;

  g_assert_true (fl_store_put_segment (self->store, id, &segment, &error));
  g_assert_cmpint (fl_store_get_hidden_bytes (self->store), ==, 0);
  hide (self, id);
  g_assert_cmpint (fl_store_get_hidden_bytes (self->store), ==, 9000);
  g_autoptr (GPtrArray) paths = fl_store_list_hidden_paths (self->store);
  g_assert_cmpuint (paths->len, ==, 1);
  g_assert_cmpstr (paths->pdata[0], ==, "/r/0.mkv");
  other.address = (char *) "rtsp://camera/2";
  g_assert_true (fl_store_restore_stream (self->store, &other, self->annotator, &found, &error));
  g_assert_cmpint (found, ==, 0);
  g_assert_true (fl_store_restore_stream (self->store, &live, self->annotator, &found, &error));
  g_assert_cmpint (found, ==, id);
  g_assert_cmpuint (count_shown (self), ==, 2);
  g_autoptr (GPtrArray) rows = fl_store_list_segments (self->store, id, &error);
  g_assert_cmpstr (((FlSegmentRow *) rows->pdata[0])->path, ==, "/r/0.mkv");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/store/hidden/" name, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("history", test_history);
  ADD ("check", test_check);
  ADD ("live", test_live);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live video in the project: an address, and the files that were recorded from it. */
#include "store/project.h"

#include "store/fl-recordings.h"
#include "store/fl-store-segments.h"
#include "store/fl-store-streams.h"

#include <glib/gstdio.h>

#define ADDRESS "rtsp://ada:secret@camera/1"

static const FlStreamRow live = {.name = (char *) "camera/1",
                                 .kind = (char *) "live",
                                 .sampling = (char *) "fps:2",
                                 .address = (char *) ADDRESS,
                                 .n_frames = -1,
                                 .time_base_num = 1,
                                 .time_base_den = 1000,
                                 .clock_start_us = -1};

static gint64
add (Project *self, const FlStreamRow *row)
{
  g_autoptr (GError) error = NULL;
  gint64 id = fl_store_add_stream (self->store, row, self->annotator, &error);

  g_assert_no_error (error);
  return id;
}

static FlStreamRow *
find (Project *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = fl_store_list_streams (self->store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    if (((FlStreamRow *) rows->pdata[i])->id == id)
      return fl_stream_row_copy (rows->pdata[i]);
  return NULL;
}

static void
put (Project *self, gint64 id, const FlSegmentRow *row)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_put_segment (self->store, id, row, &error));
  g_assert_no_error (error);
}

static GPtrArray *
list (Project *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = fl_store_list_segments (self->store, id, &error);

  g_assert_no_error (error);
  return rows;
}

/* An address is a stream before anything was recorded. */
static void
test_address (Project *self, gconstpointer data)
{
  gint64 id = add (self, &live);
  g_autoptr (FlStreamRow) row = find (self, id);
  g_autoptr (GPtrArray) none = list (self, id);

  g_assert_cmpstr (row->name, ==, "camera/1");
  g_assert_cmpstr (row->kind, ==, "live");
  g_assert_cmpstr (row->address, ==, ADDRESS);
  g_assert_cmpstr (row->path, ==, "");
  g_assert_cmpint (row->n_frames, ==, -1);
  g_assert_cmpuint (none->len, ==, 0);
  g_autoptr (FlStreamRow) file = find (self, self->stream);
  g_assert_null (file->address);
}

/* One address is one stream; another one of the same name gets a number. */
static void
test_twice (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FlStreamRow other = live;

  add (self, &live);
  g_assert_cmpint (fl_store_add_stream (self->store, &live, self->annotator, &error), ==, 0);
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_EXISTS);
  g_assert_null (strstr (error->message, "secret"));
  other.address = (char *) "rtsp://bob@camera/1";
  gint64 id = add (self, &other);
  g_autoptr (FlStreamRow) row = find (self, id);
  g_assert_cmpstr (row->name, ==, "camera/1 (2)");
}

static void
assert_segment (const FlSegmentRow *row, const FlSegmentRow *expected)
{
  g_assert_cmpint (row->ordinal, ==, expected->ordinal);
  g_assert_cmpstr (row->path, ==, expected->path);
  g_assert_cmpint (row->size_bytes, ==, expected->size_bytes);
  g_assert_cmpstr (row->fingerprint, ==, expected->fingerprint);
  g_assert_cmpint (row->first_frame, ==, expected->first_frame);
  g_assert_cmpint (row->n_frames, ==, expected->n_frames);
  g_assert_cmpint (row->pts_offset, ==, expected->pts_offset);
  g_assert_cmpint (row->clock_start_us, ==, expected->clock_start_us);
  g_assert_cmpint (row->is_follower, ==, expected->is_follower);
}

/* A segment is known from its beginning; what it has is known when it is closed. */
static void
test_segments (Project *self, gconstpointer data)
{
  gint64 id = add (self, &live);
  FlSegmentRow first = {.path = (char *) "/r/0.mkv",
                        .fingerprint = (char *) "",
                        .n_frames = -1,
                        .clock_start_us = 1700000000000000};
  const FlSegmentRow second = {.ordinal = 1,
                               .path = (char *) "/r/1.mkv",
                               .fingerprint = (char *) "",
                               .first_frame = 1500,
                               .is_follower = TRUE,
                               .n_frames = -1,
                               .pts_offset = 61000,
                               .clock_start_us = -1};

  put (self, id, &second);
  put (self, id, &first);
  first.fingerprint = (char *) "abc";
  first.n_frames = 1500;
  first.size_bytes = 9000;
  put (self, id, &first);
  project_reopen (self);
  g_autoptr (GPtrArray) rows = list (self, id);
  g_assert_cmpuint (rows->len, ==, 2);
  assert_segment (rows->pdata[0], &first);
  assert_segment (rows->pdata[1], &second);
}

/* Recordings lie beside the project and move with it. */
static void
test_moved (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = add (self, &live);
  g_autofree char *path = fl_recordings_build_path (self->path, "uuid", 7, &error);
  g_autofree char *same = fl_recordings_dup_path (self->path, "uuid", 7);
  g_autofree char *expected =
    g_build_filename (self->folder, "test.frameline-recordings", "uuid", "000007.mkv", NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (path, ==, expected);
  g_assert_cmpstr (same, ==, expected);
  g_assert_true (g_file_set_contents (path, "film", -1, NULL));
  const FlSegmentRow row = {.path = path, .fingerprint = (char *) "abc", .n_frames = 1};
  put (self, id, &row);
  project_close (self);
  g_autofree char *place = g_build_filename (self->folder, "place", NULL);
  g_assert_cmpint (g_mkdir (place, 0755), ==, 0);
  g_autofree char *moved = g_build_filename (place, "test.frameline", NULL);
  g_autofree char *recordings = g_strconcat (self->path, "-recordings", NULL);
  g_autofree char *moved_recordings = g_strconcat (moved, "-recordings", NULL);
  g_assert_cmpint (g_rename (self->path, moved), ==, 0);
  g_assert_cmpint (g_rename (recordings, moved_recordings), ==, 0);
  g_free (self->path);
  self->path = g_steal_pointer (&moved);
  project_reopen (self);
  g_autoptr (GPtrArray) rows = list (self, id);
  g_autofree char *found = fl_recordings_dup_path (self->path, "uuid", 7);
  g_assert_cmpstr (((FlSegmentRow *) rows->pdata[0])->path, ==, found);
}

static void
test_size (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = add (self, &live);

  g_assert_true (fl_store_set_stream_size (self->store, id, 640, 480, &error));
  g_autoptr (FlStreamRow) row = find (self, id);
  g_assert_cmpint (row->width_px, ==, 640);
  g_assert_cmpint (row->height_px, ==, 480);
  g_assert_cmpint (fl_recordings_get_free_bytes (self->path), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("/store/segments/address", test_address);
  ADD ("/store/segments/twice", test_twice);
  ADD ("/store/segments/segments", test_segments);
  ADD ("/store/segments/moved", test_moved);
  ADD ("/store/segments/size", test_size);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project to be tested on, and what its files hold. */
#include "store/project.h"

#include "store/fl-store-classes.h"
#include "store/fl-store-settings.h"
#include "store/fl-store-streams.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static gint64
add_class (FlStore *store, const char *name, gint64 annotator)
{
  g_autoptr (GError) error = NULL;
  const FlClassRow row = {.name = (char *) name};
  gint64 id = fl_store_add_class (store, &row, annotator, &error);

  g_assert_no_error (error);
  return id;
}

void
project_set_up (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const FlProjectFacts facts = {.name = (char *) "test", .goal = (char *) "frames"};
  const FlStreamRow row = {.kind = (char *) "file",
                           .sampling = (char *) "fps:2",
                           .path = (char *) "/videos/a.mp4",
                           .fingerprint = (char *) "",
                           .n_frames = PROJECT_FRAMES,
                           .time_base_num = 1,
                           .time_base_den = 25,
                           .width_px = 4,
                           .height_px = 4,
                           .clock_start_us = -1};

  self->folder = g_dir_make_tmp ("frameline-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "test.frameline", NULL);
  self->store = fl_store_create (self->path, &facts, &error);
  g_assert_no_error (error);
  self->annotator = fl_store_ensure_annotator (self->store, "Ada", &error);
  self->stream = fl_store_add_stream (self->store, &row, self->annotator, &error);
  g_assert_no_error (error);
  self->classes[0] = add_class (self->store, "A", self->annotator);
  self->classes[1] = add_class (self->store, "B", self->annotator);
  self->classes[2] = add_class (self->store, "C", self->annotator);
}

void
project_tear_down (Project *self, gconstpointer data)
{
  project_close (self);
  folder_remove (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
}

void
project_close (Project *self)
{
  g_clear_pointer (&self->store, fl_store_close);
}

void
project_reopen (Project *self)
{
  g_autoptr (GError) error = NULL;

  project_close (self);
  self->store = fl_store_open (self->path, FL_STORE_WRITE, &error);
  g_assert_no_error (error);
}

gboolean
project_try_label (FlStore *store,
                   const Project *self,
                   gint64 first,
                   gint64 last,
                   gint64 class_id,
                   GError **error)
{
  const FlLabelAction action = {.stream = self->stream,
                                .range = {first, last},
                                .state = FL_LABEL_LABELLED,
                                .class_id = class_id,
                                .annotator = self->annotator,
                                .kind = "range"};

  return fl_store_label (store, &action, NULL, error);
}

void
project_label (Project *self, gint64 first, gint64 last, FlLabelState state, gint64 class_id)
{
  g_autoptr (GError) error = NULL;
  const FlLabelAction action = {.stream = self->stream,
                                .range = {first, last},
                                .state = state,
                                .class_id = class_id,
                                .annotator = self->annotator,
                                .kind = "range"};

  g_assert_true (fl_store_label (self->store, &action, NULL, &error));
  g_assert_no_error (error);
}

char *
project_read_frames (FlStore *store, const gint64 classes[3])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = fl_store_list_labels (store, 0, &error);
  char *frames = g_strnfill (PROJECT_FRAMES, '.');

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++) {
    const FlLabelRow *row = &g_array_index (rows, FlLabelRow, i);
    for (gint64 frame = row->range.first; frame <= row->range.last; frame++) {
      g_assert_cmpint (frames[frame], ==, '.'); /* never two labels on one frame */
      frames[frame] = row->state == FL_LABEL_UNSURE ? '?'
                      : row->class_id == classes[0] ? 'a'
                      : row->class_id == classes[1] ? 'b'
                                                    : 'c';
    }
  }
  return frames;
}

void
project_exec (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

gint64
project_get_number (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step (statement) != SQLITE_ROW)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  gint64 number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return number;
}

void
project_copy_file (const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize size;

  g_file_get_contents (from, &data, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, data, (gssize) size, &error);
  g_assert_no_error (error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_names (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return names;
}

static void
describe_into (const char *folder, GString *out)
{
  g_autoptr (GPtrArray) names = list_names (folder);

  for (guint i = 0; names->pdata[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
    g_autofree char *data = NULL;
    gsize size = 0;
    if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
      g_string_append_printf (out, "%s/\n", path);
      describe_into (path, out);
      continue;
    }
    g_assert_true (g_file_get_contents (path, &data, &size, NULL));
    g_autofree char *sum =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, size);
    g_string_append_printf (out, "%s %" G_GSIZE_FORMAT " %s\n", path, size, sum);
  }
}

char *
project_describe_folder (const char *folder)
{
  g_autoptr (GString) text = g_string_new (NULL);

  describe_into (folder, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
project_list_folder (const char *folder)
{
  g_autoptr (GPtrArray) names = list_names (folder);

  return g_strjoinv (" ", (char **) names->pdata);
}

GSubprocess *
project_start_child (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (words, g_file_read_link ("/proc/self/exe", &error));
  g_assert_no_error (error);
  g_ptr_array_add (words, g_strdup ("--child"));
  for (gsize i = 0; arguments != NULL && arguments[i] != NULL; i++)
    g_ptr_array_add (words, g_strdup (arguments[i]));
  g_ptr_array_add (words, NULL);
  GSubprocess *child =
    g_subprocess_newv ((const char *const *) words->pdata,
                       G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  return child;
}

GDataInputStream *
project_get_lines (GSubprocess *child)
{
  return g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
}

char *
project_read_line (GDataInputStream *input)
{
  return g_data_input_stream_read_line (input, NULL, NULL, NULL);
}

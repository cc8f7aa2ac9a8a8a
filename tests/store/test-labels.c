/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: what is said, cut, undone and done again, against a slow obvious replay. */
#include "store/fl-store-classes.h"
#include "store/fl-store-labels.h"
#include "store/fl-store-settings.h"
#include "store/fl-store-streams.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_FRAMES 64

typedef struct {
  char *folder;
  char *path;
  FlStore *store;
  gint64 annotator;
  gint64 stream;
  gint64 classes[3];
} Fixture;

static gint64
add_class (FlStore *store, const char *name, gint64 annotator)
{
  g_autoptr (GError) error = NULL;
  const FlClassRow row = {.name = (char *) name};
  gint64 id = fl_store_add_class (store, &row, annotator, &error);

  g_assert_no_error (error);
  return id;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const FlProjectFacts facts = {.name = (char *) "test", .goal = (char *) "frames"};
  const FlStreamRow row = {.kind = (char *) "file",
                           .sampling = (char *) "fps:2",
                           .path = (char *) "/videos/a.mp4",
                           .fingerprint = (char *) "",
                           .n_frames = N_FRAMES,
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

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      remove_folder (path);
    else
      g_unlink (path);
  }
  g_rmdir (folder);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  fl_store_close (self->store);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static void
label (Fixture *self, gint64 first, gint64 last, FlLabelState state, gint64 class_id)
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

/* What stands, frame by frame, as text: a letter a frame. */
static char *
read_frames (FlStore *store, const gint64 classes[3])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = fl_store_list_labels (store, 0, &error);
  char *frames = g_strnfill (N_FRAMES, '.');

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

static void
test_newer_cuts_older (Fixture *self, gconstpointer data)
{
  label (self, 0, 9, FL_LABEL_LABELLED, self->classes[0]);
  label (self, 3, 5, FL_LABEL_LABELLED, self->classes[1]);
  label (self, 5, 6, FL_LABEL_UNSURE, 0);
  label (self, 0, 0, FL_LABEL_UNSEEN, 0);
  g_autofree char *frames = read_frames (self->store, self->classes);
  frames[12] = '\0';
  g_assert_cmpstr (frames, ==, ".aabb??aaa..");
}

/* The slow obvious twin: a list of actions, replayed from the start every time. */
typedef struct {
  gint64 first, last;
  char letter;
  gboolean is_undone;
} Said;

static void
replay (const GArray *said, char *frames)
{
  memset (frames, '.', N_FRAMES);
  for (guint i = 0; i < said->len; i++) {
    const Said *one = &g_array_index (said, Said, i);
    for (gint64 frame = one->first; !one->is_undone && frame <= one->last; frame++)
      frames[frame] = one->letter;
  }
}

static void
test_random_history (Fixture *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GArray) said = g_array_new (FALSE, FALSE, sizeof (Said));
  g_autoptr (GArray) undone = g_array_new (FALSE, FALSE, sizeof (guint));
  char expected[N_FRAMES + 1] = {0};

  for (int step = 0; step < 400; step++) {
    int choice = g_rand_int_range (rand, 0, 10);
    if (choice < 5) {
      gint64 first = g_rand_int_range (rand, 0, N_FRAMES);
      gint64 length = g_rand_int_range (rand, 0, 12);
      gint64 last = MIN (first + length, N_FRAMES - 1);
      int what = g_rand_int_range (rand, 0, 5);
      Said one = {first, last, "abc?."[what], FALSE};
      label (self, first, last,
             what < 3    ? FL_LABEL_LABELLED
             : what == 3 ? FL_LABEL_UNSURE
                         : FL_LABEL_UNSEEN,
             what < 3 ? self->classes[what] : 0);
      g_array_append_val (said, one);
      g_array_set_size (undone, 0);
    } else if (choice < 8) {
      guint i = said->len;
      while (i > 0 && g_array_index (said, Said, i - 1).is_undone)
        i--;
      if (i == 0)
        continue; /* the classes would be next */
      g_assert_true (fl_store_undo (self->store, self->annotator, NULL, NULL));
      g_array_index (said, Said, i - 1).is_undone = TRUE;
      i--;
      g_array_append_val (undone, i);
    } else {
      gboolean could = fl_store_redo (self->store, self->annotator, NULL, NULL);
      g_assert_cmpint (could, ==, undone->len > 0);
      if (undone->len > 0) {
        guint i = g_array_index (undone, guint, undone->len - 1);
        g_array_index (said, Said, i).is_undone = FALSE;
        g_array_set_size (undone, undone->len - 1);
      }
    }
    replay (said, expected);
    g_autofree char *frames = read_frames (self->store, self->classes);
    g_assert_cmpstr (frames, ==, expected);
  }
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_undo_survives_reopening (Fixture *self, gconstpointer data)
{
  label (self, 0, 9, FL_LABEL_LABELLED, self->classes[0]);
  label (self, 5, 9, FL_LABEL_LABELLED, self->classes[1]);
  fl_store_close (self->store);
  g_autoptr (GError) error = NULL;
  self->store = fl_store_open (self->path, FL_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_autofree char *frames = read_frames (self->store, self->classes);
  frames[11] = '\0';
  g_assert_cmpstr (frames, ==, "aaaaaaaaaa.");
}

static void
test_import_is_one_action (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FlLabelAction rows[N_FRAMES];

  for (int i = 0; i < N_FRAMES; i++)
    rows[i] = (FlLabelAction){.stream = self->stream,
                              .range = {i, i},
                              .state = FL_LABEL_LABELLED,
                              .class_id = self->classes[i % 2],
                              .annotator = self->annotator,
                              .kind = "import"};
  label (self, 0, 3, FL_LABEL_LABELLED, self->classes[2]);
  g_assert_true (
    fl_store_label_many (self->store, rows, N_FRAMES, self->annotator, "truth.csv", &error));
  g_assert_no_error (error);
  g_autofree char *frames = read_frames (self->store, self->classes);
  g_assert_cmpint (frames[0], ==, 'a');
  g_assert_cmpint (frames[63], ==, 'b');
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_autofree char *after = read_frames (self->store, self->classes);
  after[5] = '\0';
  g_assert_cmpstr (after, ==, "cccc.");
}

static void
test_second_writer_is_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fl_store_open (self->path, FL_STORE_WRITE, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_LOCKED);
  g_clear_error (&error);
  FlStore *reader = fl_store_open (self->path, FL_STORE_READ, &error);
  g_assert_no_error (error);
  fl_store_close (reader);
}

static void
test_foreign_files_stay_untouched (Fixture *self, gconstpointer data)
{
  static const char *const contents[] = {"", "just some text that is no database at all, but long "
                                             "enough to hold a header of one hundred bytes, yes"};
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *path = g_build_filename (self->folder, "foreign.frameline", NULL);
    g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
    g_assert_null (fl_store_open (path, FL_STORE_WRITE, &error));
    g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_FOREIGN);
    g_autofree char *now = NULL;
    g_assert_true (g_file_get_contents (path, &now, NULL, NULL));
    g_assert_cmpstr (now, ==, contents[i]);
    g_autofree char *log = g_strconcat (path, "-wal", NULL);
    g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  }
}

static void
test_class_names (void)
{
  static const char *const bad[] = {"", "  ", "a,b", "say \"x\"", "two\nlines", "bell\a"};

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_false (fl_class_name_check (bad[i], &error));
    g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_INVALID);
    g_assert_null (strchr (error->message, '\n'));
  }
  g_assert_true (fl_class_name_check ("Füttern (Mutter)", NULL));
}

static void
test_class_rename_is_undoable (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
    fl_store_set_class (self->store, self->classes[1], "name", "Beta", self->annotator, &error));
  g_assert_false (
    fl_store_set_class (self->store, self->classes[2], "name", "Beta", self->annotator, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_EXISTS);
  g_autoptr (GPtrArray) renamed = fl_store_list_classes (self->store, NULL);
  g_assert_cmpstr (((FlClassRow *) renamed->pdata[1])->name, ==, "Beta");
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, NULL));
  g_autoptr (GPtrArray) rows = fl_store_list_classes (self->store, NULL);
  g_assert_cmpstr (((FlClassRow *) rows->pdata[1])->name, ==, "B");
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, NULL));
  g_autoptr (GPtrArray) fewer = fl_store_list_classes (self->store, NULL);
  g_assert_cmpuint (fewer->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/store/labels/newer-cuts-older", test_newer_cuts_older);
  ADD ("/store/labels/random-history-equals-replay", test_random_history);
  ADD ("/store/labels/undo-survives-reopening", test_undo_survives_reopening);
  ADD ("/store/labels/import-is-one-action", test_import_is_one_action);
  ADD ("/store/store/second-writer-is-refused", test_second_writer_is_refused);
  ADD ("/store/store/foreign-files-stay-untouched", test_foreign_files_stay_untouched);
  ADD ("/store/classes/rename-is-undoable", test_class_rename_is_undoable);
  g_test_add_func ("/store/classes/names", test_class_names);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes that come later, get another definition or are split: what the model learns then, and
 * which older labels are asked again. */
#include "films.h"

#include "session/fl-session-meaning.h"
#include "session/fl-session-second-looks.h"
#include "session/fl-teaching.h"
#include "store/fl-store-checks.h"

#include <string.h>

#define N_FRAMES 72

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *stream;
} Fixture;

static const FlSessionOptions headless = {.is_headless = TRUE};

/* The film shows Nothing, Bird and Squirrel, 12 frames each, and again. */
static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &headless);
  self->stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
}

static void
reopen (Fixture *self)
{
  films_close (self->session);
  self->session = films_open (self->folder, &headless);
  self->stream = films_peek (self->session, "a.mp4");
}

static void
learn (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_no_error (error);
}

static void
add_class (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (fl_session_add_class (self->session, name, NULL, &error));
  g_assert_no_error (error);
}

static void
label (Fixture *self, gint64 first, gint64 last, const char *name)
{
  g_autoptr (GError) error = NULL;
  const FlRange range = {.first = first, .last = last};

  g_assert_true (fl_session_label (self->session, self->stream, &range,
                                   films_find_class (self->session, name), &error));
  g_assert_no_error (error);
}

static void
undo (Fixture *self, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;

  g_assert_true (fl_session_undo (self->session, &what, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (what, ==, expected);
}

/* The frames that are asked for @reason, in order of frames, as "12 14". */
static char *
dup_asked (Fixture *self, FlReason reason)
{
  GListModel *queue = G_LIST_MODEL (fl_session_get_queue (self->session));
  GString *asked = g_string_new (NULL);

  for (gint64 frame = 0; frame < N_FRAMES; frame++)
    for (guint i = 0; i < g_list_model_get_n_items (queue); i++) {
      g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
      if (fl_item_get_frame (item) == frame && fl_item_get_reason (item) == reason)
        g_string_append_printf (asked, "%s%d", asked->len > 0 ? " " : "", (int) frame);
    }
  return g_string_free (asked, FALSE);
}

static void
assert_asked (Fixture *self, FlReason reason, const char *expected)
{
  g_autofree char *asked = dup_asked (self, reason);

  g_assert_cmpstr (asked, ==, expected);
}

static FlItem *
find_item (Fixture *self, FlReason reason)
{
  GListModel *queue = G_LIST_MODEL (fl_session_get_queue (self->session));

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    if (fl_item_get_reason (item) == reason)
      return g_steal_pointer (&item);
  }
  g_assert_not_reached ();
}

static void
assert_sentence (FlItem *item, const char *expected)
{
  g_autofree char *sentence = fl_item_dup_sentence (item);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
answer (Fixture *self, FlItem *item, const char *name)
{
  g_autoptr (GError) error = NULL;
  const FlAnswer said = {.item = item, .klass = films_find_class (self->session, name)};

  g_assert_true (fl_session_answer (self->session, &said, &error));
  g_assert_no_error (error);
}

static void
assert_said (Fixture *self, const char *expected)
{
  g_autofree char *said = films_dup_said (self->session, self->stream);

  g_assert_cmpstr (said, ==, expected);
}

static guint
count_unaware (Fixture *self, const char *name)
{
  return fl_session_count_unaware_labels (self->session, films_find_class (self->session, name));
}

static guint
count_old (Fixture *self, const char *name)
{
  return fl_session_count_old_labels (self->session, films_find_class (self->session, name));
}

/* What is labelled Nothing shows squirrels too, for whom there was no class. */
static void
label_before (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
    fl_session_retire_class (self->session, films_find_class (self->session, "Squirrel"), &error));
  films_answer (self->session, self->stream, 0, "Nothing");
  films_answer (self->session, self->stream, 1, "Nothing");
  films_answer (self->session, self->stream, 12, "Bird");
  films_answer (self->session, self->stream, 13, "Bird");
  films_answer (self->session, self->stream, 24, "Nothing");
  films_answer (self->session, self->stream, 25, "Nothing");
}

static void
label_after (Fixture *self)
{
  films_answer (self->session, self->stream, 26, "Owl");
  films_answer (self->session, self->stream, 27, "Owl");
  films_answer (self->session, self->stream, 28, "Owl");
  films_answer (self->session, self->stream, 33, "Owl");
  films_answer (self->session, self->stream, 2, "Nothing");
  films_answer (self->session, self->stream, 14, "Bird");
}

static void
redefine (Fixture *self, const char *name, const char *definition)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_redefine_class (self->session, films_find_class (self->session, name),
                                            definition, &error));
  g_assert_no_error (error);
}

static guint
find_owl (Fixture *self)
{
  const gint64 id = fl_class_get_id (films_find_class (self->session, "Owl"));

  for (guint c = 0; c < self->session->model_classes->len; c++)
    if (g_array_index (self->session->model_classes, gint64, c) == id)
      return c;
  g_assert_not_reached ();
}

static void
test_late (Fixture *self, gconstpointer data)
{
  label_before (self);
  add_class (self, "Owl");
  learn (self);
  g_assert_cmpuint (count_unaware (self, "Owl"), ==, 6);
  g_autoptr (FlItem) first = find_item (self, FL_REASON_FIRST);
  assert_sentence (first, "Looking for a first Owl");
  label_after (self);
  learn (self);
  /* Two that are none do not tell what an owl is not; the third does. */
  g_assert_false (fl_model_knows (self->session->model, find_owl (self)));
  assert_asked (self, FL_REASON_FIRST, "");
  films_answer (self->session, self->stream, 15, "Bird");
  learn (self);
  g_assert_true (fl_model_knows (self->session->model, find_owl (self)));
  assert_asked (self, FL_REASON_LATE, "24 25");
  g_autoptr (FlItem) late = find_item (self, FL_REASON_LATE);
  assert_sentence (late, "Answered before there was Owl");
  answer (self, late, "Owl");
  learn (self);
  assert_asked (self, FL_REASON_LATE, fl_item_get_frame (late) == 24 ? "25" : "24");
  g_assert_cmpuint (count_unaware (self, "Owl"), ==, 5);
}

static void
test_confirm (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  label_before (self);
  add_class (self, "Owl");
  label_after (self);
  films_answer (self->session, self->stream, 15, "Bird");
  FlClass *owl = films_find_class (self->session, "Owl");
  g_assert_true (fl_session_confirm_class (self->session, owl, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_unaware (self, "Owl"), ==, 0);
  learn (self);
  assert_asked (self, FL_REASON_LATE, "");
  g_assert_false (fl_session_confirm_class (self->session, owl, &error));
  g_assert_nonnull (strstr (error->message, "There is nothing to confirm"));
  reopen (self);
  g_assert_cmpuint (count_unaware (self, "Owl"), ==, 0);
  undo (self, "confirming the older labels for the class “Owl”");
  g_assert_cmpuint (count_unaware (self, "Owl"), ==, 6);
  learn (self);
  assert_asked (self, FL_REASON_LATE, "24 25");
}

/* Whatever is pinned: what a change of classes answers is asked no more, and all else still is. */
static void
test_answered_by_change (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  label_before (self);
  add_class (self, "Owl");
  label_after (self);
  films_answer (self->session, self->stream, 15, "Bird");
  learn (self);
  assert_asked (self, FL_REASON_LATE, "24 25");
  g_autofree char *doubtful = dup_asked (self, FL_REASON_DOUBTFUL);
  add_class (self, "Fox");
  assert_asked (self, FL_REASON_LATE, "24 25");
  FlClass *owl = films_find_class (self->session, "Owl");
  g_assert_true (fl_session_confirm_class (self->session, owl, &error));
  assert_asked (self, FL_REASON_LATE, "");
  assert_asked (self, FL_REASON_DOUBTFUL, doubtful);
  learn (self);
  g_autoptr (FlItem) first = find_item (self, FL_REASON_FIRST);
  assert_sentence (first, "Looking for a first Fox");
  g_assert_true (
    fl_session_retire_class (self->session, films_find_class (self->session, "Fox"), &error));
  g_assert_no_error (error);
  assert_asked (self, FL_REASON_FIRST, "");
  redefine (self, "Bird", "With feathers");
  learn (self);
  assert_asked (self, FL_REASON_REDEFINED, "12 13 14 15");
  undo (self, "the new definition of the class “Bird”");
  assert_asked (self, FL_REASON_REDEFINED, "");
}

/* What each row of features says of the late class. */
static void
test_targets (Fixture *self, gconstpointer data)
{
  label_before (self);
  add_class (self, "Owl");
  label_after (self);
  const gint64 ids[] = {fl_class_get_id (films_find_class (self->session, "Nothing")),
                        fl_class_get_id (films_find_class (self->session, "Bird")),
                        fl_class_get_id (films_find_class (self->session, "Owl"))};
  learn (self);
  FlLearnRequest request = {
    .class_ids = g_array_new (FALSE, FALSE, sizeof (gint64)),
    .streams = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_learn_stream_free),
    .knowledge = self->session->knowledge,
  };
  g_array_append_vals (request.class_ids, ids, 3);
  FlLearnStream *stream = g_new0 (FlLearnStream, 1);
  *stream = (FlLearnStream){.samples = fl_sample_set_ref (fl_stream_get_samples (self->stream)),
                            .index = fl_frame_index_ref (fl_stream_get_index (self->stream)),
                            .track = g_array_ref (fl_stream_get_track (self->stream))};
  g_ptr_array_add (request.streams, stream);
  g_autoptr (FlDataset) dataset = fl_teaching_build (&request, self->session->scaling);
  /* Frames 0 1 2 12 13 14 24 25 26 27 28 33. */
  static const int expected[] = {0, 0, -1, 0, 0, -1, 0, 0, 1, 1, 1, 1};
  g_assert_cmpuint (fl_dataset_get_n_rows (dataset), ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (fl_dataset_get_target (dataset, i, 2), ==, expected[i]);
  g_assert_cmpint (fl_dataset_get_target (dataset, 3, 0), ==, -1);
  g_array_unref (request.class_ids);
  g_ptr_array_unref (request.streams);
}

static void
label_all_three (Fixture *self)
{
  films_answer (self->session, self->stream, 0, "Nothing");
  films_answer (self->session, self->stream, 12, "Bird");
  films_answer (self->session, self->stream, 13, "Bird");
  films_answer (self->session, self->stream, 24, "Squirrel");
}

static void
test_redefine (Fixture *self, gconstpointer data)
{
  label_all_three (self);
  redefine (self, "Bird", "  With feathers ");
  FlClass *bird = films_find_class (self->session, "Bird");
  g_assert_cmpstr (fl_class_get_definition (bird), ==, "With feathers");
  g_assert_cmpuint (fl_class_get_version (bird), ==, 2);
  assert_said (self, "0:Nothing 12:Bird 13:Bird 24:Squirrel");
  learn (self);
  /* They teach as before until they are asked again. */
  g_assert_cmpuint (self->session->n_taught, ==, 4);
  assert_asked (self, FL_REASON_REDEFINED, "12 13");
  g_autoptr (FlItem) item = find_item (self, FL_REASON_REDEFINED);
  assert_sentence (item, "Still Bird? It has a new definition");
  answer (self, item, "Bird");
  g_assert_cmpuint (count_old (self, "Bird"), ==, 1);
  learn (self);
  assert_asked (self, FL_REASON_REDEFINED, fl_item_get_frame (item) == 12 ? "13" : "12");
  reopen (self);
  g_assert_cmpuint (count_old (self, "Bird"), ==, 1);
  g_assert_cmpuint (fl_class_get_version (films_find_class (self->session, "Bird")), ==, 2);
  undo (self, fl_item_get_frame (item) == 12 ? "the label of frame 12 of “a.mp4”"
                                             : "the label of frame 13 of “a.mp4”");
  g_assert_cmpuint (count_old (self, "Bird"), ==, 2);
  undo (self, "the new definition of the class “Bird”");
  g_assert_cmpuint (count_old (self, "Bird"), ==, 0);
  g_assert_cmpstr (fl_class_get_definition (films_find_class (self->session, "Bird")), ==, "");
}

/* One answer says of a long label that it holds; another class is of one frame. */
static void
test_long_label (Fixture *self, gconstpointer data)
{
  label (self, 0, 3, "Nothing");
  label (self, 12, 19, "Bird");
  label (self, 36, 40, "Squirrel");
  redefine (self, "Bird", "With feathers");
  learn (self);
  g_autoptr (FlItem) bird = find_item (self, FL_REASON_REDEFINED);
  answer (self, bird, "Bird");
  assert_said (self, "0-3:Nothing 12-19:Bird 36-40:Squirrel");
  g_assert_cmpuint (count_old (self, "Bird"), ==, 0);
  redefine (self, "Squirrel", "With a tail");
  learn (self);
  g_autoptr (FlItem) squirrel = find_item (self, FL_REASON_REDEFINED);
  answer (self, squirrel, "Nothing");
  const GArray *track = fl_stream_get_track (self->stream);
  const gint64 frame = fl_item_get_frame (squirrel);
  for (gint64 each = 36; each <= 40; each++) {
    FlClass *klass =
      fl_session_find_class_by_id (self->session, fl_track_find (track, each)->class_id);
    g_assert_cmpstr (fl_class_get_name (klass), ==, each == frame ? "Nothing" : "Squirrel");
  }
  g_assert_cmpuint (count_old (self, "Squirrel"), ==, frame == 36 || frame == 40 ? 1 : 2);
}

/* Put off, it comes back as it was. */
static void
test_later (Fixture *self, gconstpointer data)
{
  label_all_three (self);
  redefine (self, "Squirrel", "With a tail");
  learn (self);
  g_autoptr (FlItem) item = find_item (self, FL_REASON_REDEFINED);
  fl_session_later (self->session, item);
  learn (self);
  assert_asked (self, FL_REASON_REDEFINED, "");
  self->session->n_steps += FL_SESSION_LATER_STEPS;
  learn (self);
  learn (self);
  assert_asked (self, FL_REASON_REDEFINED, "24");
}

static void
split (Fixture *self, const char *name, const char *first, const char *second)
{
  g_autoptr (GError) error = NULL;
  const char *const names[] = {first, second, NULL};

  g_assert_true (
    fl_session_split_class (self->session, films_find_class (self->session, name), names, &error));
  g_assert_no_error (error);
}

static void
assert_classes (Fixture *self, const char *expected)
{
  GListModel *classes = fl_session_get_classes (self->session);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    g_string_append_printf (names, "%s%s:%s", i > 0 ? " " : "", fl_class_get_name (klass),
                            fl_class_get_key (klass));
  }
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_split (Fixture *self, gconstpointer data)
{
  label_all_three (self);
  g_autoptr (FlClass) bird = g_object_ref (films_find_class (self->session, "Bird"));
  split (self, "Bird", "Tit", "Finch");
  assert_classes (self, "Nothing:0 Tit:1 Finch:3 Squirrel:2");
  const guint colour = fl_class_get_colour (films_find_class (self->session, "Tit"));
  g_assert_cmpuint (colour, !=, fl_class_get_colour (bird));
  assert_said (self, "0:Nothing 12:Bird 13:Bird 24:Squirrel");
  g_assert_cmpuint (fl_session_count_old_labels (self->session, bird), ==, 2);
  learn (self);
  /* Nobody knows which of both they teach. */
  g_assert_cmpuint (self->session->n_taught, ==, 2);
  assert_asked (self, FL_REASON_SPLIT, "12 13");
  g_autoptr (FlItem) item = find_item (self, FL_REASON_SPLIT);
  assert_sentence (item, "Bird was split: what is this now?");
  answer (self, item, "Finch");
  g_assert_cmpuint (fl_session_count_old_labels (self->session, bird), ==, 1);
  /* What was no bird is no finch. */
  g_assert_cmpuint (count_unaware (self, "Finch"), ==, 0);
  reopen (self);
  assert_classes (self, "Nothing:0 Tit:1 Finch:3 Squirrel:2");
  undo (self, fl_item_get_frame (item) == 12 ? "the label of frame 12 of “a.mp4”"
                                             : "the label of frame 13 of “a.mp4”");
  undo (self, "splitting the class “Bird”");
  assert_classes (self, "Nothing:0 Bird:1 Squirrel:2");
  assert_said (self, "0:Nothing 12:Bird 13:Bird 24:Squirrel");
}

static void
assert_refused (gboolean is_done, GError **error, const char *words)
{
  g_assert_false (is_done);
  g_assert_nonnull (strstr ((*error)->message, words));
  g_clear_error (error);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  const char *const one[] = {"Tit", NULL};
  const char *const taken[] = {"Tit", "Squirrel", NULL};
  FlClass *bird = films_find_class (self->session, "Bird");
  FlClass *nothing = films_find_class (self->session, "Nothing");
  g_autoptr (GError) error = NULL;

  assert_refused (fl_session_split_class (self->session, bird, one, &error), &error,
                  "can be split into two classes or more");
  assert_refused (fl_session_split_class (self->session, bird, taken, &error), &error,
                  "There is a class “Squirrel” already");
  assert_refused (fl_session_split_class (self->session, nothing, taken, &error), &error,
                  "is the background class");
  assert_refused (fl_session_redefine_class (self->session, bird, " \t", &error), &error,
                  "A definition is a text of 1 to 1000 characters");
  assert_classes (self, "Nothing:0 Bird:1 Squirrel:2");
}

/* Two labels of three that are right, but for frame 16, which shows a bird. */
static void
label_most (Fixture *self)
{
  for (gint64 frame = 0; frame < N_FRAMES; frame++)
    if (frame % 3 != 2)
      films_answer (self->session, self->stream, frame,
                    frame == 16 ? "Squirrel" : films_get_class (frame));
}

static void
assert_second_looks (Fixture *self, const char *expected)
{
  g_autoptr (GArray) looks = fl_session_list_second_looks (self->session);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < looks->len; i++) {
    const FlSecondLook *look = &g_array_index (looks, FlSecondLook, i);
    g_string_append_printf (found, "%s%d:%s:%s", i > 0 ? " " : "", (int) look->frame,
                            fl_class_get_name (look->said), fl_class_get_name (look->rest));
  }
  g_assert_cmpstr (found->str, ==, expected);
}

/* Has the question be asked that comes once in fifty. */
static FlItem *
find_second_look (Fixture *self)
{
  GListModel *queue = G_LIST_MODEL (fl_session_get_queue (self->session));

  fl_session_set_n_questions (self->session, N_FRAMES);
  learn (self);
  g_assert_cmpuint (g_list_model_get_n_items (queue), ==, N_FRAMES / 3 + 1);
  return find_item (self, FL_REASON_SECOND_LOOK);
}

static void
test_second_look (Fixture *self, gconstpointer data)
{
  const FlOpenCheck drawn = {.draw = {.stream = fl_stream_get_id (self->stream), .frame = 16}};

  label_most (self);
  learn (self);
  assert_second_looks (self, "16:Squirrel:Bird");
  /* What the rest says of a frame is not to be seen while it waits for a blind answer. */
  g_array_append_val (self->session->open_checks, drawn);
  assert_second_looks (self, "");
  g_array_set_size (self->session->open_checks, 0);
  g_autoptr (FlItem) item = find_second_look (self);
  g_assert_cmpint (fl_item_get_frame (item), ==, 16);
  assert_sentence (item, "Worth a second look");
  g_assert_true (fl_item_get_is_blind (item));
  /* Who stays by it is not asked a third time, not even tomorrow. */
  answer (self, item, "Squirrel");
  assert_second_looks (self, "");
  reopen (self);
  learn (self);
  assert_second_looks (self, "");
  undo (self, "the label of frame 16 of “a.mp4”");
  learn (self);
  assert_second_looks (self, "");
  /* What is said anew may be doubted anew. */
  films_answer (self->session, self->stream, 16, "Nothing");
  reopen (self);
  learn (self);
  assert_second_looks (self, "16:Nothing:Bird");
  films_answer (self->session, self->stream, 16, "Bird");
  assert_second_looks (self, "");
}

/* Where nobody errs, nothing is asked twice. */
static void
test_no_second_look (Fixture *self, gconstpointer data)
{
  label_most (self);
  films_answer (self->session, self->stream, 16, "Bird");
  learn (self);
  g_assert_nonnull (self->session->suspects);
  assert_second_looks (self, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/meaning/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("late", test_late);
  ADD ("confirm", test_confirm);
  ADD ("answered-by-change", test_answered_by_change);
  ADD ("targets", test_targets);
  ADD ("redefine", test_redefine);
  ADD ("long-label", test_long_label);
  ADD ("later", test_later);
  ADD ("split", test_split);
  ADD ("refused", test_refused);
  ADD ("second-look", test_second_look);
  ADD ("no-second-look", test_no_second_look);
  return g_test_run ();
}

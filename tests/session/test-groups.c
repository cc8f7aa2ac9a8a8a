/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of like frames, which are named with one key, and frames that are like no others. */
#include "films.h"

#include "session/fl-frame-table.h"
#include "session/fl-session-groups.h"
#include "session/fl-teaching.h"

#include <string.h>

#define N_FRAMES 96

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *a;
  FlStream *b;
  guint n_found;
} Fixture;

static void
on_groups_found (FlSession *session, gpointer data)
{
  ((Fixture *) data)->n_found++;
}

static gboolean
is_found (gpointer data)
{
  return ((const Fixture *) data)->n_found > 0;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE};

  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &options);
  self->a = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  self->b = films_add (self->session, self->folder, "b.mp4", N_FRAMES);
  films_ingest (self->session);
  (void) fl_session_learn (self->session, NULL);
  g_signal_connect (self->session, "groups-found", G_CALLBACK (on_groups_found), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
}

static void
find (Fixture *self)
{
  self->n_found = 0;
  fl_session_find_groups (self->session);
  g_assert_true (fl_session_is_finding_groups (self->session));
  films_wait (is_found, self);
  g_assert_false (fl_session_is_finding_groups (self->session));
}

static FlGroup *
peek_group (Fixture *self, guint i)
{
  g_autoptr (FlGroup) group = g_list_model_get_item (fl_session_get_groups (self->session), i);

  return group;
}

static FlItem *
peek_member (FlGroup *group, guint i)
{
  g_autoptr (FlItem) item = g_list_model_get_item (G_LIST_MODEL (group), i);

  return item;
}

static const char *
get_class (FlItem *item)
{
  return films_get_class (fl_item_get_frame (item));
}

static void
name (Fixture *self, FlGroup *group, const char *class_name)
{
  g_autoptr (GError) error = NULL;
  FlClass *klass = films_find_class (self->session, class_name);

  g_assert_cmpuint (fl_session_name_group (self->session, group, klass, &error), >, 0);
  g_assert_no_error (error);
}

/* Every frame is in one group at most, and no group is too small. */
static void
test_groups_share_nothing (Fixture *self, gconstpointer data)
{
  GListModel *groups = fl_session_get_groups (self->session);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  find (self);
  g_assert_cmpuint (g_list_model_get_n_items (groups), >=, 3);
  for (guint i = 0; i < g_list_model_get_n_items (groups); i++) {
    FlGroup *group = peek_group (self, i);
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (group)), >=, 3);
    for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (group)); k++) {
      FlItem *item = peek_member (group, k);
      g_assert_true (
        g_hash_table_add (seen, g_strdup_printf ("%s %" G_GINT64_FORMAT,
                                                 fl_stream_get_name (fl_item_get_stream (item)),
                                                 fl_item_get_frame (item))));
    }
  }
}

static guint
count_said (FlStream *stream, const char *kind)
{
  const GArray *track = fl_stream_get_track (stream);
  guint n = 0;

  for (guint i = 0; i < track->len; i++)
    n += g_str_equal (g_array_index (track, FlLabelRow, i).kind, kind);
  return n;
}

static guint
count_all (Fixture *self, const char *kind)
{
  return count_said (self->a, kind) + count_said (self->b, kind);
}

static void
assert_whole (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = fl_store_check (self->session->store, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* One key says it of all members, the nine that were shown count as seen, and one undo takes it back. */
static void
test_one_key_names_all (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;

  find (self);
  g_autoptr (FlGroup) group = g_object_ref (peek_group (self, 0));
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (group));
  guint shown[FL_GROUP_SHOWN];
  const guint n_shown = fl_group_list_shown (group, shown);
  name (self, group, get_class (peek_member (group, 0)));
  for (guint i = 0; i < n; i++) {
    FlVerdict verdict;
    FlItem *item = peek_member (group, i);
    fl_stream_get_verdict (fl_item_get_stream (item), fl_item_get_frame (item), &verdict);
    g_assert_cmpint (verdict.certainty, ==, FL_CERTAINTY_HUMAN);
    g_assert_cmpint (verdict.class_id, ==,
                     fl_class_get_id (
                       films_find_class (self->session, get_class (peek_member (group, 0)))));
  }
  g_assert_cmpuint (count_all (self, "frame"), ==, n_shown);
  g_assert_false (peek_group (self, 0) == group);
  assert_whole (self);
  g_assert_true (fl_session_undo (self->session, &what, &error));
  g_assert_cmpstr (what, ==, "the name of a group");
  g_assert_cmpuint (count_all (self, "frame") + count_all (self, "group"), ==, 0);
  g_assert_cmpuint (self->session->n_labelled, ==, 0);
  g_assert_true (fl_session_redo (self->session, NULL, &error));
  g_assert_cmpuint (count_all (self, "frame"), ==, n_shown);
  assert_whole (self);
}

/* What nobody saw teaches nothing and is no answer. */
static void
test_only_what_was_seen_teaches (Fixture *self, gconstpointer data)
{
  guint shown[FL_GROUP_SHOWN];

  find (self);
  g_autoptr (FlGroup) group = g_object_ref (peek_group (self, 0));
  const guint n_shown = fl_group_list_shown (group, shown);
  g_assert_cmpuint (n_shown, ==, MIN (g_list_model_get_n_items (G_LIST_MODEL (group)), 9));
  name (self, group, get_class (peek_member (group, 0)));
  FlLearnRequest *request = fl_session_build_request (self->session);
  g_autoptr (GArray) taught = fl_teaching_list (request);
  g_assert_cmpuint (taught->len, <=, n_shown);
  g_assert_cmpuint (taught->len, >, 0);
  for (guint i = 0; i < taught->len; i++)
    g_assert_cmpstr (g_array_index (taught, FlTaught, i).label->kind, ==, "frame");
  g_assert_cmpuint (fl_track_count_answers (fl_stream_get_track (self->a)) +
                      fl_track_count_answers (fl_stream_get_track (self->b)),
                    ==, taught->len);
  fl_learn_request_free (request);
}

static void
test_shown_are_spread (void)
{
  static const guint expected[FL_GROUP_SHOWN] = {0, 2, 5, 7, 10, 12, 15, 17, 20};
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint shown[FL_GROUP_SHOWN];

  g_autoptr (FlStream) stream = fl_stream_new (&(FlStreamRow){.name = (char *) "x"});
  for (gint64 i = 0; i < 21; i++)
    g_ptr_array_add (items, fl_item_new (stream, i, FL_REASON_CHOSEN));
  g_autoptr (FlGroup) group = fl_group_new (items, 0.5);
  g_assert_cmpuint (fl_group_list_shown (group, shown), ==, FL_GROUP_SHOWN);
  g_assert_cmpmem (shown, sizeof shown, expected, sizeof expected);
  for (guint i = 20; i >= 2; i--)
    fl_group_drop (group, i);
  fl_group_drop (group, 0);
  g_assert_cmpuint (fl_group_list_shown (group, shown), ==, 1);
  g_assert_cmpuint (shown[0], ==, 0);
  g_assert_cmpint (fl_item_get_frame (peek_member (group, 0)), ==, 1);
}

/* A misfit that was taken out, and what was labelled meanwhile, keep what they have. */
static void
test_misfits_are_spared (Fixture *self, gconstpointer data)
{
  find (self);
  FlGroup *group = peek_group (self, 0);
  g_autoptr (FlItem) misfit = g_object_ref (peek_member (group, 1));
  g_autoptr (FlItem) labelled = g_object_ref (peek_member (group, 2));
  const char *class_name = get_class (misfit);
  const char *other = g_str_equal (class_name, "Bird") ? "Squirrel" : "Bird";

  fl_group_drop (group, 1);
  films_answer (self->session, fl_item_get_stream (labelled), fl_item_get_frame (labelled), other);
  name (self, group, class_name);
  FlVerdict verdict;
  fl_stream_get_verdict (fl_item_get_stream (labelled), fl_item_get_frame (labelled), &verdict);
  g_assert_cmpint (verdict.class_id, ==, fl_class_get_id (films_find_class (self->session, other)));
  fl_stream_get_verdict (fl_item_get_stream (misfit), fl_item_get_frame (misfit), &verdict);
  g_assert_null (verdict.label);
}

/* What nobody saw is exported as what was labelled by its likeness. */
static void
test_source (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FlFrameRow row;
  guint n_human = 0;
  guint n_run = 0;

  find (self);
  name (self, peek_group (self, 0), "Bird");
  g_autoptr (FlFrameRows) rows = fl_frame_rows_new (self->session, FALSE, &error);
  g_assert_no_error (error);
  const FlFrameTable *table = fl_frame_rows_get_table (rows);
  while (table->next (&row, table->data, &error)) {
    n_human += strcmp (row.source, "human") == 0;
    n_run += strcmp (row.source, "run") == 0;
  }
  g_assert_cmpuint (n_human, ==, count_all (self, "frame"));
  g_assert_cmpuint (n_human + n_run, ==, self->session->n_labelled);
}

/* All birds of the film, as one group. */
static FlGroup *
gather_birds (Fixture *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (gint64 frame = 0; frame < N_FRAMES; frame++)
    if (g_str_equal (films_get_class (frame), "Bird"))
      g_ptr_array_add (items, fl_item_new (self->a, frame, FL_REASON_CHOSEN));
  return fl_group_new (items, 1);
}

/* Members that lie in one run are said once, and what was seen of them lies over it. */
static void
test_members_of_one_run (Fixture *self, gconstpointer data)
{
  g_autoptr (FlGroup) birds = gather_birds (self);
  guint n_frames = 0;

  name (self, birds, "Bird");
  for (gint64 frame = 0; frame < N_FRAMES; frame++) {
    const FlLabelRow *row = fl_track_find (fl_stream_get_track (self->a), frame);
    if (row != NULL && g_str_equal (row->kind, "frame"))
      n_frames += (guint) (row->range.last - row->range.first + 1);
  }
  g_assert_cmpuint (n_frames, ==, FL_GROUP_SHOWN);
  assert_whole (self);
}

/* Frames that are numbered otherwise are other pictures. */
static void
test_other_frames_are_other_groups (Fixture *self, gconstpointer data)
{
  find (self);
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_groups (self->session)), >, 0);
  fl_session_forget_questions (self->session, self->a);
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_groups (self->session)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_unusual (self->session)), ==, 0);
  /* What is under way speaks of them too, and is looked for once more. */
  self->n_found = 0;
  fl_session_find_groups (self->session);
  fl_session_forget_questions (self->session, self->a);
  films_wait (is_found, self);
  g_assert_false (fl_session_is_finding_groups (self->session));
  g_assert_cmpuint (self->n_found, ==, 1);
}

/* A member that the model takes for something else is asked once more. */
static void
test_the_doubtful_are_asked_again (Fixture *self, gconstpointer data)
{
  GListModel *queue = G_LIST_MODEL (self->session->queue);
  g_autoptr (FlGroup) birds = gather_birds (self);
  guint n_asked = 0;

  /* Named wrongly, and all that were shown mended since: the rest contradicts them. */
  name (self, birds, "Squirrel");
  for (gint64 frame = 0; frame < N_FRAMES; frame++) {
    const FlLabelRow *row = fl_track_find (fl_stream_get_track (self->a), frame);
    if (row == NULL ? frame % 4 == 0 : g_str_equal (row->kind, "frame"))
      films_answer (self->session, self->a, frame, films_get_class (frame));
  }
  g_assert_cmpuint (count_all (self, "group"), >, 0);
  g_assert_true (fl_session_learn (self->session, NULL));
  for (guint i = 0; i < g_list_model_get_n_items (queue); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    if (fl_item_get_reason (item) != FL_REASON_GROUP)
      continue;
    g_autofree char *sentence = fl_item_dup_sentence (item);
    g_assert_nonnull (strstr (sentence, "Bird"));
    g_assert_cmpstr (get_class (item), ==, "Bird");
    g_assert_true (fl_item_get_is_about_label (item));
    n_asked++;
  }
  g_assert_cmpuint (n_asked, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/groups/nothing-shared", Fixture, NULL, set_up, test_groups_share_nothing,
              tear_down);
  g_test_add ("/groups/one-key", Fixture, NULL, set_up, test_one_key_names_all, tear_down);
  g_test_add ("/groups/seen-teach", Fixture, NULL, set_up, test_only_what_was_seen_teaches,
              tear_down);
  g_test_add_func ("/groups/shown", test_shown_are_spread);
  g_test_add ("/groups/misfits", Fixture, NULL, set_up, test_misfits_are_spared, tear_down);
  g_test_add ("/groups/source", Fixture, NULL, set_up, test_source, tear_down);
  g_test_add ("/groups/one-run", Fixture, NULL, set_up, test_members_of_one_run, tear_down);
  g_test_add ("/groups/other-frames", Fixture, NULL, set_up, test_other_frames_are_other_groups,
              tear_down);
  g_test_add ("/groups/asked-again", Fixture, NULL, set_up, test_the_doubtful_are_asked_again,
              tear_down);
  return g_test_run ();
}

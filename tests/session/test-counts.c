/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of labels, and what an undo reads anew: whatever was said and taken back, they are the same
 * as if all labels were read and counted. */
#include "films.h"
#include "session/fl-session-runs.h"

#include <string.h>

#define N_FRAMES 60
#define N_STEPS  300

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *stream;
  GRand *rand;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE, .is_multi_label = data != NULL};

  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &options);
  films_use_gate (self->session);
  self->stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  self->rand = g_rand_new_with_seed (20261126);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_rand_free (self->rand);
  films_close (self->session);
  folder_free (self->folder);
}

static FlClass *
draw_class (Fixture *self)
{
  const guint n = fl_session_get_n_classes (self->session);

  return fl_session_peek_class (self->session,
                                (guint) g_rand_int_range (self->rand, 0, (gint32) n));
}

/* Says something of some frames; once in a while of a stretch. */
static void
say (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  const gint64 first = g_rand_int_range (self->rand, 0, N_FRAMES);
  const gint64 length =
    g_rand_int_range (self->rand, 0, 3) > 0 ? 1 : g_rand_int_range (self->rand, 2, 15);
  const FlRange range = {first, MIN (first + length, N_FRAMES) - 1};
  const gboolean is_sure = g_rand_int_range (self->rand, 0, 5) > 0;

  if (self->session->is_multi_label) {
    const FlTagged tags[] = {{draw_class (self), FL_TAG_YES + (g_rand_int (self->rand) % 2)},
                             {draw_class (self), FL_TAG_UNSURE}};
    const gsize n = tags[0].tag != tags[1].tag ? 2 : 1;
    g_assert_true (fl_session_tag (self->session, self->stream, &range, tags, n, &error));
  } else {
    g_assert_true (fl_session_label (self->session, self->stream, &range,
                                     is_sure ? draw_class (self) : NULL, &error));
  }
  g_assert_no_error (error);
}

/* All rows of a track, with what said them. */
static void
add_rows (const GArray *track, GString *text)
{
  for (guint i = 0; track != NULL && i < track->len; i++) {
    const FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
    g_string_append_printf (text, " %d-%d:%d/%d", (int) row->range.first, (int) row->range.last,
                            (int) row->state, (int) row->class_id);
    if (row->tag != 0 || row->class_id != 0)
      g_string_append_printf (text, "@%d", (int) row->action.seq);
  }
  g_string_append_c (text, '\n');
}

static char *
describe (Fixture *self)
{
  GString *text = g_string_new (NULL);
  const GArray *track = fl_stream_get_track (self->stream);

  if (!self->session->is_multi_label)
    add_rows (track, text);
  else /* What counts is which frames were seen, not in how many rows that stands. */
    for (gint64 frame = 0; frame < N_FRAMES; frame++)
      g_string_append_c (text, fl_track_find (track, frame) != NULL ? 'x' : '.');
  g_string_append_printf (text, "%u\n", self->session->n_labelled);
  for (guint i = 0; i < fl_session_get_n_classes (self->session); i++) {
    FlClass *klass = fl_session_peek_class (self->session, i);
    const FlTagCounts *counts = fl_class_get_tag_counts (klass);
    g_string_append_printf (text, "%u %u %u %u", fl_class_get_n_labels (klass), counts->n_yes,
                            counts->n_no, counts->n_unsure);
    add_rows (fl_tag_tracks_get (fl_stream_get_tags (self->stream), fl_class_get_id (klass)), text);
  }
  return g_string_free (text, FALSE);
}

/* What is known must be what is known when all of it is read and counted. */
static void
assert_as_anew (Fixture *self)
{
  g_autofree char *kept = describe (self);

  g_assert_true (fl_session_load_labels (self->session, 0, NULL));
  fl_session_recount (self->session);
  g_autofree char *anew = describe (self);
  g_assert_cmpstr (kept, ==, anew);
}

static void
test_any_order (Fixture *self, gconstpointer data)
{
  guint n_undone = 0;
  guint n_standing = 0; /* before them are the classes */

  for (guint i = 0; i < N_STEPS; i++) {
    const gint32 step = g_rand_int_range (self->rand, 0, 4);
    if (step == 0 && n_standing > 0) {
      g_assert_true (fl_session_undo (self->session, NULL, NULL));
      n_standing--;
      n_undone++;
    } else if (step == 1) {
      n_standing += fl_session_redo (self->session, NULL, NULL);
    } else {
      say (self);
      n_standing++;
    }
    assert_as_anew (self);
  }
  g_assert_cmpuint (n_undone, >, 20);
}

/* A sample is labelled when all tags of it are known. */
static void
test_all_tags (Fixture *self, gconstpointer data)
{
  const FlRange range = {3, 6};
  const guint n = fl_session_get_n_classes (self->session);

  for (guint i = 0; i < n; i++) {
    const FlTagged tagged = {fl_session_peek_class (self->session, i), FL_TAG_NO};
    g_assert_true (fl_session_tag (self->session, self->stream, &range, &tagged, 1, NULL));
    g_assert_cmpuint (self->session->n_labelled, ==, i + 1 < n ? 0 : 4);
  }
  g_assert_true (fl_session_undo (self->session, NULL, NULL));
  g_assert_cmpuint (self->session->n_labelled, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/counts/classes", Fixture, NULL, set_up, test_any_order, tear_down);
  g_test_add ("/session/counts/tags", Fixture, "tags", set_up, test_any_order, tear_down);
  g_test_add ("/session/counts/all-tags", Fixture, "tags", set_up, test_all_tags, tear_down);
  return g_test_run ();
}

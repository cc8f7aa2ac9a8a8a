/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What groups and unusual frames are of scenes whose truth is known. */
#include "scenes.h"

#include "session/fl-grouping.h"

typedef struct {
  char *folder;
  FlSession *session;
  FlLearnRequest *request;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = scenes_make ();
  self->session = scenes_create (self->folder, "grouping.frameline");
  (void) fl_session_learn (self->session, NULL);
  self->request = fl_session_build_request (self->session);
  /* Another one for each project. */
  self->request->seed = 1;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  fl_learn_request_free (self->request);
  scenes_close (self->session);
  folder_free (self->folder);
}

static const FlGrouped *
get_group (const FlGrouping *grouping, guint i)
{
  return grouping->groups->pdata[i];
}

static const char *
get_class (Fixture *self, const FlFrameRef *ref)
{
  guint stream = 0;

  while (fl_stream_get_id (fl_session_peek_stream (self->session, stream)) != ref->stream)
    stream++;
  return scenes_get_class (stream, (guint) ref->frame);
}

/* Seven in ten are of the class of the one that stands for them, though two pictures a second of small
 * animals hardly look alike. */
static void
test_groups_are_of_one_kind (Fixture *self, gconstpointer data)
{
  g_autoptr (FlGrouping) grouping = fl_grouping_run (self->request, 12, 0, NULL);
  guint n_alike = 0;
  guint n = 0;

  for (guint g = 0; g < grouping->groups->len; g++) {
    const GArray *members = get_group (grouping, g)->members;
    for (guint i = 0; i < members->len; i++, n++)
      n_alike += g_str_equal (get_class (self, &g_array_index (members, FlFrameRef, i)),
                              get_class (self, &g_array_index (members, FlFrameRef, 0)));
  }
  g_test_message ("%u of %u in %u groups", n_alike, n, grouping->groups->len);
  g_assert_cmpuint (n, >=, 60);
  g_assert_cmpuint (10 * n_alike, >=, 7 * n);
}

static void
test_the_same_again (Fixture *self, gconstpointer data)
{
  g_autoptr (FlGrouping) a = fl_grouping_run (self->request, 12, 8, NULL);
  g_autoptr (FlGrouping) b = fl_grouping_run (self->request, 12, 8, NULL);

  g_assert_cmpuint (a->groups->len, ==, b->groups->len);
  for (guint g = 0; g < a->groups->len; g++) {
    const GArray *x = get_group (a, g)->members;
    const GArray *y = get_group (b, g)->members;
    g_assert_cmpmem (x->data, x->len * sizeof (FlFrameRef), y->data, y->len * sizeof (FlFrameRef));
  }
  g_assert_cmpmem (a->unusual->data, a->unusual->len * sizeof (FlFrameRef), b->unusual->data,
                   b->unusual->len * sizeof (FlFrameRef));
}

/* What is unusual is seldom the class of most frames, and lies 10 s apart. */
static void
test_unusual_is_rare (Fixture *self, gconstpointer data)
{
  g_autoptr (FlGrouping) grouping = fl_grouping_run (self->request, 12, 6, NULL);
  const GArray *unusual = grouping->unusual;

  g_assert_cmpuint (unusual->len, >=, 3);
  g_assert_cmpuint (unusual->len, <=, 6);
  for (guint i = 0; i < unusual->len; i++)
    for (guint k = 0; k < i; k++) {
      const FlFrameRef *a = &g_array_index (unusual, FlFrameRef, i);
      const FlFrameRef *b = &g_array_index (unusual, FlFrameRef, k);
      g_assert_true (a->stream != b->stream || ABS (a->frame - b->frame) >= 20);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/grouping/one-kind", Fixture, NULL, set_up, test_groups_are_of_one_kind, tear_down);
  g_test_add ("/grouping/same-again", Fixture, NULL, set_up, test_the_same_again, tear_down);
  g_test_add ("/grouping/unusual", Fixture, NULL, set_up, test_unusual_is_rare, tear_down);
  return g_test_run ();
}

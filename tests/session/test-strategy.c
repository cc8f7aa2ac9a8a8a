/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of the questions, as somebody chose it: kept in the project, and held to at once. */
#include "films.h"

#include "store/fl-store-settings.h"

#define N_FRAMES 40

typedef struct {
  char *folder;
  FlSession *session;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.n_pinned = 2, .n_jobs = 1};

  (void) data;
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &options);
  films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  films_wait (films_has_question, self->session);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  (void) data;
  films_close (self->session);
  folder_free (self->folder);
}

static void
assert_strategy (Fixture *self, const char *expected)
{
  g_autofree char *id = NULL;

  g_object_get (self->session, "strategy", &id, NULL);
  g_assert_cmpstr (id, ==, expected);
}

static void
reopen (Fixture *self)
{
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
}

static void
test_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  (void) data;
  assert_strategy (self, "auto");
  g_assert_true (fl_session_choose_strategy (self->session, "k-center", &error));
  g_assert_no_error (error);
  assert_strategy (self, "k-center");
  reopen (self);
  assert_strategy (self, "k-center");
}

/* What is set for once, as by an option of a command, is not kept. */
static void
test_for_once (Fixture *self, gconstpointer data)
{
  (void) data;
  g_assert_true (fl_session_set_strategy (self->session, "random", NULL));
  assert_strategy (self, "random");
  reopen (self);
  assert_strategy (self, "auto");
}

static void
test_unknown (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  (void) data;
  g_assert_true (fl_session_choose_strategy (self->session, "random", NULL));
  g_assert_false (fl_session_choose_strategy (self->session, "no-such", &error));
  g_assert_nonnull (error);
  assert_strategy (self, "random");
  reopen (self);
  assert_strategy (self, "random");
  /* As another version may leave it. */
  g_assert_true (
    fl_store_set_setting (self->session->store, FL_SESSION_SETTING_STRATEGY, "no-such", NULL));
  reopen (self);
  assert_strategy (self, "auto");
}

/* Whether all questions but those whose pictures are fetched are drawn at random. */
static gboolean
is_random (gpointer session)
{
  GListModel *queue = G_LIST_MODEL (fl_session_get_queue (session));
  const guint n = g_list_model_get_n_items (queue);
  guint n_random = 0;

  for (guint i = 2; i < n; i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    n_random += fl_item_get_reason (item) == FL_REASON_RANDOM;
  }
  return n > 2 && n_random == n - 2;
}

static void
test_at_once (Fixture *self, gconstpointer data)
{
  FlItem *current = films_get_current (self->session);

  (void) data;
  g_assert_false (is_random (self->session));
  g_assert_true (fl_session_choose_strategy (self->session, "random", NULL));
  films_wait (is_random, self->session);
  g_assert_true (films_get_current (self->session) == current);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/session/strategy/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("kept", test_kept);
  add ("for-once", test_for_once);
  add ("unknown", test_unknown);
  add ("at-once", test_at_once);
  return g_test_run ();
}

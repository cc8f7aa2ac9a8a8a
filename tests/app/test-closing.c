/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closing while the project file cannot be written: no answer is lost, and nothing hangs. */
#include "fixture.h"

#include "app/fl-window-private.h"
#include "store/fl-store-private.h"

typedef struct {
  Fixture fixture;
  FlWindow *window;
  gboolean is_gone;
  FlStore *other; /* a second connection, in the middle of writing */
} Case;

static void
on_gone (gpointer data, GObject *object)
{
  *(gboolean *) data = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

/* An answer waits for the file, and the window is asked to close. */
static void
set_up (Case *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_set_up (&self->fixture, data);
  self->window = fixture_open_window (&self->fixture, 1280, 800);
  g_object_weak_ref (G_OBJECT (self->window), on_gone, &self->is_gone);
  fixture_open_project (&self->fixture, self->window);
  self->other = fl_store_open_second (self->fixture.project, &error);
  g_assert_no_error (error);
  g_assert_true (fl_store_begin (self->other, &error));
  fl_label_page_answer_nth (self->window->label, 1);
  gtk_window_close (GTK_WINDOW (self->window));
  g_assert_false (self->is_gone);
  g_assert_nonnull (self->window->unsaved_dialog);
}

static void
tear_down (Case *self, gconstpointer data)
{
  fixture_wait ("the window is gone", is_set, &self->is_gone);
  g_clear_pointer (&self->other, fl_store_close);
  fixture_tear_down (&self->fixture, data);
}

static void
assert_is_stored (Case *self, gboolean expected)
{
  const FlSessionOptions options = {.is_headless = TRUE, .is_read_only = TRUE};
  g_autoptr (FlSession) session = fl_session_open (self->fixture.project, &options, NULL);
  guint n = 0;

  g_object_get (session, "n-labelled", &n, NULL);
  fl_session_close (session);
  g_assert_cmpint (n > 0, ==, expected); /* The answer labels all samples of its run. */
}

static void
test_closes_when_saved (Case *self, gconstpointer data)
{
  g_assert_cmpstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (self->window->unsaved_dialog)),
                   ==,
                   "1 answer is not saved yet, because the project file cannot be written just "
                   "now; wait, or end the program that uses it");
  g_assert_cmpstr (adw_window_title_get_subtitle (self->window->title), ==, "Saving…");
  fl_store_rollback (self->other);
  fixture_wait ("the window is gone", is_set, &self->is_gone);
  assert_is_stored (self, TRUE);
}

static void
test_close_anyway (Case *self, gconstpointer data)
{
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (self->window->unsaved_dialog), "close");
  fixture_wait ("the window is gone", is_set, &self->is_gone);
  fl_store_rollback (self->other);
  assert_is_stored (self, FALSE);
}

static void
test_wait_keeps_the_window (Case *self, gconstpointer data)
{
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (self->window->unsaved_dialog), "wait");
  g_assert_null (self->window->unsaved_dialog);
  /* Another project would close this one. */
  g_assert_false (fl_window_open_project (self->window, self->fixture.videos[0]));
  /* Nor does quitting lose anything. */
  g_action_group_activate_action (G_ACTION_GROUP (self->fixture.application), "quit", NULL);
  g_assert_false (self->is_gone);
  g_assert_nonnull (self->window->unsaved_dialog);
  fl_store_rollback (self->other);
  fixture_wait ("the window is gone", is_set, &self->is_gone);
  assert_is_stored (self, TRUE);
}

static void
add (const char *path, void (*func) (Case *self, gconstpointer data))
{
  g_test_add (path, Case, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  add ("/app/closing/closes-when-saved", test_closes_when_saved);
  add ("/app/closing/close-anyway", test_close_anyway);
  add ("/app/closing/wait-keeps-the-window", test_wait_keeps_the_window);
  return fixture_run ();
}

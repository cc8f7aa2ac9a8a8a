/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding a video, going back to a copy, taking in a file: what the dialogs say, and what they do. */
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app/fl-backups-dialog.h"
#include "app/fl-import-dialog.h"
#include "app/fl-picture-button.h"
#include "app/fl-relink-dialog.h"
#include "app/fl-window-private.h"
#include "session/fl-session-meaning.h"
#include "session/fl-session-private.h"
#include "store/fl-store-backup.h"

typedef struct {
  GtkWidget *within;
  const char *text;
} Place;

/* Returns: the dialog that is open over @window, NULL for none */
static GtkWidget *
find_dialog (FlWindow *window)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *link = all; link != NULL; link = link->next)
    if (gtk_window_get_transient_for (link->data) == GTK_WINDOW (window) &&
        gtk_widget_get_mapped (link->data))
      return link->data;
  return NULL;
}

static gboolean
has_text (gpointer data)
{
  const Place *place = data;

  return fixture_find (place->within, GTK_TYPE_LABEL, fixture_has_text, place->text) != NULL;
}

static void
wait_for_text (GtkWidget *within, const char *text)
{
  fixture_wait (text, has_text, &(Place){within, text});
}

static gboolean
has_closed (gpointer window)
{
  return find_dialog (window) == NULL;
}

static gboolean
has_title (GtkWidget *row, gconstpointer title)
{
  return g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) == 0;
}

static GtkWidget *
find_row (GtkWidget *dialog, const char *title)
{
  return fixture_find (dialog, ADW_TYPE_ACTION_ROW, has_title, title);
}

static gboolean
is_label (GtkWidget *button, gconstpointer label)
{
  return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0;
}

static void
click (GtkWidget *dialog, const char *label)
{
  GtkWidget *button = fixture_find (dialog, GTK_TYPE_BUTTON, is_label, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static FlStream *
peek (FlWindow *window)
{
  return fl_session_peek_stream (window->session, 0);
}

static gboolean
is_missing (gpointer window)
{
  return fl_stream_get_state (peek (window)) == FL_STREAM_MISSING;
}

static gboolean
is_ready (gpointer window)
{
  return fl_stream_get_state (peek (window)) == FL_STREAM_READY;
}

/* The file was renamed; where it was there is another one now of the same name. */
static void
test_relink (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  g_autofree char *moved = g_build_filename (fixture->folder, "north (1).mp4", NULL);

  fixture_open_project (fixture, window);
  g_assert_cmpint (g_rename (fixture->videos[0], moved), ==, 0);
  fl_session_look_for_files (window->session);
  fixture_wait ("the video is missing", is_missing, window);
  g_assert_true (g_file_set_contents (fixture->videos[0], "another", -1, NULL));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.find-film", "x",
                              fl_stream_get_id (peek (window)));
  GtkWidget *dialog = find_dialog (window);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "Find “nest-north.mp4”");
  wait_for_text (dialog, "north (1).mp4");
  GtkWidget *other = find_row (dialog, "nest-north.mp4");
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (other)));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (other)),
                            "Its content is another, so the labels would not fit"));
  /* It has the focus, so that Enter takes it. */
  GtkWidget *row = find_row (dialog, "north (1).mp4");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (dialog)) == row);
  gtk_widget_activate (row);
  fixture_wait ("the dialog closes", has_closed, window);
  wait_for_text (GTK_WIDGET (window), "“nest-north.mp4” is found");
  fixture_wait ("the video is there", is_ready, window);
  g_assert_cmpstr (fl_stream_get_path (peek (window)), ==, moved);
  fixture_close_window (window);
}

/* A file of other content is refused with a sentence, and the dialog stays. */
static void
test_relink_refused (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  g_assert_cmpint (g_unlink (fixture->videos[0]), ==, 0);
  fl_session_look_for_files (window->session);
  fixture_wait ("the video is missing", is_missing, window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.find-film", "x",
                              fl_stream_get_id (peek (window)));
  GtkWidget *dialog = find_dialog (window);
  wait_for_text (dialog,
                 "Nothing there has its name or its size. Choose the file, or have a folder "
                 "searched.");
  fl_relink_dialog_try_file (FL_RELINK_DIALOG (dialog), fixture->videos[1]);
  g_autofree char *why =
    g_strdup_printf ("“%s” is not the film that was added as “nest-north.mp4”, so its labels would "
                     "not fit; add it as another stream instead",
                     fixture->videos[1]);
  wait_for_text (dialog, why);
  fl_relink_dialog_search (FL_RELINK_DIALOG (dialog), fixture->folder);
  g_autofree char *name = g_path_get_basename (fixture->folder);
  g_autofree char *none =
    g_strdup_printf ("No missing video is in “%s”; look in another folder", name);
  wait_for_text (dialog, none);
  gtk_window_close (GTK_WINDOW (dialog));
  fixture_wait ("the dialog closes", has_closed, window);
  fixture_close_window (window);
}

static guint
count_labelled (FlWindow *window)
{
  guint n = 0;

  g_object_get (window->session, "n-labelled", &n, NULL);
  return n;
}

static void
test_backups (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  g_autoptr (GError) error = NULL;

  fixture_open_project (fixture, window);
  g_assert_true (fl_store_backup_dated (window->session->store, "by-hand", &error));
  fl_label_page_answer_nth (fl_window_get_label_page (window), 1);
  g_assert_cmpuint (count_labelled (window), >, 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.restore-backup", NULL);
  GtkWidget *dialog = find_dialog (window);
  wait_for_text (dialog, "by-hand · 0 answers\nWithout 1 answer since then");
  GtkWidget *row =
    gtk_widget_get_ancestor (fixture_find (dialog, GTK_TYPE_LABEL, fixture_has_text,
                                           "by-hand · 0 answers\nWithout 1 answer since then"),
                             ADW_TYPE_ACTION_ROW);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  click (dialog, "Restore");
  fixture_wait ("the dialog closes", has_closed, window);
  g_assert_nonnull (window->session);
  g_assert_cmpuint (count_labelled (window), ==, 0);
  fixture_close_window (window);
}

/* What would go is said in whole sentences. */
static void
test_losses (void)
{
  FlBackup backup = {.is_whole = TRUE, .n_lost = 1234, .n_lost_others = 1};
  g_autofree char *both = fl_backups_dialog_dup_losses (&backup);
  g_assert_cmpstr (both, ==, "Without 1234 answers and 1 other change since then");
  backup.n_lost = backup.n_lost_others = 0;
  g_autofree char *none = fl_backups_dialog_dup_losses (&backup);
  g_assert_cmpstr (none, ==, "Nothing was done since");
  backup.n_lost = -1;
  g_autofree char *unknown = fl_backups_dialog_dup_losses (&backup);
  g_assert_cmpstr (unknown, ==, "What was done since cannot be told");
  backup.is_whole = FALSE;
  g_autofree char *damaged = fl_backups_dialog_dup_losses (&backup);
  g_assert_cmpstr (damaged, ==, "It is damaged and cannot be restored");
}

static void
on_imported (FlImportDialog *dialog, const char *sentence, guint n_undoable, gpointer data)
{
  fl_window_say (data, sentence, n_undoable);
}

static GtkWidget *
open_import (FlWindow *window, const char *path)
{
  FlImportDialog *dialog = fl_import_dialog_new (GTK_WINDOW (window), window->session, path);

  g_signal_connect (dialog, "imported", G_CALLBACK (on_imported), window);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}

static void
test_import (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  g_autofree char *path = g_build_filename (fixture->folder, "truth.csv", NULL);

  fixture_open_project (fixture, window);
  g_assert_true (g_file_set_contents (path,
                                      "stream,frame,label\nnest-north.mp4,2,Bird\n"
                                      "nest-north.mp4,3,Hare\nnest-north.mp4,4,Hare\n",
                                      -1, NULL));
  GtkWidget *dialog = open_import (window, path);
  wait_for_text (dialog, "2 labels of people, for 3 frames");
  wait_for_text (dialog, "Hare");
  g_assert_cmpuint (count_labelled (window), ==, 0);
  click (dialog, "Import");
  fixture_wait ("the dialog closes", has_closed, window);
  wait_for_text (GTK_WIDGET (window), "2 labels imported");
  g_assert_nonnull (fl_session_find_class (window->session, "Hare", NULL));
  g_assert_true (g_file_set_contents (path, "stream,frame,label\nno.mp4,2,Bird\n", -1, NULL));
  dialog = open_import (window, path);
  wait_for_text (dialog,
                 "“truth.csv”, line 2: there is no stream “no.mp4” in this project; add it, "
                 "or correct the name");
  gtk_window_close (GTK_WINDOW (dialog));
  fixture_wait ("the dialog closes", has_closed, window);
  fixture_close_window (window);
}

static gboolean
is_preview (GtkWidget *label, gconstpointer begin)
{
  return g_str_has_prefix (gtk_label_get_text (GTK_LABEL (label)), begin);
}

static gboolean
has_preview (gpointer data)
{
  const Place *place = data;

  return fixture_find (place->within, GTK_TYPE_LABEL, is_preview, place->text) != NULL;
}

/* The first lines of what would be written are shown, of each format and of samples alone. */
static void
test_export (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.export", NULL);
  GtkWidget *dialog = find_dialog (window);
  fixture_wait ("frames are shown", has_preview,
                &(Place){dialog, "stream,frame,pts_s,clock,label,state,source,confidence,sampled,"
                                 "annotator,labelled_at,model,lot\n"
                                 "nest-north.mp4,0,0.000000,,,unseen,,,1,,,,\n"
                                 "nest-north.mp4,1,0.100000,"});
  gtk_check_button_set_active (GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (
                                 ADW_ACTION_ROW (find_row (dialog, "Samples Only")))),
                               TRUE);
  fixture_wait ("samples are shown", has_preview,
                &(Place){dialog, "stream,frame,pts_s,clock,label,state,source,confidence,sampled,"
                                 "annotator,labelled_at,model,lot\n"
                                 "nest-north.mp4,0,0.000000,,,unseen,,,1,,,,\n"
                                 "nest-north.mp4,5,0.500000,"});
  adw_combo_row_set_selected (ADW_COMBO_ROW (fixture_find (dialog, ADW_TYPE_COMBO_ROW, NULL, NULL)),
                              1);
  g_assert_false (has_preview (&(Place){dialog, "stream,frame,pts_s,clock,label,state"}));
  gtk_window_close (GTK_WINDOW (dialog));
  fixture_wait ("the dialog closes", has_closed, window);
  fixture_close_window (window);
}

/* A drive that is connected again is noticed, although nobody looks into the sidebar. */
static void
test_back_again (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  g_autofree char *away = g_strconcat (fixture->videos[0], ".away", NULL);

  fixture_open_project (fixture, window);
  g_assert_cmpint (g_rename (fixture->videos[0], away), ==, 0);
  fl_session_look_for_files (window->session);
  fixture_wait ("the video is missing", is_missing, window);
  g_assert_cmpint (g_rename (away, fixture->videos[0]), ==, 0);
  fixture_wait ("the video is there", is_ready, window);
  fixture_close_window (window);
}

static gboolean
is_about (GtkWidget *button, gconstpointer label)
{
  return fl_picture_button_get_item (button) != NULL &&
         g_strcmp0 (gtk_widget_get_tooltip_text (button), label) == 0;
}

/* Each class has its definition and its pictures; a click on one asks about it. */
static void
test_examples (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  const FlRange range = {30, 30};
  g_autoptr (GError) error = NULL;

  fixture_open_project (fixture, window);
  g_autoptr (FlClass) bird = g_list_model_get_item (fl_session_get_classes (window->session), 1);
  g_assert_true (fl_session_redefine_class (window->session, bird, "flies & sings", &error));
  g_assert_true (fl_session_label (window->session, peek (window), &range, bird, &error));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.examples", NULL);
  GtkWidget *dialog = find_dialog (window);
  wait_for_text (dialog, "Bird");
  wait_for_text (dialog, "flies & sings");
  wait_for_text (dialog, "No picture of it has been labelled yet");
  GtkWidget *button =
    fixture_find (dialog, GTK_TYPE_BUTTON, is_about, "nest-north.mp4 at 0:00:03.00");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  fixture_wait ("the dialog closes", has_closed, window);
  g_autoptr (FlItem) item = NULL;
  g_object_get (window->session, "current", &item, NULL);
  g_assert_true (fl_item_get_stream (item) == peek (window));
  g_assert_cmpint (fl_item_get_frame (item), ==, 30);
  fixture_close_window (window);
}

static const char *
get_fact (GtkWidget *dialog, const char *title)
{
  GtkWidget *row = find_row (dialog, title);

  return row != NULL ? adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) : NULL;
}

static GtkWidget *
show_properties (FlWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.film-properties", "x",
                              fl_stream_get_id (peek (window)));
  return find_dialog (window);
}

static void
test_properties (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  GtkWidget *dialog = show_properties (window);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "nest-north.mp4");
  wait_for_text (dialog, "The same as when it was added");
  g_assert_true (g_str_has_suffix (get_fact (dialog, "Place"), "/nest-north.mp4"));
  g_assert_true (g_str_has_prefix (get_fact (dialog, "Container and Codec"), "mov,mp4"));
  g_assert_cmpstr (get_fact (dialog, "Fingerprint"), ==,
                   fl_stream_get_row (peek (window))->fingerprint);
  g_assert_cmpstr (get_fact (dialog, "Size"), ==, "480 × 270 pixels");
  g_assert_cmpstr (get_fact (dialog, "Frames"), ==, "120");
  g_assert_cmpstr (get_fact (dialog, "Duration"), ==, "0:00:11.90");
  g_assert_cmpstr (get_fact (dialog, "Frame Rate"), ==, "10.00 a second, on the mean");
  g_assert_cmpstr (get_fact (dialog, "Start of the Recording"), ==, "Not known");
  g_assert_cmpstr (get_fact (dialog, "State"), ==, fl_stream_get_status (peek (window)));
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_true (g_file_set_contents (fixture->videos[0], "another", -1, NULL));
  dialog = show_properties (window);
  wait_for_text (dialog, "Another one than when it was added, so the labels do not fit");
  g_assert_null (get_fact (dialog, "Container and Codec"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  fixture_close_window (window);
}

static void
add (const char *path, void (*func) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  add ("/app/dialogs/examples", test_examples);
  add ("/app/dialogs/properties", test_properties);
  add ("/app/dialogs/back-again", test_back_again);
  add ("/app/dialogs/relink", test_relink);
  add ("/app/dialogs/relink-refused", test_relink_refused);
  add ("/app/dialogs/backups", test_backups);
  g_test_add_func ("/app/dialogs/losses", test_losses);
  add ("/app/dialogs/import", test_import);
  add ("/app/dialogs/export", test_export);
  return fixture_run ();
}

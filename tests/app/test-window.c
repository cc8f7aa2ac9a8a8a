/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: names and roles of its controls, narrow widths, toasts, drops, its actions. */
#include "fixture.h"

#include <glib/gstdio.h>

#include "app/fl-accept-dialog.h"
#include "app/fl-class-row.h"
#include "app/fl-dialogs.h"
#include "app/fl-export-dialog.h"
#include "app/fl-frame-view.h"
#include "app/fl-preferences-dialog.h"
#include "app/fl-sample-strip.h"
#include "app/fl-sidebar.h"
#include "app/fl-stream-row.h"
#include "app/fl-track.h"
#include "app/fl-window-private.h"

#define NARROW_PX 360
#define LOW_PX    640
/* So many that looking at them does not end before it is stopped. */
#define N_TO_STOP 500
/* A window without a compositor has its header bar reach over its border. */
#define SLACK_PX 1.0f

typedef struct {
  GtkWidget *root;
  FixtureCondition condition;
  const char *text;
} Search;

static gboolean
has_label (gpointer data)
{
  Search *self = data;

  return fixture_find (self->root, GTK_TYPE_LABEL, fixture_has_text, self->text) != NULL;
}

static void
wait_for_label (GtkWidget *root, const char *text)
{
  Search search = {.root = root, .text = text};

  fixture_wait (text, has_label, &search);
}

static GtkWidget *
find (FlWindow *window, GType type)
{
  GtkWidget *found = fixture_find (GTK_WIDGET (window), type, NULL, NULL);

  g_assert_nonnull (found);
  return found;
}

/* A control that is only a picture has a name and a tooltip; one with text has the text. */
static void
assert_named (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  const gboolean has_name =
    gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
    gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  const gboolean has_text = fixture_find (widget, GTK_TYPE_LABEL, NULL, NULL) != NULL;

  g_test_message ("%s %s", G_OBJECT_TYPE_NAME (widget), gtk_widget_get_name (widget));
  g_assert_true (has_name || (GTK_IS_BUTTON (widget) && has_text));
}

static gboolean
is_inside (GtkWidget *widget, GType type)
{
  return gtk_widget_get_ancestor (widget, type) != NULL;
}

static void
assert_all_named (GtkWidget *widget, guint *n_named)
{
  const gboolean is_inner = is_inside (widget, GTK_TYPE_SPIN_BUTTON) ||
                            is_inside (widget, GTK_TYPE_WINDOW_CONTROLS) ||
                            is_inside (widget, GTK_TYPE_TEXT);

  if (!gtk_widget_get_mapped (widget))
    return;
  if (!is_inner && !GTK_IS_TEXT (widget) &&
      (GTK_IS_BUTTON (widget) || GTK_IS_EDITABLE (widget) || GTK_IS_LIST_BOX_ROW (widget))) {
    assert_named (widget);
    (*n_named)++;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_all_named (child, n_named);
}

static gboolean
is_sidebar_out (gpointer data)
{
  GtkWidget *sidebar = fixture_find (data, FL_TYPE_SIDEBAR, NULL, NULL);
  graphene_rect_t place;

  return sidebar != NULL && gtk_widget_compute_bounds (sidebar, data, &place) &&
         place.origin.x >= 0;
}

/* The strip comes after the picture is painted, when nothing more urgent is to be done. */
static gboolean
has_strip (gpointer data)
{
  GtkWidget *strip = fixture_find (data, FL_TYPE_SAMPLE_STRIP, NULL, NULL);

  return strip != NULL && fixture_find (strip, GTK_TYPE_BUTTON, NULL, NULL) != NULL;
}

static void
test_controls_have_names (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  guint n_named = 0;

  assert_all_named (GTK_WIDGET (window), &n_named);
  g_assert_cmpuint (n_named, >=, 4);
  fixture_open_project (fixture, window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-sidebar", NULL);
  fixture_wait ("the sidebar is out", is_sidebar_out, window);
  fixture_wait ("the strip is there", has_strip, window);
  n_named = 0;
  assert_all_named (GTK_WIDGET (window), &n_named);
  g_assert_cmpuint (n_named, >=, 20);
  fixture_close_window (window);
}

static void
test_roles (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  GtkWidget *view = find (window, FL_TYPE_FRAME_VIEW);
  GtkWidget *track = find (window, FL_TYPE_TRACK);
  GtkWidget *row = find (window, FL_TYPE_CLASS_ROW);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Bird, key 1");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (track), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Timeline of nest-north.mp4");
  g_assert_true (
    gtk_test_accessible_has_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == view);
  fixture_close_window (window);
}

/* Nothing reaches out of the window but what scrolls. */
static void
assert_inside (GtkWidget *widget, GtkWidget *window)
{
  graphene_rect_t place;

  if (!gtk_widget_get_mapped (widget))
    return;
  g_assert_true (gtk_widget_compute_bounds (widget, window, &place));
  g_test_message ("%s at %.0f, width %.0f of %d", G_OBJECT_TYPE_NAME (widget), place.origin.x,
                  place.size.width, gtk_widget_get_width (window));
  g_assert_cmpfloat (place.origin.x, >=, -SLACK_PX);
  g_assert_cmpfloat (place.origin.x + place.size.width, <=,
                     (float) gtk_widget_get_width (window) + SLACK_PX);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_VIEWPORT (child) && !GTK_IS_NATIVE (child) && !GTK_IS_SCROLLBAR (child))
      assert_inside (child, window);
}

static void
assert_narrow (FlWindow *window)
{
  fixture_draw (GTK_WIDGET (window));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, NARROW_PX);
  assert_inside (gtk_widget_get_first_child (GTK_WIDGET (window)), GTK_WIDGET (window));
}

static void
test_fits_a_phone (Fixture *fixture, gconstpointer data)
{
  static const char *const views[] = {"groups", "review", "timeline", "insights", "label"};
  FlWindow *window = fixture_open_window (fixture, NARROW_PX, LOW_PX);

  assert_narrow (window);
  fixture_open_project (fixture, window);
  fixture_wait ("the layout is narrow", fixture_is_narrow, window);
  assert_narrow (window);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++) {
    gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", views[i]);
    assert_narrow (window);
  }
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-sidebar", NULL);
  fixture_wait ("the sidebar is out", is_sidebar_out, window);
  assert_inside (find (window, FL_TYPE_SIDEBAR), GTK_WIDGET (window));
  fixture_close_window (window);
}

static void
test_first_class_fits_a_phone (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, NARROW_PX, LOW_PX);
  const char *videos[] = {fixture->videos[0], NULL};

  fl_window_open_videos (window, videos);
  wait_for_label (GTK_WIDGET (window), "What Are You Looking For?");
  assert_narrow (window);
  fixture_close_window (window);
}

/* Dialogs are windows of their own, and must fit as well. */
static void
test_dialogs_fit_a_phone (Fixture *fixture, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE};
  FlWindow *window = fixture_open_window (fixture, NARROW_PX, LOW_PX);
  g_autoptr (GError) error = NULL;
  g_autoptr (FlSession) session = fl_session_open (fixture->project, &options, &error);
  GtkWindow *parent = GTK_WINDOW (window);

  g_assert_no_error (error);
  GtkWidget *dialogs[] = {GTK_WIDGET (fl_accept_dialog_new (parent, session)),
                          GTK_WIDGET (fl_export_dialog_new (parent, session)),
                          GTK_WIDGET (fl_preferences_dialog_new (parent, session)),
                          GTK_WIDGET (fl_dialogs_show_shortcuts (parent))};
  for (gsize i = 0; i < G_N_ELEMENTS (dialogs); i++) {
    int least_px = 0;
    guint n_named = 0;
    gtk_window_present (GTK_WINDOW (dialogs[i]));
    gtk_test_widget_wait_for_draw (dialogs[i]);
    gtk_widget_measure (dialogs[i], GTK_ORIENTATION_HORIZONTAL, -1, &least_px, NULL, NULL, NULL);
    g_assert_cmpint (least_px, <=, NARROW_PX);
    assert_all_named (dialogs[i], &n_named);
    g_assert_cmpuint (n_named, >=, 3);
    gtk_window_destroy (GTK_WINDOW (dialogs[i]));
  }
  fl_session_close (session);
  fixture_close_window (window);
}

#define LONG_WORD     "Nestbauverhalten"
#define LONG_SENTENCE "Sitzt allein auf dem Rand des Nests und sieht in die Ferne"

static void
name_classes (Fixture *fixture)
{
  const FlSessionOptions options = {.is_headless = TRUE};
  g_autoptr (GError) error = NULL;
  g_autoptr (FlSession) session = fl_session_open (fixture->project, &options, &error);

  g_assert_no_error (error);
  g_assert_nonnull (fl_session_add_class (session, LONG_WORD, NULL, &error));
  g_assert_nonnull (fl_session_add_class (session, LONG_SENTENCE, NULL, &error));
  fl_session_close (session);
}

/* Room is made for a long word; a sentence is cut, and its tooltip says the rest. */
static void
test_long_names_of_classes (Fixture *fixture, gconstpointer data)
{
  name_classes (fixture);
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  fixture_open_project (fixture, window);
  GtkWidget *list = gtk_widget_get_parent (find (window, FL_TYPE_CLASS_ROW));
  GtkWidget *word = fixture_find (list, GTK_TYPE_LABEL, fixture_has_text, LONG_WORD);
  GtkWidget *sentence = fixture_find (list, GTK_TYPE_LABEL, fixture_has_text, LONG_SENTENCE);
  g_assert_nonnull (word);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (word))));
  g_assert_true (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (sentence))));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (sentence), ==, LONG_SENTENCE);
  g_assert_cmpint (gtk_widget_get_width (find (window, FL_TYPE_FRAME_VIEW)), >=, 1280 * 6 / 10);
  fixture_close_window (window);
}

/* Whoever renames a class must not see the picture jump. */
static void
test_editing_keeps_the_picture (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  GtkWidget *view = find (window, FL_TYPE_FRAME_VIEW);
  const int width_px = gtk_widget_get_width (view);
  fl_class_row_edit (FL_CLASS_ROW (find (window, FL_TYPE_CLASS_ROW)));
  fixture_draw (view);
  g_assert_cmpint (gtk_widget_get_width (view), ==, width_px);
  fixture_close_window (window);
}

static void
test_toasts (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  GtkWidget *root = GTK_WIDGET (window);

  gtk_widget_activate_action (root, "win.say", "s", "The <b>disk & the rest</b> are full");
  wait_for_label (root, "The <b>disk & the rest</b> are full");
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (focus == NULL || !is_inside (focus, g_type_from_name ("AdwToastWidget")));
  fixture_close_window (window);
}

static void
test_toasts_keep_their_buttons (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi = 0;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  FlWindow *window = fixture_open_window (fixture, NARROW_PX, LOW_PX);
  fixture_open_project (fixture, window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.say-undoable", "(su)",
                              "18,300 samples labelled", 1);
  wait_for_label (GTK_WIDGET (window), "Undo");
  fixture_draw (GTK_WIDGET (window));
  assert_inside (find (window, g_type_from_name ("AdwToastWidget")), GTK_WIDGET (window));
  fixture_close_window (window);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static gboolean
has_no_toast (gpointer window)
{
  return fixture_find (window, g_type_from_name ("AdwToastWidget"), NULL, NULL) == NULL;
}

/* The button undoes what the toast speaks of; it goes when anything else was done. */
static void
test_toast_undoes_its_own_action (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  GListModel *classes = fl_session_get_classes (window->session);
  g_autoptr (FlClass) bird = g_list_model_get_item (classes, 1);
  fl_label_page_answer_nth (window->label, 2);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.say-undoable", "(su)", "Labelled", 1);
  wait_for_label (GTK_WIDGET (window), "Labelled");
  const gint64 target = fl_window_get_undo_target (window);
  g_assert_true (fl_session_rename_class (window->session, bird, "Fledgling", NULL));
  fixture_wait ("the toast is gone", has_no_toast, window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo-several", "(ux)", 1, target);
  g_assert_cmpstr (fl_class_get_name (bird), ==, "Fledgling");
  g_assert_true (fl_session_undo (window->session, NULL, NULL));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo-several", "(ux)", 1, target);
  g_autoptr (FlClass) squirrel = g_list_model_get_item (classes, 2);
  g_assert_cmpuint (fl_class_get_n_labels (squirrel), ==, 0);
  fixture_close_window (window);
}

static void
drop (FlWindow *window, const char *const *paths)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));
  GSList *files = NULL;
  GValue value = G_VALUE_INIT;
  gboolean is_taken = FALSE;

  for (guint i = g_strv_length ((char **) paths); i-- > 0;)
    files = g_slist_prepend (files, g_file_new_for_path (paths[i]));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (GTK_IS_DROP_TARGET (controller))
      g_signal_emit_by_name (controller, "drop", &value, 10.0, 10.0, &is_taken);
  }
  g_assert_true (is_taken);
  g_value_unset (&value);
  g_slist_free_full (files, g_object_unref);
}

static gboolean
is_done_looking (gpointer window)
{
  return ((FlWindow *) window)->looking == NULL;
}

static void
drop_and_wait (FlWindow *window, const char *const *paths)
{
  drop (window, paths);
  fixture_wait ("the videos were looked at", is_done_looking, window);
}

static void
test_dropped_videos_are_opened (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  const char *first[] = {fixture->videos[0], NULL};

  drop (window, first);
  /* Nobody waits for the disk; what comes before that is over must wait for its turn. */
  g_assert_false (fl_window_has_session (window));
  drop (window, (const char *const *) fixture->videos);
  wait_for_label (GTK_WIDGET (window),
                  "Other videos are still being looked at; add these when they are there");
  fixture_wait ("the videos were looked at", is_done_looking, window);
  g_assert_true (fl_window_has_session (window));
  wait_for_label (GTK_WIDGET (window), "What Are You Looking For?");
  g_autofree char *project = g_build_filename (fixture->folder, "nest-north.frameline", NULL);
  g_assert_true (g_file_test (project, G_FILE_TEST_EXISTS));
  /* The project that is open takes more of them. */
  drop_and_wait (window, (const char *const *) fixture->videos);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-sidebar", NULL);
  fixture_close_window (window);
  const FlSessionOptions options = {.is_headless = TRUE, .is_read_only = TRUE};
  g_autoptr (FlSession) session = fl_session_open (project, &options, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_streams (session)), ==, 2);
  fl_session_close (session);
}

/* Whoever stops it has nothing added. */
static void
test_looking_can_be_cancelled (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  const char *many[N_TO_STOP + 1] = {NULL};

  for (guint i = 0; i < N_TO_STOP; i++)
    many[i] = fixture->videos[0];
  fl_window_open_videos (window, many);
  fl_job_cancel (fl_job_thread_get_job (window->looking));
  fixture_wait ("it has stopped", is_done_looking, window);
  g_assert_false (fl_window_has_session (window));
  wait_for_label (GTK_WIDGET (window), "No video was added");
  /* Nor does a window wait that is closed meanwhile. */
  fl_window_open_videos (window, many);
  fixture_close_window (window);
}

static void
test_dropped_project_is_opened (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  const char *paths[] = {fixture->project, NULL};

  drop_and_wait (window, paths);
  g_assert_true (fl_window_has_session (window));
  wait_for_label (GTK_WIDGET (window), "Bird");
  fixture_close_window (window);
}

static void
test_dropped_text_is_refused (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  g_autofree char *text = g_build_filename (fixture->folder, "notes.txt", NULL);
  g_autofree char *project = g_build_filename (fixture->folder, "notes.frameline", NULL);
  const char *paths[] = {text, NULL};

  g_assert_true (g_file_set_contents (text, "no video", -1, NULL));
  drop_and_wait (window, paths);
  g_assert_false (fl_window_has_session (window));
  g_assert_false (g_file_test (project, G_FILE_TEST_EXISTS));
  g_assert_nonnull (
    fixture_find (GTK_WIDGET (window), g_type_from_name ("AdwToastWidget"), NULL, NULL));
  fixture_close_window (window);
}

static void
test_dropped_folder_gives_its_videos (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  const char *paths[] = {fixture->folder, NULL};

  drop_and_wait (window, paths);
  g_assert_true (fl_window_has_session (window));
  fixture_close_window (window);
  g_autofree char *name = g_path_get_basename (fixture->folder);
  g_autofree char *project = g_strdup_printf ("%s/%s.frameline", fixture->folder, name);
  const FlSessionOptions options = {.is_headless = TRUE, .is_read_only = TRUE};
  g_autoptr (FlSession) session = fl_session_open (project, &options, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_streams (session)), ==, 2);
  fl_session_close (session);
}

static guint
count_toasts (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_toasts (child);
  return n + (g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwToastWidget") ? 1 : 0);
}

/* A toast for each would take a minute, and cover the page of the classes meanwhile. */
static void
test_refused_files_are_told_together (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  g_autofree char *text = g_build_filename (fixture->folder, "notes.txt", NULL);
  g_autofree char *gone = g_build_filename (fixture->folder, "gone.mp4", NULL);
  const char *paths[] = {text, fixture->videos[0], gone, NULL};

  g_assert_true (g_file_set_contents (text, "no video", -1, NULL));
  drop_and_wait (window, paths);
  g_assert_true (fl_window_has_session (window));
  wait_for_label (GTK_WIDGET (window), "2 files were left out");
  wait_for_label (GTK_WIDGET (window), "Show Why");
  g_assert_cmpuint (count_toasts (GTK_WIDGET (window)), ==, 1);
  fixture_close_window (window);
}

/* Lines are as long as the window lets them be, also before it has its size. */
static void
test_early_toasts_are_wide (Fixture *fixture, gconstpointer data)
{
  static const char sentence[] = "A sentence of a few words about a file that is not there";
  FlWindow *window = fl_window_new (GTK_APPLICATION (fixture->application));
  int height = 0;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.say", "s", sentence);
  gtk_window_present (GTK_WINDOW (window));
  wait_for_label (GTK_WIDGET (window), sentence);
  GtkWidget *label = fixture_find (GTK_WIDGET (window), GTK_TYPE_LABEL, fixture_has_text, sentence);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (label, "Ag");
  pango_layout_get_pixel_size (layout, NULL, &height);
  g_assert_cmpint (gtk_widget_get_height (label), <, 3 * height);
  fixture_close_window (window);
}

static void
test_ctrl_keys_name_actions (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *key;
    const char *action;
  } cases[] = {
    {"<Control>z", "win.undo"},
    {"<Shift><Control>z", "win.redo"},
    {"<Control>Return", "win.accept"},
    {"<Shift><Control>s", "win.export"},
    {"<Control>o", "app.open"},
    {"<Control>n", "app.new"},
    {"<Control>q", "app.quit"},
    {"<Control>w", "window.close"},
    {"F1", "app.help"},
    {"F9", "win.toggle-sidebar"},
    {"<Control>g", "win.find-like"},
    {"<Control>h", "win.toggle-guess"},
    {"<Control>d", "win.examples"},
    {"<Control><Shift>b", "win.brighten"},
    {"F11", "win.toggle-fullscreen"},
    {"<Control>comma", "win.preferences"},
    {"<Control>question", "win.show-help-overlay"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (GStrv) actions =
      gtk_application_get_actions_for_accel (GTK_APPLICATION (fixture->application), cases[i].key);
    g_test_message ("%s", cases[i].key);
    g_assert_cmpuint (g_strv_length (actions), ==, 1);
    g_assert_cmpstr (actions[0], ==, cases[i].action);
  }
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
  add ("/app/window/controls-have-names", test_controls_have_names);
  add ("/app/window/roles", test_roles);
  add ("/app/window/fits-a-phone", test_fits_a_phone);
  add ("/app/window/first-class-fits-a-phone", test_first_class_fits_a_phone);
  add ("/app/window/dialogs-fit-a-phone", test_dialogs_fit_a_phone);
  add ("/app/window/long-names-of-classes", test_long_names_of_classes);
  add ("/app/window/editing-keeps-the-picture", test_editing_keeps_the_picture);
  add ("/app/window/toasts", test_toasts);
  add ("/app/window/toasts-keep-their-buttons", test_toasts_keep_their_buttons);
  add ("/app/window/toast-undoes-its-own-action", test_toast_undoes_its_own_action);
  add ("/app/window/dropped-videos-are-opened", test_dropped_videos_are_opened);
  add ("/app/window/looking-can-be-cancelled", test_looking_can_be_cancelled);
  add ("/app/window/dropped-project-is-opened", test_dropped_project_is_opened);
  add ("/app/window/dropped-text-is-refused", test_dropped_text_is_refused);
  add ("/app/window/dropped-folder-gives-its-videos", test_dropped_folder_gives_its_videos);
  add ("/app/window/refused-files-are-told-together", test_refused_files_are_told_together);
  add ("/app/window/early-toasts-are-wide", test_early_toasts_are_wide);
  add ("/app/window/ctrl-keys-name-actions", test_ctrl_keys_name_actions);
  return fixture_run ();
}

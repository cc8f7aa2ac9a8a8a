/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of every page in every style, for people to look at. What is checked is that each
 * page comes to be, has the size that was asked for, and is not one plain colour. The high
 * contrast is that of the environment, so this program is run twice. */
#include "fixture.h"

#include <glib/gstdio.h>

#include "app/fl-accept-dialog.h"
#include "app/fl-class-row.h"
#include "app/fl-dialogs.h"
#include "app/fl-export-dialog.h"
#include "app/fl-insight-card.h"
#include "app/fl-preferences-dialog.h"
#include "app/fl-sidebar.h"

#define DPI_UNITS 1024

typedef struct {
  const char *name;
  AdwColorScheme scheme;
  int width;
  int height;
  int text_percent;
} Look;

static const Look looks[] = {
  {"light", ADW_COLOR_SCHEME_FORCE_LIGHT, 1280, 800, 100},
  {"dark", ADW_COLOR_SCHEME_FORCE_DARK, 1280, 800, 100},
  {"narrow-light", ADW_COLOR_SCHEME_FORCE_LIGHT, 400, 700, 100},
  {"narrow-dark", ADW_COLOR_SCHEME_FORCE_DARK, 400, 700, 100},
  {"large-text", ADW_COLOR_SCHEME_FORCE_LIGHT, 1280, 800, 200},
  {"narrow-large-text", ADW_COLOR_SCHEME_FORCE_LIGHT, 400, 700, 200},
};

/* The first ones, in both styles. */
#define N_CONTRAST_LOOKS 2

static void
wear (const Look *look)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi",
                96 * DPI_UNITS * look->text_percent / 100, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), look->scheme);
}

static char *
dup_path (const Look *look, const char *page)
{
  const char *folder = g_getenv ("FL_SCREENSHOT_DIR");
  const gboolean has_contrast =
    adw_style_manager_get_high_contrast (adw_style_manager_get_default ());

  if (folder == NULL)
    return NULL;
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  return g_strdup_printf ("%s/%s-%s%s.png", folder, page, look->name,
                          has_contrast ? "-contrast" : "");
}

/* A page that was not drawn is one plain colour. */
static void
assert_drawn (GdkTexture *texture)
{
  const gsize width = (gsize) gdk_texture_get_width (texture);
  const gsize height = (gsize) gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, width * height);
  gsize n_different = 0;

  gdk_texture_download (texture, (guchar *) pixels, width * 4);
  for (gsize i = 0; i < width * height; i++)
    n_different += pixels[i] != pixels[0] ? 1 : 0;
  g_assert_cmpuint (n_different, >, width * height / 100);
}

static void
shoot (GtkWidget *window, const Look *look, const char *page)
{
  g_autofree char *path = dup_path (look, page);

  fixture_draw (window);
  const double width = gtk_widget_get_width (window);
  const double height = gtk_widget_get_height (window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  g_autoptr (GdkTexture) texture =
    gsk_renderer_render_texture (renderer, node,
                                 &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  assert_drawn (texture);
  if (path != NULL)
    g_assert_true (gdk_texture_save_to_png (texture, path));
}

static void
assert_size (FlWindow *window, const Look *look)
{
  /* Without a compositor the window's border is inside. */
  g_assert_cmpint (ABS (gtk_widget_get_width (GTK_WIDGET (window)) - look->width), <=, 12);
  g_assert_cmpint (ABS (gtk_widget_get_height (GTK_WIDGET (window)) - look->height), <=, 12);
}

static void
test_welcome (Fixture *fixture, gconstpointer data)
{
  const Look *look = data;

  wear (look);
  FlWindow *window = fixture_open_window (fixture, look->width, look->height);
  assert_size (window, look);
  shoot (GTK_WIDGET (window), look, "welcome");
  fixture_close_window (window);
}

static gboolean
has_entry (gpointer window)
{
  return fixture_find (window, GTK_TYPE_ENTRY, NULL, NULL) != NULL;
}

static void
test_first_class (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {"Feeding", "Resting", "Carrying Nest Material"};
  const Look *look = data;

  wear (look);
  FlWindow *window = fixture_open_window (fixture, look->width, look->height);
  fl_window_open_videos (window, (const char *const *) fixture->videos);
  fixture_wait ("the first class is asked for", has_entry, window);
  GtkWidget *entry = fixture_find (GTK_WIDGET (window), GTK_TYPE_ENTRY, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    gtk_editable_set_text (GTK_EDITABLE (entry), names[i]);
    g_signal_emit_by_name (entry, "activate");
  }
  g_assert_nonnull (fixture_find (GTK_WIDGET (window), GTK_TYPE_LABEL, fixture_has_text, names[2]));
  assert_size (window, look);
  shoot (GTK_WIDGET (window), look, "first-class");
  fixture_close_window (window);
}

static gboolean
is_ready (gpointer data)
{
  return fl_label_page_is_ready (data);
}

static void
answer_some (FlWindow *window, guint n_answers)
{
  FlLabelPage *page = fl_window_get_label_page (window);

  for (guint i = 0; i < n_answers; i++) {
    fixture_wait ("a question is shown", is_ready, page);
    fl_label_page_answer_nth (page, i);
  }
  fixture_wait ("a question is shown", is_ready, page);
}

static gboolean
has_passed (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

/* Tracks are drawn anew when nothing more urgent is to be done. */
static void
settle (void)
{
  gboolean is_idle = FALSE;

  g_timeout_add_full (G_PRIORITY_LOW + 1, 80, has_passed, &is_idle, NULL);
  fixture_wait ("the tracks are drawn", is_set, &is_idle);
}

static void
test_label (Fixture *fixture, gconstpointer data)
{
  const Look *look = data;

  wear (look);
  FlWindow *window = fixture_open_window (fixture, look->width, look->height);
  fixture_open_project (fixture, window);
  answer_some (window, 9);
  settle ();
  assert_size (window, look);
  shoot (GTK_WIDGET (window), look, "label");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.say-undoable", "(su)",
                              "18,300 samples labelled", 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-sidebar", NULL);
  shoot (GTK_WIDGET (window), look, "sidebar");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toggle-sidebar", NULL);
  GtkWidget *row = fixture_find (GTK_WIDGET (window), FL_TYPE_CLASS_ROW, NULL, NULL);
  fl_class_row_edit (FL_CLASS_ROW (row));
  shoot (GTK_WIDGET (window), look, "edit-class");
  fixture_close_window (window);
}

static gboolean
has_insights (gpointer window)
{
  return fixture_find (window, FL_TYPE_INSIGHT_CARD, NULL, NULL) != NULL;
}

static void
test_insights (Fixture *fixture, gconstpointer data)
{
  const Look *look = data;

  wear (look);
  FlWindow *window = fixture_open_window (fixture, look->width, look->height);
  fixture_open_project (fixture, window);
  answer_some (window, 9);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", "insights");
  fixture_wait ("the cards are there", has_insights, window);
  assert_size (window, look);
  shoot (GTK_WIDGET (window), look, "insights");
  fixture_close_window (window);
}

static void
shoot_dialog (GtkWidget *dialog, const Look *look, const char *page)
{
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (dialog);
  shoot (dialog, look, page);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_dialogs (Fixture *fixture, gconstpointer data)
{
  const Look *look = data;
  const FlSessionOptions options = {.is_headless = TRUE};
  g_autoptr (GError) error = NULL;
  g_autoptr (FlSession) session = fl_session_open (fixture->project, &options, &error);

  g_assert_no_error (error);
  wear (look);
  FlWindow *window = fixture_open_window (fixture, look->width, look->height);
  GtkWindow *parent = GTK_WINDOW (window);
  shoot_dialog (GTK_WIDGET (fl_accept_dialog_new (parent, session)), look, "accept");
  shoot_dialog (GTK_WIDGET (fl_export_dialog_new (parent, session)), look, "export");
  shoot_dialog (GTK_WIDGET (fl_preferences_dialog_new (parent, session)), look, "preferences");
  shoot_dialog (GTK_WIDGET (fl_dialogs_show_shortcuts (parent)), look, "shortcuts");
  fl_session_close (session);
  fixture_close_window (window);
}

static void
add (const char *page, void (*func) (Fixture *self, gconstpointer data))
{
  const gboolean has_contrast =
    adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  const gsize n_looks = has_contrast ? N_CONTRAST_LOOKS : G_N_ELEMENTS (looks);

  for (gsize i = 0; i < n_looks; i++) {
    g_autofree char *path = g_strdup_printf ("/app/screenshots/%s-%s", page, looks[i].name);
    g_test_add (path, Fixture, &looks[i], fixture_set_up, func, fixture_tear_down);
  }
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  add ("welcome", test_welcome);
  add ("first-class", test_first_class);
  add ("label", test_label);
  add ("insights", test_insights);
  add ("dialogs", test_dialogs);
  return fixture_run ();
}

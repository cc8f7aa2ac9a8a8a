/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long names give way to what stands beside them. */
#include "fixture.h"

#include "app/fl-elide.h"

#define NAME "Größere Wühlmäuse äsen über der nördlichen Wiese am frühen Morgen.mp4"
#define TEXT NAME " · 0:00:11.44 · frame 1,786 (-2 from the question)"

static void
test_middle (void)
{
  static const struct {
    glong n_kept;
    const char *expected;
  } cases[] = {{2, "a…f"}, {3, "ab…f"}, {4, "ab…ef"}, {5, "abcdef"}, {6, "abcdef"}};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *elided = fl_elide ("abcdef", cases[i].n_kept);
    g_assert_cmpstr (elided, ==, cases[i].expected);
  }
  g_autofree char *umlauts = fl_elide ("äöüßÄÖÜ", 4);
  g_assert_cmpstr (umlauts, ==, "äö…ÖÜ");
}

static GtkInscription *
show (GtkWidget **out_window, int width)
{
  GtkWidget *inscription = gtk_inscription_new (NULL);

  *out_window = gtk_window_new ();
  gtk_widget_set_size_request (inscription, width, -1);
  gtk_widget_set_halign (inscription, GTK_ALIGN_START);
  gtk_window_set_child (GTK_WINDOW (*out_window), inscription);
  gtk_window_present (GTK_WINDOW (*out_window));
  gtk_test_widget_wait_for_draw (*out_window);
  return GTK_INSCRIPTION (inscription);
}

/* Of what follows the name nothing is lost; those who hear it hear the whole name. */
static void
test_fitting (void)
{
  GtkWidget *window;
  GtkInscription *inscription = show (&window, 520);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (inscription), NULL);
  int needed;

  fl_elide_in (inscription, TEXT, NAME);
  const char *shown = gtk_inscription_get_text (inscription);
  g_test_message ("%s", shown);
  g_assert_true (g_str_has_prefix (shown, "Größ"));
  g_assert_true (
    g_str_has_suffix (shown, ".mp4 · 0:00:11.44 · frame 1,786 (-2 from the question)"));
  pango_layout_set_text (layout, shown, -1);
  pango_layout_get_pixel_size (layout, &needed, NULL);
  g_assert_cmpint (needed, <=, 520);
  gtk_test_accessible_assert_property (inscription, GTK_ACCESSIBLE_PROPERTY_LABEL, TEXT);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Where there is room, and where the name is no part of it, it stays as it is. */
static void
test_whole (void)
{
  GtkWidget *window;
  GtkInscription *inscription = show (&window, 1400);

  fl_elide_in (inscription, TEXT, NAME);
  g_assert_cmpstr (gtk_inscription_get_text (inscription), ==, TEXT);
  gtk_window_destroy (GTK_WINDOW (window));
  inscription = show (&window, 60);
  fl_elide_in (inscription, TEXT, "another.mp4");
  g_assert_cmpstr (gtk_inscription_get_text (inscription), ==, TEXT);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/app/elide/middle", test_middle);
  g_test_add_func ("/app/elide/fitting", test_fitting);
  g_test_add_func ("/app/elide/whole", test_whole);
  return g_test_run ();
}

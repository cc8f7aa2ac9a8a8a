/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog in which predictions are accepted. */
#include "fixture.h"

#include "app/fl-accept-dialog.h"
#include "app/fl-accept-limits.h"

static gboolean
on_passed (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* A change of what is wanted is looked at a little later; whoever closes the dialog first is left alone. */
static void
test_closed_at_once (Fixture *fixture, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE};
  g_autoptr (FlSession) session = fl_session_open (fixture->project, &options, NULL);
  FlWindow *window = fixture_open_window (fixture, 800, 600);
  GtkWidget *dialog = GTK_WIDGET (fl_accept_dialog_new (GTK_WINDOW (window), session));
  gpointer left = dialog;
  gboolean has_passed = FALSE;

  g_object_add_weak_pointer (G_OBJECT (dialog), &left);
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_null (left);
  g_timeout_add (300, on_passed, &has_passed);
  fixture_wait ("the preview would have been made", is_true, &has_passed);
  fl_session_close (session);
  fixture_close_window (window);
}

static gint64
get_id (FlSession *session, const char *name)
{
  return fl_class_get_id (fl_session_find_class (session, name, NULL));
}

static void
assert_limit (const FlAcceptance *wanted,
              guint i,
              gint64 class_id,
              double share,
              gboolean is_missed)
{
  g_assert_cmpuint (wanted->limits->len, >, i);
  const FlClassLimit limit = g_array_index (wanted->limits, FlClassLimit, i);
  g_assert_cmpint (limit.class_id, ==, class_id);
  g_assert_cmpfloat_with_epsilon (limit.share, share, 1e-9);
  g_assert_cmpint (limit.is_missed, ==, is_missed);
}

/* What the rows ask for; limits are for the caller to free. */
static FlAcceptance
fill (FlAcceptLimits *limits)
{
  FlAcceptance wanted = {0};

  fl_accept_limits_fill (limits, &wanted);
  return wanted;
}

/* The first number, which is that of all. */
static GtkSpinButton *
find_spin (GtkWidget *widget)
{
  GtkSpinButton *found = GTK_IS_SPIN_BUTTON (widget) ? GTK_SPIN_BUTTON (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_spin (child);
  return found;
}

/* One that shows @text. */
static GtkLabel *
find_label (GtkWidget *widget, const char *text)
{
  const gboolean is_it =
    GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text);
  GtkLabel *found = is_it ? GTK_LABEL (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);
  return found;
}

static FlAcceptLimits *
make_limits (FlSession *session)
{
  FlAcceptLimits *limits = g_object_ref_sink (g_object_new (FL_TYPE_ACCEPT_LIMITS, NULL));

  fl_accept_limits_set_session (limits, session);
  return limits;
}

static void
settle (FlAcceptLimits *limits, FlSession *session, double squirrels, gboolean is_other)
{
  const FlClassShare list[] = {{get_id (session, "Nothing"), 0.6},
                               {get_id (session, "Bird"), 0.4 - squirrels},
                               {get_id (session, "Squirrel"), squirrels}};
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (FlClassShare));

  g_array_append_vals (shares, list, G_N_ELEMENTS (list));
  g_assert_cmpint (fl_accept_limits_settle (limits, shares), ==, is_other);
}

/* A class that is rare has each class be limited by itself, until somebody wants the limit of all. */
static void
test_rare_class (Fixture *fixture, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE};
  g_autoptr (FlSession) session = fl_session_open (fixture->project, &options, NULL);
  g_autoptr (FlAcceptLimits) limits = make_limits (session);
  const gint64 squirrel = get_id (session, "Squirrel");

  settle (limits, session, 0.05, FALSE);
  FlAcceptance wanted = fill (limits);
  g_assert_false (wanted.is_limited_only);
  g_assert_cmpfloat_with_epsilon (wanted.max_error, 0.02, 1e-9);
  g_assert_cmpuint (wanted.limits->len, ==, 0);
  g_array_unref (wanted.limits);
  settle (limits, session, 0.04, TRUE);
  wanted = fill (limits);
  g_assert_true (wanted.is_limited_only);
  g_assert_cmpuint (wanted.limits->len, ==, 4);
  assert_limit (&wanted, 0, get_id (session, "Nothing"), 0.02, FALSE);
  assert_limit (&wanted, 1, get_id (session, "Bird"), 0.02, FALSE);
  assert_limit (&wanted, 2, squirrel, 0.02, FALSE);
  assert_limit (&wanted, 3, squirrel, 0.1, TRUE);
  g_array_unref (wanted.limits);
  gtk_spin_button_set_value (find_spin (GTK_WIDGET (limits)), 5);
  wanted = fill (limits);
  g_assert_false (wanted.is_limited_only);
  g_assert_cmpfloat_with_epsilon (wanted.max_error, 0.05, 1e-9);
  g_assert_cmpuint (wanted.limits->len, ==, 1);
  assert_limit (&wanted, 0, squirrel, 0.1, TRUE);
  g_array_unref (wanted.limits);
  fl_session_close (session);
}

/* The name of a class is no markup: otherwise GTK warns, at which this test ends. */
static void
test_name (Fixture *fixture, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE};
  g_autoptr (FlSession) session = fl_session_open (fixture->project, &options, NULL);
  g_autoptr (GError) error = NULL;
  FlClass *cats = fl_session_add_class (session, "Cats & Dogs", NULL, &error);
  g_assert_no_error (error);
  g_autoptr (FlAcceptLimits) limits = make_limits (session);
  const FlClassShare rare = {fl_class_get_id (cats), 0.01};
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (FlClassShare));

  g_array_append_val (shares, rare);
  g_assert_true (fl_accept_limits_settle (limits, shares));
  g_assert_nonnull (
    find_label (GTK_WIDGET (limits),
                "“Cats & Dogs” is rarer than 5 %: a machine that never finds it would pass"));
  fl_session_close (session);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add ("/app/accept-dialog/closed-at-once", Fixture, NULL, fixture_set_up,
              test_closed_at_once, fixture_tear_down);
  g_test_add ("/app/accept-dialog/rare-class", Fixture, NULL, fixture_set_up, test_rare_class,
              fixture_tear_down);
  g_test_add ("/app/accept-dialog/name", Fixture, NULL, fixture_set_up, test_name,
              fixture_tear_down);
  return fixture_run ();
}

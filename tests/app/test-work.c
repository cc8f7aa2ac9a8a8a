/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who does not look at the window is told on the desktop when long work has ended. */
#include "fixture.h"

#include "app/fl-window-private.h"

static const char *const interface =
  "<node><interface name='org.freedesktop.Notifications'>"
  "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "</interface></node>";

/* What the desktop was told last. */
typedef struct {
  char *title;
  char *body;
} Told;

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface_name,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer data)
{
  Told *told = data;

  if (g_str_equal (method, "Notify")) {
    g_free (told->title);
    g_free (told->body);
    g_variant_get_child (parameters, 3, "s", &told->title);
    g_variant_get_child (parameters, 4, "s", &told->body);
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 1));
    return;
  }
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
on_named (GDBusConnection *connection, const char *name, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static gboolean
is_told (gpointer data)
{
  return ((Told *) data)->body != NULL;
}

/* A desktop that is this very program. */
static void
become_desktop (Fixture *fixture, Told *told)
{
  static const GDBusInterfaceVTable calls = {.method_call = on_call};
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (fixture->application));
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface, &error);
  gboolean is_named = FALSE;

  g_assert_no_error (error);
  g_assert_nonnull (bus);
  g_assert_cmpuint (g_dbus_connection_register_object (bus, "/org/freedesktop/Notifications",
                                                       node->interfaces[0], &calls, told, NULL,
                                                       &error),
                    >, 0);
  g_bus_own_name_on_connection (bus, "org.freedesktop.Notifications", 0, on_named, NULL, &is_named,
                                NULL);
  fixture_wait ("there is a desktop", is_set, &is_named);
}

static gboolean
says_read (gpointer data)
{
  return g_strcmp0 (((Told *) data)->body, "All 2 videos are read") == 0;
}

static gboolean
is_inactive (gpointer window)
{
  return !gtk_window_is_active (window);
}

static void
test_told (Fixture *fixture, gconstpointer data)
{
  Told told = {NULL, NULL};

  become_desktop (fixture, &told);
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  GtkWidget *other = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (other));
  fixture_wait ("nobody looks at the window", is_inactive, window);
  g_assert_true (fl_window_open_project (window, fixture->project));
  fixture_wait ("it is told that all is read", says_read, &told);
  g_assert_cmpstr (told.title, ==, "Nest Boxes");
  g_clear_pointer (&told.body, g_free);
  fl_window_tell (window, "The labels are in “x.csv”");
  fixture_wait ("it is told what ended", is_told, &told);
  g_assert_cmpstr (told.body, ==, "The labels are in “x.csv”");
  gtk_window_destroy (GTK_WINDOW (other));
  fixture_close_window (window);
  g_free (told.title);
  g_free (told.body);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add ("/app/work/told", Fixture, NULL, fixture_set_up, test_told, fixture_tear_down);
  return fixture_run ();
}

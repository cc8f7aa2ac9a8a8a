/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's program. */
#include <glib/gi18n.h>
#include <locale.h>

#include "app/fl-application.h"
#include "config.h"

int
main (int argc, char **argv)
{
  (void) setlocale (LC_ALL, "");
  (void) bindtextdomain (FL_GETTEXT_PACKAGE, FL_LOCALE_DIR);
  (void) bind_textdomain_codeset (FL_GETTEXT_PACKAGE, "UTF-8");
  (void) textdomain (FL_GETTEXT_PACKAGE);
  fl_application_choose_renderer ();
  g_set_prgname (FL_APP_ID);

  g_autoptr (FlApplication) application = fl_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}

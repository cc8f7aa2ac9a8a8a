/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's program. */
#include "app/fl-application.h"
#include "base/fl-locale.h"
#include "config.h"

int
main (int argc, char **argv)
{
  fl_locale_init ();
  fl_application_choose_renderer ();
  g_set_prgname (FL_APP_ID);

  g_autoptr (FlApplication) application = fl_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}

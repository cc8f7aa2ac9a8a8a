/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's language, for both programs. */
#include "base/fl-locale.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>

#include "config.h"

void
fl_locale_init (void)
{
  const char *directory = g_getenv ("FRAMELINE_LOCALE_DIR");

  (void) setlocale (LC_ALL, "");
  /* Servers often set none, and names are UTF-8 all the same. */
  if (!g_str_equal (nl_langinfo (CODESET), "UTF-8"))
    (void) setlocale (LC_CTYPE, "C.UTF-8");
  (void) bindtextdomain (FL_GETTEXT_PACKAGE, directory != NULL ? directory : FL_LOCALE_DIR);
  (void) bind_textdomain_codeset (FL_GETTEXT_PACKAGE, "UTF-8");
  (void) textdomain (FL_GETTEXT_PACKAGE);
}

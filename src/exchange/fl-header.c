/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first line of a file: which columns it names, and what to say when some are missing. */
#include "exchange/fl-header-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "exchange/fl-format.h"

const char *const *
fl_header_read (FlCsvReader *reader, const char *name, GCancellable *cancellable, GError **error)
{
  const char *const *header;

  if (!fl_csv_reader_next (reader, &header, cancellable, error))
    return NULL;
  if (header == NULL)
    g_set_error (error, FL_EXCHANGE_ERROR, FL_EXCHANGE_ERROR_FORMAT,
                 _ ("“%s” is empty; a table of labels begins with a line that names its columns"),
                 name);
  return header;
}

gboolean
fl_header_has_all (const char *const *header, const char *const *needs)
{
  return fl_header_count_missing (header, needs) == 0;
}

guint
fl_header_count_missing (const char *const *header, const char *const *needs)
{
  guint n = 0;

  for (const char *const *need = needs; *need != NULL; need++)
    if (!g_strv_contains (header, *need))
      n++;
  return n;
}

/* Spreadsheets of many countries write “CSV” with semicolons. Gives a NUL where there is no other. */
static char
find_other_separator (const char *const *header)
{
  if (header[0] == NULL || header[1] != NULL)
    return '\0';
  if (strchr (header[0], ';') != NULL)
    return ';';
  return strchr (header[0], '\t') != NULL ? '\t' : '\0';
}

void
fl_header_refuse (const char *const *header,
                  const char *name,
                  const char *const *needs,
                  GError **error)
{
  const char separator = find_other_separator (header);
  if (separator != '\0') {
    g_set_error (error, FL_EXCHANGE_ERROR, FL_EXCHANGE_ERROR_FORMAT,
                 separator == ';'
                   ? _ ("“%s” has semicolons between its columns; save it with commas")
                   : _ ("“%s” has tabs between its columns; save it with commas"),
                 name);
    return;
  }
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();
  for (const char *const *need = needs; *need != NULL; need++)
    if (!g_strv_contains (header, *need))
      g_ptr_array_add (missing, (gpointer) *need);
  const guint n_missing = missing->len;
  g_ptr_array_add (missing, NULL);
  g_autofree char *list = g_strjoinv (", ", (char **) missing->pdata);
  g_autofree char *all = g_strjoinv (", ", (char **) needs);
  g_set_error (error, FL_EXCHANGE_ERROR, FL_EXCHANGE_ERROR_FORMAT,
               ngettext ("“%s” lacks the column %s; its first line must name %s",
                         "“%s” lacks the columns %s; its first line must name %s", n_missing),
               name, list, all);
}

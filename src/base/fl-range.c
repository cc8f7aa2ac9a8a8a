/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stretches of frames. */
#include "base/fl-range.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

gboolean
fl_range_parse (const char *text, FlRange *out, GError **error)
{
  g_return_val_if_fail (text != NULL && out != NULL, FALSE);

  g_auto (GStrv) ends = g_strsplit (text, "-", 2);
  FlRange range;
  gboolean is_valid =
    ends[0] != NULL && g_ascii_string_to_signed (ends[0], 10, 0, G_MAXINT64, &range.first, NULL);
  if (is_valid && ends[1] == NULL)
    range.last = range.first;
  else if (is_valid)
    is_valid = g_ascii_string_to_signed (ends[1], 10, range.first, G_MAXINT64, &range.last, NULL);
  if (!is_valid) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("“%s” is not a frame number N or a range N-M with M not below N"), text);
    return FALSE;
  }
  *out = range;
  return TRUE;
}

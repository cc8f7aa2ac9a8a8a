/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names without what all of them share. */
#include "app/fl-short-names.h"

#include <string.h>

#define ELLIPSIS "…"

static gboolean
is_word (const char *at)
{
  return g_unichar_isalnum (g_utf8_get_char (at));
}

/* In bytes; whole words with what stands behind them. */
static gsize
find_common_start (const char *const *names)
{
  gsize shared = strlen (names[0]);

  for (gsize i = 1; names[i] != NULL; i++)
    for (gsize at = 0; at < shared; at++)
      if (names[i][at] != names[0][at])
        shared = at;
  const char *end = names[0] + shared;
  while (end > names[0] && ((*end & 0xc0) == 0x80 || is_word (g_utf8_prev_char (end))))
    end--;
  return (gsize) (end - names[0]);
}

/* In bytes, behind @start; whole words with what stands before them. */
static gsize
find_common_end (const char *const *names, gsize start)
{
  const gsize length = strlen (names[0]);
  gsize shared = length - start;

  for (gsize i = 1; names[i] != NULL; i++) {
    const gsize other = strlen (names[i]);
    shared = MIN (shared, other - start);
    for (gsize at = 0; at < shared; at++)
      if (names[i][other - 1 - at] != names[0][length - 1 - at])
        shared = at;
  }
  const char *from = names[0] + length - shared;
  while (*from != '\0' && ((*from & 0xc0) == 0x80 || is_word (from)))
    from++;
  return strlen (from);
}

static gboolean
is_long (const char *name, gsize max_chars)
{
  return (gsize) g_utf8_strlen (name, -1) > max_chars;
}

/* Names that are to be shortened; the others need not begin like them. */
static GPtrArray *
list_long (const char *const *names, gsize max_chars)
{
  GPtrArray *found = g_ptr_array_new ();

  for (gsize i = 0; names[i] != NULL; i++)
    if (is_long (names[i], max_chars))
      g_ptr_array_add (found, (gpointer) names[i]);
  g_ptr_array_add (found, NULL);
  return found;
}

static char *
shorten (const char *name, gsize start, gsize end)
{
  const gsize length = strlen (name);

  /* Nothing would be left. */
  if (length <= start + end)
    return g_strdup (name);
  return g_strdup_printf ("%s%.*s%s", start > 0 ? ELLIPSIS : "", (int) (length - start - end),
                          name + start, end > 0 ? ELLIPSIS : "");
}

/* Whether one is still too long when only its beginning is left out; then all lose their end. */
static gboolean
is_any_long (const char *const *names, gsize start, gsize max_chars)
{
  gboolean is_any = FALSE;

  for (gsize i = 0; names[i] != NULL; i++) {
    g_autofree char *shown = shorten (names[i], start, 0);
    is_any |= is_long (shown, max_chars);
  }
  return is_any;
}

GStrv
fl_short_names (const char *const *names, gsize max_chars)
{
  g_return_val_if_fail (names != NULL, NULL);

  GPtrArray *shown = g_ptr_array_new ();
  g_autoptr (GPtrArray) found = list_long (names, max_chars);
  const char *const *all = (const char *const *) found->pdata;
  /* One alone shares nothing; the last one is NULL. */
  const gboolean are_several = found->len > 2;
  const gsize start = are_several ? find_common_start (all) : 0;
  const gsize end =
    are_several && is_any_long (all, start, max_chars) ? find_common_end (all, start) : 0;

  for (gsize i = 0; names[i] != NULL; i++)
    g_ptr_array_add (shown, is_long (names[i], max_chars) ? shorten (names[i], start, end)
                                                          : g_strdup (names[i]));
  g_ptr_array_add (shown, NULL);
  return (GStrv) g_ptr_array_free (shown, FALSE);
}

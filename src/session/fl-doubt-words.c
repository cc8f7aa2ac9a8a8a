/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doubts about frames in the person's language. Those without a number or a name are marked where
 * they are made. */
#include "session/fl-doubt-words.h"

#include <glib/gi18n.h>

static const struct {
  const char *pattern;
  const char *words;
} parts[] = {
  /* Translators, for all of these: \1 and \2 stand for numbers, or for names within quotes. They
   * say why all frames of a video were decoded, or what is not seen of a folder of pictures. */
  {"^(\\d+) of its packets are damaged, so every frame was decoded$",
   N_ ("\\1 of its packets are damaged, so every frame was decoded")},
  {"^(\\d+) frames from (\\d+) packets$", N_ ("\\1 frames from \\2 packets")},
  {"^(\\d+) frames of the (\\d+) that its header promises$",
   N_ ("\\1 frames of the \\2 that its header promises")},
  {"^(\\d+) of its pictures cannot be decoded, the first of them is “(.*)”$",
   N_ ("\\1 of its pictures cannot be decoded, the first of them is “\\2”")},
  {"^“(.*)” cannot be decoded$", N_ ("“\\1” cannot be decoded")},
  {"^(\\d+) other files in it are left out, the first of them is “(.*)”$",
   N_ ("\\1 other files in it are left out, the first of them is “\\2”")},
  {"^“(.*)” is no picture and is left out$", N_ ("“\\1” is no picture and is left out")},
  {"^the file ends too early$", N_ ("the file ends too early")},
  /* Translators: between two of these. */
  {"^; $", N_ ("; ")},
  /* Translators: before “12 frames from 14 packets”. */
  {"^: $", N_ (": ")},
};

static char *
dup_part (const char *part)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autoptr (GRegex) pattern = g_regex_new (parts[i].pattern, G_REGEX_DOTALL, 0, NULL);
    if (g_regex_match (pattern, part, 0, NULL))
      return g_regex_replace (pattern, part, -1, 0, _ (parts[i].words), 0, NULL);
  }
  return g_strdup (*part != '\0' ? _ (part) : "");
}

char *
fl_doubt_words_dup (const char *doubt)
{
  if (doubt == NULL)
    return NULL;
  /* Names of files are in it, which may be of any bytes. */
  g_autofree char *text = g_utf8_make_valid (doubt, -1);
  g_auto (GStrv) split = g_regex_split_simple ("(; |: (?=\\d))", text, 0, 0);
  GString *words = g_string_new (NULL);
  for (guint i = 0; split[i] != NULL; i++) {
    g_autofree char *part = dup_part (split[i]);
    g_string_append (words, part);
  }
  return g_string_free (words, FALSE);
}

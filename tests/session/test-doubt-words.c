/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doubts, which a project keeps in English, in the person's language. */
#include "session/fl-doubt-words.h"

#include <libintl.h>
#include <locale.h>

#include "session/fl-ingest.h"

static void
assert_words (const char *doubt, const char *expected)
{
  g_autofree char *words = fl_doubt_words_dup (doubt);

  g_assert_cmpstr (words, ==, expected);
}

/* In English they stay what they are, also those that no version of today makes. */
static void
test_english (void)
{
  static const char *const doubts[] = {
    "The file ends too early, so every frame was decoded: 12 frames of the 20 that its header "
    "promises",
    "It has empty packets, so every frame was decoded; the file ends too early: 12 frames from 14 "
    "packets",
    "“a: 2; b.jpg” cannot be decoded; “notes.txt” is no picture and is left out",
    "3 of its packets are damaged, so every frame was decoded",
    "Something of another version: 7",
    "",
  };

  assert_words ("“caf\xe9.jpg” cannot be decoded", "“caf\xef\xbf\xbd.jpg” cannot be decoded");
  for (gsize i = 0; i < G_N_ELEMENTS (doubts); i++)
    assert_words (doubts[i], doubts[i]);
  g_assert_null (fl_doubt_words_dup (NULL));
}

static gboolean
speak_german (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);
  g_autofree char *catalogue = g_build_filename (folder, "de", "LC_MESSAGES", "frameline.mo", NULL);

  g_assert_true (g_setenv ("LANGUAGE", "de", TRUE));
  g_assert_nonnull (setlocale (LC_ALL, ""));
  g_assert_nonnull (bindtextdomain ("frameline", folder));
  g_assert_nonnull (textdomain ("frameline"));
  return g_file_test (catalogue, G_FILE_TEST_EXISTS);
}

static void
test_german (void)
{
  if (!speak_german ()) {
    g_test_skip ("the German catalogue is not built");
    return;
  }
  assert_words (FL_INGEST_OTHER_FRAMES,
                "Der Decoder lieferte andere Bilder, als die Pakete versprachen, daher wurde jedes "
                "Bild decodiert");
  assert_words ("It has empty packets, so every frame was decoded; the file ends too early: 12 "
                "frames from 14 packets",
                "Es hat leere Pakete, daher wurde jedes Bild decodiert; die Datei endet zu früh: "
                "12 Bilder aus 14 Paketen");
  assert_words ("2 of its pictures cannot be decoded, the first of them is “\\1.jpg”; “a” is no "
                "picture and is left out",
                "2 der Bilder können nicht decodiert werden, das erste davon ist „\\1.jpg“; „a“ "
                "ist kein Bild und bleibt aus");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/doubt-words/english", test_english);
  g_test_add_func ("/session/doubt-words/german", test_german);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that can be done anywhere in a window, with its name and its keys. */
#include "app/fl-commands.h"

#include <glib/gi18n.h>
#include <string.h>

/* A word at the beginning is worth more than one at the beginning of a word, and that more than a part. */
#define AT_BEGINNING 4
#define AT_WORD      3
#define WITHIN       1

static const FlCommandInfo commands[] = {
  {"win.undo", N_ ("Undo"), {"<Control>z"}},
  {"win.redo", N_ ("Redo"), {"<Control><Shift>z"}},
  {"win.split-run", N_ ("Split the Run Here"), {"<Control>b"}},
  {"win.find-like", N_ ("Find More Like This"), {"<Control>g"}},
  {"win.toggle-guess", N_ ("Show or Hide Guesses"), {"<Control>h"}},
  {"win.show-view('label')", N_ ("Label: Ask About Pictures"), {"<Control>1"}},
  {"win.show-view('groups')", N_ ("Groups: Name Like Pictures"), {"<Control>2"}},
  {"win.show-view('review')", N_ ("Review: Look at Pictures in Bulk"), {"<Control>3"}},
  {"win.show-view('timeline')", N_ ("Timeline: Labels Over Time"), {"<Control>4"}},
  {"win.show-view('insights')", N_ ("Insights: How Far It Has Come"), {"<Control>5"}},
  {"win.go-to", N_ ("Go to Frame or Time…"), {"<Control>l"}},
  {"win.find", N_ ("Find a Video or a Class…"), {"<Control>f"}},
  {"win.commands", N_ ("Commands…"), {"<Control>k"}},
  {"win.accept", N_ ("Fill In the Rest…"), {"<Control>Return", "<Control>KP_Enter"}},
  {"win.lots", N_ ("Lots"), {NULL}},
  {"win.export", N_ ("Export…"), {"<Control><Shift>s"}},
  {"win.import", N_ ("Import Labels…"), {NULL}},
  {"win.restore-backup", N_ ("Restore a Backup…"), {NULL}},
  {"win.add-videos", N_ ("Add Videos…"), {NULL}},
  {"win.add-address", N_ ("Add Live Video…"), {NULL}},
  {"app.new", N_ ("New Project…"), {"<Control>n"}},
  {"app.open", N_ ("Open Project…"), {"<Control>o"}},
  {"win.open-demo", N_ ("Try the Demo"), {NULL}},
  {"win.toggle-sidebar", N_ ("Show or Hide the Sidebar"), {"F9"}},
  {"win.toggle-fullscreen", N_ ("Full Screen"), {"F11"}},
  {"win.preferences", N_ ("Preferences"), {"<Control>comma"}},
  {"win.show-help-overlay",
   N_ ("Keyboard Shortcuts"),
   {"<Control>question", "<Control><Shift>slash"}},
  {"app.help", N_ ("Help"), {"F1"}},
  {"win.about", N_ ("About Frameline"), {NULL}},
  {"window.close", N_ ("Close the Window"), {"<Control>w"}},
  {"app.quit", N_ ("Quit"), {"<Control>q"}},
};

const FlCommandInfo *
fl_commands_list (gsize *out_n)
{
  *out_n = G_N_ELEMENTS (commands);
  return commands;
}

static guint
match_word (const char *text, const char *word)
{
  const char *found = strstr (text, word);
  guint best = 0;

  for (; found != NULL; found = strstr (found + 1, word)) {
    const gboolean is_at_word =
      found == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (found)));
    best = MAX (best, found == text ? AT_BEGINNING : is_at_word ? AT_WORD : WITHIN);
  }
  return best;
}

guint
fl_commands_match (const char *text, const char *query)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *folded_query = g_utf8_casefold (query, -1);
  g_auto (GStrv) words = g_strsplit_set (folded_query, " \t", -1);
  guint sum = 1;

  for (gsize i = 0; words[i] != NULL; i++) {
    const guint value = *words[i] != '\0' ? match_word (folded, words[i]) : 1;
    if (value == 0)
      return 0;
    sum += value;
  }
  return sum;
}

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
  {"win.examples", N_ ("Classes and Examples"), {"<Control>d"}},
  {"win.toggle-guess", N_ ("Show or Hide Guesses"), {"<Control>h"}},
  {"win.brighten", N_ ("Brighten Dark Pictures"), {"<Control><Shift>b"}},
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
  {"win.show-review('frames')", N_ ("Frames: All Pictures in a Grid"), {NULL}},
  {"win.show-review('sweep')", N_ ("Sweep: Look for What Was Missed"), {NULL}},
  {"win.show-review('second-looks')", N_ ("Second Looks: Labels in Doubt"), {NULL}},
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

static const FlPageCommand page_commands[] = {
  {"label", "slash", NC_ ("shortcuts", "Choose a class by its name")},
  {"label", "0", NC_ ("shortcuts", "Background class")},
  {"label", "Return", NC_ ("shortcuts", "Tags: yes, or the marked ones"), TRUE},
  {"label", "0", NC_ ("shortcuts", "Tags: no, or none of them"), TRUE},
  {"label", "period", NC_ ("shortcuts", "Unsure")},
  {"label", "Page_Down", NC_ ("shortcuts", "Later")},
  {"label", "Return", NC_ ("shortcuts", "Accept the guess")},
  {"label", "BackSpace", NC_ ("shortcuts", "Take back the last answer")},
  {"label", "Up", NC_ ("shortcuts", "Look at the last answers, come back")},
  {"label", "Down", NC_ ("shortcuts", "Look at the last answers, come back")},
  {"label", "plus", NC_ ("shortcuts", "New class")},
  {"label", "Left", NC_ ("shortcuts", "Frame back, on")},
  {"label", "Right", NC_ ("shortcuts", "Frame back, on")},
  {"label", "<Control>Left", NC_ ("shortcuts", "Ten frames back, on")},
  {"label", "<Control>Right", NC_ ("shortcuts", "Ten frames back, on")},
  {"label", "Home", NC_ ("shortcuts", "First, last frame of the run")},
  {"label", "End", NC_ ("shortcuts", "First, last frame of the run")},
  {"label", "space", NC_ ("shortcuts", "Play around the question, stop")},
  {"label", "less", NC_ ("shortcuts", "Play slower, faster")},
  {"label", "greater", NC_ ("shortcuts", "Play slower, faster")},
  {"label", "<Control>plus", NC_ ("shortcuts", "Zoom in, out")},
  {"label", "<Control>minus", NC_ ("shortcuts", "Zoom in, out")},
  {"label", "<Control>0", NC_ ("shortcuts", "Show the whole picture")},
  {"label", "<Alt>Left", NC_ ("shortcuts", "Move about in the zoomed picture")},
  {"label", "<Alt>Right", NC_ ("shortcuts", "Move about in the zoomed picture")},
  {"label", "<Alt>Up", NC_ ("shortcuts", "Move about in the zoomed picture")},
  {"label", "<Alt>Down", NC_ ("shortcuts", "Move about in the zoomed picture")},
  {"groups", "Delete", NC_ ("shortcuts", "Take a picture out of the group")},
  {"groups", "Return", NC_ ("shortcuts", "Ask about the picture")},
  {"review", "Return", NC_ ("shortcuts", "Confirm what the machine says")},
  {"review", "Delete", NC_ ("shortcuts", "Take labels of people away")},
  {"review", "<Control>e", NC_ ("shortcuts", "Select the run")},
  {"review", "<Control>space", NC_ ("shortcuts", "Play the frame")},
  {"review", "<Control><Shift>e", NC_ ("shortcuts", "Select all that look like this")},
  {"review", "<Control>minus", NC_ ("shortcuts", "Smaller or larger pictures")},
  {"review", "<Control>plus", NC_ ("shortcuts", "Smaller or larger pictures")},
  {"review", "F5", NC_ ("shortcuts", "Filter and sort again")},
  {"timeline", "comma", NC_ ("shortcuts", "Frame back, on")},
  {"timeline", "period", NC_ ("shortcuts", "Frame back, on")},
  {"timeline", "<Control>Left", NC_ ("shortcuts", "Previous, next change")},
  {"timeline", "<Control>Right", NC_ ("shortcuts", "Previous, next change")},
  {"timeline", "<Control>Up", NC_ ("shortcuts", "Previous, next doubtful stretch")},
  {"timeline", "<Control>Down", NC_ ("shortcuts", "Previous, next doubtful stretch")},
  {"timeline", "Up", NC_ ("shortcuts", "Track above, below")},
  {"timeline", "Down", NC_ ("shortcuts", "Track above, below")},
  {"timeline", "Home", NC_ ("shortcuts", "First, last frame")},
  {"timeline", "End", NC_ ("shortcuts", "First, last frame")},
  {"timeline", "space", NC_ ("shortcuts", "Select what says the same")},
  {"timeline", "<Shift>Left", NC_ ("shortcuts", "Extend the range by a frame")},
  {"timeline", "<Shift>Right", NC_ ("shortcuts", "Extend the range by a frame")},
  {"timeline", "<Control><Shift>Left", NC_ ("shortcuts", "Extend the range to the change before")},
  {"timeline", "<Control><Shift>Right", NC_ ("shortcuts", "Extend the range to the change after")},
  {"timeline", "Delete", NC_ ("shortcuts", "Give the range back")},
  {"timeline", "Escape", NC_ ("shortcuts", "Select nothing")},
  {"timeline", "plus", NC_ ("shortcuts", "Zoom in, out")},
  {"timeline", "minus", NC_ ("shortcuts", "Zoom in, out")},
  {"timeline", "<Control>0", NC_ ("shortcuts", "Show all")},
  {"timeline", "Return", NC_ ("shortcuts", "Ask about the frame")},
};

const FlPageCommand *
fl_commands_list_of_pages (gsize *out_n)
{
  *out_n = G_N_ELEMENTS (page_commands);
  return page_commands;
}

static const char *
get_page_title (const char *page)
{
  static const struct {
    const char *page;
    const char *title;
  } titles[] = {{"label", N_ ("Label")},
                {"groups", N_ ("Groups")},
                {"review", N_ ("Review")},
                {"timeline", N_ ("Timeline")}};

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].page, page))
      return _ (titles[i].title);
  g_assert_not_reached ();
}

char *
fl_page_command_dup_name (const FlPageCommand *self)
{
  /* Translators: what a key does on a page, in the list of commands: the names of the page and of that. */
  return g_strdup_printf (_ ("%1$s · %2$s"), get_page_title (self->page),
                          g_dpgettext2 (NULL, "shortcuts", self->title));
}

char *
fl_page_command_dup_action (const FlPageCommand *self)
{
  return g_strdup_printf ("win.press(('%s','%s'))", self->page, self->key);
}

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

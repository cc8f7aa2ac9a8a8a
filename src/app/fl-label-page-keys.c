/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyboard of the label page: what each key does there. */
#include <glib/gi18n.h>

#include "app/fl-class-keys.h"
#include "app/fl-closures.h"
#include "app/fl-label-page-private.h"
#include "app/fl-toasts.h"
#include "session/fl-idle.h"
#include "session/fl-session-like.h"

/* A burst is over when nothing came for longer than two of its answers take. */
#define BURST_END_MS 400

/* What is said while the first of two letters waits. */
#define FIRST_SENTENCE "fl-first-sentence"

/* A button or row that has the focus by keyboard keeps its Enter, its Space and its arrows; Escape is for
 * others while there is nothing to end. */
static gboolean
is_taken (FlLabelPage *self, FlCommand command)
{
  if (command == FL_COMMAND_STOP_FINDING)
    return !fl_session_is_finding_like (self->session);

  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return (command == FL_COMMAND_ACCEPT_GUESS || command == FL_COMMAND_PLAY ||
          command == FL_COMMAND_LOOK_BACK || command == FL_COMMAND_COME_BACK) &&
         focus != NULL && focus != GTK_WIDGET (self->view) &&
         gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static gint64
get_undo_target (FlLabelPage *self)
{
  gint64 target;

  g_object_get (self->session, "undo-target", &target, NULL);
  return target;
}

/* Whoever took one back meanwhile would have another one undone for it. */
static gboolean
offer_undo (gpointer data)
{
  FlLabelPage *self = data;
  /* Translators: a toast with an Undo button for all of them. */
  g_autofree char *text =
    g_strdup_printf (ngettext ("%'u answer came faster than one can look",
                               "%'u answers came faster than one can look", self->burst.n),
                     self->burst.n);

  if (self->burst_target == get_undo_target (self))
    fl_toasts_say_undoable (GTK_WIDGET (self), text, self->burst.n);
  for (guint i = 0; i < self->burst_items->len; i++)
    fl_session_ask_again (self->session, self->burst_items->pdata[i]);
  self->burst_source = 0;
  fl_label_page_forget_burst (self);
  return G_SOURCE_REMOVE;
}

/* The offer comes when the burst is over: a toast for each answer would be another burst. */
static void
add_to_burst (FlLabelPage *self, FlItem *item, gint64 press_us)
{
  g_clear_handle_id (&self->burst_source, g_source_remove);
  const guint n = fl_burst_add (&self->burst, press_us);
  self->burst_target = get_undo_target (self);
  if (n == 1)
    g_ptr_array_set_size (self->burst_items, 0);
  g_ptr_array_add (self->burst_items, g_object_ref (item));
  if (n >= FL_BURST_LEAST)
    self->burst_source = g_timeout_add (BURST_END_MS, offer_undo, self);
}

static void
answer (FlLabelPage *self, FlClass *klass, gint64 press_us)
{
  g_autoptr (FlItem) item = self->item != NULL ? g_object_ref (self->item) : NULL;

  if (fl_label_page_answer (self, klass))
    add_to_burst (self, item, press_us);
}

static void
answer_tags (FlLabelPage *self, FlTagAnswer tags, gint64 press_us)
{
  g_autoptr (FlItem) item = self->item != NULL ? g_object_ref (self->item) : NULL;

  if (fl_label_page_answer_tags (self, tags))
    add_to_burst (self, item, press_us);
}

static void
accept_guess (FlLabelPage *self, gint64 press_us)
{
  FlClass *guess = fl_label_page_find_guess (self);

  if (fl_label_page_has_tags (self))
    answer_tags (self, FL_TAG_YES, press_us);
  else if (guess != NULL)
    answer (self, guess, press_us);
  else
    fl_label_page_say (self, self->show_guess ? _ ("There is no guess to accept here")
                                              : _ ("The guess is hidden"));
}

static void
run_command (FlLabelPage *self, FlCommand command, gint64 press_us)
{
  switch (command) {
  case FL_COMMAND_NONE:
  case FL_COMMAND_STEP:
    break;
  case FL_COMMAND_NO:
    answer_tags (self, FL_TAG_NO, press_us);
    break;
  case FL_COMMAND_UNSURE:
    answer (self, NULL, press_us);
    break;
  case FL_COMMAND_LATER:
    fl_label_page_later (self);
    break;
  case FL_COMMAND_TAKE_BACK:
    fl_label_page_take_back (self);
    break;
  case FL_COMMAND_ACCEPT_GUESS:
    accept_guess (self, press_us);
    break;
  case FL_COMMAND_FIRST:
  case FL_COMMAND_LAST:
    fl_label_page_look_at_end (self, command == FL_COMMAND_LAST);
    break;
  case FL_COMMAND_NEW_CLASS:
    fl_label_page_add_class (self);
    break;
  case FL_COMMAND_PLAY:
    fl_label_page_play_or_stop (self);
    break;
  case FL_COMMAND_STOP_FINDING:
    fl_label_page_stop_finding_like (self);
    break;
  case FL_COMMAND_SLOWER:
    fl_label_page_change_speed (self, -1);
    break;
  case FL_COMMAND_FASTER:
    fl_label_page_change_speed (self, 1);
    break;
  case FL_COMMAND_LOOK_BACK:
    fl_label_page_look_back (self);
    break;
  case FL_COMMAND_COME_BACK: /* it is there already, and the focus stays */
    break;
  case FL_COMMAND_FIND_CLASS:
    (void) gtk_widget_activate_action (GTK_WIDGET (self), "win.find-class", NULL);
    break;
  }
}

static gboolean
must_ignore (FlLabelPage *self, const FlKeyPress *press)
{
  switch (fl_page_keys_count (self->page_keys, press)) {
  case FL_KEY_COUNTS:
    return FALSE;
  case FL_KEY_REPEATS:
    return TRUE;
  case FL_KEY_TOO_FAST:
    fl_label_page_say (self, _ ("Too fast"));
    return TRUE;
  }
  g_assert_not_reached ();
}

/* In a project of tags, which have no background class, its key says no. */
static FlCommand
find_command (FlLabelPage *self, const FlKeyPress *press, int *out_step)
{
  const GdkModifierType held = GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK;

  if (fl_label_page_has_tags (self) && fl_keys_get_digit (press->keycode) == 0 &&
      (press->state & held) == 0)
    return FL_COMMAND_NO;
  return fl_keys_find_command (press->keyval, press->state, out_step);
}

static gboolean
say_no_class (FlLabelPage *self, const FlKeyPress *press)
{
  g_autofree char *text = fl_class_keys_dup_unknown (press);

  if (text == NULL)
    return GDK_EVENT_PROPAGATE;
  fl_label_page_say (self, text);
  return GDK_EVENT_STOP;
}

/* Returns: whether the key was about the answer that is looked back at */
static gboolean
press_back (FlLabelPage *self, const FlKeyPress *press, FlCommand command, int step, FlClass *klass)
{
  const gboolean is_answer = klass != NULL || command == FL_COMMAND_UNSURE;

  if (self->back_cell == NULL || (klass == NULL && command == FL_COMMAND_NONE))
    return FALSE;
  if (!is_answer || command == FL_COMMAND_STEP)
    return fl_label_page_run_back (self, command, step);
  if (!must_ignore (self, press))
    fl_label_page_correct (self, klass);
  return TRUE;
}

static gboolean
on_key_pressed (GtkWidget *page, const FlKeyPress *press)
{
  FlLabelPage *self = FL_LABEL_PAGE (page);
  const gint64 press_us = press->press_us;
  int step = 0;

  if (self->session == NULL)
    return GDK_EVENT_PROPAGATE;
  fl_session_note_activity (self->session);
  if (fl_label_page_press_zoom (self, press))
    return GDK_EVENT_STOP;
  const FlCommand command = find_command (self, press, &step);
  if (command == FL_COMMAND_STEP && self->back_cell == NULL) {
    fl_label_page_step (self, step);
    return GDK_EVENT_STOP;
  }
  const gboolean has_alt = (press->state & GDK_ALT_MASK) != 0;
  const gboolean has_other =
    (press->state & (GDK_CONTROL_MASK | GDK_SUPER_MASK | GDK_META_MASK | GDK_HYPER_MASK)) != 0;
  /* On some keyboards it is on a digit, with Shift. */
  FlClass *klass = has_other || command == FL_COMMAND_FIND_CLASS
                     ? NULL
                     : fl_class_keys_find (fl_session_get_classes (self->session), page, press);
  if (press_back (self, press, command, step, klass))
    return GDK_EVENT_STOP;
  if (klass == NULL && command == FL_COMMAND_NONE)
    return has_alt || has_other ? GDK_EVENT_PROPAGATE : say_no_class (self, press);
  if (klass == NULL && is_taken (self, command))
    return GDK_EVENT_PROPAGATE;
  fl_paint_timer_note_key (self->timer, (guint32) (press_us / 1000), press->heard_us);
  if (must_ignore (self, press))
    return GDK_EVENT_STOP;
  if (klass == NULL)
    run_command (self, command, press_us);
  else if (!has_alt)
    answer (self, klass, press_us);
  else if (fl_session_get_asks_runs (self->session) || fl_label_page_has_tags (self))
    fl_label_page_label_frame (self, klass);
  else
    (void) fl_label_page_answer_about (self, klass, TRUE);
  fl_paint_timer_forget_key (self->timer);
  return GDK_EVENT_STOP;
}

void
fl_label_page_forget_burst (FlLabelPage *self)
{
  g_clear_handle_id (&self->burst_source, g_source_remove);
  g_ptr_array_set_size (self->burst_items, 0);
  self->burst = (FlBurst){0};
}

/* Over the picture, where the echo of the answer will be. */
static void
show_first (GtkWidget *page, const char *first)
{
  FlLabelPage *self = FL_LABEL_PAGE (page);

  if (first == NULL) {
    const char *told = g_object_get_data (G_OBJECT (self), FIRST_SENTENCE);
    fl_echo_release (self->echo);
    /* It promises what is no longer so. */
    if (g_strcmp0 (gtk_inscription_get_text (self->status), told) == 0)
      gtk_inscription_set_text (self->status, "");
    return;
  }
  g_autofree char *cap = fl_closure_key_cap (NULL, first);
  g_autofree char *text = g_strdup_printf ("%s …", cap);
  g_autofree char *sentence = fl_page_keys_dup_sentence (first);
  fl_echo_keep (self->echo, text);
  gtk_inscription_set_text (self->status, sentence);
  g_object_set_data_full (G_OBJECT (self), FIRST_SENTENCE, g_steal_pointer (&sentence), g_free);
}

void
fl_label_page_init_keys (FlLabelPage *self)
{
  self->page_keys = fl_page_keys_new (GTK_WIDGET (self), on_key_pressed);
  fl_page_keys_set_first_func (self->page_keys, show_first);
}

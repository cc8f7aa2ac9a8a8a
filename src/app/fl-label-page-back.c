/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking back: the picture is that of the last answer that has the focus, and a class key corrects it. The
 * question waits. */
#include <glib/gi18n.h>

#include "app/fl-closures.h"
#include "app/fl-elide.h"
#include "app/fl-label-page-private.h"
#include "app/fl-palette.h"
#include "app/fl-toasts.h"

/* More than there are. */
#define FAR 100

static const FlLastAnswer *
get_answer (FlLabelPage *self)
{
  return fl_last_answers_find (self->last, self->back_cell);
}

static char *
dup_place (const FlLastAnswer *answer)
{
  g_autofree char *name = fl_stream_dup_name_at (answer->stream, answer->frame);

  return fl_closure_caption (name, fl_stream_get_time_s (answer->stream, answer->frame),
                             answer->frame, 0);
}

/* What can be done with it. */
static char *
dup_sentence (FlLabelPage *self, const FlLastAnswer *answer)
{
  if (fl_label_page_has_tags (self))
    return g_strdup (_ ("Your answer: Enter asks again, Down comes back"));
  if (fl_last_answers_is_blind (self->last, self->back_cell))
    return g_strdup (_ ("Your answer: a class key corrects it, Down comes back"));
  if (answer->klass == NULL)
    return g_strdup (_ ("You could not tell: a class key corrects it, Down comes back"));
  /* Translators: the placeholder is a class. */
  return g_strdup_printf (_ ("You said %s: another key corrects it, Down comes back"),
                          fl_class_get_name (answer->klass));
}

static void
show_answer (FlLabelPage *self, const FlLastAnswer *answer)
{
  g_autofree char *sentence = dup_sentence (self, answer);
  g_autofree char *place = dup_place (answer);

  gtk_inscription_set_text (self->question, sentence);
  fl_elide_in (self->caption, place, fl_stream_get_name (answer->stream));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, place,
                                  -1);
  fl_frame_view_show (self->view, answer->stream, answer->frame, TRUE);
  fl_timeline_set_cursor (self->timeline, answer->stream, answer->frame);
}

/* A key that comes before the question is on the screen again was meant for the answer. */
static void
show_question_again (FlLabelPage *self)
{
  self->shown_us = 0;
  fl_label_page_show_question (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

static void
set_back_cell (FlLabelPage *self, GtkWidget *cell)
{
  const FlLastAnswer *answer = cell != NULL ? fl_last_answers_find (self->last, cell) : NULL;

  fl_label_page_stop (self);
  self->back_cell = cell;
  g_clear_object (&self->back_stream);
  self->back_stream = answer != NULL ? g_object_ref (answer->stream) : NULL;
  self->back_frame = answer != NULL ? answer->frame : -1;
  fl_label_page_update_guess (self);
  fl_label_page_update_empty (self);
  if (answer != NULL)
    show_answer (self, answer);
  else
    show_question_again (self);
}

/* Whoever clicks on a class means the picture that is looked at. */
void
fl_label_page_follow_focus (FlLabelPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  const gboolean is_cell = focus != NULL && fl_last_answers_find (self->last, focus) != NULL;
  const gboolean is_class =
    focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->classes));

  if (self->session == NULL)
    return;
  if (is_cell)
    set_back_cell (self, focus);
  else if (self->back_cell != NULL && !is_class)
    set_back_cell (self, NULL);
}

void
fl_label_page_come_back (FlLabelPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
fl_label_page_follow_answers (FlLabelPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *cell = fl_last_answers_find_cell (self->last, self->back_stream, self->back_frame);

  if (self->back_cell == NULL)
    return;
  if (cell == NULL)
    fl_label_page_come_back (self);
  else if (cell != self->back_cell && focus == self->back_cell)
    gtk_widget_grab_focus (cell);
  else
    set_back_cell (self, cell);
}

void
fl_label_page_look_back (FlLabelPage *self)
{
  if (!fl_last_answers_enter (self->last))
    fl_label_page_say (self, _ ("There is no answer to look back at"));
}

void
fl_label_page_ask_again (FlLabelPage *self)
{
  const FlLastAnswer *answer = get_answer (self);

  if (answer != NULL)
    fl_session_ask (self->session, answer->stream, answer->frame);
  fl_label_page_come_back (self);
}

/* Rows and buttons that are beside the pictures keep these. */
static gboolean
is_of_pictures_alone (FlCommand command)
{
  return command == FL_COMMAND_ACCEPT_GUESS || command == FL_COMMAND_PLAY ||
         command == FL_COMMAND_LOOK_BACK || command == FL_COMMAND_COME_BACK;
}

gboolean
fl_label_page_run_back (FlLabelPage *self, FlCommand command, int step)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  const gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (focus != self->back_cell && is_of_pictures_alone (command))
    return FALSE;
  if (command == FL_COMMAND_STEP)
    fl_last_answers_move (self->last, is_rtl ? -step : step);
  else if (command == FL_COMMAND_LOOK_BACK)
    fl_last_answers_move (self->last, 1);
  else if (command == FL_COMMAND_FIRST || command == FL_COMMAND_LAST)
    fl_last_answers_move (self->last, command == FL_COMMAND_FIRST ? -FAR : FAR);
  else if (command == FL_COMMAND_ACCEPT_GUESS || command == FL_COMMAND_NO)
    fl_label_page_ask_again (self);
  else
    fl_label_page_come_back (self);
  /* Whoever comes back by it sees the question first; only what was answered last can be taken back blindly. */
  return command != FL_COMMAND_TAKE_BACK;
}

static void
tell_corrected (FlLabelPage *self, const FlLastAnswer *answer, FlClass *klass)
{
  const char *name = klass != NULL ? fl_class_get_name (klass) : _ ("Unsure");
  g_autofree char *place = dup_place (answer);
  /* Translators: the status line: what was said instead, and for which picture. */
  g_autofree char *text = g_strdup_printf (_ ("Corrected: %1$s · %2$s"), name, place);

  fl_echo_show (self->echo, name,
                klass != NULL ? fl_palette_index_of_class (klass) : FL_PALETTE_BACKGROUND, FALSE);
  fl_elide_in (self->status, text, fl_stream_get_name (answer->stream));
}

void
fl_label_page_correct (FlLabelPage *self, FlClass *klass)
{
  const FlLastAnswer *answer = get_answer (self);
  g_autoptr (GError) error = NULL;

  if (answer == NULL)
    return;
  if (fl_label_page_has_tags (self))
    fl_label_page_ask_again (self);
  else if (!fl_frame_view_get_has_picture (self->view))
    fl_label_page_say_unseen (self);
  else if (fl_session_correct (self->session, answer, klass, &error))
    tell_corrected (self, answer, klass);
  else
    fl_toasts_say (GTK_WIDGET (self), error->message);
}

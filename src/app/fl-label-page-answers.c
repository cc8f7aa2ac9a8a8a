/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answering the question, putting it off and taking the last answer back. */
#include <glib/gi18n.h>
#include <math.h>

#include "app/fl-closures.h"
#include "app/fl-elide.h"
#include "app/fl-label-page-private.h"
#include "app/fl-palette.h"
#include "app/fl-toasts.h"

void
fl_label_page_note_last (FlLabelPage *self, const char *answer, gint64 frame)
{
  FlStream *stream = fl_item_get_stream (self->item);
  g_autofree char *name = fl_stream_dup_name_at (stream, frame);
  g_autofree char *place =
    fl_closure_caption (name, fl_stream_get_time_s (stream, frame), frame, 0);
  /* Translators: the status line: what was answered, and for which picture. */
  g_autofree char *text = g_strdup_printf (_ ("Last: %1$s · %2$s"), answer, place);

  fl_elide_in (self->status, text, fl_stream_get_name (stream));
}

static void
echo_answer (FlLabelPage *self, FlClass *klass, FlClass *guess, gint64 n_frames)
{
  const char *name = klass != NULL ? fl_class_get_name (klass) : NULL;
  g_autofree char *said = fl_closure_echo (name, guess != NULL ? fl_class_get_name (guess) : NULL);
  g_autofree char *text = fl_closure_in_run (said, n_frames);
  g_autofree char *status = fl_closure_in_run (name != NULL ? name : _ ("Unsure"), n_frames);

  fl_echo_show (self->echo, text,
                klass != NULL ? fl_palette_index_of_class (klass) : FL_PALETTE_BACKGROUND,
                guess != NULL && guess != klass);
  fl_label_page_note_last (self, status, fl_item_get_frame (self->item));
}

FlClass *
fl_label_page_find_guess (FlLabelPage *self)
{
  GListModel *classes = fl_session_get_classes (self->session);
  FlClass *best = NULL;

  for (guint i = 0; self->show_guess && i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    const double probability = fl_class_get_probability (klass);
    if (!isnan (probability) && (best == NULL || probability > fl_class_get_probability (best)))
      best = klass;
  }
  return best;
}

/* Nobody can label a frame unseen: what is still on the screen may be another one. */
void
fl_label_page_say_unseen (FlLabelPage *self)
{
  const char *trouble = fl_frame_view_get_trouble (self->view);

  fl_label_page_say (self, trouble != NULL ? trouble : _ ("The picture is not there yet"));
}

/* A question can be answered from other frames too, once its own was seen. */
gboolean
fl_label_page_was_question_seen (FlLabelPage *self)
{
  const gint64 frame = fl_item_get_frame (self->item);

  if (self->shown_us > 0)
    return TRUE;
  if (self->frame != frame) {
    fl_label_page_look_at (self, frame);
    fl_label_page_say (self, _ ("This is the frame that is asked about"));
    return FALSE;
  }
  /* A key that was pressed in a window that was busy is of the picture before. */
  fl_label_page_say_unseen (self);
  return FALSE;
}

gboolean
fl_label_page_answer_about (FlLabelPage *self, FlClass *klass, gboolean is_about_run)
{
  if (self->item == NULL || !fl_label_page_was_question_seen (self))
    return FALSE;
  FlClass *guess = fl_label_page_find_guess (self);
  FlAnswer answer = {.klass = klass, .guess_shown = guess != NULL, .is_about_run = is_about_run};

  echo_answer (self, klass, guess, is_about_run ? fl_label_page_count_run (self) : 1);
  return fl_label_page_send (self, &answer);
}

gboolean
fl_label_page_send (FlLabelPage *self, FlAnswer *answer)
{
  const gint64 now_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  answer->item = self->item;
  answer->shown_ms = self->shown_us / 1000;
  answer->answered_ms = now_us / 1000;
  fl_paint_timer_start (self->timer, now_us);
  if (fl_session_answer (self->session, answer, &error))
    return TRUE;
  fl_paint_timer_cancel (self->timer);
  fl_toasts_say (GTK_WIDGET (self), error->message);
  return FALSE;
}

gboolean
fl_label_page_answer (FlLabelPage *self, FlClass *klass)
{
  g_return_val_if_fail (FL_IS_LABEL_PAGE (self), FALSE);

  if (self->session == NULL)
    return FALSE;
  if (fl_label_page_has_tags (self))
    return klass != NULL ? fl_label_page_press_tag (self, klass)
                         : fl_label_page_answer_tags (self, FL_TAG_UNSURE);
  return fl_label_page_answer_about (self, klass, fl_session_get_asks_runs (self->session));
}

void
fl_label_page_answer_nth (FlLabelPage *self, guint n)
{
  g_return_if_fail (FL_IS_LABEL_PAGE (self));

  GListModel *classes = fl_session_get_classes (self->session);
  const guint n_classes = g_list_model_get_n_items (classes);
  g_autoptr (FlClass) klass = n_classes > 0 ? g_list_model_get_item (classes, n % n_classes) : NULL;
  (void) fl_label_page_answer (self, klass);
}

void
fl_label_page_later (FlLabelPage *self)
{
  if (self->item == NULL)
    return;
  fl_echo_show (self->echo, _ ("Later"), FL_PALETTE_BACKGROUND, FALSE);
  fl_session_later (self->session, self->item);
}

void
fl_label_page_take_back (FlLabelPage *self)
{
  g_autoptr (GError) error = NULL;

  if (fl_session_take_back (self->session, &error))
    fl_label_page_say (self, _ ("Taken back"));
  else
    fl_label_page_say (self, error->message);
}

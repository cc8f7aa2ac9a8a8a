/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run of near-identical frames that is asked about: seeing its ends, labelling one frame of it
 * alone, and cutting it in two. */
#include <glib/gi18n.h>

#include "app/fl-closures.h"
#include "app/fl-label-page-private.h"
#include "app/fl-palette.h"
#include "app/fl-toasts.h"

gint64
fl_label_page_count_run (FlLabelPage *self)
{
  FlItemRun run;

  if (self->item == NULL || !fl_session_find_run (self->session, self->item, &run))
    return 1;
  return run.range.last - run.range.first + 1;
}

void
fl_label_page_show_run (FlLabelPage *self)
{
  FlItemRun run;

  if (self->item != NULL && fl_session_find_run (self->session, self->item, &run))
    fl_sample_strip_show_run (self->strip,
                              (const gint64[]){run.range.first, run.middle, run.range.last});
  else
    fl_sample_strip_show_run (self->strip, NULL);
}

void
fl_label_page_look_at_end (FlLabelPage *self, gboolean is_last)
{
  FlItemRun run;

  if (self->item == NULL)
    return;
  (void) fl_session_find_run (self->session, self->item, &run);
  fl_label_page_look_at (self, is_last ? run.range.last : run.range.first);
}

/* Gives the frame that is shown a class, or says that a tag is there. */
static gboolean
label_shown (FlLabelPage *self, FlClass *klass, GError **error)
{
  const FlRange range = {self->frame, self->frame};

  return fl_label_page_has_tags (self)
           ? fl_label_page_say_tag (self, klass, error)
           : fl_session_label (self->session, fl_item_get_stream (self->item), &range, klass,
                               error);
}

void
fl_label_page_label_frame (FlLabelPage *self, FlClass *klass)
{
  if (self->item == NULL)
    return;
  if (!fl_frame_view_get_has_picture (self->view)) {
    fl_label_page_say_unseen (self);
    return;
  }
  const gboolean has_run = fl_label_page_count_run (self) > 1;
  g_autoptr (GError) error = NULL;
  /* Translators: one frame of a run was labelled, and not the others; the placeholder is a class. */
  g_autofree char *text =
    has_run ? g_strdup_printf (_ ("%s · this frame only"), fl_class_get_name (klass))
            : g_strdup (fl_class_get_name (klass));

  fl_label_page_note_last (self, text, self->frame);
  if (label_shown (self, klass, &error))
    fl_echo_show (self->echo, text, fl_palette_index_of_class (klass), FALSE);
  else
    fl_toasts_say (GTK_WIDGET (self), error->message);
}

void
fl_label_page_split_run (FlLabelPage *self)
{
  g_return_if_fail (FL_IS_LABEL_PAGE (self));

  g_autoptr (GError) error = NULL;

  if (self->item == NULL)
    return;
  if (fl_label_page_count_run (self) == 1)
    fl_label_page_say (self, _ ("There is no run to split here"));
  else if (fl_session_split_run (self->session, self->item, self->frame, &error))
    fl_label_page_say (self, _ ("Run split; both halves are asked about"));
  else
    fl_label_page_say (self, error->message);
}

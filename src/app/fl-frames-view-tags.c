/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of several samples in a project of tags. */
#include <glib/gi18n.h>

#include "app/fl-frames-view-private.h"
#include "app/fl-ticks.h"
#include "session/fl-session-tags.h"

gboolean
fl_frames_view_has_tags (FlFramesView *self)
{
  return self->session != NULL && fl_session_get_is_multi_label (self->session);
}

/* As it is told on the label page. */
static char *
describe (FlFramesView *self, FlClass *tag, FlTagAnswer answer)
{
  const FlTagged one = {.tag = tag, .answer = answer};

  if (tag != NULL)
    return fl_ticks_describe (&one, 1);
  /* Translators: what was answered: no tag is there. */
  return g_strdup (answer == FL_TAG_NO ? _ ("None of them") : _ ("Unsure"));
}

static void
tag_items (FlFramesView *self, GPtrArray *items, FlClass *tag, FlTagAnswer answer)
{
  g_autoptr (GError) error = NULL;
  const guint n = fl_session_tag_items (self->session, items, tag, answer, &error);
  g_autofree char *said = describe (self, tag, answer);
  g_autofree char *frames = g_strdup_printf (ngettext ("%'u frame", "%'u frames", n), n);
  g_autofree char *text = g_strdup_printf (_ ("%1$s · %2$s"), said, frames);

  fl_frames_view_tell (self, n, n > 0 ? text : _ ("That was said of these frames before"), error);
}

static gboolean
have_tag (FlFramesView *self, GPtrArray *items, FlClass *tag)
{
  for (guint i = 0; i < items->len; i++) {
    FlItem *item = items->pdata[i];
    FlTagAnswer answer;
    if (!fl_session_get_tag_answer (self->session, fl_item_get_stream (item),
                                    fl_item_get_frame (item), tag, &answer) ||
        answer != FL_TAG_YES)
      return FALSE;
  }
  return TRUE;
}

void
fl_frames_view_press_tag (FlFramesView *self, GPtrArray *items, FlClass *tag)
{
  tag_items (self, items, tag, have_tag (self, items, tag) ? FL_TAG_NO : FL_TAG_YES);
}

/* The tag by which samples are judged may not be the one that was chosen since. */
void
fl_frames_view_answer_tags (FlFramesView *self, GPtrArray *items, FlTagAnswer answer)
{
  FlClass *tag = items->len > 0 ? fl_item_get_tag (items->pdata[0]) : NULL;

  tag_items (self, items, tag, answer);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Begins and ends such a search, and counts its answers. */
#include "session/fl-session-like.h"

#include <glib/gi18n.h>

#include "session/fl-session-private.h"

static void
turn (FlSession *self, GArray *likes, guint n)
{
  g_clear_pointer (&self->likes, g_array_unref);
  self->likes = likes;
  self->n_likes = n;
  self->like_turn++;
}

gboolean
fl_session_find_like (FlSession *self, FlStream *stream, gint64 frame, guint n, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream) && n > 0, FALSE);

  const FlRange range = {.first = frame, .last = frame};
  const FlSampleSet *samples = fl_stream_get_samples (stream);
  if (samples == NULL || samples->n == 0) {
    /* Translators: the placeholder is the name of a film. */
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
                 _ ("Nothing of “%s” was read yet to compare other frames with; read it first"),
                 fl_stream_get_name (stream));
    return FALSE;
  }
  if (!fl_session_check_range (stream, &range, error))
    return FALSE;
  const FlFrameRef ref = {.stream = fl_stream_get_id (stream), .frame = frame};
  GArray *likes = g_array_new (FALSE, FALSE, sizeof (FlFrameRef));
  g_array_append_val (likes, ref);
  turn (self, likes, n);
  fl_session_request_learning (self);
  return TRUE;
}

void
fl_session_stop_finding_like (FlSession *self)
{
  g_return_if_fail (FL_IS_SESSION (self));

  if (self->likes == NULL)
    return;
  turn (self, NULL, 0);
  fl_session_request_learning (self);
}

gboolean
fl_session_is_finding_like (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);
  return self->likes != NULL;
}

/* The answer asks for a new order by itself. */
void
fl_session_note_like (FlSession *self, FlItem *item)
{
  const FlFrameRef ref = {.stream = fl_stream_get_id (fl_item_get_stream (item)),
                          .frame = fl_item_get_frame (item)};

  if (self->likes == NULL || fl_item_get_reason (item) != FL_REASON_LIKE)
    return;
  g_array_append_val (self->likes, ref);
  if (--self->n_likes == 0)
    turn (self, NULL, 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tags: what is said of each of them. */
#include "session/fl-session-tags.h"

#include "session/fl-session-private.h"

/* Has @out say what @tagged does. */
static void
say_tag (const FlTagged *tagged, FlLabelAction *out)
{
  static const FlLabelState states[] = {[FL_TAG_YES] = FL_LABEL_LABELLED,
                                        [FL_TAG_NO] = FL_LABEL_NO,
                                        [FL_TAG_UNSURE] = FL_LABEL_UNSURE};

  out->tag = fl_class_get_id (tagged->tag);
  out->state = states[tagged->answer];
  out->class_id = tagged->answer == FL_TAG_YES ? out->tag : 0;
}

gboolean
fl_session_tag (FlSession *self,
                FlStream *stream,
                const FlRange *range,
                const FlTagged *tags,
                gsize n_tags,
                GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream) && n_tags > 0, FALSE);

  g_autoptr (GArray) answer = g_array_new (FALSE, FALSE, sizeof (FlLabelAction));

  for (gsize i = 0; i < n_tags; i++) {
    FlLabelAction label = fl_session_begin_label (self, stream, range);
    say_tag (&tags[i], &label);
    g_array_append_val (answer, label);
  }
  return fl_session_set_labels (self, stream, range, answer, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More like this: questions about what looks like the frame that is looked at. */
#include <glib/gi18n.h>

#include "app/fl-label-page-private.h"
#include "session/fl-session-like.h"

void
fl_label_page_stop_finding_like (FlLabelPage *self)
{
  fl_session_stop_finding_like (self->session);
  fl_label_page_say (self, _ ("The usual order again, after this question"));
}

void
fl_label_page_find_like (FlLabelPage *self)
{
  g_return_if_fail (FL_IS_LABEL_PAGE (self));

  g_autoptr (GError) error = NULL;
  if (self->item == NULL)
    return;
  if (fl_session_is_finding_like (self->session)) {
    fl_label_page_stop_finding_like (self);
    return;
  }
  if (fl_session_find_like (self->session, fl_item_get_stream (self->item), self->frame,
                            FL_SESSION_N_LIKE, &error))
    /* Translators: Esc is the key. */
    fl_label_page_say (self, _ ("Next: frames like this one, until Esc"));
  else
    fl_label_page_say (self, error->message);
}

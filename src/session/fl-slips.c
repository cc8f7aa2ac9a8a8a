/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who knows what is true and says something else now and then. */
#include "session/fl-slips.h"

#include "session/fl-session-private.h"

gboolean
fl_slips_init (FlSlips *self,
               FlSession *session,
               double share,
               const char *only,
               guint32 seed,
               GError **error)
{
  *self = (FlSlips){.share = share};
  if (share <= 0)
    return TRUE;
  self->only = only != NULL ? fl_session_find_class (session, only, error) : NULL;
  if (only != NULL && self->only == NULL)
    return FALSE;
  self->rand = g_rand_new_with_seed (seed);
  return TRUE;
}

void
fl_slips_clear (FlSlips *self)
{
  g_clear_pointer (&self->rand, g_rand_free);
}

FlClass *
fl_slips_say (FlSlips *self, FlSession *session, FlClass *right)
{
  const guint n_classes = fl_session_get_n_classes (session);

  if (self->rand == NULL || right == NULL || n_classes < 2 ||
      (self->only != NULL && self->only != right) || g_rand_double (self->rand) >= self->share)
    return right;
  const guint place = (guint) g_rand_int_range (self->rand, 0, (gint32) n_classes - 1);
  FlClass *other = fl_session_peek_class (session, place);
  return other != right ? other : fl_session_peek_class (session, n_classes - 1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the extractor learned from this project (decisions 13). */
#include "session/fl-session-private.h"

#include "store/fl-store-settings.h"

static void
use_learned (FlSession *self, FlExtractorType *learned)
{
  self->learned = learned;
  self->extractor = learned;
}

void
fl_session_recall_learned (FlSession *self)
{
  g_autoptr (GBytes) state = fl_store_dup_extractor_state (self->store, self->extractor->id);
  g_autoptr (GError) error = NULL;

  if (state == NULL || self->extractor->learn == NULL)
    return;
  FlExtractorType *learned = fl_extractor_type_new_learned (self->extractor, state);
  FlExtractor *extractor = learned->create (learned, &error);
  if (extractor == NULL) {
    g_debug ("%s; it is learned anew", error->message);
    fl_extractor_type_free (learned);
    return;
  }
  learned->free (extractor);
  use_learned (self, learned);
}

gboolean
fl_session_take_learned (FlSession *self, GBytes *state)
{
  g_autoptr (GError) error = NULL;

  if (self->learned != NULL)
    return g_bytes_equal (self->learned->state, state);
  if (!fl_store_keep_extractor_state (self->store, self->extractor->id, state, &error))
    g_debug ("what the extractor learned is not kept: %s", error->message);
  use_learned (self, fl_extractor_type_new_learned (self->extractor, state));
  return TRUE;
}

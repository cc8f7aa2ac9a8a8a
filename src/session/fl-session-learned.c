/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What extractors learned from this project (decisions 13), each by itself, also where several are
 * used side by side. */
#include "session/fl-session-private.h"

#include "features/fl-joined-extractor.h"
#include "store/fl-store-settings.h"

static FlExtractorType *
recall_parts (FlSession *self, const FlExtractorType *type)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_extractor_type_free);

  for (guint i = 0; i < type->n_parts; i++)
    g_ptr_array_add (parts,
                     fl_session_recall_learned (self, fl_extractor_type_copy (type->parts[i])));
  return fl_joined_extractor_new (parts, NULL);
}

/* %NULL when it has learned nothing, or what it learned is damaged. */
static FlExtractorType *
recall_state (FlSession *self, const FlExtractorType *type)
{
  g_autofree char *name = fl_extractor_type_dup_spec (type);
  g_autoptr (GBytes) state = fl_store_dup_extractor_state (self->store, name);
  g_autoptr (GError) error = NULL;

  if (state == NULL || !fl_extractor_type_must_learn (type))
    return NULL;
  g_autoptr (FlExtractorType) learned = fl_extractor_type_new_learned (type, state);
  FlExtractor *extractor = learned->create (learned, &error);
  if (extractor == NULL) {
    g_debug ("%s; it is learned anew", error->message);
    return NULL;
  }
  learned->free (extractor);
  return g_steal_pointer (&learned);
}

FlExtractorType *
fl_session_recall_learned (FlSession *self, FlExtractorType *type)
{
  FlExtractorType *learned =
    type->parts != NULL ? recall_parts (self, type) : recall_state (self, type);

  if (learned == NULL)
    return type;
  fl_extractor_type_free (type);
  return learned;
}

static void
keep_learned (FlSession *self, const FlExtractorType *type)
{
  g_autofree char *name = fl_extractor_type_dup_spec (type);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < type->n_parts; i++)
    keep_learned (self, type->parts[i]);
  if (type->parts == NULL && type->state != NULL &&
      !fl_store_keep_extractor_state (self->store, name, type->state, &error))
    g_debug ("what the extractor learned is not kept: %s", error->message);
}

gboolean
fl_session_take_learned (FlSession *self, GBytes *state)
{
  if (self->learned != NULL)
    return g_bytes_equal (self->learned->state, state);
  self->learned = fl_extractor_type_new_learned (self->extractor, state);
  keep_learned (self, self->learned);
  self->extractor = self->learned;
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saying what was done: the history, the model. */
#include "session/fl-history.h"

#include <glib/gi18n.h>

#include "session/fl-session-private.h"
#include "store/fl-store-actions.h"

static void
history_entry_free (FlHistoryEntry *entry)
{
  g_free (entry->annotator);
  g_free (entry->what);
  g_free (entry);
}

static char *
describe (const FlLogEntry *entry)
{
  GString *line = g_string_new (entry->verb);

  if (*entry->stream != '\0')
    g_string_append_printf (line, " “%s”", entry->stream);
  if (g_str_equal (entry->verb, "label"))
    g_string_append_printf (line, " %" G_GINT64_FORMAT "–%" G_GINT64_FORMAT, entry->range.first,
                            entry->range.last);
  if (*entry->klass != '\0')
    g_string_append_printf (line, " %s", entry->klass);
  else if (g_str_equal (entry->verb, "label"))
    g_string_append_printf (line, " %s", _ ("unsure"));
  if (*entry->payload != '\0')
    g_string_append_printf (line, " %s", entry->payload);
  return g_string_free (line, FALSE);
}

GPtrArray *
fl_session_list_history (FlSession *self, guint max, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  g_autoptr (GPtrArray) log = fl_store_list_log (self->store, max, error);
  if (log == NULL)
    return NULL;
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) history_entry_free);
  for (guint i = 0; i < log->len; i++) {
    const FlLogEntry *found = log->pdata[i];
    FlHistoryEntry *entry = g_new (FlHistoryEntry, 1);
    *entry = (FlHistoryEntry){.at_us = found->at_us,
                              .annotator = g_strdup (found->annotator),
                              .what = describe (found),
                              .is_undone = found->is_undone};
    g_ptr_array_add (entries, entry);
  }
  return entries;
}

gboolean
fl_session_get_model_report (FlSession *self, FlModelReport *out)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  if (self->model == NULL)
    return FALSE;
  const FlModelFacts *facts = fl_model_get_facts (self->model);
  *out = (FlModelReport){.revision = facts->revision,
                         .n_labels = (guint) self->n_taught,
                         .c = facts->c,
                         .temperature = facts->temperature,
                         .train_ms = self->train_ms};
  for (guint c = 0; c < fl_model_get_n_classes (self->model); c++)
    out->n_classes += fl_model_knows (self->model, c) ? 1 : 0;
  return TRUE;
}

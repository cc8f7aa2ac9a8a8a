/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other features while a project is open: they are tried on a thread, and then everything that hangs on
 * the old ones is let go. */
#include "session/fl-session-extractors.h"

#include <glib/gi18n.h>

#include "base/fl-ref-count.h"
#include "session/fl-job-private.h"
#include "session/fl-session-like.h"
#include "session/fl-session-private.h"
#include "store/fl-store-settings.h"

/* Work on a thread, which has ended when the main thread looks at what it made. */
typedef struct {
  FlRefCount n_refs;
  FlSession *session; /* for the main thread alone */
  char *spec;
  FlExtractorType *type; /* (nullable) while it is not tried, and when it was taken */
} Trial;

static Trial *
trial_ref (Trial *trial)
{
  fl_ref_count_inc (&trial->n_refs);
  return trial;
}

static void
trial_unref (gpointer data)
{
  Trial *trial = data;

  if (!fl_ref_count_dec (&trial->n_refs))
    return;
  g_free (trial->spec);
  g_clear_pointer (&trial->type, fl_extractor_type_free);
  g_free (trial);
}

char **
fl_session_list_extractors (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  g_autofree char *spec = fl_extractor_type_dup_spec (self->extractor);
  return g_strsplit (spec, "\n", -1);
}

char *
fl_session_dup_extractor_price (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  return g_strdup_printf (
    ngettext ("For others %'u sample is read again in the background, and the "
              "model is learned anew; labels stay",
              "For others %'u samples are read again in the background, and the "
              "model is learned anew; labels stay",
              self->n_samples),
    self->n_samples);
}

/* Those who are at work may still look at what is not used any more. */
static void
use (FlSession *self, FlExtractorType *type)
{
  g_ptr_array_add (self->old_extractors, g_steal_pointer (&self->chosen));
  if (self->learned != NULL)
    g_ptr_array_add (self->old_extractors, g_steal_pointer (&self->learned));
  self->chosen = fl_session_recall_learned (self, type);
  self->extractor = self->chosen;
}

/* What was learned from the old features, and what is on its way, says nothing of the new ones. Streams
 * forget first, since whatever asks for a model is given their rows; and films that were removed may come
 * back. */
static void
forget_all (FlSession *self)
{
  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    fl_stream_forget_features (fl_session_peek_stream (self, i));
  for (guint i = 0; i < self->removed->len; i++)
    fl_stream_forget_features (self->removed->pdata[i]);
  g_clear_pointer (&self->scaling, fl_scaling_unref);
  self->scaling_version = 0;
  self->n_scaled = 0;
  g_clear_pointer (&self->suspects, g_array_unref);
  if (fl_session_is_finding_like (self))
    fl_session_stop_finding_like (self);
  fl_session_forget_groups (self);
  fl_session_forget_model (self);
  self->stale_generation = self->generation;
}

static gboolean
refuse_while_recording (FlSession *self, GError **error)
{
  if (!fl_session_is_recording (self))
    return FALSE;
  g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
                       _ ("Other features cannot be chosen while live video is recorded; stop "
                          "recording first"));
  return TRUE;
}

static gboolean
take (FlSession *self, Trial *trial, GError **error)
{
  g_autofree char *spec = fl_extractor_type_dup_spec (trial->type);
  g_autofree char *before = fl_extractor_type_dup_spec (self->extractor);

  if (g_str_equal (spec, before))
    return TRUE;
  /* Recording may have begun while they were tried. */
  if (refuse_while_recording (self, error) ||
      !fl_store_set_setting (self->store, FL_SESSION_SETTING_EXTRACTOR, spec, error))
    return FALSE;
  fl_session_disown_ingests (self);
  use (self, g_steal_pointer (&trial->type));
  forget_all (self);
  fl_session_load_scaling (self);
  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    fl_session_load_stream (self, fl_session_peek_stream (self, i));
  for (guint i = 0; i < self->removed->len; i++)
    fl_session_load_stream (self, self->removed->pdata[i]);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, 0);
  fl_session_ingest (self);
  fl_session_compare_rows (self);
  return TRUE;
}

/* On the thread. */
static gboolean
try (gpointer data, FlJobThread *thread, GError **error)
{
  Trial *trial = data;

  trial->type = fl_extractor_type_new (trial->spec, error);
  return trial->type != NULL;
}

static void
on_tried (FlJob *job, GParamSpec *pspec, gpointer data)
{
  Trial *trial = data;
  g_autoptr (GError) error = NULL;

  if (fl_job_get_state (job) == FL_JOB_DONE && !take (trial->session, trial, &error))
    fl_session_emit_problem (trial->session, error->message);
}

static void
unref_with_closure (gpointer data, GClosure *closure)
{
  trial_unref (data);
}

FlJob *
fl_session_choose_extractors (FlSession *self, const char *const *specs, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && !self->is_read_only && specs[0] != NULL, NULL);

  if (refuse_while_recording (self, error))
    return NULL;
  Trial *trial = g_new0 (Trial, 1);
  fl_ref_count_init (&trial->n_refs);
  trial->session = self;
  trial->spec = g_strjoinv ("\n", (char **) specs);
  FlJob *job =
    fl_session_start_job (self, _ ("Trying features"), try, trial_ref (trial), trial_unref);
  g_signal_connect_data (job, "notify::state", G_CALLBACK (on_tried), trial, unref_with_closure, 0);
  return job;
}

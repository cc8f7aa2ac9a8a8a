/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saying labels, and undoing and redoing whatever was done. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "session/fl-session-checks.h"
#include "store/fl-store-hidden.h"
#include "store/fl-store-labels.h"

void
fl_session_fill_pts (FlStream *stream, FlLabelAction *label)
{
  FlFrameIndex *index = fl_stream_get_index (stream);

  label->has_pts = index != NULL &&
                   fl_frame_index_get_pts (index, label->range.first, &label->first_pts) &&
                   fl_frame_index_get_pts (index, label->range.last, &label->last_pts);
  if (label->has_pts) {
    label->first_nth = fl_frame_index_get_nth (index, label->range.first);
    label->last_nth = fl_frame_index_get_nth (index, label->range.last);
  }
}

void
fl_session_put_label (FlSession *self, const FlLabelAction *label, const FlActionId *id)
{
  FlStream *stream = fl_session_find_stream_by_id (self, label->stream);
  const FlLabelRow row = {.annotator = label->annotator,
                          .stream = label->stream,
                          .tag = label->tag,
                          .range = label->range,
                          .state = label->state,
                          .class_id = label->class_id,
                          .kind = g_intern_string (label->kind),
                          .at_us = label->at_us,
                          .action = *id,
                          .guess_class = label->guess_class};

  fl_session_uncount (self, stream, &row.range);
  fl_stream_put_label (stream, &row);
  fl_session_count (self, stream, &row.range);
}

gboolean
fl_session_check_range (FlStream *stream, const FlRange *range, GError **error)
{
  gint64 n_frames = fl_stream_get_n_frames (stream);

  if (!fl_session_check_unchanged (stream, error))
    return FALSE;
  if (n_frames == 0) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
                 _ ("The frames of “%s” are not counted yet; wait a moment and try again"),
                 fl_stream_get_name (stream));
    return FALSE;
  }
  if (range->first >= 0 && range->last >= range->first && range->last < n_frames)
    return TRUE;
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               _ ("There is no frame %" PRId64 " in “%s”, whose frames are 0 to %" PRId64),
               range->first < 0 || range->first >= n_frames ? range->first : range->last,
               fl_stream_get_name (stream), n_frames - 1);
  return FALSE;
}

gboolean
fl_session_set_labels (FlSession *self,
                       FlStream *stream,
                       const FlRange *range,
                       GArray *answer,
                       GError **error)
{
  if (!fl_session_check_range (stream, range, error) ||
      !fl_session_save_answer (self, answer, error))
    return FALSE;
  fl_session_drop_labelled (self, stream, range);
  fl_session_settle_audits (self);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, fl_stream_get_id (stream));
  fl_session_request_learning (self);
  return TRUE;
}

FlLabelAction
fl_session_begin_label (FlSession *self, FlStream *stream, const FlRange *range)
{
  return (FlLabelAction){.stream = fl_stream_get_id (stream),
                         .range = *range,
                         .annotator = self->annotator,
                         .kind = range->first == range->last ? "frame" : "range",
                         .at_us = g_get_real_time ()};
}

gboolean
fl_session_label (FlSession *self,
                  FlStream *stream,
                  const FlRange *range,
                  FlClass *klass,
                  GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream), FALSE);

  if (self->is_multi_label)
    return fl_session_refuse_class (error);
  g_autoptr (GArray) answer = g_array_new (FALSE, FALSE, sizeof (FlLabelAction));
  FlLabelAction label = fl_session_begin_label (self, stream, range);

  label.state = klass != NULL ? FL_LABEL_LABELLED : FL_LABEL_UNSURE;
  label.class_id = klass != NULL ? fl_class_get_id (klass) : 0;
  if (self->is_headless && range->first == range->last) {
    g_autoptr (FlItem) audit = fl_session_find_issued_audit (self, stream, range->first, 0);
    if (audit != NULL)
      fl_session_name_audit (self, audit, &label);
  }
  g_array_append_val (answer, label);
  return fl_session_set_labels (self, stream, range, answer, error);
}

/* What was done to a class. */
static char *
describe_class (const FlUndone *undone)
{
  static const struct {
    const char *verb;
    const char *words; /* with the name of the class */
  } known[] = {
    {"class-add", N_ ("the new class “%s”")},
    {"class-name", N_ ("the name “%s” of a class")},
    {"class-key", N_ ("the key of the class “%s”")},
    {"class-colour", N_ ("the color of the class “%s”")},
    {"class-retire", N_ ("retiring the class “%s”")},
    {"class-redefine", N_ ("the new definition of the class “%s”")},
    {"class-split", N_ ("splitting the class “%s”")},
    {"class-confirm", N_ ("confirming the older labels for the class “%s”")},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    if (!g_str_equal (undone->verb, known[i].verb))
      continue;
    GString *words = g_string_new (_ (known[i].words));
    /* It may have another name by now. */
    const gboolean is_name = g_str_equal (undone->verb, "class-name");
    (void) g_string_replace (words, "%s", is_name ? undone->payload : undone->klass, 1);
    return g_string_free (words, FALSE);
  }
  /* Translators: what was undone or done again; both placeholders are names of classes. */
  return g_strdup_printf (_ ("merging the class “%1$s” into “%2$s”"), undone->klass,
                          undone->payload);
}

/* One short line for a toast. */
static char *
describe (FlSession *self, const FlUndone *undone)
{
  g_autofree char *name = fl_store_dup_stream_name (self->store, undone->stream);

  if (g_str_equal (undone->verb, "lot"))
    return g_strdup (_ ("an acceptance"));
  if (g_str_equal (undone->verb, "lot-withdraw"))
    return g_strdup (_ ("giving back what was accepted"));
  if (g_str_equal (undone->verb, "sweep"))
    return g_strdup (_ ("the start of a sweep"));
  if (g_str_equal (undone->verb, "sweep-sheet"))
    return g_strdup (_ ("the answer to a sheet of a sweep"));
  if (g_str_equal (undone->verb, "convert"))
    return g_strdup (_ ("making the classes tags"));
  if (g_str_equal (undone->verb, "import"))
    return g_strdup (_ ("an import"));
  if (g_str_has_prefix (undone->verb, "class"))
    return describe_class (undone);
  if (g_str_equal (undone->kind, "group"))
    return g_strdup (_ ("the name of a group"));
  if (g_str_equal (undone->kind, FL_SESSION_KIND_REVIEW))
    return g_strdup (_ ("what was said of several frames"));
  if (name == NULL)
    return g_strdup (undone->verb);
  if (g_str_equal (undone->verb, "run-split"))
    return g_strdup_printf (_ ("the split at frame %" PRId64 " of “%s”"), undone->range.first,
                            name);
  if (g_str_equal (undone->verb, "stream-remove"))
    return g_strdup_printf (_ ("the removal of “%s”"), name);
  if (g_str_equal (undone->verb, "stream-restore"))
    return g_strdup_printf (_ ("the return of “%s”"), name);
  if (undone->range.first == undone->range.last)
    return g_strdup_printf (_ ("the label of frame %" PRId64 " of “%s”"), undone->range.first,
                            name);
  return g_strdup_printf (_ ("the label of frames %" PRId64 "–%" PRId64 " of “%s”"),
                          undone->range.first, undone->range.last, name);
}

/* Reads anew the labels that an undo or a redo may have changed. */
static gboolean
refresh_labels (FlSession *self, const FlUndone *undone, GError **error)
{
  FlStream *stream = fl_session_find_stream_by_id (self, undone->stream);

  if (g_str_equal (undone->verb, "label") || g_str_equal (undone->verb, "import") ||
      g_str_equal (undone->verb, "sweep-sheet"))
    return fl_session_load_touched (self, undone->id, error);
  if (g_str_equal (undone->verb, "run-split"))
    return stream == NULL || fl_session_load_splits (self, stream, error);
  return fl_session_load_labels (self, 0, error);
}

/* Reads anew what an undo or a redo may have changed. */
static gboolean
refresh (FlSession *self, const FlUndone *undone, GError **error)
{
  /* A group or a review has labels in several streams. */
  const gboolean is_of_many =
    g_str_equal (undone->kind, "group") || g_str_equal (undone->kind, FL_SESSION_KIND_REVIEW);
  gboolean is_label = g_str_equal (undone->verb, "label") && !is_of_many;
  gboolean is_class = g_str_has_prefix (undone->verb, "class");
  gboolean is_stream = g_str_has_prefix (undone->verb, "stream");

  if (g_str_equal (undone->verb, "convert") && !fl_session_load_kind (self, error))
    return FALSE;
  if (is_stream && !fl_session_show_streams (self, error))
    return FALSE;
  if (is_class && !fl_session_load_classes (self, error))
    return FALSE;
  if ((is_class || g_str_has_prefix (undone->verb, "lot")) && !fl_session_load_lots (self, error))
    return FALSE;
  if (!refresh_labels (self, undone, error))
    return FALSE;
  if (is_class) {
    fl_session_forget_model (self);
    fl_session_drop_outdated (self);
  }
  fl_session_settle_audits (self);
  fl_saver_kick (self->saver);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, is_label ? undone->stream : 0);
  fl_session_emit_sweeps_changed (self);
  if (is_stream)
    fl_session_compare_rows (self);
  else
    fl_session_request_learning (self);
  FlStream *shown = is_stream ? fl_session_find_stream_by_id (self, undone->stream) : NULL;
  if (shown != NULL && !self->is_headless)
    fl_session_ingest_stream (self, shown);
  return TRUE;
}

typedef gboolean (*StepFunc) (FlStore *store, gint64 annotator, FlUndone *out, GError **error);

static gboolean
step (FlSession *self, StepFunc func, FlUndone *undone, GError **error)
{
  if (!fl_session_write_unsaved (self, error) ||
      !func (self->store, self->annotator, undone, error))
    return FALSE;
  return refresh (self, undone, error);
}

gboolean
fl_session_undo (FlSession *self, char **out_what, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  g_auto (FlUndone) undone = {0};
  if (!step (self, fl_store_undo, &undone, error))
    return FALSE;
  if (out_what != NULL)
    *out_what = describe (self, &undone);
  return TRUE;
}

gboolean
fl_session_is_undo_old (FlSession *self, char **out_what)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  g_auto (FlUndone) newest = {0};
  /* What is not written yet was done just now. */
  if (!g_queue_is_empty (&self->unsaved) ||
      !fl_store_find_undo (self->store, self->annotator, &newest) ||
      newest.id.seq >= self->first_seq)
    return FALSE;
  if (out_what != NULL)
    *out_what = describe (self, &newest);
  return TRUE;
}

gboolean
fl_session_redo (FlSession *self, char **out_what, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  g_auto (FlUndone) undone = {0};
  if (!step (self, fl_store_redo, &undone, error))
    return FALSE;
  /* What was answered again need not be asked, as after an answer. */
  FlStream *stream = fl_session_find_stream_by_id (self, undone.stream);
  if (stream != NULL)
    fl_session_drop_labelled (self, stream, &undone.range);
  if (out_what != NULL)
    *out_what = describe (self, &undone);
  return TRUE;
}

gboolean
fl_session_take_back (FlSession *self, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  g_auto (FlUndone) undone = {0};
  g_autoptr (GError) local = NULL;
  if (!step (self, fl_store_take_back, &undone, &local)) {
    if (!g_error_matches (local, FL_STORE_ERROR, FL_STORE_ERROR_NOT_FOUND))
      g_propagate_error (error, g_steal_pointer (&local));
    else
      g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND,
                           _ ("There is no answer to take back"));
    return FALSE;
  }
  FlStream *stream = fl_session_find_stream_by_id (self, undone.stream);
  if (stream != NULL && !fl_session_ask_audit_of (self, stream, undone.shown, undone.tag) &&
      !fl_session_ask_check_of (self, stream, undone.shown, undone.tag))
    fl_session_ask_tag (self, stream, undone.shown, undone.tag);
  return TRUE;
}

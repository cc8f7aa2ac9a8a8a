/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking labels in: what people said in a file becomes one action of the history. */
#include "session/fl-import.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "session/fl-labels-file.h"
#include "session/fl-session-private.h"
#include "store/fl-store-classes.h"
#include "store/fl-store-labels.h"
#include "store/fl-store-settings.h"

/* Far more than anybody can tell apart: then another column was taken for the labels. */
#define MAX_NEW_CLASSES 1000u

void
fl_import_report_clear (FlImportReport *self)
{
  g_clear_pointer (&self->new_classes, g_ptr_array_unref);
}

/* Whether a person said something with it. */
static gboolean
is_wanted (const FlSession *session, const FlFileLabel *label)
{
  static const char *const exclusive[] = {"labelled", "unsure", NULL};
  /* A label of a file that knows no tags says that its tag is there, and nothing of the others. */
  static const char *const tags[] = {"yes", "no", "unsure", "labelled", NULL};

  if (session->is_multi_label && *label->label == '\0')
    return FALSE;
  return fl_file_label_is_said (label) &&
         g_strv_contains (session->is_multi_label ? tags : exclusive, label->state);
}

static gboolean
needs_class (const FlSession *session, const FlFileLabel *label)
{
  return session->is_multi_label || g_str_equal (label->state, "labelled");
}

static gboolean
is_new_class (FlSession *self, const FlFileLabel *label)
{
  return is_wanted (self, label) && needs_class (self, label) &&
         fl_session_find_class (self, label->label, NULL) == NULL;
}

/* Whether @label may become a class, after @n others. */
static gboolean
check_new_class (const FlFileLabel *label, guint n, const char *file, GError **error)
{
  if (n == MAX_NEW_CLASSES) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("“%s” has more than %u labels that are no class of this project; is its "
                    "column label the right one?"),
                 file, MAX_NEW_CLASSES);
    return FALSE;
  }
  if (fl_class_name_check (label->label, error))
    return TRUE;
  g_prefix_error (error, _ ("“%s”, line %" PRIu64 ": "), file, label->line);
  return FALSE;
}

/* Names of classes that the project lacks; all of them must be possible. */
static GPtrArray *
list_new_classes (FlSession *self, const GArray *labels, const char *file, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < labels->len; i++) {
    const FlFileLabel *label = &g_array_index (labels, FlFileLabel, i);
    if (!is_new_class (self, label) || !g_hash_table_add (seen, (gpointer) label->label))
      continue;
    if (!check_new_class (label, names->len, file, error))
      return NULL;
    g_ptr_array_add (names, (gpointer) label->label);
  }
  return g_steal_pointer (&names);
}

/* All that the rows name can be names of people. */
static gboolean
check_annotators (FlSession *self, const GArray *labels, const char *file, GError **error)
{
  const char *newest = NULL;

  for (guint i = 0; i < labels->len; i++) {
    const FlFileLabel *label = &g_array_index (labels, FlFileLabel, i);
    if (*label->annotator == '\0' || label->annotator == newest || !is_wanted (self, label))
      continue;
    if (!fl_session_check_annotator (label->annotator, error)) {
      g_prefix_error (error, _ ("“%s”, line %" PRIu64 ": "), file, label->line);
      return FALSE;
    }
    newest = label->annotator;
  }
  return TRUE;
}

/* The name that was looked up last; names are interned, and most rows are of one person. */
typedef struct {
  const char *name; /* (nullable) */
  gint64 id;
  gint64 fallback;
} Annotator;

static gint64
find_annotator (FlSession *self, const FlFileLabel *label, Annotator *newest, GError **error)
{
  if (*label->annotator == '\0')
    return newest->fallback;
  if (label->annotator != newest->name)
    newest->id = fl_store_ensure_annotator (self->store, label->annotator, error);
  newest->name = label->annotator;
  return newest->id;
}

static gboolean
convert (FlSession *self,
         const FlFileLabel *label,
         Annotator *annotator,
         FlLabelAction *out,
         GError **error)
{
  FlClass *klass =
    needs_class (self, label) ? fl_session_find_class (self, label->label, error) : NULL;
  gint64 class_id = klass != NULL ? fl_class_get_id (klass) : 0;
  gboolean is_yes = g_str_equal (label->state, "labelled") || g_str_equal (label->state, "yes");

  *out = (FlLabelAction){.stream = fl_stream_get_id (label->stream),
                         .range = label->range,
                         .tag = self->is_multi_label ? class_id : 0,
                         .state = is_yes                             ? FL_LABEL_LABELLED
                                  : g_str_equal (label->state, "no") ? FL_LABEL_NO
                                                                     : FL_LABEL_UNSURE,
                         .class_id = is_yes ? class_id : 0,
                         .annotator = find_annotator (self, label, annotator, error),
                         .kind = g_str_equal (label->source, "run") ? "run" : "import",
                         .at_us = MAX (label->at_us, 0)};
  fl_session_fill_pts (label->stream, out);
  return out->annotator != 0;
}

static void
count (FlSession *self, const GArray *labels, FlImportReport *report)
{
  for (guint i = 0; i < labels->len; i++) {
    const FlFileLabel *label = &g_array_index (labels, FlFileLabel, i);
    const guint64 n = (guint64) (label->range.last - label->range.first + 1);
    if (!is_wanted (self, label)) {
      report->n_passed_over += n;
      continue;
    }
    report->n_frames += n;
    report->n_labels++;
  }
}

static GArray *
convert_all (FlSession *self, const GArray *labels, gint64 annotator, GError **error)
{
  g_autoptr (GArray) actions = g_array_new (FALSE, FALSE, sizeof (FlLabelAction));
  Annotator newest = {.fallback = annotator};

  for (guint i = 0; i < labels->len; i++) {
    const FlFileLabel *label = &g_array_index (labels, FlFileLabel, i);
    FlLabelAction action;
    if (!is_wanted (self, label))
      continue;
    if (!convert (self, label, &newest, &action, error))
      return NULL;
    g_array_append_val (actions, action);
  }
  return g_steal_pointer (&actions);
}

static gboolean
add_classes (FlSession *self, const GPtrArray *names, FlImportReport *report, GError **error)
{
  for (guint i = 0; i < names->len; i++) {
    if (fl_session_add_class (self, names->pdata[i], NULL, error) == NULL)
      return FALSE;
    g_ptr_array_add (report->new_classes, g_strdup (names->pdata[i]));
  }
  return TRUE;
}

/* A file of which nothing is taken leaves no classes either, as far as the project can be written
 * at all. */
static gboolean
give_up (FlSession *self, FlImportReport *report)
{
  for (guint i = 0; i < report->new_classes->len; i++)
    (void) fl_session_undo (self, NULL, NULL);
  g_ptr_array_set_size (report->new_classes, 0);
  return FALSE;
}

static gboolean
write_all (FlSession *self, const GArray *actions, const char *path, gint64 who, GError **error)
{
  g_autofree char *title = g_filename_display_basename (path);

  return actions->len == 0 ||
         fl_store_label_many (self->store, (const FlLabelAction *) (const void *) actions->data,
                              actions->len, who, title, error);
}

/* Shows what is in the project now. */
static gboolean
take_up (FlSession *self, GError **error)
{
  if (!fl_session_load_labels (self, 0, error))
    return FALSE;
  fl_saver_kick (self->saver);
  fl_session_drop_labelled (self, NULL, NULL);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, 0);
  fl_session_request_learning (self);
  return TRUE;
}

/* What the labels of a file would bring; all of it must be possible. */
static gboolean
describe (FlSession *self,
          const GArray *labels,
          const char *path,
          FlImportReport *report,
          GError **error)
{
  g_autofree char *file = g_filename_display_basename (path);
  g_autoptr (GPtrArray) names = list_new_classes (self, labels, file, error);

  if (names == NULL || !check_annotators (self, labels, file, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (report->new_classes, g_strdup (names->pdata[i]));
  count (self, labels, report);
  return TRUE;
}

static gboolean
take (FlSession *self,
      const GArray *labels,
      const char *path,
      gint64 who,
      FlImportReport *report,
      GError **error)
{
  g_autoptr (GPtrArray) names = g_steal_pointer (&report->new_classes);

  report->new_classes = g_ptr_array_new_with_free_func (g_free);
  if (!fl_session_write_unsaved (self, error))
    return FALSE;
  if (!add_classes (self, names, report, error))
    return give_up (self, report);
  g_autoptr (GArray) actions = convert_all (self, labels, who, error);
  if (actions == NULL || !write_all (self, actions, path, self->annotator, error))
    return give_up (self, report);
  return take_up (self, error);
}

gboolean
fl_session_import (FlSession *self,
                   const char *path,
                   const char *format,
                   const char *annotator,
                   FlImportReport *report,
                   GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && path != NULL, FALSE);

  *report = (FlImportReport){.new_classes = g_ptr_array_new_with_free_func (g_free)};
  g_autoptr (GArray) labels = fl_labels_file_read (self, path, format, &report->n_rows, error);
  if (labels == NULL || !describe (self, labels, path, report, error) ||
      (annotator != NULL && !fl_session_check_annotator (annotator, error)))
    return FALSE;
  gint64 who =
    annotator != NULL ? fl_store_ensure_annotator (self->store, annotator, error) : self->annotator;
  return who != 0 && take (self, labels, path, who, report, error);
}

struct _FlImport {
  gatomicrefcount n_refs;
  char *path;
  FlFileStreams *streams;
  GArray *labels; /* (nullable) FlFileLabel */
  guint64 n_rows;
};

static FlImport *
import_ref (FlImport *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_import_unref (FlImport *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_free (self->path);
  fl_file_streams_free (self->streams);
  g_clear_pointer (&self->labels, g_array_unref);
  g_free (self);
}

static gboolean
read_labels (gpointer data, FlJobThread *thread, GError **error)
{
  FlImport *self = data;

  self->labels = fl_labels_file_read_for (self->streams, self->path, NULL, &self->n_rows,
                                          fl_job_thread_get_cancellable (thread), error);
  return self->labels != NULL;
}

FlJob *
fl_session_read_import (FlSession *self, const char *path, FlImport **out_import)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && path != NULL && !self->is_read_only, NULL);

  FlImport *import = g_new0 (FlImport, 1);
  g_autofree char *name = g_filename_display_basename (path);
  /* Translators: the name of a file. */
  g_autofree char *title = g_strdup_printf (_ ("Reading “%s”"), name);
  g_atomic_ref_count_init (&import->n_refs);
  import->path = g_strdup (path);
  import->streams = fl_file_streams_new (self, FALSE);
  *out_import = import;
  return fl_session_start_job (self, title, read_labels, import_ref (import),
                               (GDestroyNotify) fl_import_unref);
}

gboolean
fl_session_preview_import (FlSession *self,
                           const FlImport *import,
                           FlImportReport *report,
                           GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && import->labels != NULL, FALSE);

  *report = (FlImportReport){.n_rows = import->n_rows,
                             .new_classes = g_ptr_array_new_with_free_func (g_free)};
  return describe (self, import->labels, import->path, report, error);
}

gboolean
fl_session_take_import (FlSession *self,
                        const FlImport *import,
                        FlImportReport *report,
                        GError **error)
{
  if (!fl_session_preview_import (self, import, report, error))
    return FALSE;
  if (fl_file_streams_are_current (import->streams))
    return take (self, import->labels, import->path, self->annotator, report, error);
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
               _ ("Frames were counted anew since “%s” was read; import it once more"),
               import->path);
  return FALSE;
}

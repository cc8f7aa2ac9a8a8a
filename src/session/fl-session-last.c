/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was answered last: which frames follows from the history, so that undo and restart need no care;
 * what is said of them is what stands now. */
#include "session/fl-session-last.h"

#include "session/fl-session-private.h"
#include "store/fl-store-answers.h"

void
fl_last_answer_free (FlLastAnswer *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->klass);
  g_free (self);
}

/* Returns: whether a person says anything of the frame now */
static gboolean
find_class (FlSession *self, FlStream *stream, gint64 frame, FlClass **out, FlTagAnswer *out_answer)
{
  FlVerdict verdict;

  fl_stream_get_verdict (stream, frame, &verdict);
  *out = verdict.certainty == FL_CERTAINTY_HUMAN
           ? fl_session_find_class_by_id (self, verdict.class_id)
           : NULL;
  *out_answer = *out != NULL ? FL_TAG_YES : FL_TAG_UNSURE;
  return *out != NULL || verdict.certainty == FL_CERTAINTY_UNSURE;
}

/* Of several tags the first one that is there stands for all. */
static gboolean
find_tag (FlSession *self,
          FlStream *stream,
          const FlLastAnswerRow *row,
          FlClass **out,
          FlTagAnswer *out_answer)
{
  gboolean is_known = FALSE;

  *out = row->tag != 0 ? fl_session_find_class_by_id (self, row->tag) : NULL;
  if (*out != NULL)
    return fl_session_get_tag_answer (self, stream, row->shown, *out, out_answer);
  *out_answer = FL_TAG_UNSURE;
  for (guint i = 0; i < fl_session_get_n_classes (self) && *out == NULL; i++) {
    FlClass *tag = fl_session_peek_class (self, i);
    FlTagAnswer answer;
    if (!fl_session_get_tag_answer (self, stream, row->shown, tag, &answer))
      continue;
    is_known = TRUE;
    if (answer != FL_TAG_UNSURE)
      *out_answer = answer;
    if (answer == FL_TAG_YES)
      *out = tag;
  }
  return is_known;
}

/* Returns: (transfer full) (nullable): %NULL when nothing is said of it any more */
static FlLastAnswer *
read_answer (FlSession *self, const FlLastAnswerRow *row)
{
  FlStream *stream = fl_session_find_stream_by_id (self, row->stream);
  FlClass *klass = NULL;
  FlTagAnswer answer = FL_TAG_UNSURE;
  const gboolean is_known =
    stream != NULL &&
    (self->is_multi_label ? find_tag (self, stream, row, &klass, &answer)
                          : find_class (self, stream, row->shown, &klass, &answer));

  if (!is_known)
    return NULL;
  FlLastAnswer *last = g_new (FlLastAnswer, 1);
  *last = (FlLastAnswer){.stream = g_object_ref (stream),
                         .frame = row->shown,
                         .range = row->range,
                         .klass = klass != NULL ? g_object_ref (klass) : NULL,
                         .answer = answer};
  return last;
}

GPtrArray *
fl_session_list_last_answers (FlSession *self, guint n)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  GPtrArray *answers = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_last_answer_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = fl_store_list_last_answers (self->store, self->annotator, n, &error);

  if (rows == NULL)
    g_debug ("the last answers cannot be read: %s", error->message);
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    FlLastAnswer *answer = read_answer (self, &g_array_index (rows, FlLastAnswerRow, i));
    if (answer != NULL)
      g_ptr_array_add (answers, answer);
  }
  return answers;
}

/* As the answer was given: the run first, of which nobody saw the rest, then the frame that was shown. */
gboolean
fl_session_correct (FlSession *self, const FlLastAnswer *answer, FlClass *klass, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && answer != NULL, FALSE);

  if (self->is_multi_label)
    return fl_session_refuse_class (error);
  const FlRange shown = {answer->frame, answer->frame};
  g_autoptr (GArray) said = g_array_new (FALSE, FALSE, sizeof (FlLabelAction));
  FlLabelAction label = fl_session_begin_label (self, answer->stream, &shown);

  label.state = klass != NULL ? FL_LABEL_LABELLED : FL_LABEL_UNSURE;
  label.class_id = klass != NULL ? fl_class_get_id (klass) : 0;
  if (answer->range.first < answer->range.last) {
    FlLabelAction run = label;
    run.range = answer->range;
    run.kind = "run";
    g_array_append_val (said, run);
  }
  g_array_append_val (said, label);
  return fl_session_set_labels (self, answer->stream, &answer->range, said, error);
}

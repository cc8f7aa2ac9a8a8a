/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was answered last: which frames follows from the history, so that undo and restart need no care;
 * what is said of them is what stands now. */
#include "session/fl-session-last.h"

#include "session/fl-session-private.h"
#include "store/fl-store-answers.h"

/* Local number of this copy of the project. */
#define OWN_REPLICA 1

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
                         .action = row->action,
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

/* What of @row is still what the answer said, or a correction of it: of a run all rows have the time of the
 * frame that was shown, and a range is the action itself. */
static gboolean
find_part (const FlLastAnswer *answer, const FlLabelRow *row, const FlLabelRow *shown, FlRange *out)
{
  const gboolean is_action =
    row->action.replica == OWN_REPLICA && row->action.seq == answer->action;
  const gboolean is_said_with_it = row->at_us == shown->at_us &&
                                   row->annotator == shown->annotator &&
                                   (is_action || g_str_equal (row->kind, "run"));

  if (is_said_with_it)
    *out = (FlRange){.first = MAX (row->range.first, answer->range.first),
                     .last = MIN (row->range.last, answer->range.last)};
  else
    *out = (FlRange){.first = answer->frame, .last = answer->frame};
  return is_said_with_it || row == shown;
}

static void
add_part (GArray *parts, const FlRange *part)
{
  FlRange *last = parts->len > 0 ? &g_array_index (parts, FlRange, parts->len - 1) : NULL;

  if (last != NULL && last->last + 1 == part->first)
    last->last = part->last;
  else
    g_array_append_val (parts, *part);
}

/* Returns: (transfer full) (element-type FlRange): stretches that nothing else was said of since, ascending */
static GArray *
list_parts (const FlLastAnswer *answer)
{
  const GArray *track = fl_stream_get_track (answer->stream);
  const FlLabelRow *shown = fl_track_find (track, answer->frame);
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (FlRange));

  for (guint i = fl_track_seek (track, answer->range.first); shown != NULL && i < track->len; i++) {
    const FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
    FlRange part;
    if (row->range.first > answer->range.last)
      break;
    if (find_part (answer, row, shown, &part))
      add_part (parts, &part);
  }
  return parts;
}

/* Says the same as @label of the part around its frame, or of all others. */
static void
add_runs (GArray *said, const FlLabelAction *label, const GArray *parts, gboolean is_around)
{
  const gint64 frame = label->range.first;
  FlLabelAction run = *label;

  run.kind = "run";
  for (guint i = 0; i < parts->len; i++) {
    run.range = g_array_index (parts, FlRange, i);
    const gboolean has_frame = run.range.first <= frame && frame <= run.range.last;
    if (has_frame == is_around && (!has_frame || run.range.first < run.range.last))
      g_array_append_val (said, run);
  }
}

/* As an answer is given: the run first, of which nobody saw the rest, and right after it the frame that was
 * shown. */
gboolean
fl_session_correct (FlSession *self, const FlLastAnswer *answer, FlClass *klass, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && answer != NULL, FALSE);

  if (self->is_multi_label)
    return fl_session_refuse_class (error);
  const FlRange shown = {answer->frame, answer->frame};
  g_autoptr (GArray) parts = list_parts (answer);
  g_autoptr (GArray) said = g_array_new (FALSE, FALSE, sizeof (FlLabelAction));
  FlLabelAction label = fl_session_begin_label (self, answer->stream, &shown);

  label.state = klass != NULL ? FL_LABEL_LABELLED : FL_LABEL_UNSURE;
  label.class_id = klass != NULL ? fl_class_get_id (klass) : 0;
  add_runs (said, &label, parts, TRUE);
  g_array_append_val (said, label);
  add_runs (said, &label, parts, FALSE);
  return fl_session_set_labels (self, answer->stream, &answer->range, said, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels that the rest contradicts: which of them are asked about once more. */
#include "session/fl-session-second-looks.h"

#include "session/fl-item-private.h"
#include "session/fl-session-blind.h"
#include "session/fl-session-private.h"
#include "store/fl-store-questions.h"

/* What was said since is another label. */
static const FlLabelRow *
find_label (FlSession *self, const FlRanked *suspect)
{
  FlStream *stream = fl_session_find_stream_by_id (self, suspect->ref.stream);
  const GArray *track = stream != NULL ? fl_stream_get_track_of (stream, suspect->tag) : NULL;
  const FlLabelRow *row = track != NULL ? fl_track_find (track, suspect->ref.frame) : NULL;

  return row != NULL && row->action.replica == suspect->label.replica &&
             row->action.seq == suspect->label.seq
           ? row
           : NULL;
}

/* The worst of each tag, then the next ones: how sure one model is cannot be compared with another. */
static GArray *
list_of_tags (FlSession *self)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (FlRanked));
  gboolean is_any = self->tag_models != NULL;

  for (guint i = 0; is_any; i++) {
    is_any = FALSE;
    for (guint t = 0; t < self->tag_models->len; t++) {
      const GArray *own = ((const FlTagModel *) self->tag_models->pdata[t])->suspects;
      if (own == NULL || i >= own->len)
        continue;
      g_array_append_val (all, g_array_index (own, FlRanked, i));
      is_any = TRUE;
    }
  }
  return all;
}

static GArray *
list_found (FlSession *self)
{
  if (self->is_multi_label)
    return list_of_tags (self);
  return self->suspects != NULL ? g_array_ref (self->suspects)
                                : g_array_new (FALSE, FALSE, sizeof (FlRanked));
}

/* What the machine said of an audit is not to be seen before it was looked at once more, blind. */
static gboolean
is_of_open_lot (FlSession *self, const FlLabelRow *row)
{
  return g_strcmp0 (row->kind, "audit") == 0 && fl_session_has_open_lot (self);
}

/* Those that still stand, were not looked at a second time, and are not to be answered blind: what the rest says
 * of one would tell. */
static GArray *
list_suspects (FlSession *self)
{
  GArray *left = g_array_new (FALSE, FALSE, sizeof (FlRanked));
  g_autoptr (GArray) found = list_found (self);

  for (guint i = 0; i < found->len; i++) {
    const FlRanked *suspect = &g_array_index (found, FlRanked, i);
    const FlLabelRow *row = find_label (self, suspect);
    if (row != NULL && !is_of_open_lot (self, row) &&
        !fl_session_is_drawn (self, suspect->ref.stream, &row->range) &&
        !fl_store_was_looked_at (self->store, suspect->label))
      g_array_append_val (left, *suspect);
  }
  return left;
}

static FlClass *
find_tag (FlSession *self, const FlRanked *suspect)
{
  return suspect->tag != 0 ? fl_session_find_class_by_id (self, suspect->tag) : NULL;
}

GPtrArray *
fl_session_list_second_look_items (FlSession *self, guint n)
{
  g_autoptr (GArray) suspects = list_suspects (self);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < suspects->len && items->len < n; i++) {
    const FlRanked *suspect = &g_array_index (suspects, FlRanked, i);
    FlStream *stream = fl_session_find_stream_by_id (self, suspect->ref.stream);
    if (fl_session_find_passed_over (self, suspect->ref.stream, suspect->ref.frame) < 0)
      g_ptr_array_add (items, fl_item_new_tag (stream, suspect->ref.frame, FL_REASON_SECOND_LOOK,
                                               find_tag (self, suspect)));
  }
  return items;
}

GArray *
fl_session_list_second_looks (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  g_autoptr (GArray) suspects = list_suspects (self);
  GArray *looks = g_array_new (FALSE, FALSE, sizeof (FlSecondLook));

  for (guint i = 0; i < suspects->len; i++) {
    const FlRanked *suspect = &g_array_index (suspects, FlRanked, i);
    const FlLabelRow *label = find_label (self, suspect);
    const FlSecondLook look = {
      .stream = fl_session_find_stream_by_id (self, suspect->ref.stream),
      .frame = suspect->ref.frame,
      .tag = find_tag (self, suspect),
      .is_yes = label->state == FL_LABEL_LABELLED,
      .said = suspect->tag == 0 ? fl_session_find_class_by_id (self, label->class_id) : NULL,
      .rest = suspect->tag == 0 ? fl_session_find_class_by_id (self, suspect->first) : NULL,
    };
    g_array_append_val (looks, look);
  }
  return looks;
}

FlItem *
fl_session_make_second_look (const FlSecondLook *look)
{
  return fl_item_new_tag (look->stream, look->frame, FL_REASON_SECOND_LOOK, look->tag);
}

/* Of one class alone there will be no model. */
static gboolean
are_of_several_classes (FlSession *self)
{
  guint n = 0;

  for (guint i = 0; i < fl_session_get_n_classes (self); i++)
    n += fl_class_get_n_labels (fl_session_peek_class (self, i)) > 0;
  return n > 1;
}

gboolean
fl_session_is_finding_second_looks (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  if (self->is_headless || self->is_multi_label || self->n_validated > 0)
    return FALSE;
  if (self->model == NULL)
    return self->n_labelled >= FL_LEARNING_VALIDATE_FROM && are_of_several_classes (self);
  return self->n_taught >= FL_LEARNING_VALIDATE_FROM &&
         (self->is_fitting || self->n_fit_tried != self->n_taught);
}

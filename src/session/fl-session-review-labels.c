/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person says of several samples at once: one action, whatever it says of each. */
#include "session/fl-session-review.h"

#include "session/fl-session-blind.h"
#include "session/fl-session-private.h"
#include "session/fl-session-tags.h"

/* What is said of several samples. */
typedef struct _Saying Saying;

/* Of a sample, or a tag of it, of which @verdict is known; %FALSE to leave it as it is. */
typedef gboolean (*SayFunc) (const FlVerdict *verdict, const Saying *saying, FlLabelAction *out);

struct _Saying {
  SayFunc func;
  FlLabelState state;
  gint64 class_id;
  gint64 tag; /* that alone is meant; 0 for those that an item is about */
};

static gboolean
say_confirmed (const FlVerdict *verdict, const Saying *saying, FlLabelAction *out)
{
  out->state = verdict->class_id > 0 ? FL_LABEL_LABELLED : FL_LABEL_NO;
  out->class_id = MAX (verdict->class_id, 0);
  return verdict->class_id != 0 && verdict->label == NULL;
}

static gboolean
say_it (const FlVerdict *verdict, const Saying *saying, FlLabelAction *out)
{
  const gboolean is_yes = saying->state == FL_LABEL_LABELLED;

  out->state = saying->state;
  out->class_id = !is_yes ? 0 : out->tag != 0 ? out->tag : saying->class_id;
  return verdict->label == NULL || verdict->label->state != out->state ||
         verdict->label->class_id != out->class_id;
}

/* What a person knows stays known. */
static gboolean
say_of_rest (const FlVerdict *verdict, const Saying *saying, FlLabelAction *out)
{
  return say_it (verdict, saying, out) && verdict->label == NULL;
}

static gboolean
say_nothing (const FlVerdict *verdict, const Saying *saying, FlLabelAction *out)
{
  out->state = FL_LABEL_UNSEEN;
  return verdict->label != NULL;
}

/* A label of a class is of no single tag: it goes whole, or stays. */
static gboolean
say_nothing_of_tag (const FlVerdict *verdict, const Saying *saying, FlLabelAction *out)
{
  return say_nothing (verdict, saying, out) && !verdict->label->is_of_class;
}

/* Whether something can be said of @item; else why not, where that is no matter of course. */
static gboolean
is_there (FlSession *self, FlItem *item, GError **error)
{
  FlStream *stream = fl_item_get_stream (item);
  const gint64 frame = fl_item_get_frame (item);
  const FlRange range = {.first = frame, .last = frame};

  return fl_session_find_stream_by_id (self, fl_stream_get_id (stream)) == stream &&
         fl_session_check_range (stream, &range, error);
}

/* What may be shown of @tag (0: of the class) of @item, where frames of @blind are asked about by their
 * picture alone. */
static void
get_verdict (FlItem *item, gint64 tag, const GArray *blind, FlVerdict *out)
{
  FlStream *stream = fl_item_get_stream (item);
  const gint64 frame = fl_item_get_frame (item);

  fl_stream_get_facet (stream, tag, frame, out);
  if (fl_frame_refs_contain (blind, fl_stream_get_id (stream), frame))
    fl_verdict_hide (out);
}

/* The tags that are meant (element-type gint64), 0 alone in a project of classes. */
static GArray *
list_meant (FlSession *self, FlItem *item, gint64 tag)
{
  FlClass *own = fl_item_get_tag (item);

  return fl_session_list_tags (self, tag != 0 ? tag : own != NULL ? fl_class_get_id (own) : 0);
}

/* What the person saw of the machine's opinion is kept with the label. */
static void
add_label (const FlVerdict *verdict, const Saying *saying, const FlLabelAction *base, GArray *said)
{
  FlLabelAction label = *base;

  if (!saying->func (verdict, saying, &label))
    return;
  if (verdict->label == NULL) {
    label.guess_class = label.tag == 0 ? verdict->class_id : 0;
    label.guess_shown = verdict->class_id != 0;
  }
  g_array_append_val (said, label);
}

/* Labels from when these were classes are of no tag, and go with all of them. */
static void
add_of_classes (const Saying *saying, const FlLabelAction *base, GArray *said)
{
  FlLabelAction label = *base;

  label.tag = 0;
  label.state = FL_LABEL_UNSEEN;
  if (saying->func == say_nothing)
    g_array_append_val (said, label);
}

/* Returns: whether anything is said of @item. */
static gboolean
add (FlSession *self, FlItem *item, const GArray *blind, const Saying *saying, GArray *said)
{
  FlStream *stream = fl_item_get_stream (item);
  const gint64 frame = fl_item_get_frame (item);
  const FlRange range = {.first = frame, .last = frame};
  const guint n_before = said->len;
  FlLabelAction base = fl_session_begin_label (self, stream, &range);
  g_autoptr (GArray) tags = list_meant (self, item, saying->tag);
  gboolean is_of_class = FALSE;

  /* That it is one answer shows in that all was said at the same time. */
  if (said->len > 0)
    base.at_us = g_array_index (said, FlLabelAction, 0).at_us;
  for (guint i = 0; i < tags->len; i++) {
    FlVerdict verdict;
    base.tag = g_array_index (tags, gint64, i);
    get_verdict (item, base.tag, blind, &verdict);
    is_of_class |= verdict.label != NULL && verdict.label->is_of_class;
    add_label (&verdict, saying, &base, said);
  }
  if (is_of_class)
    add_of_classes (saying, &base, said);
  return said->len > n_before;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const FlLabelAction *x = a;
  const FlLabelAction *y = b;

  if (x->stream != y->stream)
    return x->stream < y->stream ? -1 : 1;
  if (x->range.first != y->range.first)
    return x->range.first < y->range.first ? -1 : 1;
  return (x->tag > y->tag) - (x->tag < y->tag);
}

/* Labels of several samples, which say so. In the order of their frames each is laid behind the one before, whatever the
 * order of the review: so nothing that is there has to make room. */
static void
mark_review (GArray *said)
{
  for (guint i = 0; i < said->len; i++)
    g_array_index (said, FlLabelAction, i).kind = FL_SESSION_KIND_REVIEW;
  g_array_sort (said, compare_places);
}

static guint
say (FlSession *self, GPtrArray *items, const Saying *saying, GError **error)
{
  g_autoptr (GArray) said = g_array_new (FALSE, FALSE, sizeof (FlLabelAction));
  g_autoptr (GArray) blind = fl_session_list_blind (self);
  g_autoptr (GError) local = NULL;
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    if (is_there (self, items->pdata[i], local == NULL ? &local : NULL))
      n += add (self, items->pdata[i], blind, saying, said);
  if (n == 0) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    return 0;
  }
  if (n > 1)
    mark_review (said);
  if (!fl_session_save_answer (self, said, error))
    return 0;
  fl_session_drop_labelled (self, NULL, NULL);
  fl_session_settle_audits (self);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, 0);
  fl_session_request_learning (self);
  return n;
}

guint
fl_session_confirm (FlSession *self, GPtrArray *items, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && items != NULL, 0);

  return say (self, items, &(Saying){.func = say_confirmed}, error);
}

guint
fl_session_relabel (FlSession *self, GPtrArray *items, FlClass *klass, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && items != NULL, 0);

  if (self->is_multi_label)
    return (guint) fl_session_refuse_class (error);
  return say (self, items,
              &(Saying){.func = say_it,
                        .state = klass != NULL ? FL_LABEL_LABELLED : FL_LABEL_UNSURE,
                        .class_id = klass != NULL ? fl_class_get_id (klass) : 0},
              error);
}

guint
fl_session_tag_items (FlSession *self,
                      GPtrArray *items,
                      FlClass *tag,
                      FlTagAnswer answer,
                      GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && items != NULL && self->is_multi_label, 0);

  static const FlLabelState states[] = {[FL_TAG_YES] = FL_LABEL_LABELLED,
                                        [FL_TAG_NO] = FL_LABEL_NO,
                                        [FL_TAG_UNSURE] = FL_LABEL_UNSURE};
  const gboolean is_of_rest = tag == NULL && answer == FL_TAG_UNSURE;

  return say (self, items,
              &(Saying){.func = is_of_rest ? say_of_rest : say_it,
                        .state = states[answer],
                        .tag = tag != NULL ? fl_class_get_id (tag) : 0},
              error);
}

/* Those that are about one tag are all about the same. */
guint
fl_session_unlabel (FlSession *self, GPtrArray *items, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && items != NULL, 0);

  const gboolean is_of_tag = items->len > 0 && fl_item_get_tag (items->pdata[0]) != NULL;

  return say (self, items, &(Saying){.func = is_of_tag ? say_nothing_of_tag : say_nothing}, error);
}

/* Whether the confidence only orders samples. */
static gboolean
is_rough (FlSession *self, const FlVerdict *verdict)
{
  return verdict->certainty == FL_CERTAINTY_MODEL && self->model != NULL &&
         !fl_model_get_facts (self->model)->is_calibrated;
}

void
fl_session_get_state (FlSession *self, FlItem *item, FlReviewState *out)
{
  g_return_if_fail (FL_IS_SESSION (self) && FL_IS_ITEM (item));

  g_autoptr (GArray) blind = fl_session_list_blind (self);
  FlVerdict verdict;

  get_verdict (item, 0, blind, &verdict);
  *out = (FlReviewState){.klass = verdict.class_id != 0
                                    ? fl_session_find_class_by_id (self, verdict.class_id)
                                    : NULL,
                         .certainty = verdict.certainty,
                         .confidence = verdict.confidence,
                         .is_rough = is_rough (self, &verdict)};
}

GArray *
fl_session_list_tag_states (FlSession *self, FlItem *item)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_ITEM (item), NULL);

  g_autoptr (GArray) blind = fl_session_list_blind (self);
  g_autoptr (GArray) tags = list_meant (self, item, 0);
  GArray *states = g_array_new (FALSE, FALSE, sizeof (FlReviewTag));

  for (guint i = 0; self->is_multi_label && i < tags->len; i++) {
    const gint64 id = g_array_index (tags, gint64, i);
    FlVerdict verdict;
    get_verdict (item, id, blind, &verdict);
    const FlReviewTag state = {.tag = fl_session_find_class_by_id (self, id),
                               .answer = fl_review_get_answer (&verdict),
                               .certainty = verdict.certainty,
                               .confidence = verdict.confidence,
                               .is_rough = is_rough (self, &verdict)};
    /* The tag of an item may have gone since. */
    if (state.tag != NULL)
      g_array_append_val (states, state);
  }
  return states;
}

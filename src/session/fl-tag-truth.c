/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The truth of a simulation with tags, and how far a session is from it. */
#include "session/fl-tag-truth.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "session/fl-labels-file.h"
#include "session/fl-session-private.h"
#include "session/fl-truth.h"

/* One tag of one frame. */
typedef struct {
  FlClass *tag; /* owned by the session */
  guint stream; /* its place in the session */
  gint64 frame;
  gboolean is_yes;
} Pair;

struct _FlTagTruth {
  GArray *pairs; /* Pair, by tag, stream and frame */
};

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const Pair *x = a;
  const Pair *y = b;
  const gint64 tag_x = fl_class_get_id (x->tag);
  const gint64 tag_y = fl_class_get_id (y->tag);

  if (tag_x != tag_y)
    return tag_x < tag_y ? -1 : 1;
  if (x->stream != y->stream)
    return x->stream < y->stream ? -1 : 1;
  return x->frame < y->frame ? -1 : x->frame > y->frame;
}

static guint
find_place (FlSession *session, FlStream *stream)
{
  guint i = 0;

  while (fl_session_peek_stream (session, i) != stream)
    i++;
  return i;
}

static gboolean
is_state (const FlFileLabel *label, const char *state)
{
  return g_str_equal (label->state, state);
}

/* Whether the file tells yes and no of each tag. */
static gboolean
has_states (const GArray *labels)
{
  for (guint i = 0; i < labels->len; i++) {
    const FlFileLabel *label = &g_array_index (labels, FlFileLabel, i);
    if (is_state (label, "yes") || is_state (label, "no"))
      return TRUE;
  }
  return FALSE;
}

/* The tags that the file names are in the session afterwards. */
static gboolean
ensure_tags (FlSession *session, const GArray *labels, GError **error)
{
  for (guint i = 0; i < labels->len; i++) {
    const FlFileLabel *label = &g_array_index (labels, FlFileLabel, i);
    if (*label->label == '\0' || is_state (label, "unknown") ||
        fl_session_find_class (session, label->label, NULL) != NULL)
      continue;
    if (fl_session_add_class (session, label->label, NULL, error) == NULL)
      return FALSE;
  }
  return TRUE;
}

static void
add_pairs (FlTagTruth *self, guint stream, const FlRange *range, FlClass *tag, gboolean is_yes)
{
  Pair pair = {.tag = tag, .stream = stream, .frame = range->first, .is_yes = is_yes};

  for (; pair.frame <= range->last; pair.frame++)
    g_array_append_val (self->pairs, pair);
}

static void
take_states (FlTagTruth *self, FlSession *session, const GArray *labels)
{
  for (guint i = 0; i < labels->len; i++) {
    const FlFileLabel *label = &g_array_index (labels, FlFileLabel, i);
    if (is_state (label, "yes") || is_state (label, "no"))
      add_pairs (self, find_place (session, label->stream), &label->range,
                 fl_session_find_class (session, label->label, NULL), is_state (label, "yes"));
  }
}

/* Each tag is no where the file has the frame, until a row says that it is there. */
static void
take_names (FlTagTruth *self, FlSession *session, const GArray *labels)
{
  for (guint i = 0; i < labels->len; i++) {
    const FlFileLabel *label = &g_array_index (labels, FlFileLabel, i);
    const guint stream = find_place (session, label->stream);
    for (guint t = 0; !is_state (label, "unknown") && t < fl_session_get_n_classes (session); t++) {
      FlClass *tag = fl_session_peek_class (session, t);
      add_pairs (self, stream, &label->range, tag,
                 g_str_equal (fl_class_get_name (tag), label->label));
    }
  }
}

/* One pair of each frame and tag, which is yes when one of several was. */
static void
settle (FlTagTruth *self)
{
  guint n = 0;

  g_array_sort (self->pairs, compare_pairs);
  for (guint i = 0; i < self->pairs->len; i++) {
    const Pair next = g_array_index (self->pairs, Pair, i);
    Pair *last = n > 0 ? &g_array_index (self->pairs, Pair, n - 1) : NULL;
    if (last != NULL && compare_pairs (last, &next) == 0)
      last->is_yes = last->is_yes || next.is_yes;
    else
      g_array_index (self->pairs, Pair, n++) = next;
  }
  g_array_set_size (self->pairs, n);
}

FlTagTruth *
fl_tag_truth_new (FlSession *session, const char *path, GError **error)
{
  g_autoptr (GArray) labels = fl_labels_file_read (session, path, NULL, NULL, error);
  g_autoptr (FlTagTruth) self = g_new0 (FlTagTruth, 1);

  self->pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  if (labels == NULL || !ensure_tags (session, labels, error))
    return NULL;
  if (has_states (labels))
    take_states (self, session, labels);
  else
    take_names (self, session, labels);
  settle (self);
  if (self->pairs->len > 0)
    return g_steal_pointer (&self);
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               _ ("“%s” has no row with a label"), path);
  return NULL;
}

void
fl_tag_truth_free (FlTagTruth *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->pairs);
  g_free (self);
}

gboolean
fl_tag_truth_limit_pool (FlTagTruth *self, FlSession *session, GError **error)
{
  const guint n_streams = fl_session_get_n_streams (session);
  g_autofree GHashTable **pools = g_new (GHashTable *, MAX (n_streams, 1));
  guint n_askable = 0;

  for (guint i = 0; i < n_streams; i++)
    pools[i] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < self->pairs->len; i++) {
    const Pair *pair = &g_array_index (self->pairs, Pair, i);
    g_hash_table_add (pools[pair->stream], g_memdup2 (&pair->frame, sizeof pair->frame));
  }
  for (guint i = 0; i < n_streams; i++) {
    FlStream *stream = fl_session_peek_stream (session, i);
    for (guint j = 0; j < fl_stream_get_n_samples (stream); j++) {
      const gint64 frame = fl_stream_get_sample (stream, j);
      n_askable += g_hash_table_contains (pools[i], &frame);
    }
    fl_stream_set_pool (stream, pools[i]);
  }
  return n_askable > 0 || fl_truth_refuse_pool (error);
}

static FlTagAnswer
find_answer (const FlTagTruth *self, guint stream, gint64 frame, FlClass *tag)
{
  const Pair key = {.tag = tag, .stream = stream, .frame = frame};
  const Pair *pair =
    bsearch (&key, self->pairs->data, self->pairs->len, sizeof (Pair), compare_pairs);

  return pair == NULL ? FL_TAG_UNSURE : pair->is_yes ? FL_TAG_YES : FL_TAG_NO;
}

gboolean
fl_tag_truth_refutes (const FlTagTruth *self,
                      FlSession *session,
                      FlStream *stream,
                      gint64 frame,
                      gint64 class_id)
{
  FlClass *tag = fl_session_find_class_by_id (session, ABS (class_id));
  const FlTagAnswer answer = find_answer (self, find_place (session, stream), frame, tag);

  return answer == (class_id > 0 ? FL_TAG_NO : FL_TAG_YES);
}

/* Whether the tag is switched on before anybody has pressed a key. */
static gboolean
is_on (FlSession *session, FlItem *item, FlClass *tag)
{
  FlTagAnswer answer;

  return fl_session_get_tag_answer (session, fl_item_get_stream (item), fl_item_get_frame (item),
                                    tag, &answer) &&
         answer == FL_TAG_YES;
}

guint
fl_tag_truth_answer (FlTagTruth *self, FlSession *session, FlItem *item, GArray *out)
{
  const guint stream = find_place (session, fl_item_get_stream (item));
  FlClass *only = fl_item_get_tag (item);
  guint n_keys = 1;

  for (guint t = 0; t < fl_session_get_n_classes (session); t++) {
    FlClass *tag = fl_session_peek_class (session, t);
    if (only != NULL && only != tag)
      continue;
    const FlTagged tagged = {.tag = tag,
                             .answer = find_answer (self, stream, fl_item_get_frame (item), tag)};
    if (only == NULL && tagged.answer == FL_TAG_YES && !is_on (session, item, tag))
      n_keys++;
    g_array_append_val (out, tagged);
  }
  return n_keys;
}

/* How many rows of one tag are yes, and of how many of them that was found. */
typedef struct {
  guint n_yes;
  guint n_found;
} Found;

static void
add_recall (const Found *found, guint *n_tags, FlSimulateRow *out)
{
  if (found->n_yes == 0)
    return;
  const double recall = (double) found->n_found / found->n_yes;
  out->macro_recall += recall;
  out->min_class_recall = MIN (out->min_class_recall, recall);
  (*n_tags)++;
}

/* An event of a tag goes on as long as rows with yes follow. */
void
fl_tag_truth_measure (FlTagTruth *self, FlSession *session, FlSimulateRow *out)
{
  Found found = {0};
  guint n_right = 0;
  guint n_tags = 0;
  gboolean is_event_found = FALSE;

  out->events_found = 0;
  out->macro_recall = 0;
  out->min_class_recall = 1;
  for (guint i = 0; i < self->pairs->len; i++) {
    const Pair *pair = &g_array_index (self->pairs, Pair, i);
    const Pair *before = i > 0 ? pair - 1 : NULL;
    FlTagVerdict verdict;
    if (before != NULL && before->tag != pair->tag) {
      add_recall (&found, &n_tags, out);
      found = (Found){0};
    }
    if (!pair->is_yes || before == NULL || before->tag != pair->tag ||
        before->stream != pair->stream)
      is_event_found = FALSE;
    fl_stream_get_tag_verdict (fl_session_peek_stream (session, pair->stream),
                               fl_class_get_id (pair->tag), pair->frame, &verdict);
    const gboolean is_right = verdict.state == (pair->is_yes ? FL_LABEL_LABELLED : FL_LABEL_NO);
    n_right += is_right ? 1 : 0;
    found.n_yes += pair->is_yes ? 1 : 0;
    found.n_found += pair->is_yes && is_right ? 1 : 0;
    if (pair->is_yes && is_right && !is_event_found) {
      is_event_found = TRUE;
      out->events_found++;
    }
  }
  add_recall (&found, &n_tags, out);
  out->macro_recall = n_tags > 0 ? out->macro_recall / n_tags : 1;
  out->accuracy = (double) n_right / self->pairs->len;
}

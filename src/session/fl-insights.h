/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a project has come to, counted: how sure its labels are, how often the machine and people
 * differ, how fast people answer. */
#pragma once

#include "base/fl-ref-count.h"
#include "session/fl-labelling.h"
#include "session/fl-learning.h"

G_BEGIN_DECLS

/** FL_INSIGHTS_N_CERTAINTIES: how many values #FlCertainty has. */
#define FL_INSIGHTS_N_CERTAINTIES (FL_CERTAINTY_HUMAN + 1)

/** FL_INSIGHTS_LONGEST_MS: whoever looks longer at a question was away: that is no pace. */
#define FL_INSIGHTS_LONGEST_MS 60000

/**
 * FlClassCount:
 * @class_id: id of a class or tag
 * @n: how many samples have it, by who or what says so
 */
typedef struct {
  gint64 class_id;
  guint n[FL_INSIGHTS_N_CERTAINTIES];
} FlClassCount;

/**
 * FlBlindAnswer:
 * @ref: the frame
 * @said: class that the person said, 0 for unsure
 * @guess: class that the machine said before
 *
 * A frame that was drawn at random and answered blind.
 */
typedef struct {
  FlFrameRef ref;
  gint64 said;
  gint64 guess;
} FlBlindAnswer;

/**
 * FlPacePoint:
 * @n_answers: answers up to here, of those that were timed
 * @per_hour: how many an hour it was in the stretch that ends here
 */
typedef struct {
  guint n_answers;
  double per_hour;
} FlPacePoint;

/**
 * FlInsights:
 * @n_samples: all samples; of tags as often as there are tags
 * @n: how many of them, by who or what says so
 * @classes: (element-type FlClassCount): of each class, in the order of the project
 * @blind: (element-type FlBlindAnswer): oldest first, without the newest answer of all, which may still
 *   be replaced and would give away what the machine said; none of tags
 * @pace: (element-type FlPacePoint): at most 40 stretches of equally many answers
 * @n_timed: answers of which it is known how long they took, but for those over a minute
 * @timed_s: how long all of these took together, seconds
 *
 * Plain numbers of one moment. Immutable, any thread.
 */
typedef struct {
  guint n_samples;
  guint n[FL_INSIGHTS_N_CERTAINTIES];
  GArray *classes;
  GArray *blind;
  GArray *pace;
  guint n_timed;
  double timed_s;
  /*< private >*/
  FlRefCount n_refs;
} FlInsights;

/** fl_insights_new: Returns: (transfer full): nothing counted yet of @class_ids (element-type gint64) */
FlInsights *fl_insights_new (const GArray *class_ids);

/** fl_insights_ref: Returns: (transfer full): @self, which is filled */
FlInsights *fl_insights_ref (FlInsights *self);

/** fl_insights_unref: Gives up a reference. */
void fl_insights_unref (FlInsights *self);

/** fl_insights_add_answers: Takes over pace and blind answers from @answers (element-type
 * FlAnswerRow), oldest first. */
void fl_insights_add_answers (FlInsights *self, const GArray *answers, gboolean is_multi_label);

/**
 * fl_insights_add_stream:
 * @self: insights
 * @labelling: of a stream
 * @is_multi_label: whether classes are tags
 * @cancellable: (nullable): to stop early; then the counts are no use
 *
 * Counts the samples of a stream; some microseconds each.
 */
void fl_insights_add_stream (FlInsights *self,
                             const FlLabelling *labelling,
                             gboolean is_multi_label,
                             GCancellable *cancellable);

/**
 * fl_insights_hold_back:
 * @labellings: (element-type FlLabelling): of all streams; their tracks are not shared
 *
 * Takes out of them what the newest answer said if it answers a check: while it may still be replaced as a
 * slip, counts of before and after would tell what the machine had said of that one sample.
 */
void fl_insights_hold_back (GPtrArray *labellings);

/** fl_insights_list_pair: Returns: (transfer full) (element-type FlFrameRef): frames of blind answers
 * of which a person said @said and the machine @guess */
GArray *fl_insights_list_pair (const FlInsights *self, gint64 said, gint64 guess);

/** fl_insights_count_agreed: Returns: blind answers that say what the machine said */
guint fl_insights_count_agreed (const FlInsights *self);

/** fl_insights_get_per_hour: Returns: answers an hour over all that were timed, 0 for none */
double fl_insights_get_per_hour (const FlInsights *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlInsights, fl_insights_unref)

G_END_DECLS

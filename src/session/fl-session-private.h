/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-acceptance.h"
#include "session/fl-class-private.h"
#include "session/fl-idle.h"
#include "session/fl-ingest.h"
#include "session/fl-job-thread.h"
#include "session/fl-learner.h"
#include "session/fl-learning.h"
#include "session/fl-news.h"
#include "session/fl-queue-private.h"
#include "session/fl-saver.h"
#include "session/fl-session-audits.h"
#include "session/fl-session-counts.h"
#include "session/fl-session-runs.h"
#include "session/fl-session-tags.h"
#include "session/fl-session-unsaved.h"
#include "session/fl-session.h"
#include "session/fl-stream-private.h"
#include "session/fl-thread.h"
#include "store/fl-cache.h"
#include "store/fl-store-knowledge.h"
#include "store/fl-store.h"

G_BEGIN_DECLS

/* Where a project keeps its kinds of features, and the strategy that somebody chose. */
#define FL_SESSION_SETTING_EXTRACTOR "extractor"
#define FL_SESSION_SETTING_STRATEGY  "strategy"

/* The kind of labels that were given to several samples of a review at once. */
#define FL_SESSION_KIND_REVIEW "review"

typedef struct _FlAdviceSearch FlAdviceSearch;
typedef struct _FlGroupSearch FlGroupSearch;
typedef struct _FlIdleRun FlIdleRun;
typedef struct _FlIngestRun FlIngestRun;
typedef struct _FlInsightsSearch FlInsightsSearch;
typedef struct _FlReviewSearch FlReviewSearch;
typedef struct _FlWishes FlWishes;

/* So many questions later one that was put off is asked again. */
#define FL_SESSION_LATER_STEPS 20

/**
 * FlPassedOver:
 * @ref: a frame that was put off
 * @tag: id of the tag that alone was asked about, or 0
 * @lot: of an audit the lot that it is of, or 0
 * @is_drawn: whether it is an audit or a random check
 * @step: the question by number that it was
 * @is_doubted: whether it has an answer, which may be doubted
 */
typedef struct {
  FlFrameRef ref;
  gint64 tag;
  gint64 lot;
  gboolean is_drawn;
  guint step;
  gboolean is_doubted;
} FlPassedOver;

struct _FlSession {
  GObject parent_instance;

  /* The project (fl-session-open.c). */
  FlStore *store;
  char *path;
  FlCache *cache;
  gboolean is_multi_label;
  gboolean is_about_bouts; /* the goal is exact bouts */
  gboolean is_read_only;
  gboolean is_headless;
  gint64 as_of_us; /* 0: now */
  gint64 annotator;
  char *annotator_name;
  GListStore *streams;
  GPtrArray *removed; /* FlStream, that were there in this sitting */
  GListStore *classes;
  GPtrArray *retired;     /* FlClass, that are no longer offered */
  FlKnowledge *knowledge; /* (nullable) what labels say of which classes */
  GListStore *jobs;
  GPtrArray *job_threads; /* FlJobThread, also those that have ended */

  FlThread *look_thread; /* that looks for files (fl-session-files.c) */

  FlThread *compare_thread; /* that reads rows of the cache (fl-session-compare.c) */
  GCancellable *compare_cancellable;

  /* News from threads. */
  FlChannel *inbox;
  GSource *watch;

  /* Ingest (fl-session-ingest.c). */
  const FlExtractorType *extractor; /* @chosen, or @learned */
  FlExtractorType *chosen;          /* with what it had learned when the project was opened */
  FlExtractorType *learned;         /* (nullable) with what it learned since */
  GPtrArray *old_extractors;        /* FlExtractorType, of before in this sitting */
  guint n_jobs;
  gboolean saves_power; /* so one is read at a time */
  GPtrArray *ingests;   /* FlIngestRun, waiting or running */
  gboolean is_stopping; /* so none is started */

  /* Learning (fl-session-learn.c). */
  FlLearner *learner;
  const FlClassifierType *classifier;
  const FlStrategyType *strategy;
  guint64 generation;
  guint64 stale_generation; /* requests up to it speak of frames that are not asked any more */
  FlModel *model;
  guint64 model_generation; /* of the request that it answers */
  GArray *model_classes;    /* gint64 */
  GPtrArray *tag_models;    /* FlTagModel, that it was joined from */
  FlScaling *scaling;
  gint64 scaling_version; /* in the project, 0 when it could not be kept */
  gsize n_scaled;
  gsize n_taught;    /* rows of the newest model */
  gsize n_validated; /* rows when T was fitted */
  gsize n_chosen;    /* rows when C was chosen */
  FlSmoothing smoothing;
  double fitted_c; /* 0 for none */
  double fitted_t; /* 0 for none */
  gboolean is_fitting;
  gsize n_fit_tried; /* rows when T was last tried to be fitted in the background */
  guint32 seed;
  double train_ms;

  guint64 learned_generation; /* the newest that was answered */
  guint64 asked_generation;   /* the newest in which an order of questions was asked for */

  /* Verifying while nothing else is to do (fl-idle.c). */
  FlIdleRun *idle_run;
  GCancellable *idle_cancellable; /* stops it */
  guint idle_source;              /* waits for it */
  guint idle_ms;                  /* so long */

  /* Questions (fl-session-answers.c). */
  FlQueue *queue;
  GArray *passed_over; /* FlPassedOver, the oldest first */
  guint n_steps;       /* questions that were answered or put off in this sitting */
  FlItem *current;
  guint n_questions;     /* that are ranked */
  GPtrArray *lot_rows;   /* FlLotRow, and what follows from their audits (fl-session-audits.c): */
  GPtrArray *lots;       /* FlLot */
  GArray *open_audits;   /* FlOpenAudit, that wait for an answer */
  gint64 certified_now;  /* id of the lot that all questions are about, or 0 */
  gboolean asks_checks;  /* random checks of the whole pool (fl-session-checks.c): */
  GArray *open_checks;   /* FlOpenCheck, that wait for an answer */
  GArray *check_answers; /* FlCheckAnswer, what came of the others */
  gboolean are_checks_settled; /* no answer to one can be replaced as a slip any more */
  GArray *suspects; /* (nullable) FlRanked, labels that contradict the rest, as validation found */

  /* Frames like one (fl-session-like.c). */
  GArray *likes;   /* (nullable) FlFrameRef: that one, then the questions that were answered */
  guint n_likes;   /* questions to answer */
  guint like_turn; /* changes whenever such a search begins or ends */
  guint ranked_like_turn; /* of the newest order */
  FlFrameLoader *loader;

  FlGroupSearch *group_search;       /* (nullable) (fl-session-groups.c) */
  FlReviewSearch *review_search;     /* (nullable) (fl-session-review.c) */
  FlInsightsSearch *insights_search; /* (nullable) (fl-session-insights.c) */
  FlWishes *sweep_wishes;            /* (nullable) (fl-session-sweep-price.c) */
  guint64 n_label_changes;     /* that were told of; what was found before one is of older labels */
  FlWishes *acceptance_wishes; /* (nullable) (fl-session-accept-price.c) */
  FlAdviceSearch *advice_search; /* (nullable) (fl-session-advice.c) */

  /* Saving (fl-session-unsaved.c). */
  FlSaver *saver;
  GQueue unsaved;           /* FlUnsaved, the oldest first */
  guint part_id;            /* writes them in parts, while nothing is wrong */
  guint retry_id;           /* tries them again when the file was busy */
  gboolean is_trouble_told; /* since it could last be written */
  gboolean is_disk_full;    /* when it was last tried */

  /* What people said, counted (fl-session-counts.c). */
  gboolean is_counted;      /* the others are true */
  GHashTable *class_counts; /* int id -> guint */
  GHashTable *tag_counts;   /* gint64 id -> FlTagCounts */
  guint n_answered;         /* samples */
  guint
    n_filled_and_said; /* samples that lots label as a class, of which people said something as well */

  /* What properties say (fl-session.c). */
  guint n_labelled;
  guint n_samples;
  guint n_auto;
  gboolean can_undo;
  gint64 first_seq; /* of what is done in this sitting */
  gboolean can_redo;
  gint64 undo_target;
};

/** fl_session_new: Returns: (transfer full): a session without a project */
FlSession *fl_session_new (void);

/** fl_session_recount: Notifies what changed of the counts of labels and samples. */
void fl_session_recount (FlSession *self);

/** fl_session_update_current: Notifies `current` if the first question is another one now. */
void fl_session_update_current (FlSession *self);

/** fl_session_emit_labels_changed: Says that labels of @stream (0: of any) changed. */
void fl_session_emit_labels_changed (FlSession *self, gint64 stream);

/** fl_session_emit_model_changed: Says that there is a new model. */
void fl_session_emit_model_changed (FlSession *self);

/** fl_session_round_up: Returns: @share, 0..1, in percent with one decimal: 3.06 % is 3.1, for a bound
 * is never rounded down */
double fl_session_round_up (double share);

/** fl_session_match_names: Returns: how many of @names (element-type utf8) begin with @word, which is not
 * empty; the place of the last of them is in @out_place */
guint fl_session_match_names (const GPtrArray *names, const char *word, guint *out_place);

/** fl_session_emit_sweeps_changed: Says that sweeps or what was seen on their sheets changed. */
void fl_session_emit_sweeps_changed (FlSession *self);

/** fl_session_put_label: Lays @label, which the action @id says, over what was said of its stream. */
void fl_session_put_label (FlSession *self, const FlLabelAction *label, const FlActionId *id);

/** fl_session_end_insights: Ends what is counted for insights, waits for its thread, and forgets it. */
void fl_session_end_insights (FlSession *self);

/** fl_session_end_pricing: Forgets what a sweep would cost, and waits for the thread that finds it. */
void fl_session_end_pricing (FlSession *self);

/** fl_session_end_accept_pricing: Forgets what accepting would do, and waits for the thread that finds it. */
void fl_session_end_accept_pricing (FlSession *self);

/** fl_session_emit_acceptance_priced: Says that it was found what accepting would do. */
void fl_session_emit_acceptance_priced (FlSession *self);

/** fl_session_emit_sweep_priced: Says that it was found what a sweep would cost. */
void fl_session_emit_sweep_priced (FlSession *self);

/** fl_session_emit_insights_changed: Says that insights were counted. */
void fl_session_emit_insights_changed (FlSession *self);

/** fl_session_update_advice: Has advice be found anew after a new model, in a window; without a model it is
 * forgotten. */
void fl_session_update_advice (FlSession *self);

/** fl_session_end_advice: Ends that, waits for its thread, and forgets it. */
void fl_session_end_advice (FlSession *self);

/** fl_session_emit_advice_changed: Says that there is other advice, or none any more. */
void fl_session_emit_advice_changed (FlSession *self);

/** fl_session_emit_checks_changed: Says that random checks, or what they say, changed. */
void fl_session_emit_checks_changed (FlSession *self);

/** fl_session_emit_lots_changed: Says that lots or their audits changed. */
void fl_session_emit_lots_changed (FlSession *self);

/** fl_session_emit_lot_closed: Says that the lot with the id @lot was certified, or failed. */
void fl_session_emit_lot_closed (FlSession *self, gint64 lot);

/** fl_session_emit_problem: Says @sentence to people. */
void fl_session_emit_problem (FlSession *self, const char *sentence);

/** fl_session_check_range: Returns: whether @stream has these frames; else %FALSE with @error */
gboolean fl_session_check_range (FlStream *stream, const FlRange *range, GError **error);

/** fl_session_note_like: An answer to a question may be one of those about like frames. */
void fl_session_note_like (FlSession *self, FlItem *item);

/** fl_session_load_runs: Has @stream know by what its runs were found in earlier sittings, and where
 * people split them; there are none of its samples before the learner has found them. */
void fl_session_load_runs (FlSession *self, FlStream *stream);

/** fl_session_load_splits: Reads anew where people split runs of @stream. */
gboolean fl_session_load_splits (FlSession *self, FlStream *stream, GError **error);

/** fl_session_take_runs: Takes over what the learner found, split as people did meanwhile; the project
 * keeps by what. */
void fl_session_take_runs (FlSession *self, FlStream *stream, FlRunSet *runs);

/** fl_session_list_begins: Returns: (transfer full) (nullable) (element-type gint64): the frames at
 * which a connection to live video began */
GArray *fl_session_list_begins (FlStream *stream);

/** fl_session_get_longest_run_s: Returns: how long a run may last, seconds */
double fl_session_get_longest_run_s (FlSession *self);

/** fl_session_load_scaling: Takes over the newest scaling of these features, if there is one. */
void fl_session_load_scaling (FlSession *self);

/** fl_session_disown_ingests: Has what is read now stop, for it makes features that are not used any
 * more. */
void fl_session_disown_ingests (FlSession *self);

/** fl_session_is_recording: Returns: whether live video is recorded now */
gboolean fl_session_is_recording (FlSession *self);

/** fl_session_load_classes: Reads the classes anew from the project, and what labels say of them. */
gboolean fl_session_load_classes (FlSession *self, GError **error);

/** fl_session_show_streams: Has the list be the streams of the project that were not removed, with
 * their labels and auto labels. */
gboolean fl_session_show_streams (FlSession *self, GError **error);

/** fl_session_bring_back: Brings the stream back that was removed and is the same as @row, and says
 * so. Returns: (transfer none) (nullable): it; %NULL without @error when there is none */
FlStream *fl_session_bring_back (FlSession *self, const FlStreamRow *row, GError **error);

/** fl_session_choose_key: Returns: (transfer full): the first free key but @n_passed, or empty */
char *fl_session_choose_key (FlSession *self, guint n_passed);

/** fl_session_choose_colour: Returns: the first colour but @n_passed that no class has or
 * had */
guint fl_session_choose_colour (FlSession *self, guint n_passed);

/** fl_session_find_offered_class: Returns: (transfer none) (nullable): the class, unless it was retired */
FlClass *fl_session_find_offered_class (FlSession *self, gint64 id);

/** fl_session_check_may_go: Returns: whether @klass may be merged, split or retired, else %FALSE */
gboolean fl_session_check_may_go (FlClass *klass, GError **error);

/** fl_session_drop_outdated: Takes questions out of the queue that a change of the classes answered,
 * or that name a class that is gone. */
void fl_session_drop_outdated (FlSession *self);

/** fl_session_after_class_change: Reads anew what speaks of classes, for they mean something else. */
gboolean fl_session_after_class_change (FlSession *self, GError **error);

/** fl_session_load_labels: Reads the labels of @stream (0: of all) anew. */
gboolean fl_session_load_labels (FlSession *self, gint64 stream, GError **error);

/** fl_session_load_touched: Reads anew what the action @id, or its batch, labelled. */
gboolean fl_session_load_touched (FlSession *self, FlActionId id, GError **error);

/** fl_session_list_labels: Returns: (transfer full) (element-type FlLabelRow): what stands, or
 * stood then, of @stream (0: of all), in the order in which it was said */
GArray *fl_session_list_labels (FlSession *self, gint64 stream, GError **error);

/** fl_session_load_lots: Reads the auto labels anew. */
gboolean fl_session_load_lots (FlSession *self, GError **error);

/** fl_session_describe_ready: Returns: (transfer full): what people see of a stream that was read */
char *fl_session_describe_ready (FlStream *stream);

/** fl_session_load_stream: Takes over what the cache knows about a stream. */
void fl_session_load_stream (FlSession *self, FlStream *stream);

/** fl_session_compare_rows: Has a thread compare with their sums the rows of all streams where that
 * is to do, and learning begin with those that are whole; in a window. */
void fl_session_compare_rows (FlSession *self);

/** fl_session_compare_rows_now: Does the same and waits for it. */
void fl_session_compare_rows_now (FlSession *self);

/** fl_session_stop_comparing: Ends that for good. */
void fl_session_stop_comparing (FlSession *self);

/** fl_session_note_file: Says what is wrong with the file of @stream, which has @size_bytes now, -1
 * when it is not there, if that shows; its content is looked at before it is read the next time. */
void fl_session_note_file (FlStream *stream, gint64 size_bytes);

/** fl_session_note_tone_mapped: Has @stream say that its pictures are shown with less contrast than
 * they have. */
void fl_session_note_tone_mapped (FlSession *self, gint64 stream);

/** fl_session_check_unchanged: Returns: whether frames of @stream can be labelled, else %FALSE with
 * why: its file is another one now */
gboolean fl_session_check_unchanged (FlStream *stream, GError **error);

/** fl_session_drop_questions: Takes all questions about @stream out of the queue, and lets nothing
 * that is being learned bring them back. */
void fl_session_drop_questions (FlSession *self, FlStream *stream);

/** fl_session_forget_questions: The same, also those that were put off. */
void fl_session_forget_questions (FlSession *self, FlStream *stream);

/** fl_session_leave_out: Has nothing be asked about @stream, whose file is missing, in a window:
 * nobody can see what is asked. Once it is back, fl_session_request_learning() asks again. */
void fl_session_leave_out (FlSession *self, FlStream *stream);

/** fl_session_start_job: Has @func work on a thread and the job be seen until it ends; see
 * fl_job_thread_new(). Returns: (transfer none): the job */
FlJob *fl_session_start_job (FlSession *self,
                             const char *title,
                             FlJobFunc func,
                             gpointer data,
                             GDestroyNotify free_data);

/** fl_session_recount_frames: Has an ingest of @stream ask the decoder what frames there are. */
void fl_session_recount_frames (FlSession *self, FlStream *stream);

/** fl_session_stop_idle: Ends what is done while nothing else is to do, and waits for its thread. */
void fl_session_stop_idle (FlSession *self);

/** fl_session_cancel_ingest: Has the ingest or the recording of @stream stop soon, if it has one. */
void fl_session_cancel_ingest (FlSession *self, FlStream *stream);

/** fl_session_stop_ingest: Cancels all ingest and waits for its threads. */
void fl_session_stop_ingest (FlSession *self);

/** fl_session_build_request: Returns: (transfer full): all that learning may look at, as of now */
FlLearnRequest *fl_session_build_request (FlSession *self);

/** fl_session_start_groups: Begins to look for groups, if somebody wants to and it can be done. */
void fl_session_start_groups (FlSession *self);

/** fl_session_end_groups: Ends that, waits for its thread, and forgets what was found. */
void fl_session_end_groups (FlSession *self);

/** fl_session_forget_groups: Drops all groups, also those that are being looked for: they speak of other
 * frames or streams. */
void fl_session_forget_groups (FlSession *self);

/** fl_session_end_review: Ends what is done for a review, waits for its thread, and forgets it. */
void fl_session_end_review (FlSession *self);

/** fl_session_forget_review: Has the review be sorted anew, for it speaks of other frames or streams. */
void fl_session_forget_review (FlSession *self);

/** fl_session_emit_groups_found: Says that groups were looked for. */
void fl_session_emit_groups_found (FlSession *self);

/** fl_session_is_answered: Returns: whether what a question about @frame asks is known: the tag with
 * the id @tag; all tags, when it is 0 in a multi-label project; else the class */
gboolean fl_session_is_answered (FlSession *self, FlStream *stream, gint64 frame, gint64 tag);

/** fl_session_ask_tag: Makes a question about the tag with the id @tag (0: about all, or the class)
 * of @frame the current one. */
void fl_session_ask_tag (FlSession *self, FlStream *stream, gint64 frame, gint64 tag);

/** fl_session_put_as_tags: Lays @row, which was said of classes before the project had tags, over
 * @stream as what it says of each tag. */
void fl_session_put_as_tags (FlSession *self, FlStream *stream, const FlLabelRow *row);

/** fl_session_load_kind: Reads anew whether the project has tags, and all that hangs on it. */
gboolean fl_session_load_kind (FlSession *self, GError **error);

/** fl_session_notify_kind: Notifies `is-multi-label`. */
void fl_session_notify_kind (FlSession *self);

/** fl_session_say_tags: Appends what @tagged says to @answer (element-type FlLabelAction), each as
 * @base with what is said; where one tag was asked (@asked, its id), the others answer no question. */
void fl_session_say_tags (const FlLabelAction *base,
                          gint64 asked,
                          const FlTagged *tagged,
                          gsize n_tagged,
                          GArray *answer);

/** fl_session_refuse_class: Returns: %FALSE with the @error that this project has tags, which want
 * another answer than a class */
gboolean fl_session_refuse_class (GError **error);

/** fl_session_begin_label: Returns: what is the same in all labels that the person gives to @range */
FlLabelAction fl_session_begin_label (FlSession *self, FlStream *stream, const FlRange *range);

/** fl_session_set_labels: Saves @answer (element-type FlLabelAction) about @range of @stream, and does
 * what every such answer brings about; %FALSE with nothing said. */
gboolean fl_session_set_labels (FlSession *self,
                                FlStream *stream,
                                const FlRange *range,
                                GArray *answer,
                                GError **error);

/** fl_session_check_annotator: Returns: whether @name can be a person's, else %FALSE with @error */
gboolean fl_session_check_annotator (const char *name, GError **error);

/** fl_session_request_learning: Has the learner look at things anew, in the background. */
void fl_session_request_learning (FlSession *self);

/** fl_session_forget_model: Drops model and predictions: the classes are others. */
void fl_session_forget_model (FlSession *self);

/** fl_session_show_probabilities: Sets each class's probability for the current question. */
void fl_session_show_probabilities (FlSession *self);

/** fl_session_drop_labelled: Takes questions about frames of @range of @stream (%NULL: of any) out
 * that have a label now. */
void fl_session_drop_labelled (FlSession *self, FlStream *stream, const FlRange *range);

/** fl_session_list_second_look_items: Returns: (transfer full) (element-type FlItem): questions about the
 * first @n labels of fl_session_list_second_looks() that were not put off */
GPtrArray *fl_session_list_second_look_items (FlSession *self, guint n);

/** fl_session_can_ask_about: Returns: whether frames of @stream may be asked about: not of a film that is
 * another one now, nor in a window of one that is not there, for nobody can say what it shows */
gboolean fl_session_can_ask_about (FlSession *self, FlStream *stream);

/** fl_session_find_passed_over: Returns: place among what was put off, or -1 */
int fl_session_find_passed_over (FlSession *self, gint64 stream, gint64 frame);

/** fl_session_fill_pts: Names the ends of @label by time, as identity. */
void fl_session_fill_pts (FlStream *stream, FlLabelAction *label);

/** fl_session_describe_address: Returns: (transfer full): what a project has to know of live video
 * from @address, or %NULL with @error */
FlStreamRow *
fl_session_describe_address (const char *address, const char *sampling, GError **error);

/** fl_session_load_live: Returns: (transfer full) (nullable): what was recorded of @stream, if it is
 * counted and @cached (nullable) knows it */
FlSource *fl_session_load_live (FlSession *self, FlStream *stream, const FlFrameIndex *cached);

/** fl_session_look_at_recordings: Says what is wrong with the files of a live stream. */
void fl_session_look_at_recordings (FlStream *stream);

/** fl_session_take_live: Takes over what was recorded of a live stream. */
void fl_session_take_live (FlSession *self, FlStream *stream, const FlIngestNews *news);

/** fl_session_describe_live: Returns: (transfer full): what goes on, for people */
char *fl_session_describe_live (FlStream *stream, const FlIngestNews *news);

/** fl_session_describe_recorded: Returns: (transfer full): how much was recorded, for people */
char *fl_session_describe_recorded (FlStream *stream);

/** fl_session_has_room: Returns: whether more may be recorded, else %FALSE with @error */
gboolean fl_session_has_room (FlSession *self, GError **error);

/** fl_session_take_numbering: Has labels and lots of @stream in the project follow its index. */
void fl_session_take_numbering (FlSession *self, FlStream *stream);

/** fl_session_set_frames: Takes over the counted frames of @stream; where they are numbered
 * otherwise than before, labels, lots and questions follow. See fl_stream_set_frames(). */
void fl_session_set_frames (FlSession *self,
                            FlStream *stream,
                            FlSource *source,
                            FlFrameIndex *index,
                            GArray *planned);

/** fl_session_peek_stream: Returns: (transfer none): stream @i */
static inline FlStream *
fl_session_peek_stream (FlSession *self, guint i)
{
  g_autoptr (FlStream) stream = g_list_model_get_item (G_LIST_MODEL (self->streams), i);

  return stream;
}

/** fl_session_get_n_streams: Returns: how many streams there are */
static inline guint
fl_session_get_n_streams (FlSession *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->streams));
}

/** fl_session_peek_class: Returns: (transfer none): class @i */
static inline FlClass *
fl_session_peek_class (FlSession *self, guint i)
{
  g_autoptr (FlClass) klass = g_list_model_get_item (G_LIST_MODEL (self->classes), i);

  return klass;
}

/** fl_session_get_n_classes: Returns: how many classes there are */
static inline guint
fl_session_get_n_classes (FlSession *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->classes));
}

/** fl_session_recall_learned: Returns: (transfer full): (transfer full) @type with what it learned in
 * this project, if that is so and can be used */
FlExtractorType *fl_session_recall_learned (FlSession *self, FlExtractorType *type);

/** fl_session_take_learned: Keeps what the extractor learned; %FALSE when it knows something else,
 * which one that is recorded, and so does not wait for the first, may not have known. */
gboolean fl_session_take_learned (FlSession *self, GBytes *state);

G_END_DECLS

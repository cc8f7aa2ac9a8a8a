/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-range.h"
#include "session/fl-class.h"
#include "session/fl-frame-loader.h"
#include "session/fl-item.h"
#include "session/fl-job.h"
#include "session/fl-queue.h"
#include "session/fl-stream.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define FL_TYPE_SESSION (fl_session_get_type ())
G_DECLARE_FINAL_TYPE (FlSession, fl_session, FL, SESSION, GObject)

/**
 * FlSession:
 *
 * An open project: its streams, classes, labels, model and queue, and the threads that work on
 * them. The window, the command line and the simulation drive this same object. All functions
 * are for the thread that opened it (the main thread), whose default #GMainContext must run for
 * progress to arrive; none of them waits for a thread but those that say so.
 *
 * Properties (read-only, notified): `can-undo`, `can-redo` (boolean); `undo-target` (int64, the
 * number of what would be undone: another one as soon as anything else is done); `current` (#FlItem, the
 * question that is asked, nullable); `n-labelled`, `n-samples`, `n-auto` (uint, over all
 * streams); `has-model` (boolean); `is-multi-label` (boolean: classes are tags); `is-saving`
 * (boolean: an answer waits for the disk); `strategy` (string, read-write).
 *
 * Signals: `labels-changed` (gint64 stream id, or 0 for all): something on a timeline changed;
 * `model-changed`: there is a new model and every prediction may differ; `checks-changed`: random checks
 * did, and what they say (fl-session-accuracy.h); `advice-changed`: whether to go on
 * (fl-session-advice.h); `groups-found`: groups were
 * looked for (fl-session-groups.h); `sweeps-changed`: sweeps or their answers did
 * (fl-session-sweeps.h); `sweep-priced`: it was found what a sweep would cost; `acceptance-priced`: what accepting would do (fl-acceptance.h); `insights-changed`: insights were counted (fl-session-insights.h); `problem` (const char *sentence): something went wrong in the background that a person should know.
 */

/**
 * FlSessionOptions:
 * @is_multi_label: whether classes are yes/no tags
 * @goal: (nullable): `frames`, `events`, `bouts` or `pictures`; %NULL is `frames`
 * @annotator: (nullable): who labels; %NULL is the account's name
 * @n_jobs: streams that are ingested at once, 0 for as many as there are cores
 * @extractor: (nullable): the feature extractor, as `framelinectl ingest --extractor` is told it,
 *   a line each for several side by side; %NULL for the project's or the default
 * @n_pinned: questions that a new model does not move: 2 for a window, 0 for a simulation
 * @is_headless: no frame loader, and nothing is learned but by fl_session_learn()
 * @is_read_only: only look; welcome beside another process that labels
 * @as_of_us: labels and acceptances as they stood then, µs since 1970 UTC, 0 for now; only to
 *   look. Classes have the names of today; streams that were removed since are left out
 */
typedef struct {
  gboolean is_multi_label;
  const char *goal;
  const char *annotator;
  guint n_jobs;
  const char *extractor;
  guint n_pinned;
  gboolean is_headless;
  gboolean is_read_only;
  gint64 as_of_us;
} FlSessionOptions;

/** fl_session_create: Makes the project file @path, which must not exist, and opens it. */
FlSession *fl_session_create (const char *path, const FlSessionOptions *options, GError **error);

/** fl_session_open: Opens the project file @path for labelling. */
FlSession *fl_session_open (const char *path, const FlSessionOptions *options, GError **error);

/**
 * fl_session_close:
 * @self: a session
 *
 * Cancels what runs, waits for its threads, and closes the file. Everything answered is safe, but
 * for what fl_session_dup_unsaved() speaks of: that is tried once more and then given up, so ask
 * first.
 */
void fl_session_close (FlSession *self);

/** fl_session_get_path: Returns: (transfer none): the project file */
const char *fl_session_get_path (FlSession *self);

/** fl_session_dup_name: Returns: (transfer full): the project's name for people */
char *fl_session_dup_name (FlSession *self);

/** fl_session_get_is_multi_label: Returns: whether classes are yes/no tags */
gboolean fl_session_get_is_multi_label (FlSession *self);

/** fl_session_get_annotator: Returns: (transfer none): who labels */
const char *fl_session_get_annotator (FlSession *self);

/** fl_session_get_streams: Returns: (transfer none): #GListModel of #FlStream */
GListModel *fl_session_get_streams (FlSession *self);

/** fl_session_get_classes: Returns: (transfer none): #GListModel of #FlClass, in order */
GListModel *fl_session_get_classes (FlSession *self);

/** fl_session_get_jobs: Returns: (transfer none): #GListModel of #FlJob that run */
GListModel *fl_session_get_jobs (FlSession *self);

/** fl_session_get_queue: Returns: (transfer none): the questions to come */
FlQueue *fl_session_get_queue (FlSession *self);

/** fl_session_get_frame_loader: Returns: (transfer none): pictures, %NULL when headless */
FlFrameLoader *fl_session_get_frame_loader (FlSession *self);

/** fl_session_find_stream: Returns: (transfer none): the stream called @name, or @error */
FlStream *fl_session_find_stream (FlSession *self, const char *name, GError **error);

/** fl_session_find_stream_by_id: Returns: (transfer none) (nullable): the stream */
FlStream *fl_session_find_stream_by_id (FlSession *self, gint64 id);

/** fl_session_find_class: Returns: (transfer none): the class called @name, or @error */
FlClass *fl_session_find_class (FlSession *self, const char *name, GError **error);

/**
 * fl_session_add_source:
 * @self: a session
 * @path: a video file, a folder of pictures, or the address of live video, such as
 *   `rtsp://camera/1` or `/dev/video0`
 * @sampling: (nullable): `every:S`, `fps:N`, `every-frame`, `keyframes`, `snapped:S`,
 *   `on-change:S-S`, `auto`; %NULL is `auto`
 * @error: return location
 *
 * Adds a video as a stream; ingest begins with fl_session_ingest(). Reads the header and 3 MiB,
 * for which a slow disk takes long: not for a window, which has #FlVideoSearch. What cannot be used
 * is refused with one sentence and nothing changes. Live video is not connected to before
 * fl_session_record(). One that was removed comes back, sampled as it was; `problem` says so.
 *
 * Returns: (transfer none): the stream, or %NULL
 */
FlStream *
fl_session_add_source (FlSession *self, const char *path, const char *sampling, GError **error);

/**
 * fl_session_look_for_files:
 * @self: a session
 *
 * Looks on a thread whether the files of all streams are where they were, and returns at once.
 * Streams whose files have gone become FL_STREAM_MISSING, which is told as a problem; those whose
 * files are back go on. Called when somebody comes back to the window; the session itself does so
 * when a picture cannot be had.
 */
void fl_session_look_for_files (FlSession *self);

/**
 * fl_session_relink:
 * @self: a session that may write
 * @stream: a stream that is not being read
 * @path: where its file is now
 *
 * Tells where a moved or renamed video is. Reads 3 MiB of it on a thread, and goes on ingesting
 * it. The job fails with FL_SESSION_ERROR_INVALID when it is another film, whose frames would not
 * be those that were labelled; nothing has changed then. Its `detail` says at last what was found.
 *
 * Returns: (transfer none): the job
 */
FlJob *fl_session_relink (FlSession *self, FlStream *stream, const char *path);

/**
 * fl_session_search_moved:
 * @self: a session that may write
 * @place: a folder
 *
 * Does what fl_session_find_moved() does on a thread, and goes on ingesting what was found. A
 * search that is cancelled keeps what it has found. The `detail` of the job says at last how much
 * that is.
 *
 * Returns: (transfer none): the job
 */
FlJob *fl_session_search_moved (FlSession *self, const char *place);

/**
 * fl_session_find_moved:
 * @self: a session that may write
 * @place: a folder, or a file
 * @out_n_found: (out): how many streams were found, also on failure
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Looks in @place and the folders in it for the streams whose files are missing, by size and
 * content, whatever they are called now. May take long; not for a window.
 *
 * Returns: %TRUE, or %FALSE with %G_IO_ERROR_CANCELLED
 */
gboolean fl_session_find_moved (FlSession *self,
                                const char *place,
                                guint *out_n_found,
                                GCancellable *cancellable,
                                GError **error);

/** fl_session_is_picture_folder: Returns: whether @path is a folder with pictures and nothing else */
gboolean fl_session_is_picture_folder (const char *path);

/** fl_session_check_sampling: Returns: whether @sampling is a rule; with a sentence when not */
gboolean fl_session_check_sampling (const char *sampling, GError **error);

/**
 * fl_session_ingest:
 * @self: a session
 *
 * Starts ingest of every stream that is not ready, also of those that were cancelled or broke;
 * returns at once.
 */
void fl_session_ingest (FlSession *self);

/**
 * fl_session_set_saves_power:
 * @self: a session
 * @saves_power: whether the battery is to last
 *
 * From now on reads one video at a time with one thread, and verifies none while nothing else is to
 * do; what is being read goes on.
 */
void fl_session_set_saves_power (FlSession *self, gboolean saves_power);

/** fl_session_ingest_stream: Starts ingest of @stream if it is not ready; returns at once. */
void fl_session_ingest_stream (FlSession *self, FlStream *stream);

/**
 * fl_session_record:
 * @self: a session that may write
 * @stream: a live stream
 * @error: return location
 *
 * Begins to record, and to take samples meanwhile, until the stream's job is cancelled; returns at
 * once. Whatever the sender does, it is connected to again.
 *
 * Returns: %TRUE, or %FALSE when it is a file, is being read, or there is no room left for it
 */
gboolean fl_session_record (FlSession *self, FlStream *stream, GError **error);

/** fl_session_get_budget: Returns: how much recordings may take, bytes */
gint64 fl_session_get_budget (FlSession *self);

/** fl_session_set_budget: Has recordings of this project take @budget_bytes at most. */
gboolean fl_session_set_budget (FlSession *self, gint64 budget_bytes, GError **error);

/**
 * fl_session_count_frames:
 * @self: a session
 * @stream: a stream
 * @error: return location
 *
 * Counts the frames of @stream if that was not done yet. Waits for it; not for a window.
 *
 * Returns: %TRUE, or %FALSE when the source cannot be read
 */
gboolean fl_session_count_frames (FlSession *self, FlStream *stream, GError **error);

/**
 * fl_session_learn:
 * @self: a headless session
 * @error: return location
 *
 * Trains, predicts and ranks, and waits for it.
 *
 * Returns: %TRUE, or %FALSE with %FL_SESSION_ERROR_TOO_EARLY when there is no model afterwards;
 *   the queue is ranked nevertheless
 */
gboolean fl_session_learn (FlSession *self, GError **error);

/** fl_session_dup_smoothing: Returns: (transfer full) (nullable): whether predictions are smoothed
 * over time and why, one sentence; %NULL while that was not found out */
char *fl_session_dup_smoothing (FlSession *self);

/** fl_session_set_strategy: Orders the questions by the strategy @id from now on. */
gboolean fl_session_set_strategy (FlSession *self, const char *id, GError **error);

/**
 * fl_session_choose_strategy:
 * @self: a session that may write
 * @id: a strategy
 * @error: return location
 *
 * Does what fl_session_set_strategy() does, and keeps it in the project for whoever opens it next.
 *
 * Returns: %TRUE, or %FALSE when there is no such strategy or the project cannot be written
 */
gboolean fl_session_choose_strategy (FlSession *self, const char *id, GError **error);

/** fl_session_set_n_questions: Ranks so many questions from now on; 32 at first. */
void fl_session_set_n_questions (FlSession *self, guint n_questions);

/** fl_session_set_classifier: Trains with the classifier @id from now on. */
gboolean fl_session_set_classifier (FlSession *self, const char *id, GError **error);

/**
 * fl_session_add_class:
 * @self: a session
 * @name: a new name
 * @key: (nullable): one letter or digit, or two letters, %NULL or empty for the first that is free
 * @error: return location
 *
 * Adds a class. A first one on `0` is the background class, as is a first one called “Nothing”
 * that is given no key; in a window, any other first one brings the background class with it.
 *
 * Returns: (transfer none): the class, or %NULL with a sentence
 */
FlClass *fl_session_add_class (FlSession *self, const char *name, const char *key, GError **error);

/** fl_session_rename_class: Gives @klass another name; its labels stay. */
gboolean
fl_session_rename_class (FlSession *self, FlClass *klass, const char *name, GError **error);

/** fl_session_set_class_key: Gives @klass another key, a letter or digit or two letters; no key may be how another
 * one begins. */
gboolean
fl_session_set_class_key (FlSession *self, FlClass *klass, const char *key, GError **error);

/** fl_session_set_class_colour: Gives @klass the colour @colour of the palette. */
gboolean
fl_session_set_class_colour (FlSession *self, FlClass *klass, guint colour, GError **error);

/**
 * fl_session_merge_class:
 * @self: a session
 * @klass: a class, not the background
 * @into: another one
 * @error: return location
 *
 * Has @into speak for @klass from now on: labels and what was accepted read as that, and @klass is
 * no longer offered. Nothing is rewritten; undo takes it back.
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean fl_session_merge_class (FlSession *self, FlClass *klass, FlClass *into, GError **error);

/**
 * fl_session_retire_class:
 * @self: a session
 * @klass: a class, not the background
 * @error: return location
 *
 * Has @klass no longer be offered, taught or predicted. What people labelled with it stays, by its
 * name.
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean fl_session_retire_class (FlSession *self, FlClass *klass, GError **error);

/**
 * FlAnswer:
 * @item: the question
 * @klass: (nullable): the class, %NULL for unsure
 * @tags: (nullable) (array length=n_tags): instead of @klass, what is said of tags (multi-label
 *   projects)
 * @n_tags: how many, > 0 there
 * @shown_ms: when the picture was shown, ms of the monotonic clock, 0 when unknown
 * @answered_ms: when the key came
 * @guess_shown: whether the machine's guess could be seen
 * @is_about_run: whether it is about all of the run that fl_session_find_run() gives, and not only
 *   about the frame that was shown
 *
 * One answer.
 */
typedef struct {
  FlItem *item;
  FlClass *klass;
  const FlTagged *tags;
  gsize n_tags;
  gint64 shown_ms;
  gint64 answered_ms;
  gboolean guess_shown;
  gboolean is_about_run;
} FlAnswer;

/**
 * fl_session_answer:
 * @self: a session
 * @answer: the answer
 * @error: return location
 *
 * Stores the answer in one transaction, moves on to the next question, and asks the learner
 * for a new model. Takes milliseconds beside ingest, 20 at most when the file is busy.
 *
 * Returns: %TRUE, or %FALSE with nothing stored
 */
gboolean fl_session_answer (FlSession *self, const FlAnswer *answer, GError **error);

/** fl_session_later: Moves on without an answer; @item comes back after some 20 other questions,
 * or when nothing else is left. */
void fl_session_later (FlSession *self, FlItem *item);

/**
 * fl_session_ask_again:
 * @self: a session
 * @item: a question that was answered
 *
 * Asks @item once more, blind like every check, after some 20 other questions or when nothing
 * else is left: the answer may be doubted, for it came faster than one can look. It counts
 * until then. Not remembered after a restart.
 */
void fl_session_ask_again (FlSession *self, FlItem *item);

/** fl_session_ask: Makes the frame @frame of @stream the current question. */
void fl_session_ask (FlSession *self, FlStream *stream, gint64 frame);

/**
 * fl_session_take_back:
 * @self: a session
 * @error: return location
 *
 * Undoes the person's newest answer and makes it the current question again.
 *
 * Returns: %TRUE, or %FALSE when there is none
 */
gboolean fl_session_take_back (FlSession *self, GError **error);

/**
 * fl_session_undo:
 * @self: a session
 * @out_what: (out) (transfer full) (optional): one short line saying what was undone
 * @error: return location
 *
 * Undoes the person's newest action, whatever it was; works after a restart.
 *
 * Returns: %TRUE, or %FALSE when there is none
 */
gboolean fl_session_undo (FlSession *self, char **out_what, GError **error);

/**
 * fl_session_is_undo_old:
 * @self: a session
 * @out_what: (out) (transfer full) (optional): one short line saying what would be undone
 *
 * Tells whether fl_session_undo() would reach into an earlier sitting, which a person should
 * know before it does.
 *
 * Returns: whether what would be undone is older than this session
 */
gboolean fl_session_is_undo_old (FlSession *self, char **out_what);

/**
 * fl_session_save:
 * @self: a session
 * @error: return location
 *
 * Writes the answers that wait because the file was busy or the disk full, for callers that have
 * no main loop to wait in. A busy file is waited for, up to 10 s; a full disk is not. What cannot
 * be written is given up, so that the caller must say so.
 *
 * Returns: %TRUE when nothing waits any more, else %FALSE with why it could not be written
 */
gboolean fl_session_save (FlSession *self, GError **error);

/**
 * fl_session_dup_unsaved:
 * @self: a session
 *
 * Returns: (transfer full) (nullable): one sentence for people, how many answers wait for the disk,
 *   why, and what to do; %NULL when all are stored (`is-saving` is %FALSE)
 */
char *fl_session_dup_unsaved (FlSession *self);

/** fl_session_redo: Does again what fl_session_undo() undid last. */
gboolean fl_session_redo (FlSession *self, char **out_what, GError **error);

/**
 * fl_session_label:
 * @self: a session
 * @stream: a stream whose frames are counted (FL_STREAM_INGESTING or later)
 * @range: frames
 * @klass: (nullable): the class, %NULL for unsure
 * @error: return location
 *
 * Labels a stretch of frames as one action (exclusive projects).
 *
 * Returns: %TRUE, or %FALSE with nothing stored
 */
gboolean fl_session_label (FlSession *self,
                           FlStream *stream,
                           const FlRange *range,
                           FlClass *klass,
                           GError **error);

/**
 * FlSpan:
 * @range: frames
 * @class_id: (0 when there is none) id of the class
 * @certainty: who or what says so
 *
 * A stretch of one stream with one label and one certainty.
 */
typedef struct {
  FlRange range;
  gint64 class_id;
  FlCertainty certainty;
} FlSpan;

/**
 * fl_session_list_spans:
 * @self: a session
 * @stream: a stream
 *
 * Gives the stretches of a timeline from the first to the last frame, without gaps.
 *
 * Returns: (transfer full) (element-type FlSpan): empty while the frames are not counted
 */
GArray *fl_session_list_spans (FlSession *self, FlStream *stream);

/** fl_session_find_class_by_id: Returns: (transfer none) (nullable): the class, also a retired one */
FlClass *fl_session_find_class_by_id (FlSession *self, gint64 id);

/**
 * FlFormatInfo:
 * @id: stable name
 * @name: for people, translated
 * @suffix: of its files, without a dot
 * @summary: one line, translated
 *
 * A format that can be exported.
 */
typedef struct {
  const char *id;
  const char *name;
  const char *suffix;
  const char *summary;
} FlFormatInfo;

/** fl_session_list_formats: Returns: (transfer none) (array length=out_n): what can be written */
const FlFormatInfo *fl_session_list_formats (gsize *out_n);

/** fl_session_dup_export_notes: Returns: (transfer full) (nullable): what is to be known of the labels of the
 * machine that an export has, a line each: whether they are smoothed, how many are wrong at most of those that
 * were accepted, and how many events they miss; %NULL when there is nothing */
char *fl_session_dup_export_notes (FlSession *self);

/**
 * fl_session_export:
 * @self: a session
 * @format: id of a format
 * @samples_only: whether frames between samples are left out
 * @stream: where the table goes; not closed
 * @error: return location
 *
 * Writes the table, and waits for it; not for a window.
 *
 * Returns: %TRUE, or %FALSE with @error
 */
gboolean fl_session_export (FlSession *self,
                            const char *format,
                            gboolean samples_only,
                            GOutputStream *stream,
                            GError **error);

/**
 * fl_session_export_to_file:
 * @self: a session
 * @format: id of a format, such as `frames`
 * @path: the file; replaced only when all of it was written
 * @samples_only: whether frames between samples are left out
 * @error: return location
 *
 * Starts an export on a thread; the job says when it is done.
 *
 * Returns: (transfer none): the job, or %NULL when the format is unknown
 */
FlJob *fl_session_export_to_file (FlSession *self,
                                  const char *format,
                                  const char *path,
                                  gboolean samples_only,
                                  GError **error);

G_END_DECLS

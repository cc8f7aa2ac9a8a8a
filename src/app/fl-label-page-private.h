/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/fl-class-list.h"
#include "app/fl-echo.h"
#include "app/fl-frame-view.h"
#include "app/fl-label-page.h"
#include "app/fl-last-answers.h"
#include "app/fl-page-keys.h"
#include "app/fl-sample-strip.h"
#include "app/fl-tag-bar.h"
#include "app/fl-ticks.h"
#include "app/fl-timeline.h"
#include "session/fl-loop.h"
#include "session/fl-session-runs.h"

G_BEGIN_DECLS

struct _FlLabelPage {
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkBox *split;
  GtkWidget *picture_side;
  GtkWidget *panel;
  GtkInscription *question;
  FlFrameView *view;
  GtkLabel *trouble;
  GtkButton *zoom;
  GtkStack *empty;
  FlEcho *echo;
  GtkBox *caption_line;
  GtkInscription *caption;
  FlSampleStrip *strip;
  FlClassList *classes;
  FlTagBar *tag_bar;
  GtkWidget *last_label;
  FlLastAnswers *last;
  GtkInscription *checks;
  GtkWidget *several;
  GtkSwitch *several_switch;
  GtkWidget *accept;
  GtkInscription *status;
  FlTimeline *timeline;

  FlSession *session;
  FlItem *item;
  gint64 frame;
  int caption_width; /* that the caption was made for */
  gint64 shown_us;   /* when its question was painted, or 0 */
  gboolean is_narrow;
  gboolean show_guess;
  FlTicks *ticks; /* what is marked of the tags of the question */
  FlTicks *said;  /* what was said of them, as far as it was marked */
  FlPaintTimer *timer;
  FlPageKeys *page_keys;
  FlBurst burst;
  GPtrArray *burst_items; /* FlItem, the answered questions of the burst */
  gint64 burst_target;    /* what would be undone after it */
  guint burst_source;
  guint strip_source;
  guint checks_source;
  gboolean is_strip_stale;
  GtkWidget *back_cell; /* (nullable) whose answer is looked at, instead of the question */
  FlStream *back_stream;
  gint64 back_frame;
  FlLoop loop;
  guint tick_id; /* while it plays */
  gint64 tick_us;
  double played_s;
  int speed; /* in doublings of the real one */
};

/** fl_label_page_show_question: Shows the question, where it was left. */
void fl_label_page_show_question (FlLabelPage *self);

/** fl_label_page_look_back: Looks at the newest of the last answers; says so when there is none. */
void fl_label_page_look_back (FlLabelPage *self);

/** fl_label_page_follow_focus: Looks at the answer that has the focus, or at the question. */
void fl_label_page_follow_focus (FlLabelPage *self);

/** fl_label_page_follow_answers: Has what is looked at follow the last answers, which are others now. */
void fl_label_page_follow_answers (FlLabelPage *self);

/** fl_label_page_correct: Says @klass (nullable: unsure) of the answer that is looked at, or of tags asks
 * about it again. */
void fl_label_page_correct (FlLabelPage *self, FlClass *klass);

/** fl_label_page_run_back: Does what @command, which steps by @step, does to the answer that is looked at; any
 * that is about the question alone comes back to that. Returns: whether that was all that it does */
gboolean fl_label_page_run_back (FlLabelPage *self, FlCommand command, int step);

/** fl_label_page_come_back: Puts the focus on the picture, and so looks at the question. */
void fl_label_page_come_back (FlLabelPage *self);

/** fl_label_page_ask_again: Asks about the answer that is looked at. */
void fl_label_page_ask_again (FlLabelPage *self);

/** fl_label_page_update_guess: Shows or hides what the machine says of the classes. */
void fl_label_page_update_guess (FlLabelPage *self);

/** fl_label_page_find_guess: Returns: (transfer none) (nullable): the visible guess */
FlClass *fl_label_page_find_guess (FlLabelPage *self);

/** fl_label_page_answer_about: Answers the question, about its whole run or about its frame; see
 * fl_label_page_answer(). */
gboolean fl_label_page_answer_about (FlLabelPage *self, FlClass *klass, gboolean is_about_run);

/** fl_label_page_was_question_seen: Returns: whether the frame that is asked about was on the screen;
 * else says so, or goes back to it */
gboolean fl_label_page_was_question_seen (FlLabelPage *self);

/** fl_label_page_send: Gives the session @answer, which says what but not when, nor to which question;
 * says so when it is refused. */
gboolean fl_label_page_send (FlLabelPage *self, FlAnswer *answer);

/** fl_label_page_has_tags: Returns: whether a project of tags is open */
gboolean fl_label_page_has_tags (FlLabelPage *self);

/** fl_label_page_show_kind: Shows what is there for classes, or for tags. */
void fl_label_page_show_kind (FlLabelPage *self);

/** fl_label_page_convert: Makes the classes tags, and says so. */
void fl_label_page_convert (FlLabelPage *self);

/** fl_label_page_begin_tags: Shows the form of a new question about tags, with nothing marked but what
 * was said of its frame before. */
void fl_label_page_begin_tags (FlLabelPage *self);

/** fl_label_page_follow_tags: Has the marks follow what is said of the frame now, after labels of the
 * stream with the id @stream (0: any) changed; what else was marked stays. */
void fl_label_page_follow_tags (FlLabelPage *self, gint64 stream);

/**
 * fl_label_page_answer_tags:
 * @self: a label page of a project of tags
 * @answer: of the tag that is asked alone; of all tags, %FL_TAG_YES ends the answer, in which tags
 *   that are not marked are not there, %FL_TAG_NO says that none is there, and %FL_TAG_UNSURE ends it
 *   with the tags that are not marked unsure
 *
 * Returns: whether that was an answer
 */
gboolean fl_label_page_answer_tags (FlLabelPage *self, FlTagAnswer answer);

/** fl_label_page_press_tag: Does what the key of @tag does: yes where it is asked alone, a mark where
 * all are asked. Returns: whether that was an answer */
gboolean fl_label_page_press_tag (FlLabelPage *self, FlClass *tag);

/** fl_label_page_say_tag: Says that @tag is there in the frame that is looked at, and stays there. */
gboolean fl_label_page_say_tag (FlLabelPage *self, FlClass *tag, GError **error);

/** fl_label_page_note_last: Says in the status line that @answer was given for @frame of the stream
 * that is asked about. */
void fl_label_page_note_last (FlLabelPage *self, const char *answer, gint64 frame);

/** fl_label_page_say_unseen: Says that the picture is not on the screen yet. */
void fl_label_page_say_unseen (FlLabelPage *self);

/** fl_label_page_label_frame: Gives the frame that is shown a class, and stays there; says so when
 * its picture is not on the screen yet. */
void fl_label_page_label_frame (FlLabelPage *self, FlClass *klass);

/** fl_label_page_count_run: Returns: frames of the run that is asked about, 1 for none */
gint64 fl_label_page_count_run (FlLabelPage *self);

/** fl_label_page_update_empty: Says why nothing is asked, while nothing is. */
void fl_label_page_update_empty (FlLabelPage *self);

/** fl_label_page_tell_how: Says in the status line how to answer, unless there are answers or buttons that say it. */
void fl_label_page_tell_how (FlLabelPage *self);

/** fl_label_page_watch_checks: Tells what random checks say of the machine, now and whenever it changes. */
void fl_label_page_watch_checks (FlLabelPage *self);

/** fl_label_page_show_run: Shows the ends and the middle of the run in the strip. */
void fl_label_page_show_run (FlLabelPage *self);

/** fl_label_page_look_at_end: Looks at the first frame of the run, or at the last. */
void fl_label_page_look_at_end (FlLabelPage *self, gboolean is_last);

/** fl_label_page_step: Looks at the frame @step frames further on; the question stays. */
void fl_label_page_step (FlLabelPage *self, int step);

/** fl_label_page_look_at: Looks at @frame of the stream that is asked about, and plays no more; the
 * question stays. */
void fl_label_page_look_at (FlLabelPage *self, gint64 frame);

/** fl_label_page_update_caption: Says which frame is looked at. */
void fl_label_page_update_caption (FlLabelPage *self);

/** fl_label_page_play_or_stop: Plays the moments around the question over and over, or stops that
 * and looks at the question again. */
void fl_label_page_play_or_stop (FlLabelPage *self);

/** fl_label_page_stop: Stops playing, whatever is shown then. */
void fl_label_page_stop (FlLabelPage *self);

/** fl_label_page_change_speed: Doubles the speed @doublings times, within 0.25 to 4, and says so. */
void fl_label_page_change_speed (FlLabelPage *self, int doublings);

/** fl_label_page_stop_finding_like: Asks about frames like one no more, and says so. */
void fl_label_page_stop_finding_like (FlLabelPage *self);

/** fl_label_page_press_zoom: Zooms the picture when that is what the key does. Returns: whether it is */
gboolean fl_label_page_press_zoom (FlLabelPage *self, const FlKeyPress *press);

/** fl_label_page_follow_zoom: Says how much larger the picture is shown than it fits. */
void fl_label_page_follow_zoom (FlLabelPage *self);

/** fl_label_page_show_whole: Shows the whole picture again. */
void fl_label_page_show_whole (FlLabelPage *self);

/** fl_label_page_later: Puts the question off. */
void fl_label_page_later (FlLabelPage *self);

/** fl_label_page_take_back: Takes back the last answer and returns to it. */
void fl_label_page_take_back (FlLabelPage *self);

/** fl_label_page_forget_burst: Forgets answers that came too fast, before they are spoken of. */
void fl_label_page_forget_burst (FlLabelPage *self);

/** fl_label_page_init_keys: Has it hear of keys. */
void fl_label_page_init_keys (FlLabelPage *self);

G_END_DECLS

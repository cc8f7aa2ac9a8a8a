/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_REVIEW_PAGE (fl_review_page_get_type ())
G_DECLARE_FINAL_TYPE (FlReviewPage, fl_review_page, FL, REVIEW_PAGE, GtkWidget)

/**
 * FlReviewPage:
 *
 * What people and the machine said, to be looked at in bulk: a switch of views. Each view is a widget with a
 * property `session` and an action %FL_REVIEW_TAKE_FOCUS. Property: `session` (#FlSession, nullable,
 * read-write). Signal: `frame-activated` (#FlItem): the person wants to look closer. Main thread.
 */

/** FL_REVIEW_TAKE_FOCUS: the action by which a view puts the focus where its keys answer. */
#define FL_REVIEW_TAKE_FOCUS "review-view.take-focus"

/** fl_review_page_take_focus: Puts the focus where keys answer on the view that is shown. */
void fl_review_page_take_focus (FlReviewPage *self);

/** fl_review_page_is_shown: Returns: whether the view @name is the one that is shown */
gboolean fl_review_page_is_shown (FlReviewPage *self, const char *name);

/** fl_review_page_show: Shows the view @name, such as `frames`. */
void fl_review_page_show (FlReviewPage *self, const char *name);

/** fl_review_page_show_frames: Shows the view of frames, of which only @refs (element-type FlFrameRef) are
 * listed until the person has all of them shown; @title says which they are. */
void fl_review_page_show_frames (FlReviewPage *self, GArray *refs, const char *title);

G_END_DECLS

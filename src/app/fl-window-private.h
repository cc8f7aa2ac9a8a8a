/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/fl-adaptive-bin.h"
#include "app/fl-first-class-page.h"
#include "app/fl-groups-page.h"
#include "app/fl-insights-page.h"
#include "app/fl-review-page.h"
#include "app/fl-sidebar.h"
#include "app/fl-timeline-page.h"
#include "app/fl-welcome-page.h"
#include "app/fl-window.h"

#include "session/fl-video-search.h"

G_BEGIN_DECLS

struct _FlWindow {
  AdwApplicationWindow parent_instance;
  FlAdaptiveBin *bin;
  AdwWindowTitle *title;
  AdwToastOverlay *toasts;
  AdwToast *undo_toast;
  gboolean may_undo_old;
  GtkWindow *unsaved_dialog; /* while it asks */
  gboolean may_lose_answers;
  GtkStack *pages;
  AdwFlap *flap;
  GtkWidget *sidebar_button;
  GtkMenuButton *menu_button;
  GtkWidget *undo_button;
  FlWelcomePage *welcome;
  FlFirstClassPage *first_class;
  AdwViewStack *views; /* what is done with the project */
  GtkWidget *header;
  GtkWidget *switcher;
  FlLabelPage *label;
  FlGroupsPage *groups;
  FlReviewPage *review;
  FlTimelinePage *timeline;
  FlInsightsPage *insights;
  FlSidebar *sidebar;

  FlSession *session;
  GHashTable *disabled;  /* names of actions */
  guint look_source;     /* while it is open */
  FlVideoSearch *videos; /* that are being looked at */
  FlJobThread *looking;
  guint desktop_watch;    /* for who shows notifications */
  gboolean can_tell;      /* that one is there */
  GNotification *untold;  /* (nullable): that waits for it */
  gboolean has_read;      /* since it was last told of */
  gboolean is_kept_awake; /* the computer, while there is work */
  guint awake_cookie;
  GPowerProfileMonitor *power;
  FlJobThread *demo;
  char *demo_directory;
};

/** fl_window_install_actions: Adds the actions to the class. */
void fl_window_install_actions (GtkWidgetClass *widget_class);

/** fl_window_install_live_actions: Adds those about live video. */
void fl_window_install_live_actions (GtkWidgetClass *widget_class);

/** fl_window_install_video_actions: Adds those about missing videos. */
void fl_window_install_video_actions (GtkWidgetClass *widget_class);

/** fl_window_watch_videos: Has the videos be looked for whenever somebody comes back to @self. */
void fl_window_watch_videos (FlWindow *self);

/** fl_window_install_backup_actions: Adds those about copies of the project. */
void fl_window_install_backup_actions (GtkWidgetClass *widget_class);

/** fl_window_install_find_actions: Adds those that find something by its name. */
void fl_window_install_find_actions (GtkWidgetClass *widget_class);

/** fl_window_enable: Says whether @action (static) can be done now; the command palette lists it only
 * then. */
void fl_window_enable (FlWindow *self, const char *action, gboolean can);

/** fl_window_ask_about: Asks about @stream what the program would ask next, where that is done. */
void fl_window_ask_about (FlWindow *self, FlStream *stream);

/** fl_window_update_actions: Enables what can be done now. */
void fl_window_update_actions (FlWindow *self);

/** fl_window_show_page: Shows the page that fits the session and puts the focus there. */
void fl_window_show_page (FlWindow *self);

/** fl_window_set_session: (transfer full): Closes the project that is open and shows another. */
void fl_window_set_session (FlWindow *self, FlSession *session);

/** fl_window_bind_views: Names to the template what the views tell. */
void fl_window_bind_views (GtkWidgetClass *widget_class);

/** fl_window_show_examples: Shows what classes mean; where a picture is chosen, asks about it. */
void fl_window_show_examples (FlWindow *self);

/** fl_window_show_view: Shows the view @name of the project, `label`, `groups`, `review`, `timeline` or
 * `insights`. */
void fl_window_show_view (FlWindow *self, const char *name);

/** fl_window_take_focus: Puts the focus where keys answer on what is shown. */
void fl_window_take_focus (FlWindow *self);

/** fl_window_update_subtitle: Says under the name of the project what is going on. */
void fl_window_update_subtitle (FlWindow *self);

/** fl_window_create_toast: Returns: (transfer floating): a toast whose lines fit the window */
AdwToast *fl_window_create_toast (FlWindow *self, const char *sentence);

/** fl_window_stop_looking: Gives up looking at videos that were to be added. */
void fl_window_stop_looking (FlWindow *self);

/** fl_window_say: Shows a toast over the strip; when @n_undoable is not 0 it has an Undo button
 * for so many of the newest actions. */
void fl_window_say (FlWindow *self, const char *sentence, guint n_undoable);

/** fl_window_tell: Says @sentence, which is the end of long work, also on the desktop when nobody looks
 * at the program. */
void fl_window_tell (FlWindow *self, const char *sentence);

/** fl_window_watch_work: Has the computer stay awake while the session works, be told of the end,
 * and be spared when its battery is to last. */
void fl_window_watch_work (FlWindow *self);

/** fl_window_forget_work: Ends that, before the session is closed. */
void fl_window_forget_work (FlWindow *self);

/** fl_window_get_undo_target: Returns: the number of what would be undone now, 0 for nothing */
gint64 fl_window_get_undo_target (FlWindow *self);

/** fl_window_must_stay: Asks what to do when answers wait for the disk. Returns: whether to stay */
gboolean fl_window_must_stay (FlWindow *self);

/** fl_window_close_when_saved: Closes a window that was asked to, once nothing waits any more. */
void fl_window_close_when_saved (FlWindow *self);

/** fl_window_drop_undo_toast: Takes away the Undo button that would undo something else now. */
void fl_window_drop_undo_toast (FlWindow *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_SIDEBAR (fl_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (FlSidebar, fl_sidebar, FL, SIDEBAR, GtkWidget)

/**
 * FlSidebar:
 *
 * The project with one line of progress, its streams, and the jobs that run. Property:
 * `session` (#FlSession, read-write, nullable). Main thread.
 *
 * Signals: `stream-activated` (#FlStream): the person pointed at a stream; `left`: Escape, the
 * person wants to go on labelling.
 */

/** fl_sidebar_set_session: Shows @session, or nothing for %NULL. */
void fl_sidebar_set_session (FlSidebar *self, FlSession *session);

G_END_DECLS

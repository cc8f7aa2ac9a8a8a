/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_SECOND_LOOKS_VIEW (fl_second_looks_view_get_type ())
G_DECLARE_FINAL_TYPE (FlSecondLooksView, fl_second_looks_view, FL, SECOND_LOOKS_VIEW, GtkWidget)

/**
 * FlSecondLooksView:
 *
 * Labels that the rest contradicts, each with what was said and what the rest says. Enter keeps one, the
 * key of a class says something else; neither comes again. Property: `session` (#FlSession, nullable,
 * read-write). Signal: `frame-activated` (#FlItem): the person wants to look closer. Main thread.
 */

G_END_DECLS

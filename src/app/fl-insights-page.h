/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_INSIGHTS_PAGE (fl_insights_page_get_type ())
G_DECLARE_FINAL_TYPE (FlInsightsPage, fl_insights_page, FL, INSIGHTS_PAGE, GtkWidget)

/**
 * FlInsightsPage:
 *
 * What the project has come to, as cards. All is counted anew when the page is shown, and a second after
 * something changed while it is. Properties: `session` (#FlSession, nullable, read-write), `is-narrow`
 * (boolean, read-write). Signal: `frames-activated` (#GArray of #FlFrameRef, string): the person wants to
 * see these frames, which the string names. Main thread.
 */

/** fl_insights_page_take_focus: Puts the focus on the first card, unless it is on the page. */
void fl_insights_page_take_focus (FlInsightsPage *self);

G_END_DECLS

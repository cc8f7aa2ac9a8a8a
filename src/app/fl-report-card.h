/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_REPORT_CARD (fl_report_card_get_type ())
G_DECLARE_FINAL_TYPE (FlReportCard, fl_report_card, FL, REPORT_CARD, GtkWidget)

/**
 * FlReportCard:
 *
 * The methods report, written when somebody asks for it: it looks at every frame. Main thread.
 */

/** fl_report_card_set_session: Is about @session (nullable) from now on. */
void fl_report_card_set_session (FlReportCard *self, FlSession *session);

G_END_DECLS

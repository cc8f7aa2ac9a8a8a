/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every widget class can be made from its template and goes without a trace. */
#include "fixture.h"

#include "app/fl-accept-dialog.h"
#include "app/fl-adaptive-bin.h"
#include "app/fl-bar.h"
#include "app/fl-class-list.h"
#include "app/fl-class-row.h"
#include "app/fl-echo.h"
#include "app/fl-examples-dialog.h"
#include "app/fl-export-dialog.h"
#include "app/fl-filter-chip.h"
#include "app/fl-first-class-page.h"
#include "app/fl-frame-view.h"
#include "app/fl-frames-view.h"
#include "app/fl-insight-card.h"
#include "app/fl-insights-page.h"
#include "app/fl-job-row.h"
#include "app/fl-lots-view.h"
#include "app/fl-plot-view.h"
#include "app/fl-preferences-dialog.h"
#include "app/fl-properties-dialog.h"
#include "app/fl-report-card.h"
#include "app/fl-review-page.h"
#include "app/fl-sample-strip.h"
#include "app/fl-second-looks-view.h"
#include "app/fl-sidebar.h"
#include "app/fl-stream-row.h"
#include "app/fl-tag-bar.h"
#include "app/fl-thumb.h"
#include "app/fl-timeline.h"
#include "app/fl-track.h"
#include "app/fl-welcome-page.h"
#include "fl-resources.h"

static void
test_widget (gconstpointer data)
{
  const GType type = GPOINTER_TO_SIZE (data);
  GtkWidget *widget = g_object_ref_sink (g_object_new (type, NULL));

  if (GTK_IS_WINDOW (widget))
    gtk_window_destroy (GTK_WINDOW (widget));
  g_assert_finalize_object (widget);
}

/* In a shown window, so that what is made on realize goes too. */
static void
test_shown_widget (gconstpointer data)
{
  const GType type = GPOINTER_TO_SIZE (data);
  GtkWidget *widget = g_object_ref_sink (g_object_new (type, NULL));
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (widget);
}

static void
add (GType type, gboolean is_shown)
{
  g_autofree char *path = g_strdup_printf ("/app/templates/%s", g_type_name (type));
  g_autofree char *shown = g_strdup_printf ("/app/templates/%s-shown", g_type_name (type));

  g_test_add_data_func (path, GSIZE_TO_POINTER (type), test_widget);
  if (is_shown)
    g_test_add_data_func (shown, GSIZE_TO_POINTER (type), test_shown_widget);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  fl_register_resource ();
  add (FL_TYPE_ACCEPT_DIALOG, FALSE);
  add (FL_TYPE_ADAPTIVE_BIN, TRUE);
  add (FL_TYPE_BAR, TRUE);
  add (FL_TYPE_CLASS_LIST, TRUE);
  add (FL_TYPE_CLASS_ROW, FALSE);
  add (FL_TYPE_ECHO, TRUE);
  add (FL_TYPE_EXAMPLES_DIALOG, FALSE);
  add (FL_TYPE_EXPORT_DIALOG, FALSE);
  add (FL_TYPE_PREFERENCES_DIALOG, FALSE);
  add (FL_TYPE_FIRST_CLASS_PAGE, TRUE);
  add (FL_TYPE_FILTER_CHIP, TRUE);
  add (FL_TYPE_FRAME_VIEW, TRUE);
  add (FL_TYPE_FRAMES_VIEW, TRUE);
  add (FL_TYPE_INSIGHT_CARD, TRUE);
  add (FL_TYPE_INSIGHTS_PAGE, TRUE);
  add (FL_TYPE_JOB_ROW, FALSE);
  add (FL_TYPE_LABEL_PAGE, TRUE);
  add (FL_TYPE_LOTS_VIEW, TRUE);
  add (FL_TYPE_PLOT_VIEW, TRUE);
  add (FL_TYPE_PROPERTIES_DIALOG, FALSE);
  add (FL_TYPE_REPORT_CARD, TRUE);
  add (FL_TYPE_REVIEW_PAGE, TRUE);
  add (FL_TYPE_SAMPLE_STRIP, TRUE);
  add (FL_TYPE_TAG_BAR, TRUE);
  add (FL_TYPE_SECOND_LOOKS_VIEW, TRUE);
  add (FL_TYPE_SIDEBAR, TRUE);
  add (FL_TYPE_STREAM_ROW, FALSE);
  add (FL_TYPE_THUMB, TRUE);
  add (FL_TYPE_TIMELINE, TRUE);
  add (FL_TYPE_TRACK, FALSE);
  add (FL_TYPE_WELCOME_PAGE, TRUE);
  add (FL_TYPE_WINDOW, FALSE);
  return fixture_run ();
}

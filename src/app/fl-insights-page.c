/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of insights: which cards there are, and when they are counted anew. */
#include "app/fl-insights-page.h"

#include "app/fl-insight-card.h"
#include "app/fl-report-card.h"
#include "session/fl-session-insights.h"

/* Answers come faster than anybody reads cards. */
#define COUNT_MS 1000

typedef struct {
  FlInsightFunc describe;
  gboolean is_on_the_left;
} CardInfo;

/* In reading order of each column. */
static const CardInfo infos[] = {
  {fl_insight_new_advice, TRUE},     {fl_insight_new_certainty, TRUE},
  {fl_insight_new_balance, TRUE},    {fl_insight_new_lots, TRUE},
  {fl_insight_new_curve, FALSE},     {fl_insight_new_reliability, FALSE},
  {fl_insight_new_confusion, FALSE}, {fl_insight_new_misses, FALSE},
  {fl_insight_new_pace, FALSE},
};

struct _FlInsightsPage {
  GtkWidget parent_instance;
  GtkStack *states;
  GtkBox *columns;
  GtkBox *left;
  GtkBox *right;
  FlReportCard *report;
  FlInsightCard *cards[G_N_ELEMENTS (infos)];
  FlSession *session;
  guint count_source;
};

G_DEFINE_FINAL_TYPE (FlInsightsPage, fl_insights_page, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SESSION,
  PROP_IS_NARROW,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_FRAMES_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GtkWidget *
get_focus (FlInsightsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static gboolean
has_focus (FlInsightsPage *self)
{
  GtkWidget *focus = get_focus (self);

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* Whether somebody is elsewhere, and is to stay there. */
static gboolean
is_elsewhere (FlInsightsPage *self)
{
  GtkWidget *focus = get_focus (self);

  return focus != NULL && gtk_widget_get_mapped (focus) && !has_focus (self);
}

void
fl_insights_page_take_focus (FlInsightsPage *self)
{
  g_return_if_fail (FL_IS_INSIGHTS_PAGE (self));

  if (!has_focus (self))
    gtk_widget_child_focus (GTK_WIDGET (self->states), GTK_DIR_TAB_FORWARD);
}

static void
on_insights_changed (FlInsightsPage *self)
{
  const FlInsights *insights = fl_session_get_insights (self->session);
  const gboolean was_counting =
    g_str_equal (gtk_stack_get_visible_child_name (self->states), "counting");

  for (gsize i = 0; i < G_N_ELEMENTS (infos); i++)
    fl_insight_card_show (self->cards[i], infos[i].describe (self->session, insights));
  gtk_stack_set_visible_child_name (self->states, "cards");
  if (was_counting && gtk_widget_get_mapped (GTK_WIDGET (self)) && !is_elsewhere (self))
    fl_insights_page_take_focus (self);
}

static gboolean
on_count_time (gpointer data)
{
  FlInsightsPage *self = data;

  self->count_source = 0;
  fl_session_update_insights (self->session);
  return G_SOURCE_REMOVE;
}

static void
on_changed (FlInsightsPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->count_source == 0)
    self->count_source = g_timeout_add (COUNT_MS, on_count_time, self);
}

static void
on_cell_activated (FlInsightsPage *self, guint row, guint column, FlInsightCard *card)
{
  g_autofree char *title = NULL;
  g_autoptr (GArray) refs =
    fl_insight_find_pair (fl_session_get_insights (self->session), fl_insight_card_get_plot (card),
                          row, column, &title);

  if (refs != NULL && refs->len > 0)
    g_signal_emit (self, signals[SIGNAL_FRAMES_ACTIVATED], 0, refs, title);
}

static void
fl_insights_page_map (GtkWidget *widget)
{
  FlInsightsPage *self = FL_INSIGHTS_PAGE (widget);

  GTK_WIDGET_CLASS (fl_insights_page_parent_class)->map (widget);
  if (self->session != NULL)
    fl_session_update_insights (self->session);
}

static void
fl_insights_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&FL_INSIGHTS_PAGE (widget)->count_source, g_source_remove);
  GTK_WIDGET_CLASS (fl_insights_page_parent_class)->unmap (widget);
}

static void
disconnect (FlInsightsPage *self)
{
  g_clear_handle_id (&self->count_source, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
}

static void
set_session (FlInsightsPage *self, FlSession *session)
{
  if (self->session != NULL)
    disconnect (self);
  fl_report_card_set_session (self->report, session);
  gtk_stack_set_visible_child_name (self->states, "counting");
  if (session == NULL)
    return;
  g_autofree char *folder = g_path_get_dirname (fl_session_get_path (session));
  self->session = g_object_ref (session);
  for (gsize i = 0; i < G_N_ELEMENTS (infos); i++)
    fl_insight_card_set_folder (self->cards[i], folder);
  for (const char *const *signal =
         (const char *const[]){"labels-changed", "model-changed", "lots-changed", "sweeps-changed",
                               "checks-changed", "advice-changed", "notify::n-samples",
                               "notify::is-saving", NULL};
       *signal != NULL; signal++)
    g_signal_connect_swapped (session, *signal, G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (session, "insights-changed", G_CALLBACK (on_insights_changed), self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    fl_session_update_insights (session);
}

/* Two columns one beside the other, or below it. */
static void
set_is_narrow (FlInsightsPage *self, gboolean is_narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), is_narrow
                                                                    ? GTK_ORIENTATION_VERTICAL
                                                                    : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->columns, !is_narrow);
}

static void
fl_insights_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FlInsightsPage *self = FL_INSIGHTS_PAGE (object);

  if (id == PROP_SESSION)
    g_value_set_object (value, self->session);
  else if (id == PROP_IS_NARROW)
    g_value_set_boolean (value, !gtk_box_get_homogeneous (self->columns));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_insights_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    set_session (FL_INSIGHTS_PAGE (object), g_value_get_object (value));
  else if (id == PROP_IS_NARROW)
    set_is_narrow (FL_INSIGHTS_PAGE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_insights_page_dispose (GObject *object)
{
  FlInsightsPage *self = FL_INSIGHTS_PAGE (object);

  if (self->session != NULL)
    disconnect (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_INSIGHTS_PAGE);
  G_OBJECT_CLASS (fl_insights_page_parent_class)->dispose (object);
}

static void
fl_insights_page_class_init (FlInsightsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FL_TYPE_REPORT_CARD);
  object_class->dispose = fl_insights_page_dispose;
  object_class->get_property = fl_insights_page_get_property;
  object_class->set_property = fl_insights_page_set_property;
  widget_class->map = fl_insights_page_map;
  widget_class->unmap = fl_insights_page_unmap;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, FL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_NARROW] = g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_FRAMES_ACTIVATED] =
    g_signal_new ("frames-activated", FL_TYPE_INSIGHTS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_ARRAY, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "insightspage");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-insights-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FlInsightsPage, states);
  gtk_widget_class_bind_template_child (widget_class, FlInsightsPage, columns);
  gtk_widget_class_bind_template_child (widget_class, FlInsightsPage, left);
  gtk_widget_class_bind_template_child (widget_class, FlInsightsPage, right);
  gtk_widget_class_bind_template_child (widget_class, FlInsightsPage, report);
}

static void
fl_insights_page_init (FlInsightsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (infos); i++) {
    self->cards[i] = g_object_new (FL_TYPE_INSIGHT_CARD, NULL);
    g_signal_connect_object (self->cards[i], "cell-activated", G_CALLBACK (on_cell_activated), self,
                             G_CONNECT_SWAPPED);
    gtk_box_append (infos[i].is_on_the_left ? self->left : self->right,
                    GTK_WIDGET (self->cards[i]));
  }
}

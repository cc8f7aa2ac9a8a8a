/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One insight as a card. */
#include "app/fl-insight-card.h"

#include <glib/gi18n.h>

#include "app/fl-dialogs.h"
#include "app/fl-plot-save.h"
#include "app/fl-plot-view.h"
#include "app/fl-toasts.h"

struct _FlInsightCard {
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkLabel *title;
  GtkWidget *explain;
  GtkLabel *explanation;
  GtkWidget *save;
  GtkLabel *sentence;
  FlPlotView *plot;
  GtkLabel *empty;
  GtkButton *button;
  const char *name;
  char *folder;
  FlPlotFormat format; /* in which it is being saved */
};

G_DEFINE_FINAL_TYPE (FlInsightCard, fl_insight_card, GTK_TYPE_WIDGET)

enum {
  SIGNAL_CELL_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_cell_activated (FlInsightCard *self, guint row, guint column)
{
  g_signal_emit (self, signals[SIGNAL_CELL_ACTIVATED], 0, row, column);
}

static void
on_target_chosen (GtkWindow *window, GListModel *files, GObject *about)
{
  FlInsightCard *self = FL_INSIGHT_CARD (about);
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = g_file_get_path (file);
  const FlPlot *plot = fl_plot_view_get_plot (self->plot);
  g_autoptr (GError) error = NULL;

  /* What was shown may be gone by now. */
  if (path == NULL || plot == NULL)
    return;
  if (!fl_plot_save (plot, gtk_widget_get_pango_context (GTK_WIDGET (self)), self->format, path,
                     &error))
    fl_toasts_say (GTK_WIDGET (self), error->message);
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FlInsightCard *self = FL_INSIGHT_CARD (widget);
  const char *format = g_variant_get_string (parameter, NULL);
  g_autofree char *name = g_strdup_printf ("%s.%s", self->name, format);

  self->format = FL_PLOT_SVG;
  while (self->format < FL_PLOT_CSV &&
         !g_str_equal (fl_plot_format_get_name (self->format), format))
    self->format++;
  fl_dialogs_choose_target (GTK_WINDOW (gtk_widget_get_root (widget)), self->folder, name,
                            on_target_chosen, G_OBJECT (self));
}

static void
fl_insight_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FL_TYPE_INSIGHT_CARD);
  G_OBJECT_CLASS (fl_insight_card_parent_class)->dispose (object);
}

static void
fl_insight_card_finalize (GObject *object)
{
  g_free (FL_INSIGHT_CARD (object)->folder);
  G_OBJECT_CLASS (fl_insight_card_parent_class)->finalize (object);
}

static void
fl_insight_card_class_init (FlInsightCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FL_TYPE_PLOT_VIEW);
  G_OBJECT_CLASS (klass)->dispose = fl_insight_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = fl_insight_card_finalize;
  signals[SIGNAL_CELL_ACTIVATED] =
    g_signal_new ("cell-activated", FL_TYPE_INSIGHT_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "insightcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "card.save", "s", save);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-insight-card.ui");
  gtk_widget_class_bind_template_child (widget_class, FlInsightCard, content);
  gtk_widget_class_bind_template_child (widget_class, FlInsightCard, title);
  gtk_widget_class_bind_template_child (widget_class, FlInsightCard, explain);
  gtk_widget_class_bind_template_child (widget_class, FlInsightCard, explanation);
  gtk_widget_class_bind_template_child (widget_class, FlInsightCard, save);
  gtk_widget_class_bind_template_child (widget_class, FlInsightCard, sentence);
  gtk_widget_class_bind_template_child (widget_class, FlInsightCard, plot);
  gtk_widget_class_bind_template_child (widget_class, FlInsightCard, empty);
  gtk_widget_class_bind_template_child (widget_class, FlInsightCard, button);
  gtk_widget_class_bind_template_callback (widget_class, on_cell_activated);
}

static void
fl_insight_card_init (FlInsightCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shows @text, or nothing. */
static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* Whoever is on what goes stays on the card. */
static void
keep_focus (FlInsightCard *self, gboolean had_focus)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (had_focus && (focus == NULL || !gtk_widget_get_mapped (focus)))
    gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
}

/* The target first: a button whose action lacks one warns. */
static void
set_action (GtkActionable *button, const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_action_parse_detailed_name (detailed, &name, &target, NULL))
    return;
  gtk_actionable_set_action_name (button, NULL);
  gtk_actionable_set_action_target_value (button, target);
  gtk_actionable_set_action_name (button, name);
}

/* Several cards have the same buttons: each says of what it is. */
static void
name_buttons (FlInsightCard *self, const char *title)
{
  /* Translators: a button of a card; the title of the card. */
  g_autofree char *explain = g_strdup_printf (_ ("How Is “%s” Computed?"), title);
  /* Translators: a button of a card; the title of the card. */
  g_autofree char *save_name = g_strdup_printf (_ ("Save “%s”"), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->explain), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  explain, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->save), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  save_name, -1);
}

void
fl_insight_card_show (FlInsightCard *self, FlInsight *insight)
{
  g_return_if_fail (FL_IS_INSIGHT_CARD (self));

  const gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  const gboolean has_plot = insight->plot != NULL;
  const gboolean has_button =
    (insight->sentence == NULL || insight->is_advice) && insight->action != NULL;
  self->name = insight->name;
  gtk_label_set_text (self->title, insight->title);
  gtk_label_set_text (self->explanation, insight->explanation);
  set_text (self->sentence, insight->sentence);
  set_text (self->empty, insight->sentence == NULL ? insight->empty : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->plot), has_plot);
  gtk_widget_set_visible (self->save, has_plot);
  gtk_widget_set_visible (GTK_WIDGET (self->button), has_button);
  if (has_button) {
    gtk_button_set_label (self->button, insight->button);
    set_action (GTK_ACTIONABLE (self->button), insight->action);
  }
  name_buttons (self, insight->title);
  fl_plot_view_set_plot (self->plot, g_steal_pointer (&insight->plot));
  keep_focus (self, had_focus);
  fl_insight_free (insight);
}

const FlPlot *
fl_insight_card_get_plot (FlInsightCard *self)
{
  g_return_val_if_fail (FL_IS_INSIGHT_CARD (self), NULL);
  return fl_plot_view_get_plot (self->plot);
}

void
fl_insight_card_set_folder (FlInsightCard *self, const char *folder)
{
  g_return_if_fail (FL_IS_INSIGHT_CARD (self));

  g_free (self->folder);
  self->folder = g_strdup (folder);
}

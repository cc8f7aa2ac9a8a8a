/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before a sweep. */
#include "app/fl-sweep-start.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/fl-toasts.h"
#include "session/fl-session-sweeps.h"

/* Somebody who turns a number up and up is left alone until it stands. */
#define PRICE_DELAY_MS 80

struct _FlSweepStart {
  GtkWidget parent_instance;
  GtkWidget *content;
  AdwComboRow *classes;
  GtkSpinButton *max_missed;
  GtkSpinButton *confidence;
  GtkLabel *price;
  GtkWidget *start;
  GtkLabel *before;
  FlSession *session;
  GPtrArray *choices; /* FlClass, that can be chosen */
  guint price_source;
};

G_DEFINE_FINAL_TYPE (FlSweepStart, fl_sweep_start, GTK_TYPE_WIDGET)

static void
show_plan (FlSweepStart *self, const FlSweepPlan *plan)
{
  g_autofree char *text = g_strdup_printf (
    /* Translators: numbers of sheets, of blocks, and of all blocks; two percentages. */
    ngettext (
      "About %1$'u sheet, with %2$'u of %3$'u blocks of five seconds, shows whether at most "
      "%4$g %% are missed (%5$g %% confidence).",
      "About %1$'u sheets, with %2$'u of %3$'u blocks of five seconds, show whether at most "
      "%4$g %% are missed (%5$g %% confidence).",
      plan->n_sheets),
    plan->n_sheets, plan->n_tiles, plan->n_blocks, plan->max_missed * 100, plan->confidence * 100);

  gtk_label_set_text (self->price, text);
  gtk_widget_set_sensitive (self->start, TRUE);
}

/* One that comes while another wish waits is of an older one. */
static void
on_priced (FlSweepStart *self)
{
  const char *why;
  if (self->price_source != 0)
    return;
  const FlSweepPlan *plan = fl_session_get_priced_sweep (self->session, &why);

  if (plan != NULL)
    show_plan (self, plan);
  else if (why != NULL)
    gtk_label_set_text (self->price, why);
}

/* Has it be found what a sweep for the class that is chosen costs. */
static gboolean
on_price_due (gpointer data)
{
  FlSweepStart *self = data;
  const guint i = adw_combo_row_get_selected (self->classes);
  g_autoptr (GError) error = NULL;

  self->price_source = 0;
  if (i >= self->choices->len) {
    gtk_label_set_text (self->price, _ ("Add a class first, and label some moments of it."));
    return G_SOURCE_REMOVE;
  }
  const FlSweepPlan plan = {.klass = self->choices->pdata[i],
                            .max_missed = gtk_spin_button_get_value (self->max_missed) / 100,
                            .confidence = gtk_spin_button_get_value (self->confidence) / 100};
  if (!fl_session_price_sweep (self->session, &plan, &error))
    gtk_label_set_text (self->price, error->message);
  return G_SOURCE_REMOVE;
}

static void
on_wish_changed (FlSweepStart *self)
{
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  gtk_widget_set_sensitive (self->start, FALSE);
  if (self->price_source == 0)
    self->price_source = g_timeout_add (PRICE_DELAY_MS, on_price_due, self);
}

void
fl_sweep_start_update (FlSweepStart *self)
{
  g_return_if_fail (FL_IS_SWEEP_START (self));

  g_autofree char *before = self->session != NULL ? fl_session_dup_sweeps (self->session) : NULL;
  gtk_label_set_text (self->before, before != NULL ? before : "");
  gtk_widget_set_visible (GTK_WIDGET (self->before), before != NULL);
  on_wish_changed (self);
}

static void
on_classes_changed (FlSweepStart *self)
{
  GListModel *classes = fl_session_get_classes (self->session);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->choices, 0);
  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    if (fl_class_get_is_background (klass))
      continue;
    gtk_string_list_append (names, fl_class_get_name (klass));
    g_ptr_array_add (self->choices, g_object_ref (klass));
  }
  adw_combo_row_set_model (self->classes, G_LIST_MODEL (names));
}

static void
on_start_clicked (FlSweepStart *self)
{
  const char *why;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->start, FALSE);
  if (fl_session_get_priced_sweep (self->session, &why) == NULL)
    return;
  if (fl_session_start_priced_sweep (self->session, &error) == 0)
    fl_toasts_say (GTK_WIDGET (self), error->message);
}

void
fl_sweep_start_take_focus (FlSweepStart *self)
{
  g_return_if_fail (FL_IS_SWEEP_START (self));

  gtk_widget_grab_focus (gtk_widget_get_sensitive (self->start) ? self->start
                                                                : GTK_WIDGET (self->classes));
}

void
fl_sweep_start_set_session (FlSweepStart *self, FlSession *session)
{
  g_return_if_fail (FL_IS_SWEEP_START (self));

  if (self->session != NULL) {
    g_signal_handlers_disconnect_by_data (fl_session_get_classes (self->session), self);
    g_signal_handlers_disconnect_by_data (self->session, self);
  }
  g_clear_handle_id (&self->price_source, g_source_remove);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "sweep-priced", G_CALLBACK (on_priced), self);
  g_signal_connect_swapped (session, "model-changed", G_CALLBACK (on_wish_changed), self);
  g_signal_connect_swapped (fl_session_get_classes (session), "items-changed",
                            G_CALLBACK (on_classes_changed), self);
  on_classes_changed (self);
}

static void
fl_sweep_start_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fl_sweep_start_parent_class)->map (widget);
  fl_sweep_start_update (FL_SWEEP_START (widget));
}

static void
fl_sweep_start_dispose (GObject *object)
{
  FlSweepStart *self = FL_SWEEP_START (object);

  if (self->content != NULL)
    fl_sweep_start_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_SWEEP_START);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  G_OBJECT_CLASS (fl_sweep_start_parent_class)->dispose (object);
}

static void
fl_sweep_start_class_init (FlSweepStartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_sweep_start_dispose;
  widget_class->map = fl_sweep_start_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-sweep-start.ui");
  gtk_widget_class_bind_template_child (widget_class, FlSweepStart, content);
  gtk_widget_class_bind_template_child (widget_class, FlSweepStart, classes);
  gtk_widget_class_bind_template_child (widget_class, FlSweepStart, max_missed);
  gtk_widget_class_bind_template_child (widget_class, FlSweepStart, confidence);
  gtk_widget_class_bind_template_child (widget_class, FlSweepStart, price);
  gtk_widget_class_bind_template_child (widget_class, FlSweepStart, start);
  gtk_widget_class_bind_template_child (widget_class, FlSweepStart, before);
  gtk_widget_class_bind_template_callback (widget_class, on_wish_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_start_clicked);
}

static void
fl_sweep_start_init (FlSweepStart *self)
{
  self->choices = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

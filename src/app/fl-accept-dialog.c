/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lets the machine label what it is sure about. */
#include "app/fl-accept-dialog.h"

#include <glib/gi18n.h>

#include "app/fl-accept-limits.h"
#include "app/fl-closures.h"

#define PREVIEW_DELAY_MS 80

struct _FlAcceptDialog {
  AdwWindow parent_instance;
  FlAcceptLimits *limits;
  AdwComboRow *scope;
  GtkSpinButton *confidence;
  GtkSpinButton *n_edge;
  GtkLabel *preview;
  GtkButton *accept;
  GtkLabel *does;
  FlSession *session;
  GArray *scopes; /* FlLotScope, as scope_names */
  guint preview_source;
  gboolean is_settled; /* limits were chosen by what there is */
  gboolean is_pressed; /* while nobody knows what the button does now */
};

G_DEFINE_FINAL_TYPE (FlAcceptDialog, fl_accept_dialog, ADW_TYPE_WINDOW)

enum {
  SIGNAL_ACCEPTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Has it be found out what would become of what is wanted. */
static void
ask (FlAcceptDialog *self)
{
  FlAcceptance wanted = {.confidence = gtk_spin_button_get_value (self->confidence) / 100.0,
                         .scope = g_array_index (self->scopes, FlLotScope,
                                                 adw_combo_row_get_selected (self->scope))};

  wanted.scope.n_edge = (guint) gtk_spin_button_get_value_as_int (self->n_edge);
  fl_accept_limits_fill (self->limits, &wanted);
  fl_session_price_acceptance (self->session, &wanted);
  g_array_unref (wanted.limits);
}

/* What would be done, and where it is nothing, what would help: nobody should have to find out by trying which
 * limit gives anything. */
static char *
describe (const FlPricedAcceptance *priced)
{
  const FlAcceptance *acceptance = priced->acceptance;
  g_autofree char *preview = NULL;
  g_autofree char *hint = NULL;

  if (acceptance->is_limited_only && acceptance->n_samples == 0 && acceptance->limits->len == 0)
    return g_strdup (_ ("Turn a limit on: without one nothing is labelled."));
  preview = fl_closure_accept_preview (acceptance);
  if (priced->n_hint > 0)
    hint = fl_closure_accept_hint (priced->hint_max_error, priced->n_hint);
  return hint != NULL ? g_strdup_printf ("%s\n%s", preview, hint) : g_steal_pointer (&preview);
}

/* What does not change is not laid out anew. */
static gboolean
set_text (GtkLabel *label, const char *text)
{
  if (g_str_equal (gtk_label_get_text (label), text))
    return FALSE;
  gtk_label_set_text (label, text);
  return TRUE;
}

/* Returns: whether the button does the same as before */
static gboolean
show_priced (FlAcceptDialog *self, const FlPricedAcceptance *priced)
{
  const guint n_samples = priced->why == NULL ? priced->acceptance->n_samples : 0;
  const guint n_sweeps = priced->why == NULL ? priced->acceptance->n_sweeps : 0;
  g_autofree char *text = priced->why == NULL ? describe (priced) : g_strdup (priced->why);
  g_autofree char *does = fl_closure_accept_button (n_samples, n_sweeps);
  const gboolean is_same = !set_text (self->does, does);

  (void) set_text (self->preview, text); /* It may stay as it is. */
  fl_accept_limits_show_lots (self->limits, priced->lots);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept), n_samples > 0);
  return is_same && n_samples > 0;
}

static void
accept (FlAcceptDialog *self, guint n_samples)
{
  guint n_sweeps = 0;
  g_autoptr (GError) error = NULL;

  if (!fl_session_accept_priced (self->session, &n_sweeps, &error)) {
    gtk_label_set_text (self->preview, error->message);
    gtk_widget_set_sensitive (GTK_WIDGET (self->accept), FALSE);
    return;
  }
  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0, n_samples, n_sweeps);
  gtk_window_close (GTK_WINDOW (self));
}

/* One that comes while another wish waits is of an older one. Who pressed the button meanwhile gets what it
 * said, or sees what it says now. */
static void
on_priced (FlAcceptDialog *self)
{
  FlPricedAcceptance priced;

  if (self->preview_source != 0 || !fl_session_get_priced_acceptance (self->session, &priced))
    return;
  if (!self->is_settled && priced.shares != NULL) {
    self->is_settled = TRUE;
    if (fl_accept_limits_settle (self->limits, priced.shares)) {
      ask (self);
      return;
    }
  }
  const gboolean is_wanted = show_priced (self, &priced) && self->is_pressed;
  self->is_pressed = FALSE;
  if (is_wanted)
    accept (self, priced.acceptance->n_samples);
}

static gboolean
on_preview_due (gpointer data)
{
  FlAcceptDialog *self = data;

  self->preview_source = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
on_wish_changed (FlAcceptDialog *self)
{
  if (self->session != NULL && self->preview_source == 0)
    self->preview_source = g_timeout_add (PREVIEW_DELAY_MS, on_preview_due, self);
}

static void
on_accept_clicked (FlAcceptDialog *self)
{
  FlPricedAcceptance priced;

  self->is_pressed =
    self->preview_source != 0 || !fl_session_get_priced_acceptance (self->session, &priced);
  if (!self->is_pressed && priced.why == NULL)
    accept (self, priced.acceptance->n_samples);
}

static void
fl_accept_dialog_dispose (GObject *object)
{
  FlAcceptDialog *self = FL_ACCEPT_DIALOG (object);

  /* Widgets that go away change values, which must not ask for another preview. */
  g_clear_object (&self->session);
  g_clear_handle_id (&self->preview_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_ACCEPT_DIALOG);
  g_clear_pointer (&self->scopes, g_array_unref);
  G_OBJECT_CLASS (fl_accept_dialog_parent_class)->dispose (object);
}

static void
fl_accept_dialog_class_init (FlAcceptDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_accept_dialog_dispose;
  g_type_ensure (FL_TYPE_ACCEPT_LIMITS);
  signals[SIGNAL_ACCEPTED] =
    g_signal_new ("accepted", FL_TYPE_ACCEPT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-accept-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FlAcceptDialog, scope);
  gtk_widget_class_bind_template_child (widget_class, FlAcceptDialog, limits);
  gtk_widget_class_bind_template_child (widget_class, FlAcceptDialog, confidence);
  gtk_widget_class_bind_template_child (widget_class, FlAcceptDialog, n_edge);
  gtk_widget_class_bind_template_child (widget_class, FlAcceptDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, FlAcceptDialog, accept);
  gtk_widget_class_bind_template_child (widget_class, FlAcceptDialog, does);
  gtk_widget_class_bind_template_callback (widget_class, on_wish_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_clicked);
}

static void
fl_accept_dialog_init (FlAcceptDialog *self)
{
  self->scopes = g_array_new (FALSE, FALSE, sizeof (FlLotScope));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_scope (FlAcceptDialog *self, GtkStringList *names, FlLotScope scope, const char *name)
{
  char *words = fl_lot_scope_dup_words (&scope, name, name);

  g_array_append_val (self->scopes, scope);
  gtk_string_list_take (names, words != NULL ? words : g_strdup (C_ ("lot", "All")));
}

static void
add_classes (FlAcceptDialog *self, GtkStringList *names)
{
  GListModel *classes = fl_session_get_classes (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    const gint64 id = fl_class_get_id (klass);
    /* Of a tag both answers, each of which becomes a lot of its own. */
    const FlLotScope scope = fl_session_get_is_multi_label (self->session)
                               ? (FlLotScope){.tag = id}
                               : (FlLotScope){.class_id = id};
    add_scope (self, names, scope, fl_class_get_name (klass));
  }
}

/* One video is all there is. */
static void
add_streams (FlAcceptDialog *self, GtkStringList *names)
{
  GListModel *streams = fl_session_get_streams (self->session);
  const guint n = g_list_model_get_n_items (streams);

  for (guint i = 0; n > 1 && i < n; i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    const FlLotScope scope = {.stream = fl_stream_get_id (stream)};
    add_scope (self, names, scope, fl_stream_get_name (stream));
  }
}

/* Nobody knows day from night where no video tells the time. */
static void
list_scopes (FlAcceptDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  add_scope (self, names, (FlLotScope){0}, NULL);
  if (fl_session_has_clock (self->session)) {
    add_scope (self, names, (FlLotScope){.condition = FL_CONDITION_DAY}, NULL);
    add_scope (self, names, (FlLotScope){.condition = FL_CONDITION_NIGHT}, NULL);
  }
  add_classes (self, names);
  add_streams (self, names);
  adw_combo_row_set_model (self->scope, G_LIST_MODEL (names));
}

FlAcceptDialog *
fl_accept_dialog_new (GtkWindow *parent, FlSession *session)
{
  FlAcceptDialog *self =
    g_object_new (FL_TYPE_ACCEPT_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  list_scopes (self);
  fl_accept_limits_set_session (self->limits, session);
  ask (self);
  g_signal_connect_object (session, "acceptance-priced", G_CALLBACK (on_priced), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "model-changed", G_CALLBACK (on_wish_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "labels-changed", G_CALLBACK (on_wish_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lets the machine label what it is sure about. */
#include "app/fl-accept-dialog.h"

#include <glib/gi18n.h>

#include "app/fl-closures.h"

#define PREVIEW_DELAY_MS 80

struct _FlAcceptDialog {
  AdwWindow parent_instance;
  AdwComboRow *scope;
  GtkSpinButton *max_error;
  GtkSpinButton *confidence;
  GtkSpinButton *n_edge;
  GtkLabel *preview;
  GtkButton *accept;
  FlSession *session;
  GArray *scopes; /* FlLotScope, as scope_names */
  guint preview_source;
};

G_DEFINE_FINAL_TYPE (FlAcceptDialog, fl_accept_dialog, ADW_TYPE_WINDOW)

enum {
  SIGNAL_ACCEPTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static FlAcceptance
get_wanted (FlAcceptDialog *self)
{
  FlLotScope scope =
    g_array_index (self->scopes, FlLotScope, adw_combo_row_get_selected (self->scope));

  scope.n_edge = (guint) gtk_spin_button_get_value_as_int (self->n_edge);
  return (FlAcceptance){.max_error = gtk_spin_button_get_value (self->max_error) / 100.0,
                        .confidence = gtk_spin_button_get_value (self->confidence) / 100.0,
                        .scope = scope};
}

/* Nobody should have to find out by trying which limit gives anything. */
static char *
find_hint (FlAcceptDialog *self)
{
  static const double larger[] = {0.03, 0.05, 0.1, 0.2};
  const FlAcceptance wanted = get_wanted (self);

  for (gsize i = 0; i < G_N_ELEMENTS (larger); i++) {
    FlAcceptance acceptance = {.max_error = larger[i],
                               .confidence = wanted.confidence,
                               .scope = wanted.scope};
    if (larger[i] > wanted.max_error &&
        fl_session_preview_accept (self->session, &acceptance, NULL) && acceptance.n_samples > 0)
      return fl_closure_accept_hint (larger[i], acceptance.n_samples);
  }
  return NULL;
}

/* A line for each answer about each tag, for each is proved by itself. */
static void
append_lots (FlAcceptDialog *self, const FlAcceptance *acceptance, GString *text)
{
  g_autoptr (GArray) lots = fl_session_plan_lots (self->session, acceptance);

  for (guint i = 0; i < lots->len; i++) {
    const FlPlannedLot *lot = &g_array_index (lots, FlPlannedLot, i);
    const FlLotScope scope = {.tag = ABS (lot->class_id), .class_id = lot->class_id};
    FlClass *tag = fl_session_find_class_by_id (self->session, scope.tag);
    g_autofree char *words = fl_lot_scope_dup_words (&scope, NULL, fl_class_get_name (tag));
    g_string_append_printf (text, "\n%s · %'u", words, lot->n_samples);
  }
}

static char *
describe (FlAcceptDialog *self, const FlAcceptance *acceptance)
{
  g_autofree char *preview = fl_closure_accept_preview (acceptance);
  g_autofree char *hint = acceptance->n_samples == 0 ? find_hint (self) : NULL;
  GString *text = g_string_new (preview);

  if (hint != NULL)
    g_string_append_printf (text, "\n%s", hint);
  if (fl_session_get_is_multi_label (self->session))
    append_lots (self, acceptance, text);
  return g_string_free (text, FALSE);
}

static void
show_preview (FlAcceptDialog *self)
{
  FlAcceptance acceptance = get_wanted (self);
  g_autoptr (GError) error = NULL;

  const gboolean can_accept = fl_session_preview_accept (self->session, &acceptance, &error);
  g_autofree char *text = can_accept ? describe (self, &acceptance) : g_strdup (error->message);
  g_autofree char *label = fl_closure_accept_button (can_accept ? acceptance.n_samples : 0);
  gtk_label_set_text (self->preview, text);
  gtk_button_set_label (self->accept, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept), can_accept && acceptance.n_samples > 0);
}

static gboolean
on_preview_due (gpointer data)
{
  FlAcceptDialog *self = data;

  self->preview_source = 0;
  show_preview (self);
  return G_SOURCE_REMOVE;
}

static void
on_value_changed (FlAcceptDialog *self)
{
  if (self->session != NULL && self->preview_source == 0)
    self->preview_source = g_timeout_add (PREVIEW_DELAY_MS, on_preview_due, self);
}

static void
on_accept_clicked (FlAcceptDialog *self)
{
  FlAcceptance acceptance = get_wanted (self);
  g_autoptr (GError) error = NULL;

  if (!fl_session_accept (self->session, &acceptance, &error)) {
    gtk_label_set_text (self->preview, error->message);
    gtk_widget_set_sensitive (GTK_WIDGET (self->accept), FALSE);
    return;
  }
  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0, acceptance.n_samples);
  gtk_window_close (GTK_WINDOW (self));
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
  signals[SIGNAL_ACCEPTED] = g_signal_new ("accepted", FL_TYPE_ACCEPT_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-accept-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FlAcceptDialog, scope);
  gtk_widget_class_bind_template_child (widget_class, FlAcceptDialog, max_error);
  gtk_widget_class_bind_template_child (widget_class, FlAcceptDialog, confidence);
  gtk_widget_class_bind_template_child (widget_class, FlAcceptDialog, n_edge);
  gtk_widget_class_bind_template_child (widget_class, FlAcceptDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, FlAcceptDialog, accept);
  gtk_widget_class_bind_template_callback (widget_class, on_value_changed);
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
  show_preview (self);
  g_signal_connect_object (session, "model-changed", G_CALLBACK (on_value_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

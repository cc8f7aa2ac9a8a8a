/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was accepted, and how far it is proved. */
#include "app/fl-lots-dialog.h"

#include <glib/gi18n.h>

#include "app/fl-toasts.h"
#include "session/fl-session-lots.h"

#define LOT_ID "fl-lot"

struct _FlLotsDialog {
  AdwWindow parent_instance;
  GtkStack *stack;
  GtkBox *lots;
  FlSession *session;
};

G_DEFINE_FINAL_TYPE (FlLotsDialog, fl_lots_dialog, ADW_TYPE_WINDOW)

static gint64
get_lot (GtkWidget *button)
{
  return *(const gint64 *) g_object_get_data (G_OBJECT (button), LOT_ID);
}

static void
on_certify_clicked (FlLotsDialog *self, GtkWidget *button)
{
  const gint64 lot = get_lot (button);
  const gboolean is_stop = fl_session_get_certified_now (self->session) == lot;

  fl_session_certify (self->session, is_stop ? 0 : lot);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_give_back_clicked (FlLotsDialog *self, GtkWidget *button)
{
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
  g_autoptr (GError) error = NULL;

  if (fl_session_give_back_lot (self->session, get_lot (button), &error))
    fl_toasts_say_undoable (parent, _ ("The lot was given back"), 1);
  else
    fl_toasts_say (parent, error->message);
}

static GtkWidget *
create_button (FlLotsDialog *self, const FlLotReport *lot, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (button), LOT_ID, g_memdup2 (&lot->id, sizeof lot->id), g_free);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static const char *
name_state (FlLotState state)
{
  switch (state) {
  case FL_LOT_OPEN:
    return C_ ("lot", "open");
  case FL_LOT_CERTIFIED:
    return C_ ("lot", "certified");
  case FL_LOT_FAILED:
    return C_ ("lot", "not certified");
  case FL_LOT_WITHDRAWN:
    return C_ ("lot", "given back");
  }
  g_assert_not_reached ();
}

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_buttons (FlLotsDialog *self, const FlLotReport *lot, GtkBox *box)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const gboolean is_now = fl_session_get_certified_now (self->session) == lot->id;

  if (lot->state == FL_LOT_OPEN)
    gtk_box_append (GTK_BOX (buttons),
                    create_button (self, lot, is_now ? _ ("_Stop") : _ ("_Certify in One Sitting"),
                                   G_CALLBACK (on_certify_clicked)));
  gtk_box_append (GTK_BOX (buttons),
                  create_button (self, lot, _ ("_Give Back"), G_CALLBACK (on_give_back_clicked)));
  for (GtkWidget *each = gtk_widget_get_first_child (buttons); each != NULL;
       each = gtk_widget_get_next_sibling (each))
    gtk_button_set_use_underline (GTK_BUTTON (each), TRUE);
  gtk_box_append (box, buttons);
}

/* How far its checks are, if all that are missing agree. */
static GtkWidget *
create_bar (const FlLotReport *lot)
{
  GtkWidget *bar = gtk_progress_bar_new ();
  const guint n_all = lot->n_checks + lot->n_remaining;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), (double) lot->n_checks / MAX (n_all, 1));
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Checks of this lot"), -1);
  return bar;
}

static void
add_lot (FlLotsDialog *self, const FlLotReport *lot)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *sentence = fl_lot_report_dup_sentence (lot);
  /* Translators: a number of samples, and the state of what was accepted, such as “open”. */
  g_autofree char *title =
    g_strdup_printf (ngettext ("%1$'u sample, %2$s", "%1$'u samples, %2$s", lot->n_samples),
                     lot->n_samples, name_state (lot->state));

  gtk_box_append (GTK_BOX (box), create_label (title, "heading"));
  gtk_box_append (GTK_BOX (box), create_label (sentence, "numeric"));
  if (lot->state == FL_LOT_OPEN)
    gtk_box_append (GTK_BOX (box), create_bar (lot));
  if (lot->state == FL_LOT_OPEN || lot->state == FL_LOT_CERTIFIED)
    add_buttons (self, lot, GTK_BOX (box));
  gtk_box_append (self->lots, box);
}

/* What holds of all of them is the last word. */
static void
add_sum (FlLotsDialog *self)
{
  const FlLotSum sum = fl_session_sum_lots (self->session);
  g_autofree char *sentence = fl_lot_sum_dup_sentence (&sum);

  if (sentence != NULL)
    gtk_box_append (self->lots, create_label (sentence, "numeric"));
}

/* The newest first. */
static void
show_lots (FlLotsDialog *self)
{
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lots))) != NULL)
    gtk_box_remove (self->lots, child);
  for (guint i = lots->len; i-- > 0;)
    add_lot (self, lots->pdata[i]);
  add_sum (self);
  gtk_stack_set_visible_child_name (self->stack, lots->len > 0 ? "lots" : "empty");
}

static void
fl_lots_dialog_dispose (GObject *object)
{
  FlLotsDialog *self = FL_LOTS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_LOTS_DIALOG);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fl_lots_dialog_parent_class)->dispose (object);
}

static void
fl_lots_dialog_class_init (FlLotsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_lots_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-lots-dialog.ui");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_bind_template_child (widget_class, FlLotsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, FlLotsDialog, lots);
}

static void
fl_lots_dialog_init (FlLotsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

FlLotsDialog *
fl_lots_dialog_new (GtkWindow *parent, FlSession *session)
{
  FlLotsDialog *self =
    g_object_new (FL_TYPE_LOTS_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  show_lots (self);
  g_signal_connect_object (session, "lots-changed", G_CALLBACK (show_lots), self,
                           G_CONNECT_SWAPPED);
  return self;
}

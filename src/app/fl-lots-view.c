/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was accepted, and how far it is proved. */
#include "app/fl-lots-view.h"

#include <glib/gi18n.h>

#include "app/fl-review-page.h"
#include "app/fl-toasts.h"
#include "session/fl-session-lots.h"

#define LOT_ID "fl-lot"

struct _FlLotsView {
  GtkWidget parent_instance;
  GtkStack *stack;
  GtkBox *lots;
  FlSession *session;
};

G_DEFINE_FINAL_TYPE (FlLotsView, fl_lots_view, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SESSION,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

/* Of a card or a button; 0 for what is about no lot. */
static gint64
get_lot (GtkWidget *widget)
{
  const gint64 *lot = g_object_get_data (G_OBJECT (widget), LOT_ID);

  return lot != NULL ? *lot : 0;
}

static void
set_lot (GtkWidget *widget, gint64 lot)
{
  g_object_set_data_full (G_OBJECT (widget), LOT_ID, g_memdup2 (&lot, sizeof lot), g_free);
}

static void
on_certify_clicked (FlLotsView *self, GtkWidget *button)
{
  const gint64 lot = get_lot (button);
  const gboolean is_stop = fl_session_get_certified_now (self->session) == lot;

  fl_session_certify (self->session, is_stop ? 0 : lot);
  if (!is_stop)
    (void) gtk_widget_activate_action (GTK_WIDGET (self), "win.show-view", "s", "label");
}

static void
on_give_back_clicked (FlLotsView *self, GtkWidget *button)
{
  g_autoptr (GError) error = NULL;

  if (fl_session_give_back_lot (self->session, get_lot (button), &error))
    fl_toasts_say_undoable (GTK_WIDGET (self), _ ("The lot was given back"), 1);
  else
    fl_toasts_say (GTK_WIDGET (self), error->message);
}

static GtkWidget *
create_button (FlLotsView *self, const FlLotReport *lot, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  set_lot (button, lot->id);
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
add_buttons (FlLotsView *self, const FlLotReport *lot, GtkBox *box)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const gboolean is_now = fl_session_get_certified_now (self->session) == lot->id;

  if (lot->state == FL_LOT_OPEN)
    gtk_box_append (GTK_BOX (buttons),
                    create_button (self, lot, is_now ? _ ("Stop") : _ ("Certify in One Sitting"),
                                   G_CALLBACK (on_certify_clicked)));
  gtk_box_append (GTK_BOX (buttons),
                  create_button (self, lot, _ ("Give Back"), G_CALLBACK (on_give_back_clicked)));
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
add_lot (FlLotsView *self, const FlLotReport *lot)
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
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "lot");
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  set_lot (box, lot->id);
  gtk_box_append (self->lots, box);
}

/* What holds of all of them is the last word. */
static void
add_sum (FlLotsView *self)
{
  const FlLotSum sum = fl_session_sum_lots (self->session);
  g_autofree char *sentence = fl_lot_sum_dup_sentence (&sum);

  if (sentence != NULL)
    gtk_box_append (self->lots, create_label (sentence, "numeric"));
}

/* What of a lot has the focus: the last of its buttons gives it back. */
typedef struct {
  gint64 lot; /* 0 for none */
  gboolean is_last;
} Place;

static Place
find_place (FlLotsView *self)
{
  GtkWidget *card = gtk_widget_get_focus_child (GTK_WIDGET (self->lots));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = card != NULL && root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL)
    return (Place){0};
  return (Place){.lot = get_lot (card), .is_last = gtk_widget_get_next_sibling (focus) == NULL};
}

/* On the same button of the same lot; on the lot itself when that is gone, so that a key that is pressed
 * once more meets no other. */
static void
focus (FlLotsView *self, const Place *place)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->lots));

  while (card != NULL && get_lot (card) != place->lot)
    card = gtk_widget_get_next_sibling (card);
  if (card == NULL) {
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
    return;
  }
  GtkWidget *buttons = gtk_widget_get_last_child (card);
  GtkWidget *last = gtk_widget_get_last_child (buttons);
  GtkWidget *first = gtk_widget_get_first_child (buttons);
  GtkWidget *button = place->is_last ? last : first != last ? first : NULL;
  gtk_widget_set_focusable (card, button == NULL);
  gtk_widget_grab_focus (button != NULL ? button : card);
}

/* The newest first. */
static void
show_lots (FlLotsView *self)
{
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  const Place place = find_place (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lots))) != NULL)
    gtk_box_remove (self->lots, child);
  for (guint i = lots->len; i-- > 0;)
    add_lot (self, lots->pdata[i]);
  add_sum (self);
  gtk_stack_set_visible_child_name (self->stack, lots->len > 0 ? "lots" : "empty");
  if (place.lot != 0)
    focus (self, &place);
}

/* Each audit changes them, and a key must not wait for what nobody sees. */
static void
on_lots_changed (FlLotsView *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_lots (self);
}

static void
fl_lots_view_map (GtkWidget *widget)
{
  FlLotsView *self = FL_LOTS_VIEW (widget);

  GTK_WIDGET_CLASS (fl_lots_view_parent_class)->map (widget);
  if (self->session != NULL)
    show_lots (self);
}

static void
take_focus (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (gtk_widget_get_focus_child (widget) == NULL)
    gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
set_session (FlLotsView *self, FlSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "lots-changed", G_CALLBACK (on_lots_changed), self);
  on_lots_changed (self);
}

static void
fl_lots_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, FL_LOTS_VIEW (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_lots_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    set_session (FL_LOTS_VIEW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_lots_view_dispose (GObject *object)
{
  FlLotsView *self = FL_LOTS_VIEW (object);

  set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_LOTS_VIEW);
  G_OBJECT_CLASS (fl_lots_view_parent_class)->dispose (object);
}

static void
fl_lots_view_class_init (FlLotsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fl_lots_view_dispose;
  object_class->get_property = fl_lots_view_get_property;
  object_class->set_property = fl_lots_view_set_property;
  widget_class->map = fl_lots_view_map;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, FL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_action (widget_class, FL_REVIEW_TAKE_FOCUS, NULL, take_focus);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lotsview");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/frameline/Frameline/ui/fl-lots-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FlLotsView, stack);
  gtk_widget_class_bind_template_child (widget_class, FlLotsView, lots);
}

static void
fl_lots_view_init (FlLotsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

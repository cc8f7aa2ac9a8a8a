/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at labels a second time, with what speaks against them in sight. */
#include "app/fl-second-looks-view.h"

#include <glib/gi18n.h>

#include "app/fl-class-keys.h"
#include "app/fl-keys.h"
#include "app/fl-page-keys.h"
#include "app/fl-picture-button.h"
#include "app/fl-review-page.h"
#include "app/fl-ticks.h"
#include "app/fl-toasts.h"
#include "session/fl-idle.h"
#include "session/fl-session-second-looks.h"

#define PICTURE_PX 110
#define SAID       "fl-said"
#define IS_YES     "fl-is-yes"

struct _FlSecondLooksView {
  GtkWidget parent_instance;
  GtkStack *states;
  GtkFlowBox *looks;
  FlPageKeys *keys;
  FlSession *session;
};

G_DEFINE_FINAL_TYPE (FlSecondLooksView, fl_second_looks_view, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SESSION,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_FRAME_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_clicked (FlSecondLooksView *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_FRAME_ACTIVATED], 0, fl_picture_button_get_item (button));
}

static GtkWidget *
get_button (FlSecondLooksView *self, guint place)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->looks, (int) place);

  return child != NULL ? gtk_widget_get_first_child (gtk_flow_box_child_get_child (child)) : NULL;
}

/* Which picture has the focus, and whether one has it. */
static gboolean
find_focus (FlSecondLooksView *self, guint *place)
{
  GtkWidget *button;

  for (*place = 0; (button = get_button (self, *place)) != NULL; (*place)++)
    if (gtk_widget_has_focus (button))
      return TRUE;
  return FALSE;
}

static void
focus (FlSecondLooksView *self, guint place)
{
  GtkWidget *button = get_button (self, place);

  if (button == NULL && place > 0)
    button = get_button (self, place - 1);
  if (button != NULL)
    gtk_widget_grab_focus (button);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/* What the person said, and what the rest says. */
static char *
dup_contradiction (const FlSecondLook *look)
{
  const FlTagged said = {.tag = look->tag, .answer = look->is_yes ? FL_TAG_YES : FL_TAG_NO};
  const FlTagAnswer rest = look->is_yes ? FL_TAG_NO : FL_TAG_YES;

  if (look->tag != NULL) {
    g_autofree char *words = fl_ticks_describe (&said, 1);
    return g_strdup_printf (_ ("You: %1$s, machine: %2$s"), words, fl_ticks_get_word (rest));
  }
  /* Translators: what frames of blind answers are: what the person said, and what the machine. */
  return g_strdup_printf (_ ("You: %1$s, machine: %2$s"), fl_class_get_name (look->said),
                          fl_class_get_name (look->rest));
}

static void
add_look (FlSecondLooksView *self, const FlSecondLook *look)
{
  g_autoptr (FlItem) item = fl_session_make_second_look (look);
  GtkWidget *button =
    fl_picture_button_new (fl_session_get_frame_loader (self->session), item, PICTURE_PX);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *text = dup_contradiction (look);
  g_autofree char *name =
    /* Translators: what a screen reader says of a picture: where it is from, and what was said of it. */
    g_strdup_printf (_ ("%1$s · %2$s"), gtk_widget_get_tooltip_text (button), text);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
  gtk_widget_add_css_class (label, "caption");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (look->said != NULL)
    g_object_set_data_full (G_OBJECT (button), SAID, g_object_ref (look->said), g_object_unref);
  g_object_set_data (G_OBJECT (button), IS_YES, GINT_TO_POINTER (look->is_yes));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), label);
  gtk_flow_box_append (self->looks, box);
  gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
}

/* Moves what is shown as @item to @place, from behind it. */
static gboolean
move_look (GArray *looks, FlItem *item, guint place)
{
  for (guint i = place; i < looks->len; i++) {
    const FlSecondLook look = g_array_index (looks, FlSecondLook, i);
    if (look.stream != fl_item_get_stream (item) || look.frame != fl_item_get_frame (item) ||
        look.tag != fl_item_get_tag (item))
      continue;
    g_array_remove_index (looks, i);
    g_array_insert_val (looks, place, look);
    return TRUE;
  }
  return FALSE;
}

/* Has what is shown keep its order, and what is new come behind it. Returns: the place of what is shown
 * at @focused, or if it is gone of what came after it. */
static guint
keep_order (FlSecondLooksView *self, GArray *looks, guint focused)
{
  GtkWidget *button;
  guint n_kept = 0;
  guint place = 0;

  for (guint i = 0; (button = get_button (self, i)) != NULL; i++) {
    if (i == focused)
      place = n_kept;
    n_kept += move_look (looks, fl_picture_button_get_item (button), n_kept) ? 1 : 0;
  }
  return place;
}

/* Whoever is on one stays on it: a key must not meet another. */
static void
show_looks (FlSecondLooksView *self)
{
  g_autoptr (GArray) looks = fl_session_list_second_looks (self->session);
  GtkFlowBoxChild *child;
  guint place;
  const gboolean had_focus = find_focus (self, &place);

  if (had_focus)
    place = keep_order (self, looks, place);
  while ((child = gtk_flow_box_get_child_at_index (self->looks, 0)) != NULL)
    gtk_flow_box_remove (self->looks, GTK_WIDGET (child));
  for (guint i = 0; i < looks->len; i++)
    add_look (self, &g_array_index (looks, FlSecondLook, i));
  gtk_stack_set_visible_child_name (self->states,
                                    looks->len > 0                                       ? "looks"
                                    : fl_session_is_finding_second_looks (self->session) ? "finding"
                                                                                         : "none");
  if (had_focus)
    focus (self, place);
}

static void
on_changed (FlSecondLooksView *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_looks (self);
}

static gboolean
is_enter (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;
}

static void
send (FlSecondLooksView *self, const FlAnswer *answer, const char *told)
{
  g_autoptr (FlItem) item = g_object_ref (answer->item);
  g_autoptr (GError) error = NULL;

  if (!fl_session_answer (self->session, answer, &error))
    fl_toasts_say (GTK_WIDGET (self), error->message);
  else
    fl_toasts_say_undoable (GTK_WIDGET (self), told, 1);
}

static void
say (FlSecondLooksView *self, GtkWidget *button, FlClass *klass)
{
  const FlAnswer answer = {.item = fl_picture_button_get_item (button),
                           .klass = klass,
                           .guess_shown = TRUE};
  const gboolean is_kept = g_object_get_data (G_OBJECT (button), SAID) == klass;
  g_autofree char *text =
    /* Translators: a toast with an Undo button; the placeholder is the name of a class. */
    g_strdup_printf (is_kept ? _ ("Kept as %s") : _ ("Labelled %s"), fl_class_get_name (klass));

  send (self, &answer, text);
}

static void
say_tag (FlSecondLooksView *self, GtkWidget *button, FlTagAnswer said)
{
  FlItem *item = fl_picture_button_get_item (button);
  const FlTagged tagged = {.tag = fl_item_get_tag (item), .answer = said};
  const FlAnswer answer = {.item = item, .tags = &tagged, .n_tags = 1, .guess_shown = TRUE};
  const gboolean was_yes = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), IS_YES));
  const gboolean is_kept = said == (was_yes ? FL_TAG_YES : FL_TAG_NO);
  g_autofree char *words = fl_ticks_describe (&tagged, 1);
  g_autofree char *text = g_strdup_printf (is_kept ? _ ("Kept as %s") : _ ("Labelled %s"), words);

  send (self, &answer, text);
}

/* What @press says of the tag that @button is about: its key yes, 0 no, Enter what was said before;
 * %FALSE where it says nothing. */
static gboolean
read_tag (GtkWidget *button, FlClass *klass, const FlKeyPress *press, FlTagAnswer *out)
{
  FlClass *tag = fl_item_get_tag (fl_picture_button_get_item (button));
  const gboolean was_yes = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), IS_YES));

  if (fl_keys_get_digit (press->keycode) == 0)
    *out = FL_TAG_NO;
  else if (tag != NULL && klass == tag)
    *out = FL_TAG_YES;
  else if (klass == NULL && is_enter (press->keyval))
    *out = was_yes ? FL_TAG_YES : FL_TAG_NO;
  else
    return FALSE;
  return TRUE;
}

/* Of a tag that nobody doubts nothing is asked. */
static char *
dup_other_tag (GtkWidget *button)
{
  FlClass *tag = fl_item_get_tag (fl_picture_button_get_item (button));

  /* Translators: the placeholder is the name of a tag. */
  return g_strdup_printf (_ ("Only %s is asked of this picture"), fl_class_get_name (tag));
}

/* Says of @button what @press does; %FALSE where that is nothing. */
static gboolean
press_on (FlSecondLooksView *self, GtkWidget *button, const FlKeyPress *press)
{
  FlClass *klass =
    fl_class_keys_find (fl_session_get_classes (self->session), GTK_WIDGET (self), press);
  const gboolean has_tags = fl_session_get_is_multi_label (self->session);
  FlTagAnswer answer;

  if (!has_tags && klass == NULL && is_enter (press->keyval))
    klass = g_object_get_data (G_OBJECT (button), SAID);
  const gboolean is_tag = has_tags && read_tag (button, klass, press, &answer);
  const gboolean is_answer = has_tags ? is_tag : klass != NULL;
  g_autofree char *unknown = is_answer       ? NULL
                             : klass != NULL ? dup_other_tag (button)
                                             : fl_class_keys_dup_unknown (press);

  if (!is_answer && unknown == NULL)
    return FALSE;
  if (fl_page_keys_count (self->keys, press) != FL_KEY_COUNTS)
    return TRUE;
  if (unknown != NULL)
    fl_toasts_say (GTK_WIDGET (self), unknown);
  else if (is_tag)
    say_tag (self, button, answer);
  else
    say (self, button, klass);
  return TRUE;
}

static gboolean
on_key_pressed (GtkWidget *view, const FlKeyPress *press)
{
  FlSecondLooksView *self = FL_SECOND_LOOKS_VIEW (view);
  guint place;

  if (self->session == NULL ||
      (press->state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0 ||
      !find_focus (self, &place))
    return GDK_EVENT_PROPAGATE;
  fl_session_note_activity (self->session);
  return press_on (self, get_button (self, place), press) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
take_focus (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (gtk_widget_get_focus_child (widget) == NULL)
    focus (FL_SECOND_LOOKS_VIEW (widget), 0);
}

static void
fl_second_looks_view_map (GtkWidget *widget)
{
  FlSecondLooksView *self = FL_SECOND_LOOKS_VIEW (widget);

  GTK_WIDGET_CLASS (fl_second_looks_view_parent_class)->map (widget);
  if (self->session != NULL)
    show_looks (self);
}

static void
set_session (FlSecondLooksView *self, FlSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  gtk_stack_set_visible_child_name (self->states, "none");
  g_set_object (&self->session, session);
  fl_page_keys_set_classes (self->keys, session != NULL ? fl_session_get_classes (session) : NULL);
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "labels-changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (session, "model-changed", G_CALLBACK (on_changed), self);
  on_changed (self);
}

static void
fl_second_looks_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, FL_SECOND_LOOKS_VIEW (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_second_looks_view_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    set_session (FL_SECOND_LOOKS_VIEW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_second_looks_view_dispose (GObject *object)
{
  FlSecondLooksView *self = FL_SECOND_LOOKS_VIEW (object);

  if (self->states != NULL)
    set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_SECOND_LOOKS_VIEW);
  G_OBJECT_CLASS (fl_second_looks_view_parent_class)->dispose (object);
}

static void
fl_second_looks_view_class_init (FlSecondLooksViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fl_second_looks_view_dispose;
  object_class->get_property = fl_second_looks_view_get_property;
  object_class->set_property = fl_second_looks_view_set_property;
  widget_class->map = fl_second_looks_view_map;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, FL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_FRAME_ACTIVATED] =
    g_signal_new ("frame-activated", FL_TYPE_SECOND_LOOKS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, FL_TYPE_ITEM);
  gtk_widget_class_install_action (widget_class, FL_REVIEW_TAKE_FOCUS, NULL, take_focus);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "secondlooksview");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-second-looks-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FlSecondLooksView, states);
  gtk_widget_class_bind_template_child (widget_class, FlSecondLooksView, looks);
}

static void
fl_second_looks_view_init (FlSecondLooksView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->keys = fl_page_keys_new (GTK_WIDGET (self), on_key_pressed);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of reviews: which of its views is shown. */
#include "app/fl-review-page.h"

#include "app/fl-frames-view.h"
#include "app/fl-lots-view.h"
#include "app/fl-second-looks-view.h"
#include "app/fl-sweep-view.h"

struct _FlReviewPage {
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkStack *views;
  FlFramesView *frames;
  FlSession *session;
};

G_DEFINE_FINAL_TYPE (FlReviewPage, fl_review_page, GTK_TYPE_WIDGET)

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
on_frame_activated (FlReviewPage *self, FlItem *item)
{
  g_signal_emit (self, signals[SIGNAL_FRAME_ACTIVATED], 0, item);
}

/* Whoever goes through the switch by arrow keys stays there. */
static void
on_view_changed (FlReviewPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->views)))
    fl_review_page_take_focus (self);
}

static void
fl_review_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, FL_REVIEW_PAGE (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_review_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_set_object (&FL_REVIEW_PAGE (object)->session, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_review_page_dispose (GObject *object)
{
  FlReviewPage *self = FL_REVIEW_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_REVIEW_PAGE);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fl_review_page_parent_class)->dispose (object);
}

static void
fl_review_page_class_init (FlReviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FL_TYPE_FRAMES_VIEW);
  g_type_ensure (FL_TYPE_LOTS_VIEW);
  g_type_ensure (FL_TYPE_SECOND_LOOKS_VIEW);
  g_type_ensure (FL_TYPE_SWEEP_VIEW);
  object_class->dispose = fl_review_page_dispose;
  object_class->get_property = fl_review_page_get_property;
  object_class->set_property = fl_review_page_set_property;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, FL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_FRAME_ACTIVATED] =
    g_signal_new ("frame-activated", FL_TYPE_REVIEW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, FL_TYPE_ITEM);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "reviewpage");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FlReviewPage, content);
  gtk_widget_class_bind_template_child (widget_class, FlReviewPage, views);
  gtk_widget_class_bind_template_child (widget_class, FlReviewPage, frames);
  gtk_widget_class_bind_template_callback (widget_class, on_frame_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_view_changed);
}

static void
fl_review_page_init (FlReviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fl_review_page_take_focus (FlReviewPage *self)
{
  g_return_if_fail (FL_IS_REVIEW_PAGE (self));

  GtkWidget *view = gtk_stack_get_visible_child (self->views);
  if (view != NULL)
    gtk_widget_activate_action (view, FL_REVIEW_TAKE_FOCUS, NULL);
}

gboolean
fl_review_page_is_shown (FlReviewPage *self, const char *name)
{
  g_return_val_if_fail (FL_IS_REVIEW_PAGE (self) && name != NULL, FALSE);
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->views), name) == 0;
}

void
fl_review_page_show (FlReviewPage *self, const char *name)
{
  g_return_if_fail (FL_IS_REVIEW_PAGE (self) && name != NULL);

  gtk_stack_set_visible_child_name (self->views, name);
}

void
fl_review_page_show_frames (FlReviewPage *self, GArray *refs, const char *title)
{
  g_return_if_fail (FL_IS_REVIEW_PAGE (self) && refs != NULL && title != NULL);

  fl_frames_view_show_only (self->frames, refs, title);
  fl_review_page_show (self, "frames");
}

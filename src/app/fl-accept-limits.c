/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The limits of what is accepted: a row for all, and up to three for each class or tag. */
#include "app/fl-accept-limits.h"

#include <glib/gi18n.h>

#include "app/fl-limit-row.h"

/* A class that is rarer could be missed altogether without breaking the limit of all. */
#define RARE 0.05

/* What limits begin with. */
#define DEFAULT_ERROR  0.02
#define DEFAULT_MISSED 0.1

struct _FlAcceptLimits {
  AdwPreferencesGroup parent_instance;
  FlLimitRow *overall;
  AdwExpanderRow *single;
  FlSession *session;
  GPtrArray *rows;     /* FlLimitRow, of single classes, not owned */
  gboolean is_touched; /* a person changed a single limit */
};

G_DEFINE_FINAL_TYPE (FlAcceptLimits, fl_accept_limits, ADW_TYPE_PREFERENCES_GROUP)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Without the limit of all each class has its own, as long as nobody chose. */
static void
follow_overall (FlAcceptLimits *self)
{
  for (guint i = 0; !self->is_touched && i < self->rows->len; i++)
    if (!fl_limit_row_get (self->rows->pdata[i]).is_missed)
      fl_limit_row_set_is_on (self->rows->pdata[i], !fl_limit_row_is_on (self->overall));
}

static void
on_overall_changed (FlAcceptLimits *self)
{
  follow_overall (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_single_changed (FlAcceptLimits *self)
{
  self->is_touched = TRUE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* @words: (transfer full) */
static void
add_row (FlAcceptLimits *self, char *words, const FlClassLimit *limit)
{
  g_autofree char *spoken = words;
  /* Translators: the title of a row with a number: what is limited, such as “Missed “Bird” at most”. */
  g_autofree char *title = g_strdup_printf (_ ("%s (%%)"), spoken);
  FlLimitRow *row = fl_limit_row_new (title, spoken, limit);

  g_signal_connect_object (row, "changed", G_CALLBACK (on_single_changed), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (self->single, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
}

static void
add_missed (FlAcceptLimits *self, FlClass *klass)
{
  const FlClassLimit limit = {.class_id = fl_class_get_id (klass),
                              .share = DEFAULT_MISSED,
                              .is_missed = TRUE};

  /* Translators: what is limited: the share of what is of that class, or has that tag, that is not found. */
  add_row (self, g_strdup_printf (_ ("“%s” missed at most"), fl_class_get_name (klass)), &limit);
  adw_action_row_set_subtitle (self->rows->pdata[self->rows->len - 1],
                               _ ("A sweep shows it: sheets of random moments"));
}

static void
add_class (FlAcceptLimits *self, FlClass *klass)
{
  const FlClassLimit limit = {.class_id = fl_class_get_id (klass), .share = DEFAULT_ERROR};

  /* Translators: what is limited: of what is labelled with that class the share that is of another one. */
  add_row (self, g_strdup_printf (_ ("Called “%s” and is not, at most"), fl_class_get_name (klass)),
           &limit);
  if (!fl_class_get_is_background (klass))
    add_missed (self, klass);
}

static void
add_tag (FlAcceptLimits *self, FlClass *klass)
{
  FlClassLimit limit = {.class_id = fl_class_get_id (klass), .share = DEFAULT_ERROR};

  /* Translators: what is limited: of what is said to have that tag the share that has it not. */
  add_row (self, g_strdup_printf (_ ("“%s” and is not, at most"), fl_class_get_name (klass)),
           &limit);
  limit.class_id = -limit.class_id;
  /* Translators: what is limited: of what is said not to have that tag the share that has it. */
  add_row (self, g_strdup_printf (_ ("Not “%s” and is, at most"), fl_class_get_name (klass)),
           &limit);
  add_missed (self, klass);
}

/* The row that opens and closes says no name by itself. */
static void
name_single (FlAcceptLimits *self, const char *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->single), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->single), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
}

void
fl_accept_limits_set_session (FlAcceptLimits *self, FlSession *session)
{
  g_return_if_fail (FL_IS_ACCEPT_LIMITS (self) && FL_IS_SESSION (session));

  GListModel *classes = fl_session_get_classes (session);
  const gboolean has_tags = fl_session_get_is_multi_label (session);
  g_set_object (&self->session, session);
  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    if (has_tags)
      add_tag (self, klass);
    else
      add_class (self, klass);
  }
  name_single (self, has_tags ? _ ("Limits of Single Tags") : _ ("Limits of Single Classes"));
}

void
fl_accept_limits_fill (FlAcceptLimits *self, FlAcceptance *acceptance)
{
  g_return_if_fail (FL_IS_ACCEPT_LIMITS (self) && acceptance->limits == NULL);

  acceptance->max_error = fl_limit_row_get (self->overall).share;
  acceptance->is_limited_only = !fl_limit_row_is_on (self->overall);
  acceptance->limits = g_array_new (FALSE, FALSE, sizeof (FlClassLimit));
  for (guint i = 0; i < self->rows->len; i++) {
    const FlClassLimit limit = fl_limit_row_get (self->rows->pdata[i]);
    if (fl_limit_row_is_on (self->rows->pdata[i]))
      g_array_append_val (acceptance->limits, limit);
  }
}

/* The rarest of them, which is rare; %NULL when none is. */
static const FlClassShare *
find_rarest (const GArray *shares)
{
  const FlClassShare *rarest = NULL;

  for (guint i = 0; i < shares->len; i++) {
    const FlClassShare *share = &g_array_index (shares, FlClassShare, i);
    if (share->share < RARE && (rarest == NULL || share->share < rarest->share))
      rarest = share;
  }
  return rarest;
}

static gboolean
is_rare (const GArray *shares, gint64 class_id)
{
  for (guint i = 0; i < shares->len; i++) {
    const FlClassShare *share = &g_array_index (shares, FlClassShare, i);
    if (share->class_id == class_id)
      return share->share < RARE;
  }
  return FALSE;
}

static void
say_why (FlAcceptLimits *self, const FlClassShare *rarest)
{
  FlClass *klass = fl_session_find_class_by_id (self->session, rarest->class_id);
  g_autofree char *why =
    /* Translators: the name of a class or tag. */
    g_strdup_printf (_ ("“%s” is rarer than 5 %%: a machine that never finds it would pass"),
                     fl_class_get_name (klass));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->overall), why);
}

gboolean
fl_accept_limits_settle (FlAcceptLimits *self, const GArray *shares)
{
  g_return_val_if_fail (FL_IS_ACCEPT_LIMITS (self), FALSE);

  const FlClassShare *rarest = find_rarest (shares);
  if (rarest == NULL)
    return FALSE;
  say_why (self, rarest);
  if (self->is_touched)
    return FALSE;
  fl_limit_row_set_is_on (self->overall, FALSE);
  follow_overall (self);
  for (guint i = 0; i < self->rows->len; i++) {
    const FlClassLimit limit = fl_limit_row_get (self->rows->pdata[i]);
    if (limit.is_missed)
      fl_limit_row_set_is_on (self->rows->pdata[i], is_rare (shares, limit.class_id));
  }
  adw_expander_row_set_expanded (self->single, TRUE);
  return TRUE;
}

static char *
describe_lot (const FlPlannedLot *lot)
{
  g_autofree char *samples =
    g_strdup_printf (ngettext ("%'u sample", "%'u samples", lot->n_samples), lot->n_samples);
  g_autofree char *checks =
    g_strdup_printf (ngettext ("%'u check", "%'u checks", lot->n_checks), lot->n_checks);

  /* Translators: what becomes of a limit: “120 samples”, and “about 80 checks” that prove it. */
  return g_strdup_printf (_ ("%1$s, about %2$s"), samples, checks);
}

static char *
describe_row (FlLimitRow *row, const GArray *lots)
{
  const FlClassLimit limit = fl_limit_row_get (row);

  for (guint i = 0; lots != NULL && i < lots->len; i++)
    if (g_array_index (lots, FlPlannedLot, i).class_id == limit.class_id)
      return describe_lot (&g_array_index (lots, FlPlannedLot, i));
  return g_strdup ("");
}

void
fl_accept_limits_show_lots (FlAcceptLimits *self, const GArray *lots)
{
  g_return_if_fail (FL_IS_ACCEPT_LIMITS (self));

  for (guint i = 0; i < self->rows->len; i++) {
    g_autofree char *text = describe_row (self->rows->pdata[i], lots);
    const char *shown = adw_action_row_get_subtitle (self->rows->pdata[i]);
    if (!fl_limit_row_get (self->rows->pdata[i]).is_missed && g_strcmp0 (text, shown) != 0)
      adw_action_row_set_subtitle (self->rows->pdata[i], text);
  }
}

static void
fl_accept_limits_dispose (GObject *object)
{
  FlAcceptLimits *self = FL_ACCEPT_LIMITS (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_ACCEPT_LIMITS);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fl_accept_limits_parent_class)->dispose (object);
}

static void
fl_accept_limits_class_init (FlAcceptLimitsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FL_TYPE_LIMIT_ROW);
  G_OBJECT_CLASS (klass)->dispose = fl_accept_limits_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", FL_TYPE_ACCEPT_LIMITS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-accept-limits.ui");
  gtk_widget_class_bind_template_child (widget_class, FlAcceptLimits, overall);
  gtk_widget_class_bind_template_child (widget_class, FlAcceptLimits, single);
  gtk_widget_class_bind_template_callback (widget_class, on_overall_changed);
}

static void
fl_accept_limits_init (FlAcceptLimits *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fl_limit_row_set_is_on (self->overall, TRUE);
}

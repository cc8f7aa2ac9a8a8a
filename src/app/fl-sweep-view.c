/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at sheets. A sheet is drawn when somebody sees this view, and not before. */
#include "app/fl-sweep-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/fl-class-keys.h"
#include "app/fl-page-keys.h"
#include "app/fl-review-page.h"
#include "app/fl-sweep-tile.h"
#include "app/fl-toasts.h"
#include "session/fl-idle.h"
#include "session/fl-session-sweeps.h"

#define N_COLUMNS        6
#define N_NARROW_COLUMNS 3
#define NARROW_PX        560
#define TICK_MS          (1000 / FL_SWEEP_TILE_PICTURES)
/* A sheet plays once before it can be answered: nobody has seen it sooner. */
#define LEAST_LOOK_US G_USEC_PER_SEC
/* What a sweep promises that is started here. */
#define MAX_MISSED 0.1
#define CONFIDENCE 0.95

struct _FlSweepView {
  GtkWidget parent_instance;
  GtkStack *states;
  GtkDropDown *classes;
  GtkLabel *price;
  GtkWidget *start;
  GtkLabel *before;
  GtkLabel *question;
  GtkProgressBar *bar;
  GtkLabel *sentence;
  GtkLabel *planted;
  GtkFlowBox *tiles;
  GtkButton *answer;
  AdwStatusPage *problem;
  FlSession *session;
  FlPageKeys *page_keys;
  gint64 sweep;       /* id of the one that goes on, 0 for none */
  char *klass;        /* its class */
  FlSheet *sheet;     /* (nullable) that is shown */
  gint64 complete_us; /* when all of its pictures were there, 0 while they are not */
  GPtrArray *choices; /* FlClass, that can be chosen */
  guint tick_id;
  guint tick;
};

G_DEFINE_FINAL_TYPE (FlSweepView, fl_sweep_view, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SESSION,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static FlSweepTile *
get_tile (FlSweepView *self, guint i)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->tiles, (int) i);

  return child != NULL ? FL_SWEEP_TILE (gtk_flow_box_child_get_child (child)) : NULL;
}

/* The tile that has the focus. */
static FlSweepTile *
find_focus (FlSweepView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && FL_IS_SWEEP_TILE (focus) &&
             gtk_widget_is_ancestor (focus, GTK_WIDGET (self))
           ? FL_SWEEP_TILE (focus)
           : NULL;
}

static GArray *
list_hits (FlSweepView *self)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (FlSheetMark));

  for (guint i = 0; i < self->sheet->tiles->len; i++) {
    FlSweepTile *tile = get_tile (self, i);
    const FlSheetMark hit = {.tile = i, .frame = fl_sweep_tile_get_frame (tile)};
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (tile)))
      g_array_append_val (hits, hit);
  }
  return hits;
}

static void
update_answer (FlSweepView *self)
{
  g_autoptr (GArray) hits = list_hits (self);
  g_autofree char *label =
    hits->len == 0
      ? g_strdup (_ ("_None Here"))
      /* Translators: a button; how many tiles of a sheet are marked. */
      : g_strdup_printf (ngettext ("_Only This %'u", "_Only These %'u", hits->len), hits->len);

  gtk_button_set_label (self->answer, label);
}

/* All tiles turn at once; when each has shown all its pictures the sheet can be answered. */
static gboolean
on_tick (gpointer data)
{
  FlSweepView *self = data;
  gboolean is_loaded = TRUE;

  self->tick++;
  for (guint i = 0; self->sheet != NULL && i < self->sheet->tiles->len; i++) {
    FlSweepTile *tile = get_tile (self, i);
    fl_sweep_tile_play (tile, self->tick);
    is_loaded &= fl_sweep_tile_is_loaded (tile);
  }
  if (self->complete_us == 0 && is_loaded)
    self->complete_us = g_get_monotonic_time ();
  return G_SOURCE_CONTINUE;
}

static void
drop_sheet (FlSweepView *self)
{
  GtkFlowBoxChild *child;

  while ((child = gtk_flow_box_get_child_at_index (self->tiles, 0)) != NULL)
    gtk_flow_box_remove (self->tiles, GTK_WIDGET (child));
  g_clear_pointer (&self->sheet, fl_sheet_free);
  self->complete_us = 0;
}

/* Why there is no sheet, and what is known so far. */
static void
show_problem (FlSweepView *self, const char *why)
{
  g_autofree char *text = g_strdup_printf ("%s\n\n%s", why, gtk_label_get_text (self->sentence));

  adw_status_page_set_description (self->problem, text);
  gtk_stack_set_visible_child_name (self->states, "problem");
}

static void
add_tile (FlSweepView *self, guint i)
{
  GtkWidget *tile = fl_sweep_tile_new (fl_session_get_frame_loader (self->session),
                                       &g_array_index (self->sheet->tiles, FlSheetTile, i), i);

  g_signal_connect_object (tile, "notify::active", G_CALLBACK (update_answer), self,
                           G_CONNECT_SWAPPED);
  gtk_flow_box_append (self->tiles, tile);
  gtk_widget_set_focusable (gtk_widget_get_parent (tile), FALSE);
}

/* The next sheet, unless it is the one that is shown. */
static void
show_sheet (FlSweepView *self)
{
  g_autoptr (GError) error = NULL;
  FlSheet *sheet = fl_session_next_sheet (self->session, self->sweep, &error);

  if (sheet == NULL) {
    drop_sheet (self);
    show_problem (self, error->message);
    return;
  }
  gtk_stack_set_visible_child_name (self->states, "sheet");
  if (self->sheet != NULL && self->sheet->sweep == sheet->sweep &&
      self->sheet->number == sheet->number) {
    fl_sheet_free (sheet);
    return;
  }
  drop_sheet (self);
  self->sheet = sheet;
  for (guint i = 0; i < sheet->tiles->len; i++)
    add_tile (self, i);
  update_answer (self);
  gtk_widget_grab_focus (GTK_WIDGET (get_tile (self, 0)));
}

static void
show_progress (FlSweepView *self, const FlSweepReport *report)
{
  g_autofree char *sentence = fl_sweep_report_dup_sentence (report);
  g_autofree char *planted = fl_sweep_report_dup_planted (report);
  g_autofree char *question =
    /* Translators: what is asked about small moving pictures; the name of a class. */
    g_strdup_printf (_ ("Where do you see “%s”?"), report->klass);

  gtk_label_set_text (self->question, question);
  gtk_progress_bar_set_fraction (self->bar,
                                 MIN (1, (double) report->n_seen / MAX (report->n_planned, 1)));
  gtk_label_set_text (self->sentence, sentence);
  gtk_label_set_text (self->planted, planted != NULL ? planted : "");
  gtk_widget_set_visible (GTK_WIDGET (self->planted), planted != NULL);
}

/* What it costs to sweep for the class that is chosen. */
static void
show_price (FlSweepView *self)
{
  const guint i = gtk_drop_down_get_selected (self->classes);
  FlSweepPlan plan = {.max_missed = MAX_MISSED, .confidence = CONFIDENCE};
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->start, FALSE);
  if (i >= self->choices->len || self->session == NULL) {
    gtk_label_set_text (self->price, _ ("Add a class first, and label some moments of it."));
    return;
  }
  plan.klass = self->choices->pdata[i];
  if (!fl_session_preview_sweep (self->session, &plan, &error)) {
    gtk_label_set_text (self->price, error->message);
    return;
  }
  g_autofree char *text = g_strdup_printf (
    /* Translators: numbers of sheets, of blocks, and of all blocks; two percentages. */
    ngettext (
      "About %1$'u sheet, with %2$'u of %3$'u blocks of five seconds, shows whether at most "
      "%4$g %% are missed (%5$g %% confidence).",
      "About %1$'u sheets, with %2$'u of %3$'u blocks of five seconds, show whether at most "
      "%4$g %% are missed (%5$g %% confidence).",
      plan.n_sheets),
    plan.n_sheets, plan.n_tiles, plan.n_blocks, MAX_MISSED * 100, CONFIDENCE * 100);
  gtk_label_set_text (self->price, text);
  gtk_widget_set_sensitive (self->start, TRUE);
}

/* What was found by sweeps that are over. */
static void
show_start (FlSweepView *self)
{
  g_autofree char *before = fl_session_dup_sweeps (self->session);

  drop_sheet (self);
  gtk_label_set_text (self->before, before != NULL ? before : "");
  gtk_widget_set_visible (GTK_WIDGET (self->before), before != NULL);
  show_price (self);
  gtk_stack_set_visible_child_name (self->states, "start");
}

/* The newest sweep that goes on. */
static void
update (FlSweepView *self)
{
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_autoptr (GPtrArray) sweeps = fl_session_list_sweeps (self->session);
  const FlSweepReport *report = NULL;
  for (guint i = 0; i < sweeps->len; i++)
    if (((const FlSweepReport *) sweeps->pdata[i])->state == FL_SWEEP_OPEN)
      report = sweeps->pdata[i];
  self->sweep = report != NULL ? report->id : 0;
  g_clear_pointer (&self->klass, g_free);
  if (report == NULL) {
    show_start (self);
    return;
  }
  self->klass = g_strdup (report->klass);
  show_progress (self, report);
  show_sheet (self);
}

static void
on_classes_changed (FlSweepView *self)
{
  GListModel *classes = fl_session_get_classes (self->session);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->choices, 0);
  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    FlClass *klass = g_list_model_get_item (classes, i);
    if (fl_class_get_is_background (klass)) {
      g_object_unref (klass);
      continue;
    }
    gtk_string_list_append (names, fl_class_get_name (klass));
    g_ptr_array_add (self->choices, klass);
  }
  gtk_drop_down_set_model (self->classes, G_LIST_MODEL (names));
}

static void
on_class_selected (FlSweepView *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->sweep == 0)
    show_price (self);
}

static void
on_start_clicked (FlSweepView *self)
{
  const guint i = gtk_drop_down_get_selected (self->classes);
  FlSweepPlan plan = {.max_missed = MAX_MISSED, .confidence = CONFIDENCE};
  g_autoptr (GError) error = NULL;

  if (i >= self->choices->len)
    return;
  plan.klass = self->choices->pdata[i];
  if (fl_session_start_sweep (self->session, &plan, &error) == 0)
    fl_toasts_say (GTK_WIDGET (self), error->message);
}

static void
on_end_clicked (FlSweepView *self)
{
  g_autoptr (GError) error = NULL;

  if (!fl_session_end_sweep (self->session, self->sweep, &error))
    fl_toasts_say (GTK_WIDGET (self), error->message);
}

static void
on_answer_clicked (FlSweepView *self)
{
  fl_sweep_view_answer (self);
}

void
fl_sweep_view_answer (FlSweepView *self)
{
  g_return_if_fail (FL_IS_SWEEP_VIEW (self));

  g_autoptr (GError) error = NULL;
  if (self->sheet == NULL)
    return;
  if (self->complete_us == 0 || g_get_monotonic_time () - self->complete_us < LEAST_LOOK_US) {
    fl_toasts_say (GTK_WIDGET (self), _ ("Look at the whole sheet first; it plays once a second"));
    return;
  }
  g_autoptr (GArray) hits = list_hits (self);
  if (!fl_session_answer_sheet (self->session, self->sheet,
                                (const FlSheetMark *) (const void *) hits->data, hits->len,
                                &error)) {
    fl_toasts_say (GTK_WIDGET (self), error->message);
    return;
  }
  g_autofree char *text =
    /* Translators: a toast with an Undo button; how many tiles of a sheet were hits. */
    g_strdup_printf (ngettext ("%'u hit on that sheet", "%'u hits on that sheet", hits->len),
                     hits->len);
  fl_toasts_say_undoable (GTK_WIDGET (self), text, 1);
}

/* The key of the class that is looked for marks a tile; that of another one says why not. */
static gboolean
press_class (FlSweepView *self, FlClass *klass)
{
  FlSweepTile *tile = find_focus (self);

  if (!g_str_equal (fl_class_get_name (klass), self->klass)) {
    g_autofree char *text =
      /* Translators: the name of a class. */
      g_strdup_printf (_ ("These sheets are about “%s” alone"), self->klass);
    fl_toasts_say (GTK_WIDGET (self), text);
  } else if (tile != NULL) {
    GtkToggleButton *button = GTK_TOGGLE_BUTTON (tile);
    gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
  }
  return GDK_EVENT_STOP;
}

static gboolean
press_step (FlSweepView *self, int by)
{
  FlSweepTile *tile = find_focus (self);

  if (tile == NULL || !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (tile)))
    return GDK_EVENT_PROPAGATE;
  fl_sweep_tile_step (tile, by);
  return GDK_EVENT_STOP;
}

/* The place of the focus on the sheet, -1 when it is not there. */
static int
find_place (FlSweepView *self)
{
  const FlSweepTile *focus = find_focus (self);
  int place = focus != NULL ? 0 : -1;

  while (place >= 0 && get_tile (self, (guint) place) != focus)
    place++;
  return place;
}

/* Arrow keys, for the boxes of a flow box would take the focus between two tiles. */
static gboolean
press_arrow (FlSweepView *self, guint keyval)
{
  const int n_columns = (int) gtk_flow_box_get_max_children_per_line (self->tiles);
  const int step = keyval == GDK_KEY_Left    ? -1
                   : keyval == GDK_KEY_Right ? 1
                   : keyval == GDK_KEY_Up    ? -n_columns
                   : keyval == GDK_KEY_Down  ? n_columns
                                             : 0;
  const int place = find_place (self);

  if (step == 0 || place < 0)
    return GDK_EVENT_PROPAGATE;
  if (place + step >= 0 && place + step < (int) self->sheet->tiles->len)
    gtk_widget_grab_focus (GTK_WIDGET (get_tile (self, (guint) (place + step))));
  return GDK_EVENT_STOP;
}

static gboolean
on_key_pressed (GtkWidget *page, const FlKeyPress *press)
{
  FlSweepView *self = FL_SWEEP_VIEW (page);

  if (self->sheet == NULL ||
      (press->state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  fl_session_note_activity (self->session);
  if (press->keyval == GDK_KEY_comma || press->keyval == GDK_KEY_period)
    return press_step (self, press->keyval == GDK_KEY_comma ? -1 : 1);
  if (press_arrow (self, press->keyval))
    return GDK_EVENT_STOP;
  const gboolean is_answer =
    (press->keyval == GDK_KEY_Return || press->keyval == GDK_KEY_KP_Enter) &&
    find_focus (self) != NULL;
  FlClass *klass = fl_class_keys_find (fl_session_get_classes (self->session), page, press->keycode,
                                       press->keyval);
  if (!is_answer && klass == NULL)
    return GDK_EVENT_PROPAGATE;
  /* A key that is held must not answer one sheet after the other. */
  if (fl_page_keys_count (self->page_keys, press) != FL_KEY_COUNTS)
    return GDK_EVENT_STOP;
  if (!is_answer)
    return press_class (self, klass);
  fl_sweep_view_answer (self);
  return GDK_EVENT_STOP;
}

static void
fl_sweep_view_map (GtkWidget *widget)
{
  FlSweepView *self = FL_SWEEP_VIEW (widget);

  GTK_WIDGET_CLASS (fl_sweep_view_parent_class)->map (widget);
  self->tick_id = g_timeout_add (TICK_MS, on_tick, self);
  update (self);
}

static void
fl_sweep_view_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&FL_SWEEP_VIEW (widget)->tick_id, g_source_remove);
  GTK_WIDGET_CLASS (fl_sweep_view_parent_class)->unmap (widget);
}

static void
take_focus (FlSweepView *self)
{
  FlSweepTile *tile = self->sheet != NULL ? get_tile (self, 0) : NULL;

  if (find_focus (self) != NULL)
    return;
  gtk_widget_grab_focus (tile != NULL                             ? GTK_WIDGET (tile)
                         : gtk_widget_get_sensitive (self->start) ? self->start
                                                                  : GTK_WIDGET (self->classes));
}

static void
take_focus_by_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  take_focus (FL_SWEEP_VIEW (widget));
}

static void
fl_sweep_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FlSweepView *self = FL_SWEEP_VIEW (widget);
  const guint n_columns = width < NARROW_PX ? N_NARROW_COLUMNS : N_COLUMNS;

  if (gtk_flow_box_get_max_children_per_line (self->tiles) != n_columns)
    gtk_flow_box_set_max_children_per_line (self->tiles, n_columns);
  gtk_widget_allocate (GTK_WIDGET (self->states), width, height, baseline, NULL);
}

static void
fl_sweep_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (FL_SWEEP_VIEW (widget)->states), orientation, for_size, minimum,
                      natural, minimum_baseline, natural_baseline);
}

static void
set_session (FlSweepView *self, FlSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL) {
    g_signal_handlers_disconnect_by_data (fl_session_get_classes (self->session), self);
    g_signal_handlers_disconnect_by_data (self->session, self);
    drop_sheet (self);
  }
  g_set_object (&self->session, session);
  self->sweep = 0;
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "sweeps-changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (session, "model-changed", G_CALLBACK (on_class_selected), self);
  g_signal_connect_swapped (fl_session_get_classes (session), "items-changed",
                            G_CALLBACK (on_classes_changed), self);
  on_classes_changed (self);
  update (self);
}

static void
fl_sweep_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, FL_SWEEP_VIEW (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_sweep_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    set_session (FL_SWEEP_VIEW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_sweep_view_dispose (GObject *object)
{
  FlSweepView *self = FL_SWEEP_VIEW (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->states != NULL)
    set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_SWEEP_VIEW);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->klass, g_free);
  G_OBJECT_CLASS (fl_sweep_view_parent_class)->dispose (object);
}

static void
fl_sweep_view_class_init (FlSweepViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fl_sweep_view_dispose;
  object_class->get_property = fl_sweep_view_get_property;
  object_class->set_property = fl_sweep_view_set_property;
  widget_class->map = fl_sweep_view_map;
  widget_class->unmap = fl_sweep_view_unmap;
  widget_class->measure = fl_sweep_view_measure;
  widget_class->size_allocate = fl_sweep_view_size_allocate;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, FL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_action (widget_class, FL_REVIEW_TAKE_FOCUS, NULL, take_focus_by_action);
  gtk_widget_class_set_css_name (widget_class, "sweepview");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-sweep-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, states);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, classes);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, price);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, start);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, before);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, question);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, bar);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, sentence);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, planted);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, tiles);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, answer);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_class_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_start_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_end_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_answer_clicked);
}

static void
fl_sweep_view_init (FlSweepView *self)
{
  self->choices = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->page_keys = fl_page_keys_new (GTK_WIDGET (self), on_key_pressed);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps, one at a time: before it, its sheets, and what it came to. A sheet is drawn when somebody sees this
 * view, and not before. */
#include "app/fl-sweep-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/fl-class-keys.h"
#include "app/fl-page-keys.h"
#include "app/fl-review-page.h"
#include "app/fl-sweep-start.h"
#include "app/fl-sweep-tiles.h"
#include "app/fl-toasts.h"
#include "session/fl-idle.h"
#include "session/fl-session-sweeps.h"

struct _FlSweepView {
  GtkWidget parent_instance;
  GtkStack *states;
  FlSweepStart *start;
  GtkLabel *question;
  GtkProgressBar *bar;
  GtkLabel *sentence;
  GtkLabel *planted;
  FlSweepTiles *tiles;
  GtkButton *answer;
  AdwStatusPage *over;
  GtkButton *next;
  GtkButton *other;
  AdwStatusPage *problem;
  GtkWidget *end;
  FlSession *session;
  FlPageKeys *page_keys;
  gint64 sweep;    /* id of the one that goes on, 0 for none */
  gint64 told;     /* id of the one that was ended here, while that is told; else 0 */
  gint64 overtime; /* id of the one that goes on behind its plan, for somebody wants it */
  gint64 class_id; /* its class */
  char *klass;     /* its name */
  FlSheet *sheet;  /* (nullable) that is shown */
};

G_DEFINE_FINAL_TYPE (FlSweepView, fl_sweep_view, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SESSION,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

/* What is said of the sheet as it is marked. */
static void
update_answer (FlSweepView *self)
{
  g_autoptr (GArray) marks = fl_sweep_tiles_list_marks (self->tiles);
  guint n_unsure = 0;

  for (guint i = 0; i < marks->len; i++)
    n_unsure += g_array_index (marks, FlSheetMark, i).is_unsure;
  const guint n_hits = marks->len - n_unsure;
  g_autofree char *label =
    n_hits == 0 ? g_strdup (_ ("None Here"))
                /* Translators: a button; how many tiles of a sheet are marked. */
                : g_strdup_printf (ngettext ("Only This %'u", "Only These %'u", n_hits), n_hits);
  g_autofree char *with_unsure =
    n_unsure > 0 ? g_strdup_printf (_ ("%1$s, %2$'u unsure"), label, n_unsure) : g_strdup (label);

  gtk_button_set_label (self->answer, with_unsure);
}

static void
drop_sheet (FlSweepView *self)
{
  g_clear_pointer (&self->sheet, fl_sheet_free);
  fl_sweep_tiles_show (self->tiles, NULL, NULL);
}

/* Keys go where something can be done, unless somebody is elsewhere. Before tiles are dropped, for where the
 * focus was is not known after that. */
static void
show_state (FlSweepView *self, const char *name)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const gboolean is_here = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  const gboolean is_other = g_strcmp0 (gtk_stack_get_visible_child_name (self->states), name) != 0;

  gtk_stack_set_visible_child_name (self->states, name);
  if (is_other && (is_here || focus == NULL))
    gtk_widget_activate_action (GTK_WIDGET (self), FL_REVIEW_TAKE_FOCUS, NULL);
}

/* Why there is no sheet, and what is known so far. */
static void
show_problem (FlSweepView *self, const char *why)
{
  g_autofree char *text = g_strdup_printf ("%s\n\n%s", why, gtk_label_get_text (self->sentence));

  adw_status_page_set_description (self->problem, text);
  show_state (self, "problem");
  drop_sheet (self);
}

/* What a sweep came to, and what comes next. */
static void
show_over (FlSweepView *self, const FlSweepReport *report, gboolean can_go_on)
{
  const gboolean is_open = report->state == FL_SWEEP_OPEN;
  g_autofree char *sentence = fl_sweep_report_dup_sentence (report);
  g_autofree char *planted = fl_sweep_report_dup_planted (report);
  const gboolean is_fresh = is_open && report->has_fresh;
  /* That the first sheet waits for the next one is no use to anybody when there is none. */
  g_autoptr (GString) text = g_string_new (is_fresh && report->n_seen == 0 ? NULL : sentence);

  if (planted != NULL)
    g_string_append_printf (text, "\n\n%s", planted);
  if (is_fresh)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "",
                            _ ("The newest sheet counts once you finish."));
  adw_status_page_set_title (self->over, is_open ? _ ("All Planned Sheets Are Answered")
                                                 : _ ("The Sweep Is Finished"));
  adw_status_page_set_description (self->over, text->str);
  gtk_button_set_label (self->next, is_open ? _ ("Finish") : _ ("Another Sweep"));
  gtk_button_set_label (self->other, is_open ? _ ("Look at More") : _ ("Fill In the Rest…"));
  gtk_widget_set_visible (GTK_WIDGET (self->other), !is_open || can_go_on);
  show_state (self, "over");
  drop_sheet (self);
}

/* The next sheet, unless it is the one that is shown. */
static void
show_sheet (FlSweepView *self, const FlSweepReport *report)
{
  g_autoptr (GError) error = NULL;
  FlSheet *sheet = fl_session_next_sheet (self->session, self->sweep, &error);

  if (g_error_matches (error, FL_SESSION_ERROR, FL_SESSION_ERROR_ALL_DONE)) {
    show_over (self, report, FALSE);
    return;
  }
  if (sheet == NULL) {
    show_problem (self, error->message);
    return;
  }
  if (self->sheet != NULL && self->sheet->sweep == sheet->sweep &&
      self->sheet->number == sheet->number) {
    fl_sheet_free (sheet);
    show_state (self, "sheet");
    return;
  }
  drop_sheet (self);
  self->sheet = sheet;
  fl_sweep_tiles_show (self->tiles, fl_session_get_frame_loader (self->session), sheet);
  update_answer (self);
  show_state (self, "sheet");
  (void) fl_sweep_tiles_take_focus (self->tiles);
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

static void
show_open (FlSweepView *self, const FlSweepReport *report)
{
  self->class_id = report->class_id;
  g_free (self->klass);
  self->klass = g_strdup (report->klass);
  show_progress (self, report);
  if (report->n_seen >= report->n_planned && self->overtime != report->id)
    show_over (self, report, report->n_seen < report->n_blocks);
  else
    show_sheet (self, report);
}

/* The newest of @sweeps that goes on, or the one that was just ended here; %NULL for neither. */
static const FlSweepReport *
find_shown (FlSweepView *self, const GPtrArray *sweeps)
{
  const FlSweepReport *shown = NULL;

  for (guint i = 0; i < sweeps->len; i++) {
    const FlSweepReport *sweep = sweeps->pdata[i];
    if (self->told != 0 ? sweep->id == self->told && sweep->state == FL_SWEEP_ENDED
                        : sweep->state == FL_SWEEP_OPEN)
      shown = sweep;
  }
  return shown;
}

static void
update (FlSweepView *self)
{
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_autoptr (GPtrArray) sweeps = fl_session_list_sweeps (self->session);
  const FlSweepReport *report = find_shown (self, sweeps);
  self->sweep = report != NULL && report->state == FL_SWEEP_OPEN ? report->id : 0;
  if (self->sweep != 0) {
    show_open (self, report);
  } else if (report != NULL) {
    show_over (self, report, FALSE);
  } else {
    self->told = 0;
    fl_sweep_start_update (self->start);
    show_state (self, "start");
    drop_sheet (self);
  }
}

static void
on_end_clicked (FlSweepView *self)
{
  g_autoptr (GError) error = NULL;

  self->told = self->sweep;
  if (fl_session_end_sweep (self->session, self->sweep, &error))
    return;
  self->told = 0;
  fl_toasts_say (GTK_WIDGET (self), error->message);
}

static void
on_next_clicked (FlSweepView *self)
{
  if (self->sweep != 0) {
    on_end_clicked (self);
    return;
  }
  self->told = 0;
  update (self);
}

static void
on_other_clicked (FlSweepView *self)
{
  if (self->sweep == 0) {
    gtk_widget_activate_action (GTK_WIDGET (self), "win.accept", NULL);
    return;
  }
  self->overtime = self->sweep;
  update (self);
}

/* Why the sheet cannot be answered yet. */
static void
say_what_is_left (FlSweepView *self)
{
  const guint left_s = fl_sweep_tiles_count_left_s (self->tiles);
  g_autofree char *text =
    fl_sweep_tiles_find_missing (self->tiles)
      ? g_strdup (_ ("Some pictures are not there: wait, or press . on a tile that cannot be seen"))
      /* Translators: seconds until all of a sheet was shown. */
      : g_strdup_printf (ngettext ("Look at the whole sheet first; it plays for %'u more second",
                                   "Look at the whole sheet first; it plays for %'u more seconds",
                                   left_s),
                         left_s);

  fl_toasts_say (GTK_WIDGET (self), text);
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
  if (fl_sweep_tiles_count_left_s (self->tiles) > 0) {
    say_what_is_left (self);
    return;
  }
  g_autoptr (GArray) marks = fl_sweep_tiles_list_marks (self->tiles);
  guint n_hits = 0;
  for (guint i = 0; i < marks->len; i++)
    n_hits += !g_array_index (marks, FlSheetMark, i).is_unsure;
  if (!fl_session_answer_sheet (self->session, self->sheet,
                                (const FlSheetMark *) (const void *) marks->data, marks->len,
                                &error)) {
    fl_toasts_say (GTK_WIDGET (self), error->message);
    return;
  }
  g_autofree char *text =
    /* Translators: a toast with an Undo button; how many tiles of a sheet were hits. */
    g_strdup_printf (ngettext ("%'u hit on that sheet", "%'u hits on that sheet", n_hits), n_hits);
  fl_toasts_say_undoable (GTK_WIDGET (self), text, 1);
}

/* The key of the class that is looked for marks a tile; that of another one says why not. */
static gboolean
press_class (FlSweepView *self, FlClass *klass)
{
  if (fl_class_get_id (klass) != self->class_id) {
    g_autofree char *text =
      /* Translators: the name of a class. */
      g_strdup_printf (_ ("These sheets are about “%s” alone"), self->klass);
    fl_toasts_say (GTK_WIDGET (self), text);
  } else {
    fl_sweep_tiles_mark (self->tiles);
  }
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
  if (fl_sweep_tiles_press (self->tiles, press->keyval))
    return GDK_EVENT_STOP;
  const gboolean is_answer =
    (press->keyval == GDK_KEY_Return || press->keyval == GDK_KEY_KP_Enter) &&
    fl_sweep_tiles_has_focus (self->tiles);
  FlClass *klass = fl_class_keys_find (fl_session_get_classes (self->session), page, press);
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
  GTK_WIDGET_CLASS (fl_sweep_view_parent_class)->map (widget);
  update (FL_SWEEP_VIEW (widget));
}

static void
take_focus (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlSweepView *self = FL_SWEEP_VIEW (widget);
  const char *state = gtk_stack_get_visible_child_name (self->states);

  if (g_strcmp0 (state, "sheet") == 0)
    (void) fl_sweep_tiles_take_focus (self->tiles);
  else if (g_strcmp0 (state, "over") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->next));
  else if (g_strcmp0 (state, "problem") == 0)
    gtk_widget_grab_focus (self->end);
  else
    fl_sweep_start_take_focus (self->start);
}

static void
set_session (FlSweepView *self, FlSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL) {
    g_signal_handlers_disconnect_by_data (self->session, self);
    drop_sheet (self);
  }
  fl_sweep_start_set_session (self->start, session);
  g_set_object (&self->session, session);
  self->sweep = 0;
  fl_page_keys_set_classes (self->page_keys,
                            session != NULL ? fl_session_get_classes (session) : NULL);
  self->told = 0;
  self->overtime = 0;
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "sweeps-changed", G_CALLBACK (update), self);
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

  if (self->states != NULL)
    set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_SWEEP_VIEW);
  g_clear_pointer (&self->klass, g_free);
  G_OBJECT_CLASS (fl_sweep_view_parent_class)->dispose (object);
}

static void
fl_sweep_view_class_init (FlSweepViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FL_TYPE_SWEEP_START);
  g_type_ensure (FL_TYPE_SWEEP_TILES);
  object_class->dispose = fl_sweep_view_dispose;
  object_class->get_property = fl_sweep_view_get_property;
  object_class->set_property = fl_sweep_view_set_property;
  widget_class->map = fl_sweep_view_map;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, FL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_action (widget_class, FL_REVIEW_TAKE_FOCUS, NULL, take_focus);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sweepview");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-sweep-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, states);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, start);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, question);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, bar);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, sentence);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, planted);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, tiles);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, answer);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, over);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, next);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, other);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, problem);
  gtk_widget_class_bind_template_child (widget_class, FlSweepView, end);
  gtk_widget_class_bind_template_callback (widget_class, update_answer);
  gtk_widget_class_bind_template_callback (widget_class, on_end_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_other_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_answer_clicked);
}

static void
fl_sweep_view_init (FlSweepView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->page_keys = fl_page_keys_new (GTK_WIDGET (self), on_key_pressed);
}

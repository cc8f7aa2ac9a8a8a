/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets in a window: when one is drawn, what is on it, and when it can be answered. */
#include "fixture.h"

#include "app/fl-page-keys.h"
#include "app/fl-sweep-tile.h"
#include "app/fl-sweep-tiles.h"
#include "app/fl-sweep-view.h"
#include "session/fl-session-sweeps.h"

typedef struct {
  FlSession *session;
  FlSweepView *view;
  GtkWindow *window;
} Sitting;

static FlClass *
get_class (FlSession *session, const char *name)
{
  FlClass *klass = fl_session_find_class (session, name, NULL);

  g_assert_nonnull (klass);
  return klass;
}

static gboolean
is_read (gpointer data)
{
  GListModel *streams = fl_session_get_streams (data);

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    if (fl_stream_get_state (stream) != FL_STREAM_READY)
      return FALSE;
  }
  return TRUE;
}

/* Whether a model looked at the videos. */
static gboolean
can_sweep (gpointer data)
{
  FlSweepPlan plan = {.klass = get_class (data, "Squirrel"), .max_missed = 0.1, .confidence = 0.95};

  return fl_session_preview_sweep (data, &plan, NULL) && plan.n_blocks > 0;
}

static void
label (FlSession *session, guint i, gint64 frame, const char *name)
{
  g_autoptr (FlStream) stream = g_list_model_get_item (fl_session_get_streams (session), i);
  const FlRange range = {.first = frame, .last = frame};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_label (session, stream, &range, get_class (session, name), &error));
  g_assert_no_error (error);
}

static void
begin (Sitting *self, Fixture *fixture)
{
  const FlSessionOptions options = {.annotator = "Ada", .n_pinned = 2};
  g_autoptr (GError) error = NULL;

  self->session = fl_session_open (fixture->project, &options, &error);
  g_assert_no_error (error);
  fl_session_ingest (self->session);
  fixture_wait ("the videos", is_read, self->session);
  label (self->session, 0, 0, "Nothing");
  label (self->session, 1, 0, "Bird");
  fixture_wait ("a model", can_sweep, self->session);
  self->view = g_object_new (FL_TYPE_SWEEP_VIEW, "session", self->session, NULL);
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 900, 700);
  gtk_window_set_child (self->window, GTK_WIDGET (self->view));
}

static void
end (Sitting *self)
{
  gtk_window_destroy (self->window);
  fl_session_close (self->session);
  g_assert_finalize_object (self->session);
}

static gboolean
has_label (GtkWidget *button, gconstpointer data)
{
  return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), data) == 0;
}

static GtkWidget *
find_button (Sitting *self, const char *text)
{
  return fixture_find (GTK_WIDGET (self->view), GTK_TYPE_BUTTON, has_label, text);
}

static void
click (Sitting *self, const char *text)
{
  GtkWidget *button = find_button (self, text);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static const FlSweepReport *
get_report (Sitting *self, GPtrArray **out_all)
{
  *out_all = fl_session_list_sweeps (self->session);
  g_assert_cmpuint ((*out_all)->len, ==, 1);
  return (*out_all)->pdata[0];
}

static guint
count_sheets (Sitting *self)
{
  g_autoptr (GPtrArray) all = NULL;

  return get_report (self, &all)->n_sheets;
}

/* Answers over and over, as somebody in a hurry would. */
static gboolean
is_answered (gpointer data)
{
  Sitting *self = data;

  fl_sweep_view_answer (self->view);
  return count_sheets (self) == 1;
}

static void
choose (Sitting *self, const char *name)
{
  GtkWidget *classes = fixture_find (GTK_WIDGET (self->view), ADW_TYPE_COMBO_ROW, NULL, NULL);
  GListModel *model = adw_combo_row_get_model (ADW_COMBO_ROW (classes));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (GtkStringObject) each = g_list_model_get_item (model, i);
    if (g_str_equal (gtk_string_object_get_string (each), name))
      adw_combo_row_set_selected (ADW_COMBO_ROW (classes), i);
  }
}

/* What a sweep costs is found on a thread, and only then it can be started. */
static gboolean
can_start (gpointer data)
{
  GtkWidget *button = find_button (data, "Start a Sweep");

  return button != NULL && gtk_widget_get_sensitive (button);
}

static void
start (Sitting *self, const char *name)
{
  choose (self, name);
  fixture_wait ("a price", can_start, self);
  click (self, "Start a Sweep");
  fixture_draw (GTK_WIDGET (self->view));
}

static gint64
get_frame (GtkWidget *tile)
{
  FlSheetMark mark;

  (void) fl_sweep_tile_get_mark (FL_SWEEP_TILE (tile), &mark); /* The frame is there in any case. */
  return mark.frame;
}

/* Whether keys go to that button. */
static gboolean
has_focus (Sitting *self, const char *text)
{
  return gtk_root_get_focus (GTK_ROOT (self->window)) == find_button (self, text);
}

static gboolean
is_loaded (gpointer tile)
{
  return fl_sweep_tile_is_loaded (tile);
}

/* The window works from 360 px. */
static void
assert_is_narrow_enough (FlSweepView *view)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (view), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
}

static void
test_sheet (Fixture *fixture, gconstpointer data)
{
  Sitting self;
  g_autoptr (GPtrArray) all = NULL;

  begin (&self, fixture);
  gtk_window_present (self.window);
  fixture_draw (GTK_WIDGET (self.view));
  g_assert_nonnull (find_button (&self, "Start a Sweep"));
  start (&self, "Squirrel");
  GtkWidget *tile = fixture_find (GTK_WIDGET (self.view), FL_TYPE_SWEEP_TILE, NULL, NULL);
  g_assert_nonnull (tile);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self.window)) == tile);
  g_assert_nonnull (find_button (&self, "None Here"));
  assert_is_narrow_enough (self.view);
  /* Nobody can have seen it yet. */
  fl_sweep_view_answer (self.view);
  g_assert_cmpuint (count_sheets (&self), ==, 0);
  fixture_wait ("the pictures", is_loaded, tile);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tile), TRUE);
  g_assert_nonnull (find_button (&self, "Only This 1"));
  /* A hit stands still, and can be put on another frame. */
  const gint64 frame = get_frame (tile);
  fl_sweep_tile_play (FL_SWEEP_TILE (tile));
  g_assert_cmpint (get_frame (tile), ==, frame);
  fl_sweep_tile_step (FL_SWEEP_TILE (tile), 1);
  g_assert_cmpint (get_frame (tile), !=, frame);
  fixture_wait ("an answer", is_answered, &self);
  /* All blocks are on that sheet: a key finishes the sweep, and then all is told. */
  g_assert_true (has_focus (&self, "Finish"));
  click (&self, "Finish");
  g_assert_true (has_focus (&self, "Another Sweep"));
  const FlSweepReport *report = get_report (&self, &all);
  g_assert_cmpuint (report->n_hits, ==, 1);
  g_assert_cmpuint (report->n_seen, ==, report->n_blocks);
  click (&self, "Another Sweep");
  fixture_draw (GTK_WIDGET (self.view));
  g_assert_nonnull (find_button (&self, "Start a Sweep"));
  end (&self);
}

/* What cannot be seen is said to be so, by a key, and need not be waited for. */
static void
test_unsure (Fixture *fixture, gconstpointer data)
{
  Sitting self;
  g_autoptr (GPtrArray) all = NULL;

  begin (&self, fixture);
  gtk_window_present (self.window);
  fixture_draw (GTK_WIDGET (self.view));
  start (&self, "Squirrel");
  FlSweepTiles *tiles =
    FL_SWEEP_TILES (fixture_find (GTK_WIDGET (self.view), FL_TYPE_SWEEP_TILES, NULL, NULL));
  g_assert_true (fl_sweep_tiles_press (tiles, GDK_KEY_period));
  g_assert_nonnull (find_button (&self, "None Here, 1 unsure"));
  g_assert_true (fl_sweep_tiles_press (tiles, GDK_KEY_period));
  g_assert_nonnull (find_button (&self, "None Here"));
  g_assert_true (fl_sweep_tiles_press (tiles, GDK_KEY_period));
  /* A hit is none of which one is unsure. */
  fl_sweep_tiles_mark (tiles);
  g_assert_nonnull (find_button (&self, "Only This 1"));
  fl_sweep_tiles_mark (tiles);
  g_assert_true (fl_sweep_tiles_press (tiles, GDK_KEY_Right));
  g_assert_true (fl_sweep_tiles_press (tiles, GDK_KEY_period));
  fixture_wait ("an answer", is_answered, &self);
  click (&self, "Finish");
  const FlSweepReport *report = get_report (&self, &all);
  g_assert_cmpuint (report->n_hits, ==, 0);
  g_assert_cmpuint (report->n_unsure + report->n_planted, >=, 1);
  end (&self);
}

/* Another promise can be asked for. */
static void
test_promise (Fixture *fixture, gconstpointer data)
{
  Sitting self;
  g_autoptr (GPtrArray) all = NULL;

  begin (&self, fixture);
  gtk_window_present (self.window);
  fixture_draw (GTK_WIDGET (self.view));
  GtkWidget *spin = fixture_find (GTK_WIDGET (self.view), GTK_TYPE_SPIN_BUTTON, NULL, NULL);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 25);
  start (&self, "Squirrel");
  g_assert_cmpfloat (get_report (&self, &all)->max_missed, ==, 0.25);
  end (&self);
}

/* The price of an older wish, which comes while another one waits, starts nothing. */
static void
test_older_price (Fixture *fixture, gconstpointer data)
{
  Sitting self;

  begin (&self, fixture);
  gtk_window_present (self.window);
  fixture_draw (GTK_WIDGET (self.view));
  choose (&self, "Squirrel");
  fixture_wait ("a price", can_start, &self);
  choose (&self, "Bird");
  g_assert_false (can_start (&self));
  g_signal_emit_by_name (self.session, "sweep-priced");
  g_assert_false (can_start (&self));
  end (&self);
}

static FlSweepTiles *
get_tiles (Sitting *self)
{
  return FL_SWEEP_TILES (fixture_find (GTK_WIDGET (self->view), FL_TYPE_SWEEP_TILES, NULL, NULL));
}

static guint
count_marks (Sitting *self)
{
  g_autoptr (GArray) marks = fl_sweep_tiles_list_marks (get_tiles (self));

  return marks->len;
}

/* The key of a class marks also after it got another name; of a class that was merged no sheet is left. */
static void
test_changed_class (Fixture *fixture, gconstpointer data)
{
  Sitting self;
  g_autoptr (GError) error = NULL;

  begin (&self, fixture);
  gtk_window_present (self.window);
  fixture_draw (GTK_WIDGET (self.view));
  start (&self, "Squirrel");
  g_assert_true (
    fl_session_rename_class (self.session, get_class (self.session, "Squirrel"), "Fox", &error));
  g_assert_no_error (error);
  g_assert_true (fl_page_keys_press (gtk_root_get_focus (GTK_ROOT (self.window)), "2"));
  g_assert_cmpuint (count_marks (&self), ==, 1);
  g_assert_true (fl_session_merge_class (self.session, get_class (self.session, "Fox"),
                                         get_class (self.session, "Bird"), &error));
  g_assert_no_error (error);
  fixture_draw (GTK_WIDGET (self.view));
  g_assert_nonnull (find_button (&self, "Start a Sweep"));
  end (&self);
}

static gboolean
is_missing (gpointer tiles)
{
  return fl_sweep_tiles_find_missing (tiles);
}

/* Nobody has seen the class where no picture is; that one cannot tell is all that can be said of it. */
static void
test_unseen_hit (Fixture *fixture, gconstpointer data)
{
  Sitting self;
  g_autoptr (FlFrameLoader) closed = g_object_new (FL_TYPE_FRAME_LOADER, NULL);

  begin (&self, fixture);
  gtk_window_present (self.window);
  fixture_draw (GTK_WIDGET (self.view));
  start (&self, "Squirrel");
  FlSweepTiles *tiles = get_tiles (&self);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (FlSheet) sheet =
    fl_session_next_sheet (self.session, get_report (&self, &all)->id, NULL);
  g_array_set_size (sheet->tiles, 1);
  fl_sweep_tiles_show (tiles, closed, sheet);
  g_assert_true (fl_sweep_tiles_take_focus (tiles));
  fl_sweep_tiles_mark (tiles);
  g_assert_cmpuint (count_marks (&self), ==, 1);
  fixture_wait ("that a picture is missed", is_missing, tiles);
  g_assert_true (fl_sweep_tiles_press (tiles, GDK_KEY_period));
  g_assert_nonnull (find_button (&self, "None Here, 1 unsure"));
  g_assert_false (fl_sweep_tiles_find_missing (tiles));
  end (&self);
}

/* A tile, and the frames that it showed. */
typedef struct {
  FlSweepTile *tile;
  GHashTable *shown;
} Watch;

static gboolean
was_seen (gpointer data)
{
  Watch *self = data;
  const gint64 frame = get_frame (GTK_WIDGET (self->tile));

  g_hash_table_add (self->shown, g_memdup2 (&frame, sizeof frame));
  return fl_sweep_tile_count_left (self->tile) == 0;
}

/* Of what is promised nothing is passed over: each sample of a block is shown, however many there are. */
static void
test_all_samples (Fixture *fixture, gconstpointer data)
{
  Sitting self;
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  begin (&self, fixture);
  gtk_window_present (self.window);
  fixture_draw (GTK_WIDGET (self.view));
  start (&self, "Squirrel");
  FlSweepTiles *tiles = get_tiles (&self);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (FlSheet) sheet =
    fl_session_next_sheet (self.session, get_report (&self, &all)->id, NULL);
  g_array_set_size (sheet->tiles, 1);
  FlSheetTile *whole = &g_array_index (sheet->tiles, FlSheetTile, 0);
  whole->frames = (FlRange){0, fl_stream_get_n_frames (whole->stream) - 1};
  const guint n = fl_stream_get_n_samples (whole->stream);
  g_assert_cmpuint (n, >, 10);
  fl_sweep_tiles_show (tiles, fl_session_get_frame_loader (self.session), sheet);
  Watch watch = {.tile = FL_SWEEP_TILE (
                   fixture_find (GTK_WIDGET (tiles), FL_TYPE_SWEEP_TILE, NULL, NULL)),
                 .shown = shown};
  g_assert_cmpuint (fl_sweep_tile_count_left (watch.tile), ==, n);
  g_assert_cmpuint (fl_sweep_tiles_count_left_s (tiles), ==, (n + 9) / 10);
  fixture_wait ("all samples", was_seen, &watch);
  g_assert_cmpuint (g_hash_table_size (shown), ==, n);
  end (&self);
}

/* A sheet is drawn for somebody who sees it. */
static void
test_unseen (Fixture *fixture, gconstpointer data)
{
  Sitting self;
  g_autoptr (GError) error = NULL;

  begin (&self, fixture);
  FlSweepPlan plan = {.klass = get_class (self.session, "Squirrel"),
                      .max_missed = 0.1,
                      .confidence = 0.95};
  g_assert_cmpint (fl_session_start_sweep (self.session, &plan, &error), !=, 0);
  g_assert_null (fixture_find (GTK_WIDGET (self.view), FL_TYPE_SWEEP_TILE, NULL, NULL));
  gtk_window_present (self.window);
  fixture_draw (GTK_WIDGET (self.view));
  g_assert_nonnull (fixture_find (GTK_WIDGET (self.view), FL_TYPE_SWEEP_TILE, NULL, NULL));
  end (&self);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/app/sweep-view/is-answered-when-it-was-seen", test_sheet);
  ADD ("/app/sweep-view/takes-what-cannot-be-seen", test_unsure);
  ADD ("/app/sweep-view/asks-for-a-promise", test_promise);
  ADD ("/app/sweep-view/forgets-older-prices", test_older_price);
  ADD ("/app/sweep-view/follows-its-class", test_changed_class);
  ADD ("/app/sweep-view/takes-no-hit-that-nobody-saw", test_unseen_hit);
  ADD ("/app/sweep-view/shows-all-samples", test_all_samples);
  ADD ("/app/sweep-view/draws-for-who-sees-it", test_unseen);
#undef ADD
  return fixture_run ();
}

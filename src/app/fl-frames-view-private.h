/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/fl-filter-chip.h"
#include "app/fl-frames-view.h"
#include "app/fl-page-keys.h"
#include "app/fl-review-cell.h"
#include "session/fl-session-review.h"

G_BEGIN_DECLS

/** FL_FRAMES_N_SIZES: how many sizes pictures can have. */
#define FL_FRAMES_N_SIZES 3

struct _FlFramesView {
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkStack *states;
  AdwStatusPage *none;
  GtkWidget *show_all;
  GtkWidget *add_videos;
  GtkScrolledWindow *scroller;
  GtkGridView *grid;
  FlFilterChip *source;
  FlFilterChip *klass;
  FlFilterChip *answer; /* what is said of tags */
  FlFilterChip *stream;
  FlFilterChip *condition;
  FlFilterChip *confidence;
  FlFilterChip *lot;
  FlFilterChip *order;
  GtkToggleButton *differs;
  GtkToggleButton *only;
  GtkWidget *refresh;
  GtkInscription *status;
  FlSession *session;
  FlReview *review;
  GtkMultiSelection *selection;
  FlPageKeys *keys;
  guint size;
  GtkWidget *playing; /* (nullable) */

  /* Where the person is while the list is sorted anew. */
  FlItem *kept;
  guint kept_place;
  gboolean had_focus;
  guint focus_place; /* that is to have the focus */
  guint focus_tick;
  guint n_focus_ticks;
  FlItem *like; /* (nullable) to which others are to be like */
  GArray *refs; /* (nullable) FlFrameRef, the only ones that are listed while `only` is pressed */

  /* Fetching pictures (fl-frames-view-grid.c). */
  guint load_source;
  double loaded_at; /* where the grid was scrolled to when it was last looked which can be seen */
  guint columns_source;
  gboolean are_cells_stale; /* nobody saw them when something changed */
};

/** fl_frames_view_sort: Has the list be sorted as the chips say. */
void fl_frames_view_sort (FlFramesView *self);

/** fl_frames_view_say: Says @sentence below the grid, where screen readers hear it. */
void fl_frames_view_say (FlFramesView *self, const char *sentence);

/** fl_frames_view_focus: Puts the focus on the sample at @place, and scrolls there. */
void fl_frames_view_focus (FlFramesView *self, guint place);

/** fl_frames_view_init_filters: Fills the chips that are always the same. */
void fl_frames_view_init_filters (FlFramesView *self);

/** fl_frames_view_update_filters: Fills those that are about what the project has. */
void fl_frames_view_update_filters (FlFramesView *self);

/** fl_frames_view_get_query: Tells what the chips say. */
void fl_frames_view_get_query (FlFramesView *self, FlReviewQuery *out);

/** fl_frames_view_clear_filters: Has all samples be shown. */
void fl_frames_view_clear_filters (FlFramesView *self);

/** fl_frames_view_is_filtered: Returns: whether the chips hold anything back */
gboolean fl_frames_view_is_filtered (FlFramesView *self);

/** fl_frames_view_init_grid: Has the grid make cells, and pictures be fetched for those that can be
 * seen. */
void fl_frames_view_init_grid (FlFramesView *self);

/** fl_frames_view_end_grid: Fetches no more. */
void fl_frames_view_end_grid (FlFramesView *self);

/** fl_frames_view_load_soon: Has pictures be fetched for the cells that can be seen, once the grid comes
 * to rest. */
void fl_frames_view_load_soon (FlFramesView *self);

/** fl_frames_view_fit_columns: Has the grid have as many columns as there is room for. */
void fl_frames_view_fit_columns (FlFramesView *self);

/** fl_frames_view_set_size: Makes pictures smaller or larger, 0 to %FL_FRAMES_N_SIZES - 1. */
void fl_frames_view_set_size (FlFramesView *self, int size);

/** fl_frames_view_find_cell: Returns: (transfer none) (nullable): the cell of the sample at @place, if the
 * grid has made it */
FlReviewCell *fl_frames_view_find_cell (FlFramesView *self, guint place);

/** fl_frames_view_update_cells: Has all cells look anew what is known of their samples, now or once they
 * are seen. */
void fl_frames_view_update_cells (FlFramesView *self);

/** fl_frames_view_play: Plays the samples around the one of @cell, until a key follows @press, which may
 * be held on. */
void fl_frames_view_play (FlFramesView *self, FlReviewCell *cell, const FlKeyPress *press);

/** fl_frames_view_end_play: Plays nothing any more. */
void fl_frames_view_end_play (FlFramesView *self);

/** fl_frames_view_on_key: A key of the view; an #FlKeyPressFunc. */
gboolean fl_frames_view_on_key (GtkWidget *widget, const FlKeyPress *press);

/** fl_frames_view_tell: Says @sentence about what was done to @n samples, with Undo where these are several,
 * or @error (nullable). */
void fl_frames_view_tell (FlFramesView *self, guint n, const char *sentence, const GError *error);

/** fl_frames_view_has_tags: Returns: whether classes are tags */
gboolean fl_frames_view_has_tags (FlFramesView *self);

/** fl_frames_view_press_tag: Says of @items (element-type FlItem) that @tag is there; where a person said so
 * of all of them, that it is not. */
void fl_frames_view_press_tag (FlFramesView *self, GPtrArray *items, FlClass *tag);

/** fl_frames_view_answer_tags: Says @answer of the tag that @items (element-type FlItem) are about, or of
 * all tags. */
void fl_frames_view_answer_tags (FlFramesView *self, GPtrArray *items, FlTagAnswer answer);

/** fl_frames_view_select: Selects the samples at @places (element-type guint) alone. */
void fl_frames_view_select (FlFramesView *self, const GArray *places);

G_END_DECLS

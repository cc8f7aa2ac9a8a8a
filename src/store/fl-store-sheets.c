/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets. Which blocks come when is hashed from the seed, so that it is the same however often it is
 * asked for; what was shown is written down nevertheless. */
#include "store/fl-store-sheets.h"

#include <glib/gi18n.h>
#include <math.h>

#include "store/fl-draw.h"
#include "store/fl-store-actions-private.h"
#include "store/fl-store-labels-private.h"

/* Roles of blocks that can be on a tile. */
#define N_SHOWN 3

static const char *const role_names[] = {[FL_SWEEP_SUSPECT] = "suspect",
                                         [FL_SWEEP_OTHER] = "other",
                                         [FL_SWEEP_KNOWN] = "planted",
                                         [FL_SWEEP_REPEAT] = "repeat"};

/* All that a sweep draws from: for each role blocks in random order, by place in @blocks. */
typedef struct {
  GPtrArray *parts;
  GArray *draws[N_SHOWN]; /* FlDraw, whose `about` is the last frame of the block */
  guint next[N_SHOWN];
  guint n_before[N_SHOWN]; /* on earlier sheets */
  guint64 turns;           /* base of the draws of the tiles */
  guint n_planned_others;
  double plant_share;
  gboolean is_last; /* whether all that is left comes on this sheet */
  guint n_spare;    /* tiles of the last one that are for no block that is left */
} Order;

static void
order_clear (Order *self)
{
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  for (guint role = 0; role < N_SHOWN; role++)
    g_clear_pointer (&self->draws[role], g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Order, order_clear)

static void
add_part (FlStore *self, gint64 sweep, const FlSweepPart *part, Order *order)
{
  const guint64 base =
    fl_draw_hash_row (self, fl_store_query (self, NULL,
                                            "SELECT w.seed || w.uuid || s.uuid FROM sweep w,"
                                            " stream s WHERE w.id = ? AND s.id = ?",
                                            "ii", sweep, part->stream));

  for (guint i = 0; i < part->blocks->len; i++) {
    const FlSweepBlock *block = &g_array_index (part->blocks, FlSweepBlock, i);
    const FlDraw draw = {.key = fl_draw_hash (base, block->frames.first),
                         .stream = part->stream,
                         .frame = block->frames.first,
                         .about = block->frames.last};
    if (block->role < N_SHOWN)
      g_array_append_val (order->draws[block->role], draw);
  }
}

/* Reads the plan of a sweep; %FALSE when there is none. */
static gboolean
read_plan (FlStore *self, gint64 sweep, Order *out, GError **error)
{
  sqlite3_stmt *statement =
    fl_store_query (self, error, "SELECT n_planned, plant_share FROM sweep WHERE id = ?", "i",
                    sweep);

  if (statement == NULL || !fl_store_step (self, statement, error))
    return FALSE;
  const guint n_planned = (guint) sqlite3_column_int64 (statement, 0);
  out->plant_share = sqlite3_column_double (statement, 1);
  sqlite3_reset (statement);
  const guint n_suspects = out->draws[FL_SWEEP_SUSPECT]->len;
  out->n_planned_others = n_planned - MIN (n_planned, n_suspects);
  out->turns =
    fl_draw_hash_row (self,
                      fl_store_query (self, NULL, "SELECT seed || uuid FROM sweep WHERE id = ?",
                                      "i", sweep));
  return TRUE;
}

static guint
count_left (const Order *self, FlSweepRole role)
{
  return self->draws[role]->len - self->next[role];
}

static guint
count_blocks_left (const Order *self)
{
  return count_left (self, FL_SWEEP_SUSPECT) + count_left (self, FL_SWEEP_OTHER);
}

/* Goes on behind what was issued before @tile: of each role so many in their order. */
static gboolean
skip_issued (FlStore *self, gint64 sweep, guint tile, Order *order, GError **error)
{
  sqlite3_stmt *statement =
    fl_store_query (self, error,
                    "SELECT CASE role WHEN 'suspect' THEN 0 WHEN 'other' THEN 1 ELSE 2 END,"
                    " count (*) FROM sweep_tile WHERE sweep = ? AND tile < ? AND role <> 'repeat'"
                    " GROUP BY role",
                    "ii", sweep, (gint64) tile);
  GError *problem = NULL;

  while (statement != NULL && fl_store_step (self, statement, &problem)) {
    const int role = sqlite3_column_int (statement, 0);
    order->next[role] = MIN ((guint) sqlite3_column_int64 (statement, 1), order->draws[role]->len);
    order->n_before[role] = order->next[role];
  }
  if (problem != NULL)
    g_propagate_error (error, problem);
  return statement != NULL && problem == NULL;
}

/* As soon as all that is left fits on one sheet it is the last one, and how long that is follows from what is
 * left alone, which is told. Half of the tiles that are spare are planted ones, on the mean, so that it has as
 * many of them as any other. */
static void
plan_last (Order *self)
{
  const guint n_left = count_blocks_left (self);
  const double n_planted = self->plant_share / (1 - self->plant_share) * n_left;

  self->is_last = n_left <= FL_SHEET_TILES;
  self->n_spare = self->is_last ? MIN (FL_SHEET_TILES - n_left, (guint) lround (2 * n_planted)) : 0;
}

static gboolean
order_init (Order *self, FlStore *store, gint64 sweep, guint first, GError **error)
{
  *self = (Order){.parts = fl_store_list_sweep_parts (store, sweep, error)};
  if (self->parts == NULL)
    return FALSE;
  for (guint role = 0; role < N_SHOWN; role++)
    self->draws[role] = g_array_new (FALSE, FALSE, sizeof (FlDraw));
  for (guint i = 0; i < self->parts->len; i++)
    add_part (store, sweep, self->parts->pdata[i], self);
  for (guint role = 0; role < N_SHOWN; role++)
    fl_draw_sort (self->draws[role]);
  if (!read_plan (store, sweep, self, error) || !skip_issued (store, sweep, first, self, error))
    return FALSE;
  plan_last (self);
  return TRUE;
}

/* Which stratum the next block is of. The planned blocks of both are drawn like balls from one urn. @u is at
 * random in [0, 1). */
static FlSweepRole
choose_stratum (const Order *self, double u)
{
  const guint n_suspects = count_left (self, FL_SWEEP_SUSPECT);
  const guint n_others = self->n_planned_others > self->next[FL_SWEEP_OTHER]
                           ? self->n_planned_others - self->next[FL_SWEEP_OTHER]
                           : 0;
  const FlSweepRole role =
    u * (n_suspects + n_others) < n_suspects ? FL_SWEEP_SUSPECT : FL_SWEEP_OTHER;

  if (count_left (self, role) > 0)
    return role;
  return role == FL_SWEEP_OTHER ? FL_SWEEP_SUSPECT : FL_SWEEP_OTHER;
}

/* Whose turn tile @tile is. */
static FlSweepRole
choose_role (const Order *self, guint tile)
{
  const double u = (double) fl_draw_hash (self->turns, tile) * 0x1p-64;
  const gboolean can_plant = count_left (self, FL_SWEEP_KNOWN) > 0;
  const double share = self->is_last
                         ? (double) self->n_spare / (self->n_spare + count_blocks_left (self))
                         : self->plant_share;

  if (self->is_last && u < share)
    return can_plant && u < share / 2 ? FL_SWEEP_KNOWN : FL_SWEEP_REPEAT;
  if (u < share && can_plant)
    return FL_SWEEP_KNOWN;
  return choose_stratum (self, (u - share) / (1 - share));
}

/* A block that was on an earlier sheet; where there was none, any that is on this one. */
static const FlDraw *
choose_repeat (const Order *self, guint tile)
{
  const guint n_before = self->n_before[FL_SWEEP_SUSPECT] + self->n_before[FL_SWEEP_OTHER];
  const guint *n = n_before > 0 ? self->n_before : NULL;
  const guint n_suspects = n != NULL ? n[FL_SWEEP_SUSPECT] : self->draws[FL_SWEEP_SUSPECT]->len;
  const guint n_others = n != NULL ? n[FL_SWEEP_OTHER] : self->draws[FL_SWEEP_OTHER]->len;
  const guint i =
    (guint) (fl_draw_hash (self->turns, -1 - (gint64) tile) % (n_suspects + n_others));

  return i < n_suspects ? &g_array_index (self->draws[FL_SWEEP_SUSPECT], FlDraw, i)
                        : &g_array_index (self->draws[FL_SWEEP_OTHER], FlDraw, i - n_suspects);
}

/* The block of tile @tile, when those before it were drawn; %NULL when there is none. */
static const FlDraw *
draw_tile (Order *self, guint tile, FlSweepRole *out_role)
{
  if (count_blocks_left (self) + self->n_spare == 0)
    return NULL;
  *out_role = choose_role (self, tile);
  if (self->is_last && (*out_role == FL_SWEEP_KNOWN || *out_role == FL_SWEEP_REPEAT))
    self->n_spare--;
  if (*out_role == FL_SWEEP_REPEAT)
    return choose_repeat (self, tile);
  return &g_array_index (self->draws[*out_role], FlDraw, self->next[*out_role]++);
}

/* The chance of a block to be drawn by the plan; planted ones and repeats are no draws. */
static double
get_probability (const Order *self, FlSweepRole role)
{
  return role == FL_SWEEP_OTHER ? (double) self->n_planned_others / self->draws[FL_SWEEP_OTHER]->len
                                : 1;
}

static gboolean
insert_tile (FlStore *self,
             gint64 sweep,
             guint tile,
             const FlDraw *draw,
             FlSweepRole role,
             const Order *order,
             GError **error)
{
  const gboolean is_draw = role == FL_SWEEP_SUSPECT || role == FL_SWEEP_OTHER;

  return fl_store_run (self, error,
                       "INSERT INTO sweep_tile (sweep, tile, stream, first_frame, last_frame, role,"
                       " issued_us, probability) VALUES (?, ?, ?, ?, ?, ?, ?, CASE WHEN ? THEN ?"
                       " END)",
                       "iiiiisiid", sweep, (gint64) tile, draw->stream, draw->frame, draw->about,
                       role_names[role], g_get_real_time (), (gint64) is_draw,
                       get_probability (order, role));
}

static gboolean
insert_tiles (FlStore *self, gint64 sweep, guint first, Order *order, GError **error)
{
  FlSweepRole role;

  if (count_blocks_left (order) == 0) {
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_NOT_FOUND, _ ("All blocks were shown"));
    return FALSE;
  }
  for (guint tile = first; tile < first + FL_SHEET_TILES; tile++) {
    const FlDraw *draw = draw_tile (order, tile, &role);
    if (draw == NULL)
      return TRUE;
    if (!insert_tile (self, sweep, tile, draw, role, order, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_issued (FlStore *self, gint64 sweep, guint sheet)
{
  sqlite3_stmt *statement =
    fl_store_query (self, NULL, "SELECT 1 FROM sweep_tile WHERE sweep = ? AND tile = ?", "ii",
                    sweep, (gint64) sheet * FL_SHEET_TILES);
  const gboolean is_there = statement != NULL && fl_store_step (self, statement, NULL);

  if (is_there)
    sqlite3_reset (statement);
  return is_there;
}

gboolean
fl_store_issue_sheet (FlStore *self, gint64 sweep, guint sheet, GError **error)
{
  const guint first = sheet * FL_SHEET_TILES;
  g_auto (Order) order = {0};

  if (is_issued (self, sweep, sheet))
    return TRUE;
  if (!order_init (&order, self, sweep, first, error) || !fl_store_begin (self, error))
    return FALSE;
  if (insert_tiles (self, sweep, first, &order, error))
    return fl_store_commit (self, error);
  fl_store_rollback (self);
  return FALSE;
}

/* “4: 3 17 20?”: on sheet 4 hits at the places 3 and 17, and nobody can tell of 20. */
static char *
write_marks (const FlSheetAnswer *answer)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%u%s", answer->sheet, answer->n_marks > 0 ? ":" : "");
  for (gsize i = 0; i < answer->n_marks; i++)
    g_string_append_printf (text, " %u%s", answer->marks[i].place,
                            answer->marks[i].is_unsure ? "?" : "");
  return g_string_free (text, FALSE);
}

static gboolean
append_answer (FlStore *self, const FlSheetAnswer *answer, FlActionId *out, GError **error)
{
  g_autofree char *payload = write_marks (answer);
  const FlNewAction action = {.annotator = answer->annotator,
                              .verb = "sweep-sheet",
                              .sweep = answer->sweep,
                              .payload = payload};
  FlActionId head;
  FlActionId id;

  if (!fl_store_append (self, &action, &head, error))
    return FALSE;
  for (gsize i = 0; i < answer->n_labels; i++) {
    if (!fl_store_append_label (self, &answer->labels[i], head.seq, &id, error))
      return FALSE;
    if (out != NULL)
      out[i] = id;
  }
  return TRUE;
}

gboolean
fl_store_answer_sheet (FlStore *self, const FlSheetAnswer *answer, FlActionId *out, GError **error)
{
  if (!fl_store_begin (self, error))
    return FALSE;
  if (append_answer (self, answer, out, error))
    return fl_store_commit (self, error);
  fl_store_rollback (self);
  return FALSE;
}

static GArray *
read_tiles (FlStore *self, gint64 sweep, gint64 as_of_us, GError **error)
{
  sqlite3_stmt *statement =
    fl_store_query (self, error,
                    "SELECT stream, first_frame, last_frame, CASE role WHEN 'suspect' THEN 0"
                    " WHEN 'other' THEN 1 WHEN 'repeat' THEN 4 ELSE 2 END FROM sweep_tile"
                    " WHERE sweep = ? AND issued_us <= ? ORDER BY tile",
                    "ii", sweep, as_of_us);
  g_autoptr (GArray) tiles = g_array_new (FALSE, FALSE, sizeof (FlSweepTile));
  GError *problem = NULL;

  if (statement == NULL)
    return NULL;
  while (fl_store_step (self, statement, &problem)) {
    const FlSweepTile tile = {.stream = sqlite3_column_int64 (statement, 0),
                              .frames = {.first = sqlite3_column_int64 (statement, 1),
                                         .last = sqlite3_column_int64 (statement, 2)},
                              .role = (FlSweepRole) sqlite3_column_int (statement, 3)};
    g_array_append_val (tiles, tile);
  }
  if (problem == NULL)
    return g_steal_pointer (&tiles);
  g_propagate_error (error, problem);
  return NULL;
}

/* Notes what @marks says of the tiles of a sheet. */
static void
put_marks (FlSweepTile *tiles, guint n_tiles, const char *marks)
{
  while (*marks == ':' || *marks == ' ') {
    char *end;
    const guint64 place = g_ascii_strtoull (marks + 1, &end, 10);
    const gboolean is_unsure = *end == '?';
    if (place < n_tiles && end > marks + 1) {
      tiles[place].is_unsure = is_unsure;
      tiles[place].is_hit = !is_unsure;
    }
    marks = end + is_unsure;
  }
}

/* Notes an answer in @tiles, unless that sheet has one. */
static void
put_answer (GArray *tiles, const char *payload, gboolean is_fresh)
{
  char *marks;
  const guint64 first = g_ascii_strtoull (payload, &marks, 10) * FL_SHEET_TILES;

  if (first >= tiles->len || g_array_index (tiles, FlSweepTile, (guint) first).is_answered)
    return;
  FlSweepTile *sheet = &g_array_index (tiles, FlSweepTile, (guint) first);
  const guint n_tiles = MIN (FL_SHEET_TILES, tiles->len - (guint) first);
  for (guint i = 0; i < n_tiles; i++) {
    sheet[i].is_answered = TRUE;
    sheet[i].is_fresh = is_fresh;
  }
  put_marks (sheet, n_tiles, marks);
}

GArray *
fl_store_list_tiles_as_of (FlStore *self, gint64 sweep, gint64 as_of_us, GError **error)
{
  g_autoptr (GArray) tiles = read_tiles (self, sweep, as_of_us, error);
  GError *problem = NULL;

  if (tiles == NULL)
    return NULL;
  sqlite3_stmt *statement =
    fl_store_query (self, error,
                    "SELECT a.payload, NOT EXISTS (SELECT 1 FROM action n"
                    " WHERE n.lamport > a.lamport AND n.at_us <= ?2 AND" FL_SQL_REVEALS ")"
                    " FROM action a JOIN replica r ON r.id = a.replica"
                    " WHERE a.sweep = ?1 AND a.verb = 'sweep-sheet' AND a.at_us <= ?2"
                    " AND NOT (" FL_SQL_TAKEN_BACK ") ORDER BY a.lamport, r.uuid, a.seq",
                    "ii", sweep, as_of_us);
  if (statement == NULL)
    return NULL;
  while (fl_store_step (self, statement, &problem))
    put_answer (tiles, (const char *) sqlite3_column_text (statement, 0),
                sqlite3_column_int (statement, 1) != 0);
  if (problem == NULL)
    return g_steal_pointer (&tiles);
  g_propagate_error (error, problem);
  return NULL;
}

GArray *
fl_store_list_tiles (FlStore *self, gint64 sweep, GError **error)
{
  return fl_store_list_tiles_as_of (self, sweep, G_MAXINT64, error);
}

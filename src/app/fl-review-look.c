/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a sample looks in a grid: one class, or its tags. */
#include "app/fl-review-look.h"

#include <glib/gi18n.h>

#include "app/fl-certainty.h"
#include "app/fl-closures.h"
#include "app/fl-palette.h"
#include "app/fl-pill.h"
#include "app/fl-ticks.h"

/* Between two pills, and between the tags below a picture. */
#define GAP_PX      3
#define PART_GAP_PX 1
/* A prime, so that what is said of one tag does not make up for what is said of another. */
#define NUMBER_BASE 31

static const FlReviewTag *
get_tag (const FlReviewLook *self, guint i)
{
  return &g_array_index (self->tags, FlReviewTag, i);
}

void
fl_review_look_read (FlReviewLook *self, FlSession *session, FlItem *item)
{
  fl_review_look_clear (self);
  if (!fl_session_get_is_multi_label (session)) {
    fl_session_get_state (session, item, &self->state);
    return;
  }
  self->tags = fl_session_list_tag_states (session, item);
  self->is_of_one = fl_item_get_tag (item) != NULL;
}

void
fl_review_look_clear (FlReviewLook *self)
{
  g_clear_pointer (&self->tags, g_array_unref);
  *self = (FlReviewLook){.is_of_one = FALSE};
}

int
fl_review_look_get_number (const FlReviewLook *self)
{
  guint number = 0;

  if (self->tags == NULL)
    return self->state.klass != NULL ? (int) fl_class_get_id (self->state.klass) : 0;
  for (guint i = 0; i < self->tags->len; i++)
    number = number * NUMBER_BASE + get_tag (self, i)->answer;
  return (int) (number % (G_MAXINT - 1));
}

/* NULL for what nothing is said of. */
static const char *
get_word (const FlReviewTag *tag)
{
  switch (tag->answer) {
  case FL_REVIEW_YES:
    return fl_ticks_get_word (FL_TAG_YES);
  case FL_REVIEW_NO:
    return fl_ticks_get_word (FL_TAG_NO);
  case FL_REVIEW_UNSURE:
    return fl_ticks_get_word (FL_TAG_UNSURE);
  case FL_REVIEW_UNKNOWN:
    return NULL;
  }
  g_assert_not_reached ();
}

char *
fl_review_look_dup_words (const FlReviewLook *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->tags == NULL)
    return fl_closure_said (self->state.klass != NULL ? fl_class_get_name (self->state.klass)
                                                      : NULL,
                            self->state.certainty);
  for (guint i = 0; i < self->tags->len; i++) {
    const FlReviewTag *tag = get_tag (self, i);
    g_autofree char *said = fl_closure_said (get_word (tag), tag->certainty);
    if (text->len > 0)
      g_string_append (text, " · ");
    g_string_append_printf (text, _ ("%1$s: %2$s"), fl_class_get_name (tag->tag), said);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
fl_review_look_dup_confidence (const FlReviewLook *self)
{
  if (self->tags != NULL && (!self->is_of_one || self->tags->len == 0))
    return NULL;
  const double confidence =
    self->tags != NULL ? get_tag (self, 0)->confidence : self->state.confidence;
  const gboolean is_rough = self->tags != NULL ? get_tag (self, 0)->is_rough : self->state.is_rough;
  g_autofree char *text = fl_closure_guess (NULL, confidence, is_rough);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* Of several tags only what is there is written; of one whatever is said. */
static char *
dup_tag_text (const FlReviewLook *self, const FlReviewTag *tag, gboolean is_small)
{
  g_autofree char *name = is_small ? fl_closure_key_cap (NULL, fl_class_get_key (tag->tag))
                                   : g_strdup (fl_class_get_name (tag->tag));

  switch (tag->answer) {
  case FL_REVIEW_YES:
    return g_steal_pointer (&name);
  case FL_REVIEW_UNSURE:
    return g_strdup_printf ("%s?", name);
  case FL_REVIEW_NO:
    return self->is_of_one ? g_strdup_printf (_ ("%1$s: %2$s"), name, get_word (tag)) : NULL;
  case FL_REVIEW_UNKNOWN:
    return NULL;
  }
  g_assert_not_reached ();
}

static FlPill
make_pill (const FlReviewTag *tag, const char *text)
{
  return (FlPill){.text = text,
                  .has_chip = TRUE,
                  .klass = tag->answer == FL_REVIEW_YES ? tag->tag : NULL,
                  .is_of_tag = TRUE,
                  .certainty = tag->certainty};
}

/* What is left of @row behind a pill. */
static void
take_room (graphene_rect_t *row, PangoLayout *layout, float width)
{
  const gboolean is_rtl =
    pango_context_get_base_dir (pango_layout_get_context (layout)) == PANGO_DIRECTION_RTL;

  row->size.width -= width + GAP_PX;
  if (!is_rtl)
    row->origin.x += width + GAP_PX;
}

/* Rows from the bottom up, as many as there is room for. */
static void
draw_tags (const FlReviewLook *self,
           PangoLayout *layout,
           GtkSnapshot *snapshot,
           const graphene_rect_t *room,
           gboolean is_small)
{
  graphene_rect_t row = *room;

  for (guint i = 0; i < self->tags->len; i++) {
    g_autofree char *text = dup_tag_text (self, get_tag (self, i), is_small);
    if (text == NULL)
      continue;
    const FlPill pill = make_pill (get_tag (self, i), text);
    float tall;
    const float width = fl_pill_measure (&pill, layout, room->size.width, &tall);
    if (width > row.size.width && row.size.width < room->size.width) {
      row.origin.x = room->origin.x;
      row.size = GRAPHENE_SIZE_INIT (room->size.width, row.size.height - tall - GAP_PX);
    }
    if (row.size.height < tall)
      return;
    take_room (&row, layout, fl_pill_draw (&pill, layout, snapshot, &row));
  }
}

void
fl_review_look_draw_names (const FlReviewLook *self,
                           PangoLayout *layout,
                           GtkSnapshot *snapshot,
                           const graphene_rect_t *room,
                           gboolean is_small)
{
  FlClass *klass = self->state.klass;

  if (self->tags != NULL) {
    draw_tags (self, layout, snapshot, room, is_small);
    return;
  }
  if (klass == NULL)
    return;
  g_autofree char *key = fl_closure_key_cap (NULL, fl_class_get_key (klass));
  const FlPill pill = {.text = is_small ? key : fl_class_get_name (klass),
                       .has_chip = TRUE,
                       .klass = klass};
  (void) fl_pill_draw (&pill, layout, snapshot, room);
}

void
fl_review_look_draw_certainty (const FlReviewLook *self,
                               GtkSnapshot *snapshot,
                               const graphene_rect_t *place)
{
  const gboolean is_dark = fl_palette_is_dark ();
  const guint n = self->tags != NULL ? self->tags->len : 0;
  const float width = (place->size.width + PART_GAP_PX) / (float) MAX (n, 1);

  if (self->tags == NULL)
    fl_certainty_draw (snapshot, place, self->state.certainty, self->state.klass, is_dark);
  for (guint i = 0; i < n; i++) {
    const FlReviewTag *tag = get_tag (self, i);
    const graphene_rect_t part =
      GRAPHENE_RECT_INIT (place->origin.x + (float) i * width, place->origin.y, width - PART_GAP_PX,
                          place->size.height);
    fl_certainty_draw (snapshot, &part, tag->certainty,
                       tag->answer == FL_REVIEW_YES ? tag->tag : NULL, is_dark);
  }
}

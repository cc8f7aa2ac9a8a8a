/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chips over the grid: what each offers, and what they say together. */
#include <glib/gi18n.h>

#include "app/fl-frames-view-private.h"
#include "session/fl-acceptance.h"
#include "session/fl-session-lots.h"

/* The machine's confidence, as bounds in hundredths: from one to below the next. */
static const double bounds[] = {0, 0.5, 0.8, 0.95, 2};

/* Those that offer names of the project. */
typedef struct {
  GArray *choices;  /* FlChoice */
  GPtrArray *names; /* that they point to */
} Offer;

static void
offer (Offer *self, gint64 id, const char *name)
{
  const FlChoice choice = {.id = id, .name = g_strdup (name)};

  g_ptr_array_add (self->names, (gpointer) choice.name);
  g_array_append_val (self->choices, choice);
}

static Offer
begin_offer (const char *all)
{
  Offer self = {.choices = g_array_new (FALSE, FALSE, sizeof (FlChoice)),
                .names = g_ptr_array_new_with_free_func (g_free)};

  offer (&self, 0, all);
  return self;
}

static void
end_offer (Offer *self, FlFilterChip *chip)
{
  fl_filter_chip_set_choices (chip, (const FlChoice *) (const void *) self->choices->data,
                              self->choices->len);
  /* A choice among one is none. */
  gtk_widget_set_visible (GTK_WIDGET (chip), self->choices->len > 2);
  g_array_unref (self->choices);
  g_ptr_array_unref (self->names);
}

void
fl_frames_view_init_filters (FlFramesView *self)
{
  const FlChoice sources[] = {
    {0, _ ("Any Source")},
    {1 << FL_CERTAINTY_HUMAN | 1 << FL_CERTAINTY_UNSURE, _ ("Labelled by People")},
    {1 << FL_CERTAINTY_CERTIFIED, _ ("Certified")},
    {1 << FL_CERTAINTY_AUTO, _ ("Filled In")},
    {1 << FL_CERTAINTY_MODEL, _ ("Guessed")},
    {1 << FL_CERTAINTY_UNSEEN, _ ("Nothing Yet")},
  };
  const FlChoice conditions[] = {
    {FL_CONDITION_ANY, _ ("Any Time of Day")},
    {FL_CONDITION_DAY, _ ("By Day (6 to 18)")},
    {FL_CONDITION_NIGHT, _ ("By Night")},
  };
  const FlChoice confidences[] = {
    {0, _ ("Any Confidence")},
    {1, _ ("Below 50 %")},
    {2, _ ("50 to 80 %")},
    {3, _ ("80 to 95 %")},
    /* xgettext:no-c-format */
    {4, _ ("95 % and More")},
  };
  const FlChoice answers[] = {
    {0, _ ("Any Answer")},
    {FL_REVIEW_YES, _ ("Yes")},
    {FL_REVIEW_NO, _ ("No")},
    {FL_REVIEW_UNSURE, _ ("Unsure")},
    {FL_REVIEW_UNKNOWN, _ ("Nothing Said")},
  };
  const FlChoice orders[] = {
    {FL_REVIEW_BY_DOUBT, _ ("Doubtful First")},
    {FL_REVIEW_BY_TIME, _ ("By Time")},
    {FL_REVIEW_BY_LIKENESS, _ ("Like This One")},
    {FL_REVIEW_NEWEST, _ ("Newest First")},
  };

  fl_filter_chip_set_choices (self->source, sources, G_N_ELEMENTS (sources));
  fl_filter_chip_set_choices (self->answer, answers, G_N_ELEMENTS (answers));
  fl_filter_chip_set_choices (self->condition, conditions, G_N_ELEMENTS (conditions));
  fl_filter_chip_set_choices (self->confidence, confidences, G_N_ELEMENTS (confidences));
  fl_filter_chip_set_choices (self->order, orders, G_N_ELEMENTS (orders));
}

static void
offer_lots (FlFramesView *self)
{
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  Offer all = begin_offer (_ ("Any Lot"));

  for (guint i = lots->len; i-- > 0;) {
    const FlLotReport *lot = lots->pdata[i];
    if (lot->state != FL_LOT_OPEN && lot->state != FL_LOT_CERTIFIED)
      continue;
    /* Translators: a lot in a list: its number, and how many samples it has. */
    g_autofree char *name = g_strdup_printf (ngettext ("Lot %1$u · %2$'u sample",
                                                       "Lot %1$u · %2$'u samples", lot->n_samples),
                                             i + 1, lot->n_samples);
    offer (&all, lot->id, name);
  }
  end_offer (&all, self->lot);
  gtk_widget_set_visible (GTK_WIDGET (self->lot), lots->len > 0);
}

/* Nobody knows day from night where no video tells the time. */
static void
show_condition (FlFramesView *self)
{
  const gboolean has_clock = fl_session_has_clock (self->session);

  if (!has_clock)
    fl_filter_chip_choose (self->condition, FL_CONDITION_ANY);
  gtk_widget_set_visible (GTK_WIDGET (self->condition), has_clock);
}

/* What of the chips is about classes, or about tags. */
static void
show_kind (FlFramesView *self, gboolean has_tags)
{
  if (!has_tags)
    fl_filter_chip_choose (self->answer, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->answer), has_tags);
  gtk_widget_set_tooltip_text (
    GTK_WIDGET (self->differs),
    has_tags ? _ ("Only frames of which a tag is not as in the one before and after it")
             : _ ("Only frames whose class differs from the one before and after it"));
}

void
fl_frames_view_update_filters (FlFramesView *self)
{
  GListModel *classes = fl_session_get_classes (self->session);
  GListModel *streams = fl_session_get_streams (self->session);
  const gboolean has_tags = fl_frames_view_has_tags (self);
  Offer all_classes = begin_offer (has_tags ? _ ("Any Tag") : _ ("Any Class"));
  Offer all_streams = begin_offer (_ ("Any Video"));

  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    offer (&all_classes, fl_class_get_id (klass), fl_class_get_name (klass));
  }
  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    offer (&all_streams, fl_stream_get_id (stream), fl_stream_get_name (stream));
  }
  end_offer (&all_classes, self->klass);
  end_offer (&all_streams, self->stream);
  show_kind (self, has_tags);
  show_condition (self);
  offer_lots (self);
}

void
fl_frames_view_get_query (FlFramesView *self, FlReviewQuery *out)
{
  const gint64 confidence = fl_filter_chip_get_id (self->confidence);

  *out = (FlReviewQuery){
    .certainties = (guint) fl_filter_chip_get_id (self->source),
    .class_id = fl_filter_chip_get_id (self->klass),
    .answers = (guint) fl_filter_chip_get_id (self->answer),
    .stream = fl_filter_chip_get_id (self->stream),
    .lot = fl_filter_chip_get_id (self->lot),
    .condition = (FlCondition) fl_filter_chip_get_id (self->condition),
    .least = confidence > 0 ? bounds[confidence - 1] : 0,
    .below = confidence > 0 ? bounds[confidence] : 0,
    .differs = gtk_toggle_button_get_active (self->differs),
    .only = gtk_toggle_button_get_active (self->only) ? self->refs : NULL,
    .order = (FlReviewOrder) fl_filter_chip_get_id (self->order),
  };
  if (self->like != NULL)
    out->like = (FlFrameRef){.stream = fl_stream_get_id (fl_item_get_stream (self->like)),
                             .frame = fl_item_get_frame (self->like)};
}

gboolean
fl_frames_view_is_filtered (FlFramesView *self)
{
  FlReviewQuery query;

  fl_frames_view_get_query (self, &query);
  return query.certainties != 0 || query.class_id != 0 || query.answers != 0 || query.stream != 0 ||
         query.condition != FL_CONDITION_ANY || query.lot != 0 || query.below > 0 ||
         query.differs || query.only != NULL;
}

void
fl_frames_view_clear_filters (FlFramesView *self)
{
  FlFilterChip *const chips[] = {self->source,    self->klass,      self->answer, self->stream,
                                 self->condition, self->confidence, self->lot};

  for (gsize i = 0; i < G_N_ELEMENTS (chips); i++)
    fl_filter_chip_choose (chips[i], 0);
  gtk_toggle_button_set_active (self->differs, FALSE);
  gtk_toggle_button_set_active (self->only, FALSE);
}

/* Others would hold back some of them. */
void
fl_frames_view_show_only (FlFramesView *self, GArray *refs, const char *title)
{
  g_return_if_fail (FL_IS_FRAMES_VIEW (self) && refs != NULL);

  fl_frames_view_clear_filters (self);
  g_clear_pointer (&self->refs, g_array_unref);
  self->refs = g_array_ref (refs);
  gtk_button_set_label (GTK_BUTTON (self->only), title);
  gtk_widget_set_visible (GTK_WIDGET (self->only), TRUE);
  self->had_focus = TRUE;
  gtk_toggle_button_set_active (self->only, TRUE);
}

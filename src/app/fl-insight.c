/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cards of the insights page say of labels and answers. No share stands without its number. */
#include "app/fl-insight-private.h"

#include <glib/gi18n.h>
#include <math.h>

void
fl_insight_free (FlInsight *self)
{
  g_free (self->title);
  g_free (self->sentence);
  g_free (self->explanation);
  g_clear_pointer (&self->plot, fl_plot_free);
  g_free (self->empty);
  g_free (self->button);
  g_free (self);
}

FlInsight *
fl_insight_create (const char *name, const char *title, const char *explanation)
{
  FlInsight *self = g_new (FlInsight, 1);

  *self =
    (FlInsight){.name = name, .title = g_strdup (title), .explanation = g_strdup (explanation)};
  return self;
}

void
fl_insight_set_empty (FlInsight *self, const char *empty, const char *button, const char *action)
{
  self->empty = g_strdup (empty);
  self->button = g_strdup (button);
  self->action = action;
}

FlInsight *
fl_insight_new_certainty (FlSession *session, const FlInsights *insights)
{
  const guint *n = insights->n;
  const guint64 values[] = {n[FL_CERTAINTY_HUMAN],  n[FL_CERTAINTY_CERTIFIED],
                            n[FL_CERTAINTY_AUTO],   n[FL_CERTAINTY_MODEL],
                            n[FL_CERTAINTY_UNSURE], n[FL_CERTAINTY_UNSEEN]};
  FlInsight *self = fl_insight_create (
    "certainty", _ ("Certainty of the Project"),
    _ ("Every sample counts once, by who or what says what it is: a person, a certified "
       "lot, what was filled in and is not certified, or the machine’s guess alone. With "
       "tags it counts once for each tag."));

  fl_insight_set_empty (self, _ ("How sure the labels of all samples are, once videos were read."),
                        _ ("Add Videos…"), "win.add-videos");
  if (insights->n_samples == 0)
    return self;
  self->plot = fl_plot_new (FL_PLOT_BARS, self->title, _ ("Samples"), NULL);
  fl_plot_add_column (self->plot, _ ("Labelled by People"), FL_CERTAINTY_HUMAN);
  fl_plot_add_column (self->plot, _ ("Certified"), FL_CERTAINTY_CERTIFIED);
  fl_plot_add_column (self->plot, _ ("Filled In"), FL_CERTAINTY_AUTO);
  fl_plot_add_column (self->plot, _ ("Guessed"), FL_CERTAINTY_MODEL);
  fl_plot_add_column (self->plot, _ ("Unsure"), FL_CERTAINTY_UNSURE);
  fl_plot_add_column (self->plot, _ ("Nothing Yet"), FL_CERTAINTY_UNSEEN);
  fl_plot_add_row (self->plot, "", NULL, values);
  self->sentence = g_strdup_printf (
    /* Translators: two numbers of samples. */
    ngettext ("%1$'u of %2$'u sample is labelled by a person or certified",
              "%1$'u of %2$'u samples are labelled by people or certified", insights->n_samples),
    n[FL_CERTAINTY_HUMAN] + n[FL_CERTAINTY_CERTIFIED], insights->n_samples);
  return self;
}

static guint
sum_class (const FlClassCount *count)
{
  guint n = 0;

  for (guint i = 0; i < FL_INSIGHTS_N_CERTAINTIES; i++)
    n += count->n[i];
  return n;
}

static void
add_class (FlPlot *plot, FlSession *session, const FlClassCount *count)
{
  FlClass *klass = fl_session_find_class_by_id (session, count->class_id);
  const guint64 values[] = {count->n[FL_CERTAINTY_HUMAN], count->n[FL_CERTAINTY_CERTIFIED],
                            count->n[FL_CERTAINTY_AUTO], count->n[FL_CERTAINTY_MODEL]};

  if (klass != NULL)
    fl_plot_add_row (plot, fl_class_get_name (klass), klass, values);
}

static char *
describe_rarest (FlSession *session, const FlInsights *insights)
{
  const FlClassCount *rarest = NULL;

  for (guint i = 0; i < insights->classes->len; i++) {
    const FlClassCount *each = &g_array_index (insights->classes, FlClassCount, i);
    if (rarest == NULL || sum_class (each) < sum_class (rarest))
      rarest = each;
  }
  FlClass *klass = rarest != NULL ? fl_session_find_class_by_id (session, rarest->class_id) : NULL;
  if (klass == NULL)
    return NULL;
  /* A sample counts once for each tag. */
  const guint n_times = fl_session_get_is_multi_label (session) ? insights->classes->len : 1;
  const guint n_samples = insights->n_samples / n_times;
  return g_strdup_printf (
    /* Translators: the name of a class, and two numbers of samples. */
    ngettext ("Rarest: “%1$s”, %2$'u of %3$'u sample, the machine’s guesses included",
              "Rarest: “%1$s”, %2$'u of %3$'u samples, the machine’s guesses included", n_samples),
    fl_class_get_name (klass), sum_class (rarest), n_samples);
}

FlInsight *
fl_insight_new_balance (FlSession *session, const FlInsights *insights)
{
  FlInsight *self = fl_insight_create (
    "class-balance", _ ("Class Balance"),
    _ ("For each class the samples that have it, by who or what says so. What people "
       "labelled was mostly asked for, because it was doubtful or rare: only the whole bar "
       "tells how common a class is, and that as far as the machine is right."));

  fl_insight_set_empty (self, _ ("How many samples each class has, once the first are labelled."),
                        _ ("Label Pictures"), "win.show-view('label')");
  if (insights->n[FL_CERTAINTY_UNSEEN] == insights->n_samples || insights->classes->len == 0)
    return self;
  self->plot = fl_plot_new (FL_PLOT_BARS, self->title, _ ("Class"), NULL);
  fl_plot_add_column (self->plot, _ ("Labelled by People"), FL_CERTAINTY_HUMAN);
  fl_plot_add_column (self->plot, _ ("Certified"), FL_CERTAINTY_CERTIFIED);
  fl_plot_add_column (self->plot, _ ("Filled In"), FL_CERTAINTY_AUTO);
  fl_plot_add_column (self->plot, _ ("Guessed"), FL_CERTAINTY_MODEL);
  for (guint i = 0; i < insights->classes->len; i++)
    add_class (self->plot, session, &g_array_index (insights->classes, FlClassCount, i));
  self->sentence = describe_rarest (session, insights);
  return self;
}

static gboolean
is_any_unsure (const FlInsights *insights)
{
  for (guint i = 0; i < insights->blind->len; i++)
    if (g_array_index (insights->blind, FlBlindAnswer, i).said == 0)
      return TRUE;
  return FALSE;
}

/* Frames of which the person said @row, or unsure (%NULL), and the machine @column. */
static GArray *
list_pair (const FlInsights *insights, FlClass *row, const FlPlotColumn *column)
{
  return fl_insights_list_pair (insights, row != NULL ? fl_class_get_id (row) : 0,
                                fl_class_get_id (column->klass));
}

/* Of a class, or of the unsure (%NULL). */
static void
add_said (FlPlot *plot, const FlInsights *insights, FlClass *klass)
{
  g_autofree guint64 *values = g_new0 (guint64, plot->columns->len + 1);

  for (guint i = 0; i < plot->columns->len; i++) {
    g_autoptr (GArray) pair = list_pair (insights, klass, plot->columns->pdata[i]);
    values[i] = pair->len;
  }
  fl_plot_add_row (plot, klass != NULL ? fl_class_get_name (klass) : _ ("Unsure"), klass, values);
}

FlPlot *
fl_insight_plot_confusion (GListModel *classes, const FlInsights *insights, const char *title)
{
  FlPlot *plot =
    fl_plot_new (FL_PLOT_MATRIX, title, C_ ("table", "You said"), C_ ("table", "The machine said"));

  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    fl_plot_add_class_column (plot, klass, FL_CERTAINTY_MODEL);
  }
  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    add_said (plot, insights, klass);
  }
  if (is_any_unsure (insights))
    add_said (plot, insights, NULL);
  return plot;
}

FlInsight *
fl_insight_new_confusion (FlSession *session, const FlInsights *insights)
{
  const guint n = insights->blind->len;
  FlInsight *self = fl_insight_create (
    "blind-answers", _ ("Blind Answers and the Machine"),
    _ ("Only frames that were drawn at random and answered without seeing the guess: "
       "checks and audits of lots. Audits are drawn from what was filled in, so that easy "
       "frames are more often among them. The newest answer counts once another follows."));

  fl_insight_set_empty (
    self,
    fl_session_get_is_multi_label (session)
      ? _ ("With tags no answer is compared with a single guess.")
      : _ ("What you and the machine say of random frames, once some were checked. Fill in "
           "the rest, and random checks come among the questions."),
    NULL, NULL);
  if (!fl_session_get_is_multi_label (session)) {
    self->button = g_strdup (_ ("Fill In the Rest…"));
    self->action = "win.accept";
  }
  if (n == 0)
    return self;
  self->plot = fl_insight_plot_confusion (fl_session_get_classes (session), insights, self->title);
  self->sentence = g_strdup_printf (
    /* Translators: two numbers of answers. */
    ngettext ("%1$'u of %2$'u blind answer says what the machine had said",
              "%1$'u of %2$'u blind answers say what the machine had said", n),
    fl_insights_count_agreed (insights), n);
  return self;
}

GArray *
fl_insight_find_pair (const FlInsights *insights,
                      const FlPlot *plot,
                      guint row,
                      guint column,
                      char **out_title)
{
  g_return_val_if_fail (row < plot->rows->len && column < plot->columns->len, NULL);

  const FlPlotRow *said = plot->rows->pdata[row];
  const FlPlotColumn *guessed = plot->columns->pdata[column];
  /* Translators: what frames of blind answers are: what the person said, and what the machine. */
  *out_title = g_strdup_printf (_ ("You: %1$s, machine: %2$s"), said->name, guessed->name);
  return list_pair (insights, said->klass, guessed);
}

/* “2 h 10 min”, “4 min” */
static char *
dup_duration (double seconds)
{
  const guint minutes = (guint) MAX (1, lround (seconds / 60));

  if (minutes < 60)
    /* Translators: a duration, in minutes. */
    return g_strdup_printf (_ ("%u min"), minutes);
  /* Translators: a duration, in hours and minutes. */
  return g_strdup_printf (_ ("%1$'u h %2$02u min"), minutes / 60, minutes % 60);
}

static FlPlot *
plot_pace (const FlInsights *insights, const char *title)
{
  FlPlot *plot = fl_plot_new (FL_PLOT_LINE, title, _ ("Answers an hour"), _ ("Answers so far"));

  for (guint i = 0; i < insights->pace->len; i++) {
    const FlPacePoint *each = &g_array_index (insights->pace, FlPacePoint, i);
    const FlPlotPoint point = {.x = each->n_answers,
                               .y = each->per_hour,
                               .low = each->per_hour,
                               .high = each->per_hour};
    fl_plot_add_point (plot, &point);
  }
  return plot;
}

FlInsight *
fl_insight_new_pace (FlSession *session, const FlInsights *insights)
{
  FlInsight *self = fl_insight_create (
    "pace", _ ("Pace"),
    _ ("From the picture to the key, in stretches of equally many answers. What took longer "
       "than a minute is left out, for then somebody was away."));

  fl_insight_set_empty (self, _ ("How many answers an hour you give, after the first ten."),
                        _ ("Label Pictures"), "win.show-view('label')");
  if (insights->pace->len == 0)
    return self;
  if (insights->pace->len > 1)
    self->plot = plot_pace (insights, self->title);
  g_autofree char *duration = dup_duration (insights->timed_s);
  self->sentence = g_strdup_printf (
    /* Translators: a number of answers, a duration such as “4 min”, a number of answers an hour. */
    ngettext ("%1$'u answer in %2$s: about %3$'u an hour",
              "%1$'u answers in %2$s: about %3$'u an hour", insights->n_timed),
    insights->n_timed, duration, (guint) lround (fl_insights_get_per_hour (insights)));
  return self;
}

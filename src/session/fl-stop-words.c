/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of advice: each share with its number, and nothing about how right the machine is, for what
 * was asked because it is hard says nothing of the rest. */
#include "session/fl-session-advice.h"

#include <glib/gi18n.h>
#include <math.h>

const char *
fl_stop_light_get_name (FlStopLight light)
{
  static const char *const names[] = {[FL_STOP_UNKNOWN] = "unknown",
                                      [FL_STOP_GO_ON] = "go-on",
                                      [FL_STOP_SOON] = "soon",
                                      [FL_STOP_ENOUGH] = "enough"};

  return names[light];
}

const char *
fl_stop_light_get_words (FlStopLight light)
{
  static const char *const words[] = {[FL_STOP_UNKNOWN] = N_ ("Go on: too early to say more"),
                                      [FL_STOP_GO_ON] = N_ ("Go on: answers still teach"),
                                      [FL_STOP_SOON] = N_ ("Almost enough: answers teach little"),
                                      [FL_STOP_ENOUGH] = N_ ("Enough: answers hardly teach")};

  return _ (words[light]);
}

char *
fl_stop_advice_dup_words (const FlStopAdvice *self, const char *tag)
{
  const char *words = fl_stop_light_get_words (self->light);

  if (tag == NULL)
    return g_strdup (words);
  /* Translators: advice, such as “Go on: answers still teach”, and the name of the tag that it is about. */
  return g_strdup_printf (_ ("%1$s (“%2$s”)"), words, tag);
}

static char *
dup_tag (const char *tag)
{
  if (tag == NULL)
    return NULL;
  /* Translators: the name of a tag. */
  return g_strdup_printf (_ ("Of all tags “%s” is the furthest from enough, and this is about it"),
                          tag);
}

static char *
dup_changed (const FlStopAdvice *self)
{
  if (self->n_apart == 0)
    return NULL;
  /* Translators: a number of labels, then two numbers of samples. */
  return g_strdup_printf (_ (
                            "Over the last %1$u labels the machine changed what it says of %2$u of "
                            "%3$u random samples without a label"),
                          (guint) self->n_apart, (guint) self->n_changed, (guint) self->n_set);
}

static char *
dup_kappa (const FlStopAdvice *self)
{
  /* Translators: a number from 0 to 1, and a number of samples. Kappa is Cohen's. */
  return isnan (self->signals.kappa)
           ? NULL
           : g_strdup_printf (_ ("Agreement of successive models: kappa %1$.3f (n = %2$u)"),
                              self->signals.kappa, (guint) self->n_set);
}

static char *
dup_doubt (const FlStopAdvice *self)
{
  const int share = (int) lround (100 * self->signals.doubt_fall);

  if (isnan (self->signals.doubt_fall))
    return NULL;
  if (share < 0)
    /* Translators: a number of labels, a share in percent, a number of samples. */
    return g_strdup_printf (_ ("Its doubt rose by %2$d %% over the last %1$u labels (n = %3$u)"),
                            FL_STOP_DOUBT_LABELS, -share, (guint) self->n_set);
  /* Translators: a number of labels, a share in percent, a number of samples. */
  return g_strdup_printf (_ ("Its doubt fell by %2$d %% over the last %1$u labels (n = %3$u)"),
                          FL_STOP_DOUBT_LABELS, share, (guint) self->n_set);
}

static char *
dup_surprises (const FlStopAdvice *self)
{
  /* Translators: two numbers of answers. */
  return isnan (self->signals.yield) ? NULL
                                     : g_strdup_printf (_ ("%1$u of the last %2$u answers "
                                                           "surprised it"),
                                                        self->n_surprises, self->n_asked);
}

static char *
dup_gain (const FlStopAdvice *self)
{
  if (isnan (self->signals.gain))
    return NULL;
  /* Translators: a number of answers, three differences of shares in percent, a number of checks. */
  return g_strdup_printf (
    _ ("By random checks the next %1$u answers take about %2$.1f points off its "
       "error, %3$.1f to %4$.1f with 95 %% confidence, approximate (n = %5$u)"),
    FL_STOP_MORE, 100 * self->signals.gain, 100 * self->gain_low, 100 * self->gain_high,
    self->n_checks);
}

GPtrArray *
fl_stop_advice_list_signs (const FlStopAdvice *self, const char *tag)
{
  GPtrArray *signs = g_ptr_array_new_with_free_func (g_free);
  char *const sentences[] = {dup_tag (tag),    dup_changed (self),   dup_kappa (self),
                             dup_doubt (self), dup_surprises (self), dup_gain (self)};

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i] != NULL)
      g_ptr_array_add (signs, sentences[i]);
  if (self->light == FL_STOP_SOON || self->light == FL_STOP_ENOUGH)
    g_ptr_array_add (signs, g_strdup (_ ("None of this knows of a class that nobody has seen")));
  return signs;
}

void
fl_stop_advice_add_json (const FlStopAdvice *self, const char *tag, FlJson *json)
{
  fl_json_begin_object (json, "advice");
  if (tag != NULL)
    fl_json_add_string (json, "tag", tag);
  fl_json_add_string (json, "light", fl_stop_light_get_name (self->light));
  fl_json_add_int (json, "labelled_samples", (gint64) self->n_labels);
  fl_json_add_int (json, "random_samples", (gint64) self->n_set);
  fl_json_add_double (json, "kappa", self->signals.kappa);
  fl_json_add_int (json, "labels_apart", (gint64) self->n_apart);
  fl_json_add_int (json, "changed", (gint64) self->n_changed);
  fl_json_add_double (json, "doubt_fall", self->signals.doubt_fall);
  fl_json_add_int (json, "questions", self->n_asked);
  fl_json_add_int (json, "surprises", self->n_surprises);
  fl_json_add_int (json, "random_checks", self->n_checks);
  fl_json_add_double (json, "gain", self->signals.gain);
  fl_json_add_double (json, "gain_low", self->gain_low);
  fl_json_add_double (json, "gain_high", self->gain_high);
  fl_json_add_int (json, "runs_without_label", (gint64) self->n_runs);
  fl_json_end_object (json);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words and numbers of the window: no widgets, no state. */
#include "app/fl-closures.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/fl-time.h"

/* People take about two seconds for a blind check (180 checks, 6 minutes). */
#define SECONDS_PER_CHECK 2

/* Below this many samples labelling by hand is about as cheap (decisions 30). */
#define SMALL_LOT 500

char *
fl_closure_percent (gpointer object, double probability)
{
  if (isnan (probability))
    return g_strdup ("");
  const double percent = probability * 100.0;
  if (percent > 99.0 && percent < 100.0)
    /* Translators: a probability that is nearly, but not quite, certain. */
    return g_strdup (_ (">99 %"));
  if (percent > 0.0 && percent < 1.0)
    /* Translators: a probability that is nearly, but not quite, zero. */
    return g_strdup (_ ("<1 %"));
  /* Translators: a probability; the space is a no-break space. */
  return g_strdup_printf (_ ("%.0f %%"), percent);
}

char *
fl_closure_guess (gpointer object, double probability, gboolean is_rough)
{
  if (!is_rough)
    return fl_closure_percent (object, probability);
  /* Translators: beside the class that the machine thinks of, before its certainty is measured. */
  return g_strdup (probability > 0.5 ? C_ ("class", "guess") : "");
}

double
fl_closure_fraction (gpointer object, double probability, gboolean is_rough)
{
  return isnan (probability) || is_rough ? 0.0 : CLAMP (probability, 0.0, 1.0);
}

guint
fl_closure_palette_index (gpointer object, guint colour, gboolean is_background)
{
  return is_background ? G_MAXUINT : colour;
}

char *
fl_closure_class_tooltip (gpointer object, const char *name, const char *definition)
{
  if (definition == NULL || *definition == '\0')
    return g_strdup (name);
  return g_strdup_printf ("%s\n%s", name, definition);
}

char *
fl_closure_key_cap (gpointer object, const char *key)
{
  return key == NULL || key[0] == '\0' ? g_strdup ("–") : g_utf8_strup (key, -1);
}

gboolean
fl_closure_is_at_work (gpointer object, FlStreamState state)
{
  return state == FL_STREAM_WAITING || state == FL_STREAM_INDEXING || state == FL_STREAM_INGESTING;
}

gboolean
fl_closure_is_recording (gpointer object, FlStreamState state)
{
  return state == FL_STREAM_CONNECTING || state == FL_STREAM_RECORDING;
}

gboolean
fl_closure_is_moving (gpointer object, FlStreamState state)
{
  return fl_closure_is_at_work (object, state) || fl_closure_is_recording (object, state);
}

gboolean
fl_closure_is_at_rest (gpointer object, FlStreamState state)
{
  return !fl_closure_is_moving (object, state);
}

gboolean
fl_closure_can_record (gpointer object, FlStreamState state, FlStream *stream)
{
  return stream != NULL && fl_stream_is_live (stream) && state >= FL_STREAM_READY;
}

gboolean
fl_closure_can_resume (gpointer object, FlStreamState state)
{
  return state == FL_STREAM_CANCELLED || state == FL_STREAM_BROKEN;
}

gboolean
fl_closure_is_missing (gpointer object, FlStreamState state)
{
  return state == FL_STREAM_MISSING;
}

char *
fl_closure_stream_line (gpointer object, FlStreamState state, const char *status)
{
  if (state == FL_STREAM_MISSING)
    /* Translators: under the name of a video, above a button “Find…”. */
    return g_strdup (_ ("Not where it was; put it back, connect its drive, or find it"));
  return g_strdup (status);
}

gboolean
fl_closure_has_text (gpointer object, const char *text)
{
  return text != NULL && text[0] != '\0';
}

char *
fl_closure_progress (gpointer object, guint n_labelled, guint n_samples, guint n_auto)
{
  if (n_samples == 0)
    return g_strdup (_ ("Counting frames…"));
  if (n_auto == 0)
    /* Translators: how many samples of a project people have labelled; the first number is
     * theirs, the second is that of all samples. */
    return g_strdup_printf (ngettext ("%1$'u of %2$'u sample labelled",
                                      "%1$'u of %2$'u samples labelled", n_samples),
                            n_labelled, n_samples);
  /* Translators: the first number is what people labelled, the second what the machine filled
   * in, the third is that of all samples. */
  return g_strdup_printf (ngettext ("%1$'u labelled and %2$'u filled in of %3$'u sample",
                                    "%1$'u labelled and %2$'u filled in of %3$'u samples",
                                    n_samples),
                          n_labelled, n_auto, n_samples);
}

double
fl_closure_progress_fraction (gpointer object, guint n_labelled, guint n_samples, guint n_auto)
{
  return n_samples == 0 ? 0.0 : MIN (1.0, ((double) n_labelled + (double) n_auto) / n_samples);
}

char *
fl_closure_caption (const char *stream, double time_s, gint64 frame, int offset)
{
  g_autofree char *time = fl_time_format_position (time_s);
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, frame);

  if (offset == 0)
    /* Translators: under the picture: name of the video, time in it, number of the frame. */
    return g_strdup_printf (_ ("%1$s · %2$s · frame %3$s"), stream, time, number);
  /* Translators: under the picture: name of the video, time in it, number of the frame, and how
   * many frames it is from the one that is asked about, with its sign. */
  return g_strdup_printf (_ ("%1$s · %2$s · frame %3$s (%4$+d from the question)"), stream, time,
                          number, offset);
}

char *
fl_closure_in_run (const char *text, gint64 n_frames)
{
  if (n_frames <= 1)
    return g_strdup (text);
  /* Translators: a run is a stretch of frames that look nearly the same, which one key labels; the
   * first placeholder says which frame of it is shown, or which class it was given. */
  return g_strdup_printf (ngettext ("%1$s · run of %2$'u frame", "%1$s · run of %2$'u frames",
                                    (gulong) n_frames),
                          text, (guint) n_frames);
}

/* Translators, for all of these: on the timeline; the placeholder is the name of a class. */
static const char *
get_said_text (FlCertainty certainty)
{
  switch (certainty) {
  case FL_CERTAINTY_UNSEEN:
    return _ ("nobody has looked here yet");
  case FL_CERTAINTY_UNSURE:
    return _ ("unsure, says a person");
  case FL_CERTAINTY_MODEL:
    return _ ("%s, guesses the machine");
  case FL_CERTAINTY_AUTO:
    return _ ("%s, filled in by the machine");
  case FL_CERTAINTY_CERTIFIED:
    return _ ("%s, filled in and certified");
  case FL_CERTAINTY_HUMAN:
    return _ ("%s, labelled by a person");
  }
  g_assert_not_reached ();
}

char *
fl_closure_said (const char *label, FlCertainty certainty)
{
  GString *text = g_string_new (get_said_text (certainty));

  (void) g_string_replace (text, "%s", label != NULL ? label : "", 0);
  return g_string_free (text, FALSE);
}

char *
fl_closure_span (const char *label, FlCertainty certainty, double time_s)
{
  g_autofree char *time = fl_time_format_position (time_s);
  g_autofree char *said = fl_closure_said (label, certainty);

  return g_strdup_printf ("%s · %s", time, said);
}

char *
fl_closure_echo (const char *answer, const char *guess)
{
  const char *said = answer != NULL ? answer : _ ("Unsure");

  if (guess == NULL || g_strcmp0 (answer, guess) == 0)
    return g_strdup (said);
  /* Translators: both placeholders are names of classes. */
  return g_strdup_printf (_ ("You: %1$s · Machine: %2$s"), said, guess);
}

char *
fl_closure_accept_button (guint n_samples, guint n_sweeps)
{
  if (n_samples == 0)
    /* Translators: a button that cannot be pressed, with header capitalisation. */
    return g_strdup (_ ("Nothing to Label Yet"));
  if (n_sweeps == 0)
    /* Translators: a button, with header capitalisation. */
    return g_strdup_printf (ngettext ("Label %'u Sample", "Label %'u Samples", n_samples),
                            n_samples);
  if (n_sweeps == 1)
    /* Translators: a button, with header capitalisation. */
    return g_strdup_printf (ngettext ("Label %'u Sample and Start a Sweep",
                                      "Label %'u Samples and Start a Sweep", n_samples),
                            n_samples);
  /* Translators: a button, with header capitalisation; there are several sweeps. */
  return g_strdup_printf (ngettext ("Label %'u Sample and Start Sweeps",
                                    "Label %'u Samples and Start Sweeps", n_samples),
                          n_samples);
}

static void
append_sentence (GString *text, char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, sentence);
  g_free (sentence);
}

static char *
describe_checks (const FlAcceptance *acceptance)
{
  const guint n_minutes = MAX (1, (acceptance->n_checks * SECONDS_PER_CHECK + 30) / 60);

  if (acceptance->n_samples < SMALL_LOT)
    return g_strdup (_ ("With so few samples, labelling them by hand costs about as much as "
                        "certifying them."));
  /* Translators: the first number counts random checks, the second minutes. */
  return g_strdup_printf (ngettext ("About %1$'u random checks, %2$'u minute, would certify them.",
                                    "About %1$'u random checks, %2$'u minutes, would certify them.",
                                    n_minutes),
                          acceptance->n_checks, n_minutes);
}

char *
fl_closure_accept_hint (double max_error, guint n_samples)
{
  /* Translators: the first number is a percentage of wrong labels, the second counts samples. */
  return g_strdup_printf (ngettext ("With up to %1$.0f %% wrong, %2$'u sample would be labelled.",
                                    "With up to %1$.0f %% wrong, %2$'u samples would be labelled.",
                                    n_samples),
                          max_error * 100.0, n_samples);
}

/* What shows what is missed, or why nothing does. */
static void
append_sweeps (GString *text, const FlAcceptance *acceptance)
{
  if (acceptance->n_sweeps > 0)
    append_sentence (
      text, g_strdup_printf (ngettext ("About %'u sheet of random moments shows what is missed.",
                                       "About %'u sheets of random moments show what is missed.",
                                       acceptance->n_sheets),
                             acceptance->n_sheets));
  if (acceptance->no_sweeps != NULL)
    append_sentence (text, g_strchomp (g_strdup (acceptance->no_sweeps)));
}

char *
fl_closure_accept_preview (const FlAcceptance *acceptance)
{
  GString *text = g_string_new (NULL);

  if (acceptance->n_samples == 0) {
    g_string_append (text, _ ("No sample is sure enough yet. Allow more errors, or answer a few "
                              "more questions."));
    return g_string_free (text, FALSE);
  }
  const double share = 100.0 * acceptance->n_samples / (double) MAX (1, acceptance->n_candidates);
  /* Translators: a number of samples, and their share of those without a label. */
  append_sentence (text, g_strdup_printf (ngettext ("%1$'u sample (%2$.0f %%) would be labelled.",
                                                    "%1$'u samples (%2$.0f %%) would be labelled.",
                                                    acceptance->n_samples),
                                          acceptance->n_samples, share));
  append_sentence (text, describe_checks (acceptance));
  if (acceptance->n_left_out > 0)
    append_sentence (
      text, g_strdup_printf (ngettext ("%'u sample is left out: its class or its video has too "
                                       "few answers.",
                                       "%'u samples are left out: their class or their video "
                                       "has too few answers.",
                                       acceptance->n_left_out),
                             acceptance->n_left_out));
  if (acceptance->n_edges > 0)
    append_sentence (text, g_strdup_printf (ngettext ("%'u sample is left out near a change.",
                                                      "%'u samples are left out near changes.",
                                                      acceptance->n_edges),
                                            acceptance->n_edges));
  append_sweeps (text, acceptance);
  char *warning = fl_acceptance_dup_warning (acceptance);
  if (warning != NULL)
    append_sentence (text, warning);
  return g_string_free (text, FALSE);
}

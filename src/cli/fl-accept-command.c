/* SPDX-License-Identifier: GPL-3.0-or-later */
/* accept. */
#include <glib/gi18n.h>
#include <string.h>

#include "cli/fl-cli.h"
#include "session/fl-acceptance.h"

/* A limit as it was typed. */
typedef struct {
  const char *class_name;
  double share;
  gboolean is_missed;
} TypedLimit;

typedef struct {
  char **max_errors;
  char **max_missed;
  char *confidence;
  char *stream;
  char *class_name;
  char *tag;
  char *condition;
  int n_edge;
  gboolean is_preview;
  gboolean has_tags;
  char *planned;  /* (nullable) what becomes of each tag, in lines */
  GArray *limits; /* TypedLimit */
  FlAcceptance acceptance;
} AcceptOptions;

static void
accept_options_clear (AcceptOptions *self)
{
  g_strfreev (self->max_errors);
  g_strfreev (self->max_missed);
  g_free (self->confidence);
  g_free (self->stream);
  g_free (self->class_name);
  g_free (self->tag);
  g_free (self->condition);
  g_free (self->planned);
  g_clear_pointer (&self->limits, g_array_unref);
  g_clear_pointer (&self->acceptance.limits, g_array_unref);
  g_free (self->acceptance.no_sweeps);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AcceptOptions, accept_options_clear)

static gboolean
parse_limits (AcceptOptions *self, char **words, gboolean is_missed)
{
  guint n_for_all = 0;

  for (guint i = 0; words != NULL && words[i] != NULL; i++) {
    TypedLimit limit = {.class_name = words[i], .is_missed = is_missed};
    if (fl_cli_parse_class_share (words[i], &limit.share))
      g_array_append_val (self->limits, limit);
    else if (is_missed || n_for_all++ > 0 ||
             !fl_cli_parse_share (words[i], &self->acceptance.max_error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
parse_accept (AcceptOptions *self)
{
  self->limits = g_array_new (FALSE, FALSE, sizeof (TypedLimit));
  return parse_limits (self, self->max_errors, FALSE) &&
         parse_limits (self, self->max_missed, TRUE) &&
         (self->confidence == NULL ||
          fl_cli_parse_share (self->confidence, &self->acceptance.confidence));
}

/* A class, or a tag with one answer or both of them. */
typedef struct {
  FlClass *klass;
  gboolean is_yes;
  gboolean is_no;
} Named;

/* “Feeding”; of tags also “Feeding=yes” and “Feeding=no”. */
static gboolean
find_named (FlSession *session, const char *word, Named *out, GError **error)
{
  const char *equals = strrchr (word, '=');
  const gboolean is_yes = equals != NULL && g_str_equal (equals, "=yes");
  const gboolean is_no = equals != NULL && g_str_equal (equals, "=no");
  g_autofree char *name =
    is_yes || is_no ? g_strndup (word, (gsize) (equals - word)) : g_strdup (word);

  *out = (Named){.klass = fl_session_find_class (session, word, NULL)};
  if (out->klass == NULL && fl_session_get_is_multi_label (session))
    *out = (Named){.klass = fl_session_find_class (session, name, NULL),
                   .is_yes = is_yes,
                   .is_no = is_no};
  if (out->klass != NULL)
    return TRUE;
  /* It names what is missing. */
  (void) fl_session_find_class (session, word, error);
  return FALSE;
}

/* What is missed of a tag is missed by saying no; what is wrong may be either answer. */
static gboolean
add_limits (FlSession *session,
            const TypedLimit *typed,
            const Named *named,
            GArray *limits,
            GError **error)
{
  const gint64 id = fl_class_get_id (named->klass);
  FlClassLimit limit = {.class_id = id, .share = typed->share, .is_missed = typed->is_missed};

  if (named->is_no && typed->is_missed) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 /* Translators: a tag, twice; a share. */
                 _ ("“%1$s=no” cannot be limited by --max-missed, because what is missed of a tag "
                    "is missed by saying no; use --max-missed %1$s=%2$g"),
                 fl_class_get_name (named->klass), typed->share);
    return FALSE;
  }
  if (!named->is_no)
    g_array_append_val (limits, limit);
  if (!fl_session_get_is_multi_label (session) || named->is_yes || typed->is_missed)
    return TRUE;
  limit.class_id = -id;
  g_array_append_val (limits, limit);
  return TRUE;
}

/* From names to classes of the project. */
static gboolean
resolve_limits (FlSession *session, AcceptOptions *self, GError **error)
{
  self->acceptance.limits = g_array_new (FALSE, FALSE, sizeof (FlClassLimit));
  for (guint i = 0; i < self->limits->len; i++) {
    const TypedLimit *typed = &g_array_index (self->limits, TypedLimit, i);
    Named named;
    if (!find_named (session, typed->class_name, &named, error) ||
        !add_limits (session, typed, &named, self->acceptance.limits, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_kind (FlSession *session, const AcceptOptions *self, GError **error)
{
  const gboolean has_tags = fl_session_get_is_multi_label (session);

  if ((has_tags ? self->class_name : self->tag) == NULL)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       has_tags ? _ ("This project has tags and no classes; use --tag NAME=yes")
                                : _ ("This project has classes and no tags; use --class"));
  return FALSE;
}

static gboolean
resolve_scope (FlSession *session, AcceptOptions *self, GError **error)
{
  const char *word = self->class_name != NULL ? self->class_name : self->tag;
  FlStream *stream =
    self->stream != NULL ? fl_session_find_stream (session, self->stream, error) : NULL;
  FlLotScope *scope = &self->acceptance.scope;
  Named named = {0};

  if ((self->stream != NULL && stream == NULL) || !check_kind (session, self, error) ||
      (word != NULL && !find_named (session, word, &named, error)))
    return FALSE;
  const gint64 id = named.klass != NULL ? fl_class_get_id (named.klass) : 0;
  scope->stream = stream != NULL ? fl_stream_get_id (stream) : 0;
  scope->tag = self->tag != NULL ? id : 0;
  scope->class_id = self->class_name != NULL || named.is_yes ? id : named.is_no ? -id : 0;
  return TRUE;
}

/* A line for each answer about each tag, for each is proved by itself. */
static char *
plan_tags (FlSession *session, const FlAcceptance *acceptance)
{
  g_autoptr (GArray) lots = fl_session_plan_lots (session, acceptance);
  GString *text = g_string_new (NULL);

  for (guint i = 0; fl_session_get_is_multi_label (session) && i < lots->len; i++) {
    const FlPlannedLot *lot = &g_array_index (lots, FlPlannedLot, i);
    const FlLotScope scope = {.tag = ABS (lot->class_id), .class_id = lot->class_id};
    g_autofree char *words =
      fl_lot_scope_dup_words (&scope, NULL,
                              fl_class_get_name (fl_session_find_class_by_id (session, scope.tag)));
    g_autofree char *checks =
      g_strdup_printf (ngettext ("%u blind check", "%u blind checks", lot->n_checks),
                       lot->n_checks);
    /* Translators: what a lot is about, such as “Tag “Bird”: no”; how many samples; its maximum error in
     * percent; and how many checks prove it. */
    g_string_append_printf (text,
                            ngettext ("    %s  %u sample, maximum error %g %%, %s\n",
                                      "    %s  %u samples, maximum error %g %%, %s\n",
                                      lot->n_samples),
                            words, lot->n_samples, lot->max_error * 100, checks);
  }
  return g_string_free (text, FALSE);
}

static gboolean
accept (FlSession *session, AcceptOptions *self, GError **error)
{
  if (!resolve_limits (session, self, error) || !resolve_scope (session, self, error) ||
      !fl_session_learn (session, error))
    return FALSE;
  self->has_tags = fl_session_get_is_multi_label (session);
  self->planned = plan_tags (session, &self->acceptance);
  return (self->is_preview ? fl_session_preview_accept (session, &self->acceptance, error)
                           : fl_session_accept (session, &self->acceptance, error));
}

static void
print_n_samples (const FlAcceptance *acceptance, gboolean is_preview)
{
  g_print (is_preview
             ? ngettext ("%u of %u unlabelled sample would be accepted",
                         "%u of %u unlabelled samples would be accepted", acceptance->n_candidates)
             : ngettext ("%u of %u unlabelled sample was accepted",
                         "%u of %u unlabelled samples were accepted", acceptance->n_candidates),
           acceptance->n_samples, acceptance->n_candidates);
}

/* Each tag of a sample that nobody answered is one. */
static void
print_n_answers (const FlAcceptance *acceptance, gboolean is_preview)
{
  g_print (is_preview ? ngettext ("%u of %u answer about tags that nobody gave would be accepted",
                                  "%u of %u answers about tags that nobody gave would be accepted",
                                  acceptance->n_candidates)
                      : ngettext ("%u of %u answer about tags that nobody gave was accepted",
                                  "%u of %u answers about tags that nobody gave were accepted",
                                  acceptance->n_candidates),
           acceptance->n_samples, acceptance->n_candidates);
}

static void
print_left_out (const FlAcceptance *acceptance, gboolean has_tags)
{
  if (acceptance->n_left_out == 0)
    return;
  if (has_tags)
    g_print (ngettext ("%u was left out, because fewer than 5 samples have that answer or its "
                       "stream has none about the tag\n",
                       "%u were left out, because fewer than 5 samples have that answer or their "
                       "stream has none about the tag\n",
                       acceptance->n_left_out),
             acceptance->n_left_out);
  else
    g_print (ngettext ("%u was left out, because its class has fewer than 5 labels or its stream "
                       "has none\n",
                       "%u were left out, because their class has fewer than 5 labels or their "
                       "stream has none\n",
                       acceptance->n_left_out),
             acceptance->n_left_out);
}

/* What comes with a largest share of missed events. */
static void
print_sweeps (const FlAcceptance *acceptance, gboolean is_preview)
{
  g_print ("%s", acceptance->no_sweeps != NULL ? acceptance->no_sweeps : "");
  if (acceptance->n_sweeps == 0)
    return;
  g_autofree char *sweeps =
    g_strdup_printf (ngettext ("%u sweep for missed events", "%u sweeps for missed events",
                               acceptance->n_sweeps),
                     acceptance->n_sweeps);
  g_autofree char *sheets =
    g_strdup_printf (ngettext ("about %u sheet", "about %u sheets", acceptance->n_sheets),
                     acceptance->n_sheets);
  /* Translators: “1 sweep for missed events”; “about 2 sheets”. */
  g_print (is_preview ? _ ("With it would begin: %1$s, %2$s\n")
                      : _ ("Begun with it: %1$s, %2$s; “sweep” lists them\n"),
           sweeps, sheets);
}

static void
print_acceptance (const AcceptOptions *options)
{
  const FlAcceptance *acceptance = &options->acceptance;

  if (acceptance->n_candidates == 0) {
    g_print (_ ("There is nothing to accept: every sample has a label\n"));
    return;
  }
  if (options->has_tags)
    print_n_answers (acceptance, options->is_preview);
  else
    print_n_samples (acceptance, options->is_preview);
  if (acceptance->n_samples == 0)
    g_print (_ (" at a maximum error of %g %%\n"), acceptance->max_error * 100);
  else
    g_print (ngettext (" at a maximum error of %g %%; that is a proposal until %u blind check "
                       "that agrees proves it at %g %% confidence\n",
                       " at a maximum error of %g %%; that is a proposal until %u blind checks, "
                       "all of them agreeing, prove it at %g %% confidence\n",
                       acceptance->n_checks),
             acceptance->max_error * 100, acceptance->n_checks, acceptance->confidence * 100);
  g_print ("%s", options->planned);
  print_left_out (acceptance, options->has_tags);
  if (acceptance->n_edges > 0)
    g_print (ngettext ("%u is near a change and was left out\n",
                       "%u are near a change and were left out\n", acceptance->n_edges),
             acceptance->n_edges);
  print_sweeps (acceptance, options->is_preview);
  g_autofree char *warning = fl_acceptance_dup_warning (acceptance);
  if (warning != NULL)
    g_print ("%s\n", warning);
}

FlCliStatus
fl_cli_accept (const FlCliCommand *self, char **arguments)
{
  g_auto (AcceptOptions) options = {.acceptance = {.max_error = 0.02, .confidence = 0.95}};
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] =
    {{"max-error", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.max_errors,
      N_ ("Largest share of wrong labels (0.02), of all or of a class"), "SHARE|CLASS=SHARE"},
     {"max-missed", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.max_missed,
      N_ ("Largest share of a class that may get another label, and be missed: starts a sweep"),
      "CLASS=SHARE"},
     {"confidence", 0, 0, G_OPTION_ARG_STRING, &options.confidence,
      N_ ("Of the certificate that checks can give (0.95)"), "SHARE"},
     {"stream", 0, 0, G_OPTION_ARG_STRING, &options.stream, N_ ("Only what is in that video"),
      "NAME"},
     {"class", 0, 0, G_OPTION_ARG_STRING, &options.class_name,
      N_ ("Only what is labelled with that class"), "NAME"},
     {"tag", 0, 0, G_OPTION_ARG_STRING, &options.tag,
      N_ ("Only what is said of that tag, or only yes or no of it"), "NAME[=yes|no]"},
     {"without-edges", 0, 0, G_OPTION_ARG_INT, &options.n_edge,
      N_ ("Leave out what is so many frames from a change (0)"), "FRAMES"},
     {"condition", 0, 0, G_OPTION_ARG_STRING, &options.condition,
      N_ ("Only what was taken by day (6:00 to 18:00), or by night"), "day|night"},
     {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options.is_preview, N_ ("Only say what would happen"),
      NULL},
     {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  if (!parse_accept (&options))
    return fl_cli_misuse (self, _ ("--max-error, --max-missed and --confidence take numbers "
                                   "between 0 and 1, such as 0.02 or CLASS=0.05"));
  if (options.n_edge < 0)
    return fl_cli_misuse (self, _ ("--without-edges is a number of frames"));
  options.acceptance.scope.n_edge = (guint) options.n_edge;
  if (options.condition != NULL &&
      !fl_condition_parse (options.condition, &options.acceptance.scope.condition))
    return fl_cli_misuse (self, _ ("--condition is day or night"));
  FlSession *session = fl_cli_open_to_learn (arguments[0]);
  if (session == NULL)
    return FL_CLI_FAILED;
  gboolean is_done = accept (session, &options, &error);
  fl_cli_close (session);
  if (!is_done)
    return fl_cli_fail (error);
  print_acceptance (&options);
  return FL_CLI_DONE;
}

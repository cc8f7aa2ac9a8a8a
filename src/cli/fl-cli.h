/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-json.h"
#include "session/fl-plugins.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlCliStatus:
 * @FL_CLI_DONE: it worked
 * @FL_CLI_FAILED: it did not; one line on stderr said why
 * @FL_CLI_USAGE: it was called wrongly
 *
 * Exit statuses.
 */
typedef enum {
  FL_CLI_DONE = 0,
  FL_CLI_FAILED = 1,
  FL_CLI_USAGE = 2,
} FlCliStatus;

/**
 * FlCliCommand:
 * @name: what is typed
 * @arguments: what follows it, for the usage line
 * @summary: one line, untranslated, marked with N_()
 * @run: does it; @arguments are what was typed after the name: the end of the argv of main()
 *
 * A command: one function, one line in the table of main.c.
 */
typedef struct _FlCliCommand FlCliCommand;

struct _FlCliCommand {
  const char *name;
  const char *arguments;
  const char *summary;
  FlCliStatus (*run) (const FlCliCommand *self, char **arguments);
};

/**
 * fl_cli_parse:
 * @command: the command
 * @entries: its options
 * @arguments: (inout): what was typed after the command's name, within the argv of main();
 *   what is left are the words that are no options
 * @min: fewest words
 * @max: most words
 *
 * Reads the options of a command; `--` ends them. Prints what is wrong, or the help.
 *
 * Returns: whether to go on; when not, @out_status is what to exit with
 */
gboolean fl_cli_parse (const FlCliCommand *command,
                       const GOptionEntry *entries,
                       char ***arguments,
                       guint min,
                       guint max,
                       FlCliStatus *out_status);

/** fl_cli_misuse: Says how @command was called wrongly. Returns: %FL_CLI_USAGE */
FlCliStatus fl_cli_misuse (const FlCliCommand *command, const char *sentence);

/** fl_cli_misuse_error: The same with the sentence of @error. Returns: %FL_CLI_USAGE */
FlCliStatus fl_cli_misuse_error (const FlCliCommand *command, const GError *error);

/** fl_cli_check_plugin: Returns: whether @id (or %NULL) can be chosen; says so when not */
gboolean fl_cli_check_plugin (const FlCliCommand *command, FlPluginKind kind, const char *id);

/** fl_cli_fail: Says why it failed. Returns: %FL_CLI_FAILED */
FlCliStatus fl_cli_fail (const GError *error);

/** fl_cli_note: Says something on stderr that is no failure. */
void fl_cli_note (const char *format, ...) G_GNUC_PRINTF (1, 2);

/** fl_cli_dup_project_path: Returns: (transfer full): @word with the suffix it may lack; a file
 * of that very name is taken as it is */
char *fl_cli_dup_project_path (const char *word);

/** fl_cli_dup_new_project_path: Returns: (transfer full): the same for one to be made */
char *fl_cli_dup_new_project_path (const char *word);

/** fl_cli_dup_counts: Returns: (transfer full): how many frames and samples @stream has, in words,
 * such as “75 frames, 6 samples” */
char *fl_cli_dup_counts (FlStream *stream);

/** fl_cli_open_with: Returns: (transfer full): the project @word, %NULL after saying why */
FlSession *fl_cli_open_with (const char *word, const FlSessionOptions *options);

/** fl_cli_open: Returns: (transfer full): the project @word, headless; %NULL after saying why */
FlSession *fl_cli_open (const char *word, const char *annotator);

/** fl_cli_open_to_read: Returns: (transfer full): the same, welcome beside one that labels */
FlSession *fl_cli_open_to_read (const char *word);

/** FlCliPrintFunc: Prints @thing for people. */
typedef void (*FlCliPrintFunc) (gconstpointer thing);

/** FlCliAddFunc: Adds @thing to the array that is open in @json. */
typedef void (*FlCliAddFunc) (FlJson *json, gconstpointer thing);

/** fl_cli_add_all: Adds @things to @json, as the array @name. */
void fl_cli_add_all (FlJson *json, const GPtrArray *things, const char *name, FlCliAddFunc add);

/**
 * fl_cli_print_all:
 * @things: what is listed
 * @name: (nullable): name of the array that holds them, to write JSON; %NULL for people
 * @print: for people
 * @add: for JSON
 *
 * Prints a list.
 */
void fl_cli_print_all (const GPtrArray *things,
                       const char *name,
                       FlCliPrintFunc print,
                       FlCliAddFunc add);

/** fl_cli_close: Closes and frees @session. */
void fl_cli_close (FlSession *session);

/**
 * fl_cli_ingest:
 * @session: a session
 *
 * Ingests every stream that is not ready and shows how it goes; Ctrl+C stops it in order.
 *
 * Returns: whether all streams are ready; when not, stderr said why
 */
gboolean fl_cli_ingest (FlSession *session);

/** fl_cli_on_interrupt: Stops in order what @session does; a #GSourceFunc. */
gboolean fl_cli_on_interrupt (gpointer session);

/** fl_cli_is_ingested: Returns: whether all streams are ready */
gboolean fl_cli_is_ingested (FlSession *session);

/**
 * fl_cli_open_ingested:
 * @word: a project
 * @out_is_ingested: (out) (optional): whether all streams are ready; when not, stderr said why
 *
 * Opens a project to look into it. Only where something must be ingested first is it opened to be
 * changed, so that looking works beside a window and in folders that cannot be written.
 *
 * Returns: (transfer full): the project, %NULL after saying why
 */
FlSession *fl_cli_open_ingested (const char *word, gboolean *out_is_ingested);

/**
 * fl_cli_prepare_rows:
 * @session: a session
 *
 * Makes ready what tells of every frame: counts frames, learns if that is possible, and from now on
 * says on stderr what @session tells as a problem.
 *
 * Returns: whether all streams can be told of
 */
gboolean fl_cli_prepare_rows (FlSession *session);

/** fl_cli_open_to_learn: Returns: (transfer full) (nullable): a session that may write, whose streams are
 * all ingested if they can be; %NULL with a reason on stderr */
FlSession *fl_cli_open_to_learn (const char *word);

/** fl_cli_parse_share: Reads a number between 0 and 1, which it is not itself. Returns: whether it is one */
gboolean fl_cli_parse_share (const char *text, double *out);

/** fl_cli_parse_class_share: Reads such as “Feeding=0.05”; @text becomes the name alone. Returns: whether
 * it is such */
gboolean fl_cli_parse_class_share (char *text, double *out);

/** fl_cli_show_progress: Draws how far something is, on a terminal; @fraction 0..1. */
void fl_cli_show_progress (const char *what, double fraction);

/** fl_cli_end_progress: Takes the line of fl_cli_show_progress() away. */
void fl_cli_end_progress (void);

/* The commands, each in the file named after its topic. */
FlCliStatus fl_cli_new (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_add (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_remove (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_ingest_command (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_record (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_set (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_info (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_label (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_import (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_export (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_log (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_undo (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_train (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_queue (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_accept (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_lots (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_sweep (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_report (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_simulate (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_frames (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_class (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_convert (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_check (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_relink (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_demo (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_extractors (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_classifiers (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_strategies (const FlCliCommand *self, char **arguments);
FlCliStatus fl_cli_formats (const FlCliCommand *self, char **arguments);

G_END_DECLS

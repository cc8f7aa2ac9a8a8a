/* SPDX-License-Identifier: GPL-3.0-or-later */
/* framelinectl: everything but the window. */
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "base/fl-locale.h"
#include "cli/fl-cli.h"
#include "config.h"

static const FlCliCommand commands[] = {
  {"new", "PROJECT", N_ ("Make a project"), fl_cli_new},
  {"add", "PROJECT SOURCE…", N_ ("Add videos or live video to a project"), fl_cli_add},
  {"remove", "PROJECT STREAM", N_ ("Remove a video and keep its labels for when it is back"),
   fl_cli_remove},
  {"ingest", "PROJECT", N_ ("Read the videos of a project"), fl_cli_ingest_command},
  {"record", "PROJECT", N_ ("Record the live video of a project"), fl_cli_record},
  {"set", "PROJECT", N_ ("Change what a project says of itself"), fl_cli_set},
  {"info", "PROJECT", N_ ("Say what a project holds"), fl_cli_info},
  {"label", "PROJECT", N_ ("Label frames"), fl_cli_label},
  {"import", "PROJECT FILE", N_ ("Take in labels from a file"), fl_cli_import},
  {"train", "PROJECT", N_ ("Train a model and say what it is like"), fl_cli_train},
  {"queue", "PROJECT", N_ ("List what should be labelled next"), fl_cli_queue},
  {"accept", "PROJECT", N_ ("Accept confident predictions as auto labels"), fl_cli_accept},
  {"lots", "PROJECT", N_ ("List what was accepted"), fl_cli_lots},
  {"sweep", "PROJECT", N_ ("Look for events that were missed, and bound how many"), fl_cli_sweep},
  {"export", "PROJECT", N_ ("Write the labels of every frame"), fl_cli_export},
  {"report", "PROJECT", N_ ("Say how the labels came about, for a paper"), fl_cli_report},
  {"simulate", "PROJECT", N_ ("Label as a person who knows the truth would"), fl_cli_simulate},
  {"frames", "PROJECT STREAM", N_ ("List the frames of a stream"), fl_cli_frames},
  {"class", "PROJECT add|rename|key|merge|retire|redefine|split|confirm NAME…",
   N_ ("Add or change classes"), fl_cli_class},
  {"convert", "PROJECT", N_ ("Make the classes of a project tags"), fl_cli_convert},
  {"log", "PROJECT", N_ ("Show the history"), fl_cli_log},
  {"undo", "PROJECT", N_ ("Undo the newest action"), fl_cli_undo},
  {"relink", "PROJECT PLACE…", N_ ("Find videos that were moved or renamed"), fl_cli_relink},
  {"check", "PROJECT", N_ ("Verify a project, its videos and its cache"), fl_cli_check},
  {"demo", "DIRECTORY", N_ ("Draw demo videos and make a project of them"), fl_cli_demo},
  {"extractors", "", N_ ("List kinds of features"), fl_cli_extractors},
  {"classifiers", "", N_ ("List kinds of classifiers"), fl_cli_classifiers},
  {"strategies", "", N_ ("List orders of questions"), fl_cli_strategies},
  {"formats", "", N_ ("List formats of files"), fl_cli_formats},
};

static void
print_help (void)
{
  g_print (_ ("Usage: framelinectl COMMAND [OPTION…] …\n\nCommands:\n"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-12s %s\n", commands[i].name, _ (commands[i].summary));
  g_print (
    _ ("\n“framelinectl COMMAND --help” explains a command. The manual: man framelinectl\n"));
}

static FlCliStatus
run (const char *name, char **arguments)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return commands[i].run (&commands[i], arguments);
  g_printerr (_ ("framelinectl: There is no command “%s”; “framelinectl --help” lists them\n"),
              name);
  return FL_CLI_USAGE;
}

/* A file that is opened where a standard stream was closed would get what is printed. */
static void
occupy_standard_streams (void)
{
  int fd;

  do
    fd = open ("/dev/null", O_RDONLY);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd >= 0)
    close (fd);
}

/* Output that got lost is a failure of whatever it was that was asked for. */
static FlCliStatus
check_output (FlCliStatus status)
{
  if (fflush (stdout) == 0 && ferror (stdout) == 0)
    return status;
  g_printerr (_ ("framelinectl: Not all of the output could be written\n"));
  return status == FL_CLI_DONE ? FL_CLI_FAILED : status;
}

int
main (int argc, char **argv)
{
  occupy_standard_streams ();
  fl_locale_init ();
  if (argc < 2) {
    print_help ();
    return FL_CLI_USAGE;
  }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")) {
    print_help ();
    return (int) check_output (FL_CLI_DONE);
  }
  if (g_str_equal (argv[1], "--version")) {
    g_print ("framelinectl %s\n", FL_VERSION);
    return (int) check_output (FL_CLI_DONE);
  }
  return (int) check_output (run (argv[1], argv + 2));
}

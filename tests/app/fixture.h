/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/fl-application.h"
#include "app/fl-window.h"

G_BEGIN_DECLS

/** FIXTURE_N_FRAMES: frames of each video of the fixture. */
#define FIXTURE_N_FRAMES 120

/**
 * Fixture:
 * @folder: for the test alone; gone afterwards
 * @videos: two short videos, %NULL at the end
 * @project: a project of both with the classes Nothing, Bird and Squirrel on 0, 1 and 2
 * @application: the program, registered; the same one for all tests of a process
 *
 * What tests with a screen start from.
 */
typedef struct {
  char *folder;
  char *videos[3];
  char *project;
  FlApplication *application;
} Fixture;

/** FixtureCondition: Returns: whether what is waited for has come */
typedef gboolean (*FixtureCondition) (gpointer data);

/** fixture_init: Starts GTest and GTK without animations; call it first in main(). */
void fixture_init (int *argc, char ***argv);

/** fixture_run: Runs the tests and tidies up; the last thing in main(). */
int fixture_run (void);

/** fixture_set_up: Makes the folder, the videos and the project. */
void fixture_set_up (Fixture *self, gconstpointer data);

/** fixture_tear_down: Removes the folder. */
void fixture_tear_down (Fixture *self, gconstpointer data);

/** fixture_wait: Iterates the main context until @condition holds; fails after 30 s. */
void fixture_wait (const char *what, FixtureCondition condition, gpointer data);

/** fixture_draw: Iterates the main context until @widget was laid out and drawn anew. */
void fixture_draw (GtkWidget *widget);

/** fixture_open_window: Returns: (transfer none): a shown window without a project */
FlWindow *fixture_open_window (Fixture *self, int width, int height);

/** fixture_open_project: Opens the project, waits until all is read and a question is shown. */
void fixture_open_project (Fixture *self, FlWindow *window);

/** fixture_is_narrow: A condition: whether the window @data has the narrow layout. */
gboolean fixture_is_narrow (gpointer data);

/** fixture_close_window: Closes a window and waits until it is gone. */
void fixture_close_window (FlWindow *window);

/** fixture_find: Returns: (transfer none) (nullable): the first mapped widget of @type below
 * @widget for which @is_it, when given, holds */
GtkWidget *fixture_find (GtkWidget *widget,
                         GType type,
                         gboolean (*is_it) (GtkWidget *widget, gconstpointer data),
                         gconstpointer data);

/** fixture_has_text: Returns: whether a #GtkLabel reads exactly @data; for fixture_find() */
gboolean fixture_has_text (GtkWidget *label, gconstpointer data);

G_END_DECLS

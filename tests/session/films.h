/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small films whose pictures tell their number and their class, an extractor that waits at a
 * gate, and sessions that work on them: what the tests of this layer share. */
#pragma once

#include "folder.h"

#include "session/fl-session-private.h"

G_BEGIN_DECLS

/** FILMS_RATE: frames a second. */
#define FILMS_RATE 10

/** FILMS_STRETCH: frames that have the same class, before the next class comes. */
#define FILMS_STRETCH 12

/** FILMS_WIDTH_PX, FILMS_HEIGHT_PX: size of the pictures. */
#define FILMS_WIDTH_PX  96
#define FILMS_HEIGHT_PX 64

/** films_make_folder: Returns: (transfer full): an empty folder; opens the gate */
char *films_make_folder (void);

/** films_make: Draws a film of @n_frames frames, at most 256. Returns: (transfer full): its path */
char *films_make (const char *folder, const char *name, guint n_frames);

/** films_make_at: The same with @rate frames a second. */
char *films_make_at (const char *folder, const char *name, guint n_frames, int rate);

/** films_get_class: Returns: name of the class of frame @frame of any film */
const char *films_get_class (gint64 frame);

/** films_read_number: Returns: the number of the frame that a shown picture (BGR24) is of */
gint64 films_read_number (const FlImage *image);

/** films_create: Returns: (transfer full): a project with three classes, made by Ada */
FlSession *films_create (const char *folder, const FlSessionOptions *options);

/** films_open: Returns: (transfer full): that project once more */
FlSession *films_open (const char *folder, const FlSessionOptions *options);

/** films_dup_project_path: Returns: (transfer full): its file */
char *films_dup_project_path (const char *folder);

/** films_use_gate: Has @session make its features at the gate from now on; loads them anew. */
void films_use_gate (FlSession *session);

/** films_close: Closes and frees a session; nothing else may refer to it. */
void films_close (FlSession *session);

/** films_add: Draws a film into @folder and adds it, every frame a sample. Returns: the stream */
FlStream *films_add (FlSession *session, const char *folder, const char *name, guint n_frames);

/** films_add_at: The same with @rate frames a second. */
FlStream *
films_add_at (FlSession *session, const char *folder, const char *name, guint n_frames, int rate);

/** films_peek: Returns: (transfer none): the stream called @name */
FlStream *films_peek (FlSession *session, const char *name);

/** films_find_class: Returns: (transfer none): the class called @name */
FlClass *films_find_class (FlSession *session, const char *name);

/** films_answer: Answers the frame @frame of @stream with the class @name, %NULL for unsure. */
void films_answer (FlSession *session, FlStream *stream, gint64 frame, const char *name);

/** films_dup_said: Returns: (transfer full): what people said of a stream, as "3:Bird 4-6:?" */
char *films_dup_said (FlSession *session, FlStream *stream);

/** films_count_rows: Returns: how many samples the cache has features of, by the gate */
guint films_count_rows (FlSession *session, FlStream *stream);

/** films_is_done: Whether no ingest runs or waits; for films_wait(). */
gboolean films_is_done (gpointer session);

/** films_wait: Runs the main loop until @condition holds; fails after a minute. */
void films_wait (gboolean (*condition) (gpointer data), gpointer data);

/** films_ingest: Ingests every stream of @session, and waits for it. */
void films_ingest (FlSession *session);

/** films_close_gate: From now on extractors wait, and are counted from 0. */
void films_close_gate (void);

/** films_let_pass: Lets @n more pictures through. */
void films_let_pass (guint n);

/** films_open_gate: Lets all pictures through. */
void films_open_gate (void);

/** films_count_waiting: Returns: extractors that wait at the gate now */
guint films_count_waiting (void);

/** films_count_passed: Returns: pictures that went through since the gate was closed */
guint films_count_passed (void);

/** films_has_question: Returns: whether @session asks something; for films_wait() */
gboolean films_has_question (gpointer session);

/** films_get_current: Returns: (transfer none): the question, of which queue and property agree */
FlItem *films_get_current (FlSession *session);

/** films_label: Gives frames a class by name, %NULL for unsure. */
void
films_label (FlSession *session, FlStream *stream, gint64 first, gint64 last, const char *name);

/** films_wait_for_model: Lets the learner speak, that is asked for a new order. */
void films_wait_for_model (FlSession *session);

G_END_DECLS

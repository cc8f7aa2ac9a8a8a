/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A live stream that is recorded from a sender on the loopback, for the tests of live video. */
#pragma once

#include "films.h"
#include "sender.h"

#include "media/fl-source-decoder.h"

G_BEGIN_DECLS

#define N_FILMS 7
/* The sender falls silent after the last one, and nobody knows then how much of it is in. */
#define N_WHOLE (N_FILMS - 1)

/* So many frames has each film; a restored sender begins with its first picture. */
extern const guint recording_n_frames[N_FILMS];

typedef struct {
  char *folder;
  char *films[N_FILMS];
  Sender *sender;
  FlSession *session;
  FlStream *stream;
  gint64 n_awaited;
} Recording;

/** recording_set_up: Makes a project with a live stream, every frame a sample; for g_test_add(). */
void recording_set_up (Recording *self, gconstpointer data);

/** recording_tear_down: Takes all of it away; for g_test_add(). */
void recording_tear_down (Recording *self, gconstpointer data);

/** recording_reopen: Closes the project and opens it again. */
void recording_reopen (Recording *self);

/** recording_begin: Begins to record. */
void recording_begin (Recording *self);

/** recording_wait: Waits until @n frames and their samples are in. */
void recording_wait (Recording *self, gint64 n);

/** recording_stop: Stops recording. */
void recording_stop (Recording *self);

/** recording_count_sent: Returns: frames of the first @n_films films */
gint64 recording_count_sent (guint n_films);

/** recording_do_all: Records until all films but the last one are in. */
void recording_do_all (Recording *self);

/** recording_assert_shows: Checks that frame @frame of the stream shows @number, decoded from its
 * file. */
void recording_assert_shows (FlSourceDecoder *decoder, gint64 frame, gint64 number);

/** recording_assert_films: Checks that the stream holds all films, one file each, frame by frame. */
void recording_assert_films (Recording *self);

/** recording_assert_in_order: Checks that the project says of itself that all is well. */
void recording_assert_in_order (Recording *self);

/** recording_go_on: In the child: records for ever, and says how many samples are in. */
void recording_go_on (const char *folder);

/** recording_die: Lets a child, this program with `--child`, record until it said that @n samples are
 * in. Returns: how many it said in the end */
gint64 recording_die (Recording *self, gint64 n);

G_END_DECLS

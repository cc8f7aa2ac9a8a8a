/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** FL_PROJECT_SUFFIX: how the names of project files end. */
#define FL_PROJECT_SUFFIX ".frameline"

typedef struct _FlClass FlClass;
typedef struct _FlFrameLoader FlFrameLoader;
typedef struct _FlItem FlItem;
typedef struct _FlJob FlJob;
typedef struct _FlQueue FlQueue;
typedef struct _FlSession FlSession;
typedef struct _FlStream FlStream;

/**
 * FlCertainty:
 * @FL_CERTAINTY_UNSEEN: nobody and nothing has said anything
 * @FL_CERTAINTY_UNSURE: a person looked and could not tell
 * @FL_CERTAINTY_MODEL: a prediction
 * @FL_CERTAINTY_AUTO: an accepted prediction in an open lot
 * @FL_CERTAINTY_CERTIFIED: an accepted prediction in a certified lot
 * @FL_CERTAINTY_HUMAN: a person's answer
 *
 * Who or what stands behind the label of a frame, in rising order.
 */
typedef enum {
  FL_CERTAINTY_UNSEEN,
  FL_CERTAINTY_UNSURE,
  FL_CERTAINTY_MODEL,
  FL_CERTAINTY_AUTO,
  FL_CERTAINTY_CERTIFIED,
  FL_CERTAINTY_HUMAN,
} FlCertainty;

/**
 * FL_SESSION_ERROR:
 *
 * Errors of the session; the messages are sentences for people.
 */
#define FL_SESSION_ERROR (fl_session_error_quark ())

/**
 * FlSessionError:
 * @FL_SESSION_ERROR_INVALID: what was asked for makes no sense; the sentence says why
 * @FL_SESSION_ERROR_NOT_FOUND: a stream, frame or class of that name is not there
 * @FL_SESSION_ERROR_TOO_EARLY: something must happen first; the sentence says what
 * @FL_SESSION_ERROR_ALL_DONE: nothing is left to be done
 */
typedef enum {
  FL_SESSION_ERROR_INVALID,
  FL_SESSION_ERROR_NOT_FOUND,
  FL_SESSION_ERROR_TOO_EARLY,
  FL_SESSION_ERROR_ALL_DONE,
} FlSessionError;

GQuark fl_session_error_quark (void);

G_END_DECLS

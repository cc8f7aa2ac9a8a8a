/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A camera on the loopback: sends films to whoever connects, one after the other. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _Sender Sender;

/**
 * sender_new:
 * @head: (nullable): what is sent before each film, after a request has come; %NULL sends at once
 * @paths: (array length=n): the films, as they are
 * @n: how many
 *
 * Listens on a port of its own. The first to connect is sent the first film and cut off, and so on;
 * the last one is kept waiting until sender_free(), and so is whoever comes after.
 *
 * Returns: (transfer full): the sender
 */
Sender *sender_new (const char *head, const char *const *paths, guint n);

/** sender_free: Cuts everybody off. */
void sender_free (Sender *self);

/** sender_dup_address: Returns: (transfer full): where it is, as `SCHEME://127.0.0.1:PORT/WHAT` */
char *sender_dup_address (const Sender *self, const char *scheme, const char *what);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sender, sender_free)

G_END_DECLS

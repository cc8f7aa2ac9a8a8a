/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A camera on the loopback, on a thread of its own. */
#include "sender.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct _Sender {
  int listener;
  guint port;
  char *head;
  GPtrArray *films; /* GBytes */
  GArray *waiting;  /* int, sockets of those who are kept waiting */
  pthread_t thread;
};

/* FALSE when the other side went away. */
static gboolean
send_all (int peer, const char *data, gsize size)
{
  while (size > 0) {
    ssize_t n = send (peer, data, size, MSG_NOSIGNAL);
    if (n <= 0)
      return FALSE;
    data += n;
    size -= (gsize) n;
  }
  return TRUE;
}

static void
serve (const Sender *self, int peer, guint number)
{
  char request[4096];

  if (self->head != NULL && (recv (peer, request, sizeof request, 0) <= 0 ||
                             !send_all (peer, self->head, strlen (self->head))))
    return;
  if (number >= self->films->len)
    return;
  gsize size;
  const char *data = g_bytes_get_data (self->films->pdata[number], &size);
  (void) send_all (peer, data, size); /* Who goes away wants no more. */
}

static void *
run (void *data)
{
  Sender *self = data;

  for (guint i = 0;; i++) {
    int peer = accept (self->listener, NULL, NULL);
    if (peer < 0)
      return NULL;
    serve (self, peer, i);
    if (i + 1 < self->films->len)
      close (peer);
    else
      g_array_append_val (self->waiting, peer);
  }
}

static void
load (Sender *self, const char *path)
{
  char *content;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_ptr_array_add (self->films, g_bytes_new_take (content, size));
}

Sender *
sender_new (const char *head, const char *const *paths, guint n)
{
  Sender *self = g_new0 (Sender, 1);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK)};
  socklen_t size = sizeof address;

  self->head = g_strdup (head);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (int));
  self->films = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < n; i++)
    load (self, paths[i]);
  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &address, size), ==, 0);
  g_assert_cmpint (listen (self->listener, 8), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *) &address, &size), ==, 0);
  self->port = ntohs (address.sin_port);
  g_assert_cmpint (pthread_create (&self->thread, NULL, run, self), ==, 0);
  return self;
}

void
sender_free (Sender *self)
{
  /* Who waits in accept () is told, and so is the other side of what is being sent. */
  shutdown (self->listener, SHUT_RDWR);
  pthread_join (self->thread, NULL);
  close (self->listener);
  for (guint i = 0; i < self->waiting->len; i++)
    close (g_array_index (self->waiting, int, i));
  g_array_unref (self->waiting);
  g_ptr_array_unref (self->films);
  g_free (self->head);
  g_free (self);
}

char *
sender_dup_address (const Sender *self, const char *scheme, const char *what)
{
  return g_strdup_printf ("%s://127.0.0.1:%u/%s", scheme, self->port, what);
}

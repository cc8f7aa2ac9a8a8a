/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages between threads. See decisions in HACKING.md, "Threads": GMutex and GTask would give
 * ThreadSanitizer false races with a GLib that is not instrumented. */
#include "session/fl-channel.h"

#include <errno.h>
#include <glib-unix.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* So many messages at once, then the main loop gets its turn, or keys would wait. */
#define MESSAGES_A_TURN 64

/* Just after GTK paints (G_PRIORITY_HIGH_IDLE + 20): the picture that a key asked for comes first. */
#define PRIORITY (G_PRIORITY_HIGH_IDLE + 30)

struct _FlChannel {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  GDestroyNotify free_message;
  /* Under the mutex. */
  GQueue messages;
  gboolean is_closed;
  int event_fd; /* readable while messages wait; -1 while nobody watches */
};

FlChannel *
fl_channel_new (GDestroyNotify free_message)
{
  FlChannel *self = g_new0 (FlChannel, 1);

  pthread_mutex_init (&self->mutex, NULL);
  pthread_cond_init (&self->changed, NULL);
  g_queue_init (&self->messages);
  self->free_message = free_message;
  self->event_fd = -1;
  return self;
}

static void
free_one (FlChannel *self, gpointer message)
{
  if (message != NULL && self->free_message != NULL)
    self->free_message (message);
}

/* With the mutex held. */
static void
free_waiting (FlChannel *self)
{
  gpointer message;

  while ((message = g_queue_pop_head (&self->messages)) != NULL)
    free_one (self, message);
}

/* Without the mutex: the main loop wakes at once and takes the processor from a thread that is more
 * polite, and would then wait for the mutex until that thread has its turn again. */
static void
wake_watch (int event_fd)
{
  const guint64 one = 1;
  ssize_t n;

  do
    n = event_fd >= 0 ? write (event_fd, &one, sizeof one) : 0;
  while (n < 0 && errno == EINTR);
}

/* Gives the mutex back and tells all that something changed. */
static void
unlock_and_tell (FlChannel *self)
{
  const int event_fd = self->event_fd;

  pthread_cond_broadcast (&self->changed);
  pthread_mutex_unlock (&self->mutex);
  wake_watch (event_fd);
}

/* Adds a message, or frees it when nobody will take it, and gives the mutex back. */
static void
add_and_unlock (FlChannel *self, gpointer message)
{
  if (message != NULL && !self->is_closed) {
    g_queue_push_tail (&self->messages, message);
    unlock_and_tell (self);
    return;
  }
  pthread_mutex_unlock (&self->mutex);
  free_one (self, message);
}

void
fl_channel_free (FlChannel *self)
{
  if (self == NULL)
    return;
  free_waiting (self);
  if (self->event_fd >= 0)
    close (self->event_fd);
  pthread_cond_destroy (&self->changed);
  pthread_mutex_destroy (&self->mutex);
  g_free (self);
}

void
fl_channel_push (FlChannel *self, gpointer message)
{
  g_return_if_fail (message != NULL);

  pthread_mutex_lock (&self->mutex);
  add_and_unlock (self, message);
}

void
fl_channel_replace (FlChannel *self, gpointer message)
{
  pthread_mutex_lock (&self->mutex);
  free_waiting (self);
  add_and_unlock (self, message);
}

gpointer
fl_channel_pop (FlChannel *self)
{
  pthread_mutex_lock (&self->mutex);
  while (g_queue_is_empty (&self->messages) && !self->is_closed)
    pthread_cond_wait (&self->changed, &self->mutex);
  gpointer message = g_queue_pop_head (&self->messages);
  pthread_mutex_unlock (&self->mutex);
  return message;
}

gpointer
fl_channel_try_pop (FlChannel *self)
{
  pthread_mutex_lock (&self->mutex);
  gpointer message = g_queue_pop_head (&self->messages);
  pthread_mutex_unlock (&self->mutex);
  return message;
}

void
fl_channel_close (FlChannel *self)
{
  pthread_mutex_lock (&self->mutex);
  self->is_closed = TRUE;
  free_waiting (self);
  unlock_and_tell (self);
}

typedef struct {
  FlChannel *channel;
  FlChannelFunc func;
  gpointer data;
} Watch;

static gboolean
on_event_fd_readable (int fd, GIOCondition condition, gpointer data)
{
  Watch *watch = data;
  guint64 n_told;

  /* Fails when another turn has read it; the messages are what counts. */
  (void) !read (fd, &n_told, sizeof n_told);
  for (guint i = 0; i < MESSAGES_A_TURN; i++) {
    gpointer message = fl_channel_try_pop (watch->channel);
    if (message == NULL)
      return G_SOURCE_CONTINUE;
    watch->func (message, watch->data);
    if (g_source_is_destroyed (g_main_current_source ()))
      return G_SOURCE_REMOVE;
  }
  wake_watch (fd);
  return G_SOURCE_CONTINUE;
}

GSource *
fl_channel_watch (FlChannel *self, FlChannelFunc func, gpointer data)
{
  g_return_val_if_fail (self->event_fd < 0, NULL);

  Watch *watch = g_new (Watch, 1);
  *watch = (Watch){.channel = self, .func = func, .data = data};
  pthread_mutex_lock (&self->mutex);
  self->event_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  unlock_and_tell (self);
  GSource *source = g_unix_fd_source_new (self->event_fd, G_IO_IN);
  g_source_set_callback (source, G_SOURCE_FUNC (on_event_fd_readable), watch, g_free);
  g_source_set_static_name (source, "FlChannel");
  g_source_set_priority (source, PRIORITY);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

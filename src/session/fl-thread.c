/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads, and lending them to the layers below. */
#include "session/fl-thread.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_THREADS 16

struct _FlThread {
  pthread_t thread;
  char name[16];
  int nice;
  void (*run) (gpointer data);
  gpointer data;
};

static void *
thread_main (void *data)
{
  FlThread *self = data;

  pthread_setname_np (pthread_self (), self->name);
  /* On Linux a thread has a nice value of its own. Not being able to be polite is no error. */
  if (self->nice != 0)
    (void) setpriority (PRIO_PROCESS, (id_t) syscall (SYS_gettid), self->nice);
  self->run (self->data);
  return NULL;
}

FlThread *
fl_thread_start (const char *name, int nice, void (*run) (gpointer data), gpointer data)
{
  FlThread *self = g_new0 (FlThread, 1);

  g_strlcpy (self->name, name, sizeof self->name);
  self->nice = nice;
  self->run = run;
  self->data = data;
  int code = pthread_create (&self->thread, NULL, thread_main, self);
  g_assert (code == 0);
  return self;
}

void
fl_thread_join (FlThread *self)
{
  if (self == NULL)
    return;
  pthread_join (self->thread, NULL);
  g_free (self);
}

guint
fl_thread_get_n_cores (void)
{
  return MAX (g_get_num_processors (), 1);
}

typedef struct {
  atomic_size_t next;
  gsize n;
  FlParallelFunc func;
  gpointer data;
} Pieces;

static void *
run_pieces (void *data)
{
  Pieces *pieces = data;

  for (;;) {
    gsize i = atomic_fetch_add (&pieces->next, 1);
    if (i >= pieces->n)
      return NULL;
    pieces->func (i, pieces->data);
  }
}

/* Starting a thread costs some 20 µs; what is given here takes milliseconds. */
static void
run_on_cores (const FlParallel *self, gsize n, FlParallelFunc func, gpointer data)
{
  Pieces pieces = {.n = n, .func = func, .data = data};
  pthread_t threads[MAX_THREADS];
  gsize n_helpers = MIN (MIN (n, fl_thread_get_n_cores ()), MAX_THREADS + 1);
  gsize n_started = 0;

  for (; n_started + 1 < n_helpers; n_started++)
    if (pthread_create (&threads[n_started], NULL, run_pieces, &pieces) != 0)
      break;
  run_pieces (&pieces);
  for (gsize i = 0; i < n_started; i++)
    pthread_join (threads[i], NULL);
}

static const FlParallel on_cores = {.run = run_on_cores};

const FlParallel *
fl_thread_get_parallel (void)
{
  return &on_cores;
}

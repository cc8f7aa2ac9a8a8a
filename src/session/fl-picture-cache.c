/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures that may soon be shown again. */
#include "session/fl-picture-cache.h"

typedef struct {
  FlPictureKey key;
  FlImage *image;
  GList link; /* in `recent` */
} Entry;

struct _FlPictureCache {
  GHashTable *entries; /* Entry to itself */
  GQueue recent;       /* Entry, the newest first */
  gsize n_bytes;
  gsize max_bytes;
};

gboolean
fl_picture_key_equal (const FlPictureKey *a, const FlPictureKey *b)
{
  return a->stream == b->stream && a->frame == b->frame && a->numbering == b->numbering &&
         a->width_px == b->width_px && a->height_px == b->height_px;
}

/* An entry begins with its key, so that both are found by the same functions. */
static guint
key_hash (gconstpointer data)
{
  const FlPictureKey *key = data;

  return (g_int64_hash (&key->frame) * 31 + g_int64_hash (&key->stream)) * 31 + key->width_px;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  return fl_picture_key_equal (a, b);
}

FlPictureCache *
fl_picture_cache_new (gsize max_bytes)
{
  FlPictureCache *self = g_new0 (FlPictureCache, 1);

  self->entries = g_hash_table_new (key_hash, key_equal);
  g_queue_init (&self->recent);
  self->max_bytes = max_bytes;
  return self;
}

static void
drop (FlPictureCache *self, Entry *entry)
{
  g_hash_table_remove (self->entries, entry);
  g_queue_unlink (&self->recent, &entry->link);
  self->n_bytes -= fl_image_get_size_bytes (entry->image);
  fl_image_unref (entry->image);
  g_free (entry);
}

void
fl_picture_cache_free (FlPictureCache *self)
{
  if (self == NULL)
    return;
  while (!g_queue_is_empty (&self->recent))
    drop (self, g_queue_peek_head (&self->recent));
  g_hash_table_unref (self->entries);
  g_free (self);
}

void
fl_picture_cache_put (FlPictureCache *self, const FlPictureKey *key, FlImage *image)
{
  Entry *old = g_hash_table_lookup (self->entries, key);
  Entry *entry = g_new0 (Entry, 1);

  if (old != NULL)
    drop (self, old);
  entry->key = *key;
  entry->image = fl_image_ref (image);
  entry->link.data = entry;
  g_hash_table_add (self->entries, entry);
  g_queue_push_head_link (&self->recent, &entry->link);
  self->n_bytes += fl_image_get_size_bytes (image);
  while (self->n_bytes > self->max_bytes && self->recent.length > 1)
    drop (self, g_queue_peek_tail (&self->recent));
}

gboolean
fl_picture_cache_contains (const FlPictureCache *self, const FlPictureKey *key)
{
  return g_hash_table_contains (self->entries, key);
}

FlImage *
fl_picture_cache_get (FlPictureCache *self, const FlPictureKey *key)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    return NULL;
  g_queue_unlink (&self->recent, &entry->link);
  g_queue_push_head_link (&self->recent, &entry->link);
  return fl_image_ref (entry->image);
}

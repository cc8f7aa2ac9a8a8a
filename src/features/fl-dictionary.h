/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** FL_DICTIONARY_SIDE: width and height of a patch in pixels. */
#define FL_DICTIONARY_SIDE 8

/** FL_DICTIONARY_PIXELS: pixels in a patch. */
#define FL_DICTIONARY_PIXELS (FL_DICTIONARY_SIDE * FL_DICTIONARY_SIDE)

/** FL_DICTIONARY_WORDS: patches that a dictionary knows. */
#define FL_DICTIONARY_WORDS 64

/** FL_DICTIONARY_LANES: patches that are looked up at once. */
#define FL_DICTIONARY_LANES 8

/**
 * FlDictionary:
 *
 * What small patches of some pictures look like: typical ones, and what makes differences between
 * patches comparable. Immutable.
 */
typedef struct _FlDictionary FlDictionary;

/**
 * fl_dictionary_learn:
 * @patches: (array): `[n][FL_DICTIONARY_PIXELS]` grey levels, 0..255, changed in place
 * @n: how many, > 0
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Learns a dictionary; the same patches give the same one. Some ten thousand patches are plenty.
 *
 * Returns: (transfer full): the dictionary, or %NULL when it was cancelled
 */
FlDictionary *
fl_dictionary_learn (float *patches, gsize n, GCancellable *cancellable, GError **error);

/** fl_dictionary_free: Frees it. */
void fl_dictionary_free (FlDictionary *self);

/**
 * fl_dictionary_look_up:
 * @self: a dictionary
 * @patches: (array): `[FL_DICTIONARY_PIXELS][FL_DICTIONARY_LANES]` grey levels, 0..255
 * @out: (array): `[FL_DICTIONARY_WORDS][FL_DICTIONARY_LANES]`, >= 0
 *
 * Tells for each word by how much more than the average word it is like each of the patches.
 */
void fl_dictionary_look_up (const FlDictionary *self, const float *patches, float *out);

/** fl_dictionary_serialize: Returns: (transfer full): the dictionary as bytes */
GBytes *fl_dictionary_serialize (const FlDictionary *self);

/** fl_dictionary_deserialize: Returns: (transfer full) (nullable): the dictionary, %NULL when
 * @bytes are damaged */
FlDictionary *fl_dictionary_deserialize (GBytes *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlDictionary, fl_dictionary_free)

G_END_DECLS

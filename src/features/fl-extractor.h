/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-feature-block.h"
#include "base/fl-image.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FL_FEATURES_ERROR:
 *
 * What can go wrong with an extractor.
 */
#define FL_FEATURES_ERROR (fl_features_error_quark ())

/**
 * FlFeaturesError:
 * @FL_FEATURES_ERROR_CONFIG: its configuration makes no sense
 * @FL_FEATURES_ERROR_UNKNOWN: there is no extractor of that id
 * @FL_FEATURES_ERROR_STATE: what it learned from the footage is missing or damaged
 * @FL_FEATURES_ERROR_MODEL: a file that it works with is missing, or of no use
 */
typedef enum {
  FL_FEATURES_ERROR_CONFIG,
  FL_FEATURES_ERROR_UNKNOWN,
  FL_FEATURES_ERROR_STATE,
  FL_FEATURES_ERROR_MODEL,
} FlFeaturesError;

GQuark fl_features_error_quark (void);

/**
 * FlExtractor:
 *
 * Turns pictures into vectors. One thread an object.
 */
typedef struct _FlExtractor FlExtractor;
typedef struct _FlExtractorType FlExtractorType;

/**
 * FlExtractorType:
 * @id: stable name with a version; another algorithm is another id; at most 47 bytes
 * @name: for people, untranslated, marked with N_()
 * @summary: one line, when to use it, marked with N_()
 * @kind: (nullable): that of the registry which it was made from; %NULL in the registry
 * @config: (nullable): how it was set up, in full; %NULL in the registry
 * @state: (nullable): what it learned from the footage, of several what those did that learned last;
 *   %NULL in the registry
 * @parts: (nullable) (array length=n_parts): the kinds that are side by side in this one, owned;
 *   %NULL for a single one
 * @n_parts: how many
 * @configure: (nullable): sets up one of this kind with what somebody typed; a configuration in
 *   full is taken as it is, without a look at any file; %NULL for a kind that takes none, else one
 *   that is not set up is of no use
 * @learn: (nullable): gives what is to be learned from pictures of the footage, at least one;
 *   fails with %G_IO_ERROR_CANCELLED; %NULL for a kind that learns nothing, and for several of which
 *   each has learned
 * @create: makes one of @type; a kind that learns and has no state yet can only be asked for its
 *   dimensions and blocks
 * @get_n_dims: length of a vector
 * @get_blocks: the parts of a vector that are standardised together
 * @survey: (nullable): is told pictures from all over the stream that the next ones are extracted
 *   from, instead of those that it was told before, none where nothing is known of the stream; they
 *   are not needed longer
 * @surround: (nullable): is told the pictures shortly before and after the next one that is
 *   extracted, each %NULL where there is none; they are not needed longer
 * @extract: `[n]` %FL_PIXELS_YUV420 pictures of any size to `[n][n_dims]` finite numbers;
 *   the same picture of a stream that was surveyed alike, surrounded alike, gives the same bits
 * @free: frees one
 *
 * A kind of features: one file, one line in the registry (fl-extractors.c).
 */
struct _FlExtractorType {
  const char *id;
  const char *name;
  const char *summary;
  const FlExtractorType *kind;
  const char *config;
  GBytes *state;
  FlExtractorType **parts;
  guint n_parts;
  FlExtractorType *(*configure) (const FlExtractorType *type, const char *config, GError **error);
  GBytes *(*learn) (const FlExtractorType *type,
                    const FlImage *const *images,
                    gsize n,
                    GCancellable *cancellable,
                    GError **error);
  FlExtractor *(*create) (const FlExtractorType *type, GError **error);
  gsize (*get_n_dims) (const FlExtractor *self);
  const FlFeatureBlock *(*get_blocks) (const FlExtractor *self, gsize *out_n);
  void (*survey) (FlExtractor *self, const FlImage *const *images, gsize n);
  void (*surround) (FlExtractor *self, const FlImage *before, const FlImage *after);
  gboolean (*extract) (FlExtractor *self,
                       const FlImage *const *images,
                       gsize n,
                       float *out,
                       GError **error);
  void (*free) (FlExtractor *self);
};

/** FL_EXTRACTOR_DEFAULT: id of the extractor that is used when none is named. */
#define FL_EXTRACTOR_DEFAULT "scene-2"

/** fl_extractors_list: Returns: (transfer none) (array length=out_n): every kind there is */
const FlExtractorType *const *fl_extractors_list (gsize *out_n);

/** fl_extractors_find: Returns: (transfer none): the kind that @spec begins with, or %NULL with
 * @error */
const FlExtractorType *fl_extractors_find (const char *spec, GError **error);

/**
 * fl_extractor_type_new:
 * @spec: `KIND`, or `KIND:CONFIGURATION` for one that is set up, such as `onnx:FILE`; a line each for
 *   several that are used side by side
 * @error: return location
 *
 * A configuration that is not in full may have a file read.
 *
 * Returns: (transfer full): it, or %NULL with %FL_FEATURES_ERROR
 */
FlExtractorType *fl_extractor_type_new (const char *spec, GError **error);

/**
 * fl_extractor_type_new_configured:
 * @kind: a kind of the registry
 * @id: of the kind as it is set up
 * @config: how, in full
 *
 * Returns: (transfer full): it
 */
FlExtractorType *
fl_extractor_type_new_configured (const FlExtractorType *kind, const char *id, const char *config);

/**
 * fl_extractor_type_new_learned:
 * @type: a kind that learns and has not
 * @state: what it learned
 *
 * Its id is that of @type and a sum of @state (decisions 13), since other features come of another
 * state.
 *
 * Returns: (transfer full): the kind that has learned it
 */
FlExtractorType *fl_extractor_type_new_learned (const FlExtractorType *type, GBytes *state);

/** fl_extractor_type_must_learn: Returns: whether it has to learn yet before it can extract */
gboolean fl_extractor_type_must_learn (const FlExtractorType *self);

/** fl_extractor_type_copy: Returns: (transfer full): the same once more */
FlExtractorType *fl_extractor_type_copy (const FlExtractorType *self);

/** fl_extractor_type_dup_spec: Returns: (transfer full): what fl_extractor_type_new() makes it of, in
 * full and without what it learned */
char *fl_extractor_type_dup_spec (const FlExtractorType *self);

/** fl_extractor_type_free: Frees one that is not of the registry, or %NULL. */
void fl_extractor_type_free (FlExtractorType *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlExtractorType, fl_extractor_type_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-media-types.h"

G_BEGIN_DECLS

/**
 * FlAddressKind:
 * @scheme: what it begins with, without “://”; %NULL for a camera of this computer
 * @protocols: what FFmpeg may speak for it
 * @format: (nullable): FFmpeg's name of what is sent, %NULL to find out
 *
 * A way to get live video.
 */
typedef struct {
  const char *scheme;
  const char *protocols;
  const char *format;
} FlAddressKind;

/** fl_address_is: Returns: whether @text is an address or a camera, and no file */
gboolean fl_address_is (const char *text);

/**
 * fl_address_find_kind:
 * @address: an address, such as `rtsp://camera/1`, or a camera, such as `/dev/video0`
 * @error: return location
 *
 * Returns: (transfer none): what kind it is, or %NULL with %FL_MEDIA_ERROR_PROTOCOL
 */
const FlAddressKind *fl_address_find_kind (const char *address, GError **error);

/** fl_address_dup_shown: Returns: (transfer full): @address as it may be shown: without user,
 * password and what follows a question mark, where passwords stand as well */
char *fl_address_dup_shown (const char *address);

G_END_DECLS

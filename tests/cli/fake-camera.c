/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A camera for the tests, loaded before the program by LD_PRELOAD. It answers what FFmpeg asks of
 * /dev/video77: twenty pictures of 96 x 64 a second, each with its number as sixteen black and white
 * stripes, the highest bit at the left. It is there while the file named by FAKE_CAMERA is, whose
 * words are what it offers ("yuyv", "mjpeg"), and "silent" for a camera that sends nothing. */
#undef _FILE_OFFSET_BITS /* open and open64 are two functions here */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <turbojpeg.h>
#include <unistd.h>

#define DEVICE       "/dev/video77"
#define WIDTH        96
#define HEIGHT       64
#define PERIOD_NS    50000000
#define N_BUFFERS    8
#define BUFFER_BYTES 16384 /* whole pages, for each is mapped by itself */
#define N_BITS       16

static const unsigned int formats[] = {V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_MJPEG};
static const char *const words[] = {"yuyv", "mjpeg"};

/* The one that was opened last; who looks whether there is one closes it before anybody records. */
static struct {
  int file;
  ino_t inode;
  unsigned char *memory;
  unsigned int format;
  int queue[N_BUFFERS];
  int n_queued;
  long long next_ns;
} camera = {.file = -1};

static unsigned int number; /* of the next picture */

static long long
now_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/* The words of the file; nothing when the camera is not plugged in. */
static int
read_words (char *out, int size)
{
  const char *path = getenv ("FAKE_CAMERA");
  FILE *file = path != NULL ? fopen (path, "r") : NULL;

  if (file == NULL)
    return 0;
  size_t n = fread (out, 1, (size_t) size - 1, file);
  out[n] = '\0';
  fclose (file);
  return 1;
}

static int
has_word (const char *word)
{
  char text[64];

  return read_words (text, sizeof text) && strstr (text, word) != NULL;
}

static int
fail (int code)
{
  errno = code;
  return -1;
}

static int
get_luma (unsigned int shown, int x)
{
  return shown >> (N_BITS - 1 - x * N_BITS / WIDTH) & 1 ? 235 : 16;
}

static unsigned int
draw_yuyv (unsigned char *out, unsigned int shown)
{
  for (int i = 0; i < WIDTH * HEIGHT; i++) {
    out[2 * i] = (unsigned char) get_luma (shown, i % WIDTH);
    out[2 * i + 1] = 128;
  }
  return 2 * WIDTH * HEIGHT;
}

static unsigned int
draw_jpeg (unsigned char *out, unsigned int shown)
{
  unsigned char pixels[WIDTH * HEIGHT];
  unsigned long size = BUFFER_BYTES;
  tjhandle jpeg = tjInitCompress ();

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    pixels[i] = (unsigned char) get_luma (shown, i % WIDTH);
  if (tjCompress2 (jpeg, pixels, WIDTH, 0, HEIGHT, TJPF_GRAY, &out, &size, TJSAMP_GRAY, 90,
                   TJFLAG_NOREALLOC) != 0)
    size = 0;
  tjDestroy (jpeg);
  return (unsigned int) size;
}

static int
open_camera (int flags)
{
  char text[64];

  if (!read_words (text, sizeof text))
    return fail (ENOENT);
  int file = memfd_create ("camera", MFD_CLOEXEC);
  struct stat facts;
  if (file < 0 || ftruncate (file, N_BUFFERS * BUFFER_BYTES) != 0 || fstat (file, &facts) != 0)
    return -1;
  (void) fcntl (file, F_SETFL, flags & O_NONBLOCK);
  if (camera.memory != NULL)
    munmap (camera.memory, N_BUFFERS * BUFFER_BYTES);
  memset (&camera, 0, sizeof camera);
  camera.file = file;
  camera.inode = facts.st_ino;
  camera.memory =
    mmap (NULL, N_BUFFERS * BUFFER_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  camera.format = formats[strstr (text, words[0]) == NULL];
  return file;
}

static int
is_camera (int file)
{
  struct stat facts;

  return file >= 0 && file == camera.file && fstat (file, &facts) == 0 &&
         facts.st_ino == camera.inode;
}

static int
tell_facts (struct v4l2_capability *out)
{
  memset (out, 0, sizeof *out);
  snprintf ((char *) out->card, sizeof out->card, "Fake camera");
  out->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
  out->capabilities = out->device_caps | V4L2_CAP_DEVICE_CAPS;
  return 0;
}

static int
tell_input (struct v4l2_input *out)
{
  if (out->index != 0)
    return fail (EINVAL);
  memset (out, 0, sizeof *out);
  out->type = V4L2_INPUT_TYPE_CAMERA;
  return 0;
}

static int
list_format (struct v4l2_fmtdesc *out)
{
  unsigned int n = 0;

  for (int i = 0; i < 2; i++)
    if (has_word (words[i]) && n++ == out->index) {
      out->pixelformat = formats[i];
      out->flags = i == 1 ? V4L2_FMT_FLAG_COMPRESSED : 0;
      return 0;
    }
  return fail (EINVAL);
}

/* As drivers do: what is not offered becomes what is. */
static int
set_format (struct v4l2_format *out, int is_set)
{
  for (int i = 0; i < 2; i++)
    if (is_set && out->fmt.pix.pixelformat == formats[i] && has_word (words[i]))
      camera.format = formats[i];
  out->fmt.pix.width = WIDTH;
  out->fmt.pix.height = HEIGHT;
  out->fmt.pix.pixelformat = camera.format;
  out->fmt.pix.field = V4L2_FIELD_NONE;
  out->fmt.pix.sizeimage = BUFFER_BYTES;
  return 0;
}

static int
tell_rate (struct v4l2_streamparm *out)
{
  memset (&out->parm, 0, sizeof out->parm);
  out->parm.capture.timeperframe.numerator = 1;
  out->parm.capture.timeperframe.denominator = 1000000000 / PERIOD_NS;
  return 0;
}

static int
tell_buffer (struct v4l2_buffer *out)
{
  if (out->index >= N_BUFFERS)
    return fail (EINVAL);
  out->length = BUFFER_BYTES;
  out->m.offset = out->index * BUFFER_BYTES;
  return 0;
}

static int
queue_buffer (const struct v4l2_buffer *buffer)
{
  if (buffer->index >= N_BUFFERS || camera.n_queued == N_BUFFERS)
    return fail (EINVAL);
  camera.queue[camera.n_queued++] = (int) buffer->index;
  return 0;
}

/* Waits for the next picture; nothing when it was unplugged, or is not there yet and nobody waits. */
static int
wait_for_picture (int file)
{
  const int is_waiting = !(fcntl (file, F_GETFL) & O_NONBLOCK);
  const struct timespec pause = {.tv_nsec = 1000000};
  char text[64];

  for (;;) {
    if (!read_words (text, sizeof text))
      return fail (ENODEV);
    if (strstr (text, "silent") == NULL && camera.n_queued > 0 && now_ns () >= camera.next_ns)
      return 0;
    if (!is_waiting)
      return fail (EAGAIN);
    nanosleep (&pause, NULL);
  }
}

static int
give_buffer (int file, struct v4l2_buffer *out)
{
  if (wait_for_picture (file) != 0)
    return -1;
  const long long now = now_ns ();
  out->index = (unsigned int) camera.queue[0];
  memmove (camera.queue, camera.queue + 1, sizeof camera.queue - sizeof camera.queue[0]);
  camera.n_queued--;
  unsigned char *at = camera.memory + out->index * BUFFER_BYTES;
  out->bytesused =
    camera.format == V4L2_PIX_FMT_YUYV ? draw_yuyv (at, number) : draw_jpeg (at, number);
  number++;
  out->flags = 0;
  out->timestamp.tv_sec = now / 1000000000;
  out->timestamp.tv_usec = now / 1000 % 1000000;
  camera.next_ns = (now - camera.next_ns > PERIOD_NS ? now : camera.next_ns) + PERIOD_NS;
  return 0;
}

static int
answer (int file, unsigned long request, void *data)
{
  switch (request) {
  case VIDIOC_QUERYCAP:
    return tell_facts (data);
  case VIDIOC_G_INPUT:
    *(int *) data = 0;
    return 0;
  case VIDIOC_ENUMINPUT:
    return tell_input (data);
  case VIDIOC_ENUM_FMT:
    return list_format (data);
  case VIDIOC_G_FMT:
  case VIDIOC_S_FMT:
    return set_format (data, request == VIDIOC_S_FMT);
  case VIDIOC_G_PARM:
    return tell_rate (data);
  case VIDIOC_REQBUFS:
    ((struct v4l2_requestbuffers *) data)->count = N_BUFFERS;
    return 0;
  case VIDIOC_QUERYBUF:
    return tell_buffer (data);
  case VIDIOC_QBUF:
    return queue_buffer (data);
  case VIDIOC_DQBUF:
    return give_buffer (file, data);
  case VIDIOC_STREAMON:
    camera.next_ns = now_ns ();
    return 0;
  case VIDIOC_STREAMOFF:
    return 0;
  default:
    return fail (ENOTTY);
  }
}

int
ioctl (int file, unsigned long request, ...)
{
  int (*next) (int, unsigned long, ...) =
    (int (*) (int, unsigned long, ...)) dlsym (RTLD_NEXT, "ioctl");
  va_list args;

  va_start (args, request);
  void *data = va_arg (args, void *);
  va_end (args);
  return is_camera (file) ? answer (file, request, data) : next (file, request, data);
}

static int
open_as (const char *symbol, const char *path, int flags, mode_t mode)
{
  int (*next) (const char *, int, ...) =
    (int (*) (const char *, int, ...)) dlsym (RTLD_NEXT, symbol);

  return strcmp (path, DEVICE) == 0 ? open_camera (flags) : next (path, flags, mode);
}

static mode_t
read_mode (int flags, va_list args)
{
  return flags & (O_CREAT | __O_TMPFILE) ? va_arg (args, mode_t) : 0;
}

int
open (const char *path, int flags, ...)
{
  va_list args;

  va_start (args, flags);
  mode_t mode = read_mode (flags, args);
  va_end (args);
  return open_as ("open", path, flags, mode);
}

int
open64 (const char *path, int flags, ...)
{
  va_list args;

  va_start (args, flags);
  mode_t mode = read_mode (flags, args);
  va_end (args);
  return open_as ("open64", path, flags, mode);
}

/* As programs that were built with checks call them. */
int __open_2 (const char *path, int flags);
int __open64_2 (const char *path, int flags);

int
__open_2 (const char *path, int flags)
{
  return open_as ("open", path, flags, 0);
}

int
__open64_2 (const char *path, int flags)
{
  return open_as ("open64", path, flags, 0);
}

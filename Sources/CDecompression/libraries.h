#ifndef CDECOMPRESSION_LIBRARIES_H
#define CDECOMPRESSION_LIBRARIES_H

#include <stddef.h>
#include <stdint.h>

// The parts of the libraries' interfaces that are used, declared here so that no header of theirs is needed. The
// layouts are part of their binary interfaces (libz.so.1, libbz2.so.1.0, liblzma.so.5, libzstd.so.1) on 64-bit Linux.

// zlib.h

struct zlib_stream {
  const uint8_t *next_in;
  unsigned int avail_in;
  unsigned long total_in;
  uint8_t *next_out;
  unsigned int avail_out;
  unsigned long total_out;
  const char *msg;
  void *state;
  void *zalloc;
  void *zfree;
  void *opaque;
  int data_type;
  unsigned long adler;
  unsigned long reserved;
};

_Static_assert(sizeof(struct zlib_stream) == 112, "z_stream of a 64-bit system");
_Static_assert(offsetof(struct zlib_stream, next_out) == 24, "z_stream.next_out");
_Static_assert(offsetof(struct zlib_stream, avail_out) == 32, "z_stream.avail_out");
_Static_assert(offsetof(struct zlib_stream, state) == 56, "z_stream.state");
_Static_assert(offsetof(struct zlib_stream, adler) == 96, "z_stream.adler");

enum { ZLIB_NO_FLUSH = 0, ZLIB_OK = 0, ZLIB_STREAM_END = 1, ZLIB_MEM_ERROR = -4, ZLIB_BUF_ERROR = -5 };
// A negative window is deflate without a header; 16 more than a window is gzip.
enum { ZLIB_RAW_WINDOW = -15, ZLIB_GZIP_WINDOW = 15 + 16 };

struct zlib_functions {
  int (*init)(struct zlib_stream *stream, int window_bits, const char *version, int stream_size);
  int (*run)(struct zlib_stream *stream, int flush);
  int (*end)(struct zlib_stream *stream);
};

// bzlib.h

struct bzip2_stream {
  const uint8_t *next_in;
  unsigned int avail_in;
  unsigned int total_in_lo32;
  unsigned int total_in_hi32;
  uint8_t *next_out;
  unsigned int avail_out;
  unsigned int total_out_lo32;
  unsigned int total_out_hi32;
  void *state;
  void *bzalloc;
  void *bzfree;
  void *opaque;
};

_Static_assert(sizeof(struct bzip2_stream) == 80, "bz_stream of a 64-bit system");
_Static_assert(offsetof(struct bzip2_stream, next_out) == 24, "bz_stream.next_out");
_Static_assert(offsetof(struct bzip2_stream, avail_out) == 32, "bz_stream.avail_out");
_Static_assert(offsetof(struct bzip2_stream, state) == 48, "bz_stream.state");

enum { BZIP2_OK = 0, BZIP2_STREAM_END = 4, BZIP2_MEM_ERROR = -3 };

struct bzip2_functions {
  int (*init)(struct bzip2_stream *stream, int verbosity, int is_small);
  int (*run)(struct bzip2_stream *stream);
  int (*end)(struct bzip2_stream *stream);
};

// lzma/base.h, lzma/container.h

struct lzma_stream {
  const uint8_t *next_in;
  size_t avail_in;
  uint64_t total_in;
  uint8_t *next_out;
  size_t avail_out;
  uint64_t total_out;
  const void *allocator;
  void *internal;
  void *reserved_pointers[4];
  uint64_t seek_position;
  uint64_t reserved_integer;
  size_t reserved_sizes[2];
  int reserved_enums[2];
};

_Static_assert(sizeof(struct lzma_stream) == 136, "lzma_stream of a 64-bit system");
_Static_assert(offsetof(struct lzma_stream, next_out) == 24, "lzma_stream.next_out");
_Static_assert(offsetof(struct lzma_stream, avail_out) == 32, "lzma_stream.avail_out");
_Static_assert(offsetof(struct lzma_stream, internal) == 56, "lzma_stream.internal");
_Static_assert(offsetof(struct lzma_stream, seek_position) == 96, "lzma_stream.seek_pos");

enum { LZMA_ACTION_RUN = 0 };
enum { LZMA_OK = 0, LZMA_STREAM_END = 1, LZMA_MEM_ERROR = 5, LZMA_MEMLIMIT_ERROR = 6, LZMA_BUF_ERROR = 10 };

struct lzma_functions {
  int (*init)(struct lzma_stream *stream, uint64_t memory_limit, uint32_t flags);
  int (*run)(struct lzma_stream *stream, int action);
  void (*end)(struct lzma_stream *stream);
};

// zstd.h, zstd_errors.h

struct zstd_input {
  const void *bytes;
  size_t count;
  size_t position;
};

struct zstd_output {
  void *bytes;
  size_t count;
  size_t position;
};

_Static_assert(sizeof(struct zstd_input) == 24, "ZSTD_inBuffer of a 64-bit system");
_Static_assert(sizeof(struct zstd_output) == 24, "ZSTD_outBuffer of a 64-bit system");

enum { ZSTD_WINDOW_TOO_LARGE = 16, ZSTD_NO_MEMORY = 64 };

struct zstd_functions {
  void *(*create)(void);
  size_t (*run)(void *stream, struct zstd_output *output, struct zstd_input *input);
  size_t (*release)(void *stream);
  unsigned int (*is_error)(size_t code);
  int (*error_code)(size_t code);
};

// Give NULL when the library or one of the functions is not there. What was not there at first is not looked for again.
const struct zlib_functions *zlib_functions(void);
const struct bzip2_functions *bzip2_functions(void);
const struct lzma_functions *lzma_functions(void);
const struct zstd_functions *zstd_functions(void);

extern const char *const zlib_file_name;
extern const char *const bzip2_file_name;
extern const char *const lzma_file_name;
extern const char *const zstd_file_name;

#endif

#ifndef CDECOMPRESSION_H
#define CDECOMPRESSION_H

#include <stddef.h>
#include <stdint.h>

// Decompression by the system's libraries. Each is opened when its first stream is, so that none is needed to build or
// to start the program. One stream belongs to one thread at a time; different streams do not mind each other.

enum cdecompression_kind {
  // Deflate without a header, as in zip (libz).
  CDECOMPRESSION_DEFLATE,
  // libz
  CDECOMPRESSION_GZIP,
  // libbz2
  CDECOMPRESSION_BZIP2,
  // liblzma
  CDECOMPRESSION_XZ,
  // libzstd
  CDECOMPRESSION_ZSTD,
};

enum cdecompression_status {
  // Not at the end: wants more input, or more room for output.
  CDECOMPRESSION_MORE,
  // The compressed stream is complete; input may be left.
  CDECOMPRESSION_END,
  // The input is not what the kind says.
  CDECOMPRESSION_CORRUPT,
  // There is not enough memory, or the stream asks for more than is allowed.
  CDECOMPRESSION_MEMORY,
  // The library or one of its functions is not there.
  CDECOMPRESSION_NO_LIBRARY,
};

struct cdecompression_stream;

// The file name of the library that a kind needs.
const char *cdecompression_library(enum cdecompression_kind kind);

// Gives CDECOMPRESSION_MORE and a stream to be closed, or a failure and no stream.
enum cdecompression_status cdecompression_open(enum cdecompression_kind kind, struct cdecompression_stream **stream);

// What one step may take and give; the counts are reduced to what was taken and given.
struct cdecompression_step {
  const uint8_t *input;
  size_t input_count;
  uint8_t *output;
  size_t output_count;
};

// Takes what it can of the input. After CDECOMPRESSION_END or a failure the stream can only be closed.
enum cdecompression_status cdecompression_feed(struct cdecompression_stream *stream, struct cdecompression_step *step);

void cdecompression_close(struct cdecompression_stream *stream);

#endif

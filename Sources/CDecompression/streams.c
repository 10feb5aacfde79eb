#include "CDecompression.h"

#include <limits.h>
#include <stdlib.h>

#include "libraries.h"

// The strongest presets of xz need 65 MiB; what asks for much more is no artefact that is to be read for its metadata.
static const uint64_t lzma_memory_limit = 512u << 20;

struct cdecompression_stream {
  enum cdecompression_kind kind;
  union {
    struct zlib_stream zlib;
    struct bzip2_stream bzip2;
    struct lzma_stream lzma;
    void *zstd;
  } state;
};

const char *cdecompression_library(enum cdecompression_kind kind) {
  switch (kind) {
    case CDECOMPRESSION_DEFLATE:
    case CDECOMPRESSION_GZIP: return zlib_file_name;
    case CDECOMPRESSION_BZIP2: return bzip2_file_name;
    case CDECOMPRESSION_XZ: return lzma_file_name;
    case CDECOMPRESSION_ZSTD: return zstd_file_name;
  }
  return "";
}

static enum cdecompression_status open_zlib(struct zlib_stream *stream, int window_bits) {
  const struct zlib_functions *functions = zlib_functions();
  if (!functions) return CDECOMPRESSION_NO_LIBRARY;
  // The library compares the first character of the version, and the size of the structure.
  int code = functions->init(stream, window_bits, "1", (int)sizeof *stream);
  if (code == ZLIB_OK) return CDECOMPRESSION_MORE;
  return code == ZLIB_MEM_ERROR ? CDECOMPRESSION_MEMORY : CDECOMPRESSION_NO_LIBRARY;
}

static enum cdecompression_status open_bzip2(struct bzip2_stream *stream) {
  const struct bzip2_functions *functions = bzip2_functions();
  if (!functions) return CDECOMPRESSION_NO_LIBRARY;
  int code = functions->init(stream, 0, 0);
  if (code == BZIP2_OK) return CDECOMPRESSION_MORE;
  return code == BZIP2_MEM_ERROR ? CDECOMPRESSION_MEMORY : CDECOMPRESSION_NO_LIBRARY;
}

static enum cdecompression_status open_lzma(struct lzma_stream *stream) {
  const struct lzma_functions *functions = lzma_functions();
  if (!functions) return CDECOMPRESSION_NO_LIBRARY;
  int code = functions->init(stream, lzma_memory_limit, 0);
  if (code == LZMA_OK) return CDECOMPRESSION_MORE;
  return code == LZMA_MEM_ERROR ? CDECOMPRESSION_MEMORY : CDECOMPRESSION_NO_LIBRARY;
}

static enum cdecompression_status open_zstd(void **stream) {
  const struct zstd_functions *functions = zstd_functions();
  if (!functions) return CDECOMPRESSION_NO_LIBRARY;
  *stream = functions->create();
  return *stream ? CDECOMPRESSION_MORE : CDECOMPRESSION_MEMORY;
}

enum cdecompression_status cdecompression_open(enum cdecompression_kind kind, struct cdecompression_stream **stream) {
  *stream = NULL;
  // All zero is how each library wants its structure before it is initialised.
  struct cdecompression_stream *opened = calloc(1, sizeof *opened);
  if (!opened) return CDECOMPRESSION_MEMORY;
  opened->kind = kind;
  enum cdecompression_status status = CDECOMPRESSION_NO_LIBRARY;
  switch (kind) {
    case CDECOMPRESSION_DEFLATE: status = open_zlib(&opened->state.zlib, ZLIB_RAW_WINDOW); break;
    case CDECOMPRESSION_GZIP: status = open_zlib(&opened->state.zlib, ZLIB_GZIP_WINDOW); break;
    case CDECOMPRESSION_BZIP2: status = open_bzip2(&opened->state.bzip2); break;
    case CDECOMPRESSION_XZ: status = open_lzma(&opened->state.lzma); break;
    case CDECOMPRESSION_ZSTD: status = open_zstd(&opened->state.zstd); break;
  }
  if (status == CDECOMPRESSION_MORE) {
    *stream = opened;
  } else {
    free(opened);
  }
  return status;
}

// Some libraries count in 32 bits; what does not fit is left for the next step.
static unsigned int clamped(size_t count) {
  return count > UINT_MAX ? UINT_MAX : (unsigned int)count;
}

static enum cdecompression_status feed_zlib(struct zlib_stream *stream, struct cdecompression_step *step) {
  unsigned int input_count = clamped(step->input_count), output_count = clamped(step->output_count);
  stream->next_in = step->input;
  stream->avail_in = input_count;
  stream->next_out = step->output;
  stream->avail_out = output_count;
  int code = zlib_functions()->run(stream, ZLIB_NO_FLUSH);
  step->input_count = input_count - stream->avail_in;
  step->output_count = output_count - stream->avail_out;
  switch (code) {
    case ZLIB_OK:
    case ZLIB_BUF_ERROR: return CDECOMPRESSION_MORE;
    case ZLIB_STREAM_END: return CDECOMPRESSION_END;
    case ZLIB_MEM_ERROR: return CDECOMPRESSION_MEMORY;
    default: return CDECOMPRESSION_CORRUPT;
  }
}

static enum cdecompression_status feed_bzip2(struct bzip2_stream *stream, struct cdecompression_step *step) {
  unsigned int input_count = clamped(step->input_count), output_count = clamped(step->output_count);
  stream->next_in = step->input;
  stream->avail_in = input_count;
  stream->next_out = step->output;
  stream->avail_out = output_count;
  int code = bzip2_functions()->run(stream);
  step->input_count = input_count - stream->avail_in;
  step->output_count = output_count - stream->avail_out;
  switch (code) {
    case BZIP2_OK: return CDECOMPRESSION_MORE;
    case BZIP2_STREAM_END: return CDECOMPRESSION_END;
    case BZIP2_MEM_ERROR: return CDECOMPRESSION_MEMORY;
    default: return CDECOMPRESSION_CORRUPT;
  }
}

static enum cdecompression_status feed_lzma(struct lzma_stream *stream, struct cdecompression_step *step) {
  stream->next_in = step->input;
  stream->avail_in = step->input_count;
  stream->next_out = step->output;
  stream->avail_out = step->output_count;
  int code = lzma_functions()->run(stream, LZMA_ACTION_RUN);
  step->input_count -= stream->avail_in;
  step->output_count -= stream->avail_out;
  switch (code) {
    case LZMA_OK:
    case LZMA_BUF_ERROR: return CDECOMPRESSION_MORE;
    case LZMA_STREAM_END: return CDECOMPRESSION_END;
    case LZMA_MEM_ERROR:
    case LZMA_MEMLIMIT_ERROR: return CDECOMPRESSION_MEMORY;
    default: return CDECOMPRESSION_CORRUPT;
  }
}

static enum cdecompression_status feed_zstd(void *stream, struct cdecompression_step *step) {
  const struct zstd_functions *functions = zstd_functions();
  struct zstd_input input = {.bytes = step->input, .count = step->input_count};
  struct zstd_output output = {.bytes = step->output, .count = step->output_count};
  size_t code = functions->run(stream, &output, &input);
  step->input_count = input.position;
  step->output_count = output.position;
  if (code == 0) return CDECOMPRESSION_END;
  if (!functions->is_error(code)) return CDECOMPRESSION_MORE;
  int error = functions->error_code(code);
  return error == ZSTD_WINDOW_TOO_LARGE || error == ZSTD_NO_MEMORY ? CDECOMPRESSION_MEMORY : CDECOMPRESSION_CORRUPT;
}

enum cdecompression_status cdecompression_feed(struct cdecompression_stream *stream, struct cdecompression_step *step) {
  switch (stream->kind) {
    case CDECOMPRESSION_DEFLATE:
    case CDECOMPRESSION_GZIP: return feed_zlib(&stream->state.zlib, step);
    case CDECOMPRESSION_BZIP2: return feed_bzip2(&stream->state.bzip2, step);
    case CDECOMPRESSION_XZ: return feed_lzma(&stream->state.lzma, step);
    case CDECOMPRESSION_ZSTD: return feed_zstd(stream->state.zstd, step);
  }
  return CDECOMPRESSION_CORRUPT;
}

void cdecompression_close(struct cdecompression_stream *stream) {
  switch (stream->kind) {
    case CDECOMPRESSION_DEFLATE:
    case CDECOMPRESSION_GZIP: zlib_functions()->end(&stream->state.zlib); break;
    case CDECOMPRESSION_BZIP2: bzip2_functions()->end(&stream->state.bzip2); break;
    case CDECOMPRESSION_XZ: lzma_functions()->end(&stream->state.lzma); break;
    case CDECOMPRESSION_ZSTD: zstd_functions()->release(stream->state.zstd); break;
  }
  free(stream);
}

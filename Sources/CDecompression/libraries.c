#define _GNU_SOURCE
#include "libraries.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>

const char *const zlib_file_name = "libz.so.1";
const char *const bzip2_file_name = "libbz2.so.1.0";
const char *const lzma_file_name = "liblzma.so.5";
const char *const zstd_file_name = "libzstd.so.1";

struct symbol {
  const char *name;
  // Where a pointer to the function goes.
  void *target;
};

// The library stays open as long as the process, as its functions are kept.
static bool load(const char *file_name, const struct symbol *symbols, size_t count) {
  void *library = dlopen(file_name, RTLD_NOW | RTLD_LOCAL);
  if (!library) return false;
  for (size_t index = 0; index < count; index++) {
    void *function = dlsym(library, symbols[index].name);
    if (!function) {
      dlclose(library);
      return false;
    }
    // POSIX has pointers to functions and to objects of one size, which ISO C has no conversion for.
    *(void **)symbols[index].target = function;
  }
  return true;
}

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static struct zlib_functions zlib;
static bool has_zlib;
static pthread_once_t zlib_once = PTHREAD_ONCE_INIT;

static void load_zlib(void) {
  const struct symbol symbols[] = {
      {"inflateInit2_", &zlib.init}, {"inflate", &zlib.run}, {"inflateEnd", &zlib.end}};
  has_zlib = load(zlib_file_name, symbols, COUNT(symbols));
}

const struct zlib_functions *zlib_functions(void) {
  pthread_once(&zlib_once, load_zlib);
  return has_zlib ? &zlib : NULL;
}

static struct bzip2_functions bzip2;
static bool has_bzip2;
static pthread_once_t bzip2_once = PTHREAD_ONCE_INIT;

static void load_bzip2(void) {
  const struct symbol symbols[] = {
      {"BZ2_bzDecompressInit", &bzip2.init}, {"BZ2_bzDecompress", &bzip2.run}, {"BZ2_bzDecompressEnd", &bzip2.end}};
  has_bzip2 = load(bzip2_file_name, symbols, COUNT(symbols));
}

const struct bzip2_functions *bzip2_functions(void) {
  pthread_once(&bzip2_once, load_bzip2);
  return has_bzip2 ? &bzip2 : NULL;
}

static struct lzma_functions lzma;
static bool has_lzma;
static pthread_once_t lzma_once = PTHREAD_ONCE_INIT;

static void load_lzma(void) {
  const struct symbol symbols[] = {
      {"lzma_stream_decoder", &lzma.init}, {"lzma_code", &lzma.run}, {"lzma_end", &lzma.end}};
  has_lzma = load(lzma_file_name, symbols, COUNT(symbols));
}

const struct lzma_functions *lzma_functions(void) {
  pthread_once(&lzma_once, load_lzma);
  return has_lzma ? &lzma : NULL;
}

static struct zstd_functions zstd;
static bool has_zstd;
static pthread_once_t zstd_once = PTHREAD_ONCE_INIT;

static void load_zstd(void) {
  const struct symbol symbols[] = {
      {"ZSTD_createDStream", &zstd.create}, {"ZSTD_decompressStream", &zstd.run}, {"ZSTD_freeDStream", &zstd.release},
      {"ZSTD_isError", &zstd.is_error}, {"ZSTD_getErrorCode", &zstd.error_code}};
  has_zstd = load(zstd_file_name, symbols, COUNT(symbols));
}

const struct zstd_functions *zstd_functions(void) {
  pthread_once(&zstd_once, load_zstd);
  return has_zstd ? &zstd : NULL;
}

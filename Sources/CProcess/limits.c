#define _GNU_SOURCE
#include "warden.h"

#include <stdatomic.h>
#include <sys/resource.h>

static atomic_uint_fast64_t former_limit = 0;

uint64_t former_descriptor_limit(void) {
  return atomic_load(&former_limit);
}

int set_descriptor_limit(uint64_t wanted) {
  struct rlimit limit;
  if (wanted == 0) return 0;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return -1;
  limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
  return setrlimit(RLIMIT_NOFILE, &limit);
}

uint64_t cprocess_raise_descriptor_limit(uint64_t wanted) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  uint64_t former = limit.rlim_cur;
  if (former >= wanted || former == limit.rlim_max || set_descriptor_limit(wanted) != 0) return former;
  uint64_t none = 0;
  atomic_compare_exchange_strong(&former_limit, &none, former);
  return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 0;
}

void cprocess_restore_descriptor_limit(void) {
  // A program runs under the raised limit too.
  (void)set_descriptor_limit(former_descriptor_limit());
}

// What the other programs are measured against: posix_spawn and wait, and nothing else.
//
//   bare COUNT PROGRAM [ARGUMENT...]   starts the program COUNT times, one after the other
//   bare --measure FILE PROGRAM [ARGUMENT...]   starts it once; the nanoseconds that passed, those of processors and the peak
//                                               memory in KiB go to the file
//   bare --write BYTES SEED            writes that many bytes of lines to standard output, the same for the same seed
#define _GNU_SOURCE
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static int spawn_all(long count, char **arguments) {
  for (long done = 0; done < count; done++) {
    pid_t child;
    int status;
    if (posix_spawnp(&child, arguments[0], NULL, NULL, arguments, environ) != 0) return 127;
    if (waitpid(child, &status, 0) < 0 || status != 0) return 1;
  }
  return 0;
}

// The peak of a process counts from that of the one that started it, and this one is small.
static int measure(const char *path, char **arguments) {
  struct timespec start, end;
  struct rusage usage;
  pid_t child;
  int status;
  clock_gettime(CLOCK_MONOTONIC, &start);
  if (posix_spawnp(&child, arguments[0], NULL, NULL, arguments, environ) != 0) return 127;
  if (wait4(child, &status, 0, &usage) < 0) return 127;
  clock_gettime(CLOCK_MONOTONIC, &end);
  FILE *file = fopen(path, "w");
  if (!file) return 127;
  long long time = (end.tv_sec - start.tv_sec) * 1000000000ll + end.tv_nsec - start.tv_nsec;
  long long used = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000ll +
                   (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000ll;
  fprintf(file, "%lld %lld %ld\n", time, used, usage.ru_maxrss);
  fclose(file);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int write_all(const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(1, bytes, count);
    if (written < 0) return 1;
    bytes += written;
    count -= (size_t)written;
  }
  return 0;
}

static int write_lines(size_t count, uint64_t seed) {
  static const char digits[] = "abcdefghijklmnopqrstuvwxyz0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ+";
  static char block[1 << 16];
  uint64_t state = seed * 2654435761u + 1;
  while (count > 0) {
    size_t length = count < sizeof block ? count : sizeof block;
    for (size_t place = 0; place < length; place++) {
      if (place % 8 == 0) state = state * 6364136223846793005u + 1442695040888963407u;
      block[place] = place % 80 == 79 ? '\n' : digits[state >> (8 + 6 * (place % 8)) & 63];
    }
    if (write_all(block, length) != 0) return 1;
    count -= length;
  }
  return 0;
}

int main(int count, char **words) {
  if (count >= 4 && strcmp(words[1], "--measure") == 0) return measure(words[2], words + 3);
  if (count == 4 && strcmp(words[1], "--write") == 0) {
    return write_lines(strtoull(words[2], 0, 10), strtoull(words[3], 0, 10));
  }
  if (count >= 3) return spawn_all(strtol(words[1], 0, 10), words + 2);
  fprintf(stderr, "usage: bare COUNT PROGRAM... | bare --measure FILE PROGRAM... | bare --write BYTES SEED\n");
  return 2;
}

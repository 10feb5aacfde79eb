// What Swift needs of ncursesw: the library's header, and inline functions for the macros, variables and variadic
// functions that Swift cannot import.
#ifndef SWTOX_CNCURSESW_H
#define SWTOX_CNCURSESW_H

#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1
#endif
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <wchar.h>

#if __has_include(<ncursesw/curses.h>)
#include <ncursesw/curses.h>
#else
#include <curses.h>
#endif

#include "Descriptors.h"
#include "TerminalGuard.h"

static const attr_t swtox_attribute_bold = WA_BOLD;
static const attr_t swtox_attribute_dim = WA_DIM;
static const attr_t swtox_attribute_underline = WA_UNDERLINE;
static const attr_t swtox_attribute_reverse = WA_REVERSE;
#ifdef WA_ITALIC
static const attr_t swtox_attribute_italic = WA_ITALIC;
#else
static const attr_t swtox_attribute_italic = 0;
#endif

// A screen of the named terminal type whose output goes to a file; NULL where the type is unknown.
//
// The library never meets the terminal itself: input, modes and the size of the window are its owner's. It starts with
// the type's own size, so that LINES and COLUMNS cannot do harm, or with what it finds where the type has none.
static inline SCREEN *swtox_screen_open(const char *type, FILE *output) {
  use_env(FALSE);
  SCREEN *screen = newterm(type, output, output);
  if (screen == NULL) {
    use_env(TRUE);
    screen = newterm(type, output, output);
  }
  if (screen == NULL) return NULL;
  typeahead(-1);
  nonl();
  leaveok(stdscr, TRUE);
  scrollok(stdscr, FALSE);
  return screen;
}

static inline void swtox_screen_resize(int rows, int columns) {
  resizeterm(rows, columns);
  leaveok(stdscr, TRUE);
}

static inline int swtox_screen_rows(void) { return getmaxy(stdscr); }
static inline int swtox_screen_columns(void) { return getmaxx(stdscr); }

// The value of a terminfo string, or NULL where the terminal has none.
static inline const char *swtox_capability(const char *name) {
  const char *value = tigetstr((char *)name);
  return value == (const char *)-1 ? NULL : value;
}

// The sequence that moves the cursor far below the last row, where terminals stop at the last.
static inline const char *swtox_capability_bottom(void) {
  const char *move = swtox_capability("cup");
  return move == NULL ? NULL : tiparm(move, 998, 0);
}

// The sequence that makes the whole screen scroll, of as many rows as it has now; NULL where the terminal has none.
static inline const char *swtox_capability_whole_region(void) {
  const char *region = swtox_capability("csr");
  return region == NULL ? NULL : tiparm(region, 0, getmaxy(stdscr) - 1);
}

// Turns colours on: their number, or 0 where there are none. `has_default` says whether -1 stands for the terminal's own.
static inline int swtox_colors_start(bool *has_default) {
  *has_default = false;
  if (!has_colors() || start_color() == ERR) return 0;
  *has_default = use_default_colors() == OK;
  return COLORS > 0 ? COLORS : 0;
}

static inline int swtox_color_pair_limit(void) { return COLOR_PAIRS; }

// Puts one character with its look at a place; `width` is the columns it is meant to take. Where the library would
// count otherwise, question marks are shown, so that the rest of the row stays where it belongs.
static inline void swtox_cell_put(
    int row, int column, uint32_t scalar, uint32_t mark, int width, attr_t attributes, int pair) {
  // A mark that the library does not know as one would move what comes behind it.
  wchar_t text[3] = {(wchar_t)scalar, mark != 0 && wcwidth((wchar_t)mark) == 0 ? (wchar_t)mark : 0, 0};
  bool is_known = scalar < 0x80 || wcwidth((wchar_t)scalar) == width;
  if (!is_known) {
    text[0] = L'?';
    text[1] = 0;
  }
  cchar_t cell;
  if (setcchar(&cell, text, attributes, 0, &pair) == ERR) return;
  // As it is, without the questions that the library asks about characters that may be controls.
  mvadd_wchnstr(row, column, &cell, 1);
  if (!is_known && width == 2) mvadd_wchnstr(row, column + 1, &cell, 1);
}

static inline void swtox_screen_erase(void) { werase(stdscr); }
// Makes the next update paint everything, whatever the terminal shows.
static inline void swtox_screen_forget(void) { clearok(curscr, TRUE); }

// Writes what changed to the screen's file; a row below zero leaves the cursor where the update ends.
static inline void swtox_screen_update(int cursor_row, int cursor_column) {
  leaveok(stdscr, cursor_row < 0);
  if (cursor_row >= 0) wmove(stdscr, cursor_row, cursor_column);
  wnoutrefresh(stdscr);
  doupdate();
}

#endif

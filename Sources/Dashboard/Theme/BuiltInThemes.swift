/// Copies of the files in `themes/`, for when these are not installed.
enum BuiltInThemes {
  /// By name, in the order in which they are gone through.
  static let all: [(name: String, text: String)] = [
    ("default-dark", defaultDark), ("default-light", defaultLight), ("high-contrast", highContrast), ("mono", mono),
  ]

  private static let defaultDark = #"""
    # The look on dark backgrounds. Every colour has a contrast of at least 4.5:1 on #1e1e1e.
    name = Default dark

    [palette]
    green = #4ec9a0 | 79 | green
    red = #ff7a66 | 209 | bright-red
    magenta = #e08cf0 | 177 | bright-magenta
    blue = #6cb6ff | 75 | bright-blue
    amber = #e5b454 | 179 | yellow
    grey = #9a9fa8 | 247 | white
    quiet = #868b94 | 245 | white

    [role]
    text = default ; dim = grey ; border = quiet ; focus = blue bold
    title = default bold ; header = grey bold ; select = reverse ; mark = amber bold
    hint = grey ; key = blue ; match = reverse bold ; warning = amber

    [status]
    pass = green ; fail = red bold ; error = magenta bold ; running = default bold
    waiting = blue ; queued = grey ; skipped = grey ; cancelled = amber
    flaky = amber bold ; unavailable = grey

    [option]
    background = terminal
    borders = auto

    """#

  private static let defaultLight = #"""
    # The look on light backgrounds. Every colour has a contrast of at least 4.5:1 on #ffffff.
    name = Default light

    [palette]
    green = #00705a | 23 | green
    red = #b3261e | 124 | red
    magenta = #9b1fa8 | 90 | magenta
    blue = #0b57b0 | 25 | blue
    amber = #8a5300 | 94 | magenta
    grey = #5f6368 | 59 | black

    [role]
    text = default ; dim = grey ; border = grey ; focus = blue bold
    title = default bold ; header = grey bold ; select = reverse ; mark = amber bold
    hint = grey ; key = blue ; match = reverse bold ; warning = amber

    [status]
    pass = green ; fail = red bold ; error = magenta bold ; running = default bold
    waiting = blue ; queued = grey ; skipped = grey ; cancelled = amber
    flaky = amber bold ; unavailable = grey

    [option]
    background = terminal
    borders = auto

    """#

  private static let highContrast = #"""
    # Strong colours on black, at least 7:1; nothing is dimmed.
    name = High contrast

    [palette]
    green = #5fff87 | 84 | bright-green
    red = #ff9a8a | 210 | bright-red
    magenta = #ffa0ff | 219 | bright-magenta
    blue = #87d7ff | 117 | bright-cyan
    amber = #ffd75f | 221 | bright-yellow
    white = #ffffff | 231 | bright-white

    [role]
    text = white ; dim = white ; border = white ; focus = amber bold
    title = white bold ; header = white bold ; select = reverse bold ; mark = amber bold
    hint = white ; key = amber bold ; match = amber reverse bold ; warning = amber bold

    [status]
    pass = green ; fail = red bold ; error = magenta bold underline ; running = white bold
    waiting = blue ; queued = white ; skipped = white ; cancelled = amber
    flaky = amber bold ; unavailable = white

    [option]
    background = #000000
    borders = auto

    """#

  private static let mono = #"""
    # No colours: marks, weight and reversed video carry everything.
    name = Mono

    [role]
    text = default ; dim = default ; border = default ; focus = bold
    title = bold ; header = bold ; select = reverse ; mark = bold
    hint = default ; key = bold ; match = reverse ; warning = bold

    [status]
    pass = default ; fail = bold reverse ; error = bold reverse ; running = bold
    waiting = default ; queued = default ; skipped = default ; cancelled = bold
    flaky = bold ; unavailable = default

    [option]
    background = terminal
    borders = auto

    """#
}

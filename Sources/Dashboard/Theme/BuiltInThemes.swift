/// Copies of the files in `themes/`, for when these are not installed.
enum BuiltInThemes {
  /// By name, in the order in which they are gone through.
  static let all: [(name: String, text: String)] = [
    ("default-dark", defaultDark), ("default-light", defaultLight), ("terminal16", terminal16),
    ("high-contrast", highContrast), ("deuteranopia-dark", deuteranopiaDark),
    ("deuteranopia-light", deuteranopiaLight), ("tritanopia", tritanopia), ("mono", mono),
  ]

  private static let defaultDark = #"""
    # The look on dark backgrounds, for every kind of colour vision. At least 4.5:1 on #1e1e1e.
    name = Default dark

    [palette]
    green = #55dca5 | 79 | green
    red = #ff6a55 | 203 | bright-red
    magenta = #cf66ff | 171 | bright-magenta
    blue = #93b4ff | 111 | bright-blue
    amber = #f5d76e | 221 | yellow
    grey = #9a9fa8 | 247 | white
    quiet = #868b94 | 245 | white

    [role]
    text = default ; dim = grey ; border = quiet ; focus = blue bold
    title = default bold ; header = grey bold ; select = reverse ; mark = amber bold
    hint = grey ; key = blue ; match = reverse bold ; warning = amber

    [status]
    pass = green ; fail = red bold ; error = magenta bold ; running = default bold
    waiting = blue ; queued = quiet ; skipped = quiet ; cancelled = amber
    flaky = amber bold ; unavailable = quiet

    [option]
    appearance = dark
    background = terminal
    borders = auto

    """#

  private static let defaultLight = #"""
    # The look on light backgrounds, for every kind of colour vision. At least 4.5:1 on #ffffff.
    name = Default light

    [palette]
    green = #00805a | 29 | green
    red = #a01212 | 124 | red
    magenta = #8f0a8f | 90 | magenta
    blue = #0b5fe0 | 26 | blue
    amber = #a85c00 | 130 | magenta
    grey = #505357 | 239 | black

    [role]
    text = default ; dim = grey ; border = grey ; focus = blue bold
    title = default bold ; header = grey bold ; select = reverse ; mark = amber bold
    hint = grey ; key = blue ; match = reverse bold ; warning = amber

    [status]
    pass = green ; fail = red bold ; error = magenta bold ; running = default bold
    waiting = blue ; queued = grey ; skipped = grey ; cancelled = amber
    flaky = amber bold underline ; unavailable = grey

    [option]
    appearance = light
    background = terminal
    borders = auto

    """#

  private static let terminal16 = #"""
    # Only colours of the terminal's own palette, on any background: what that shows, the dashboard shows.
    name = Terminal 16

    [role]
    text = default ; dim = default dim ; border = default dim ; focus = cyan bold
    title = default bold ; header = default bold ; select = reverse ; mark = yellow bold
    hint = default dim ; key = cyan ; match = reverse bold ; warning = yellow

    [status]
    pass = green ; fail = red bold ; error = magenta bold ; running = default bold
    waiting = cyan ; queued = default dim ; skipped = default dim ; cancelled = yellow
    flaky = yellow bold ; unavailable = default dim

    [option]
    appearance = any
    background = terminal
    borders = auto

    """#

  private static let highContrast = #"""
    # Strong colours on black for weak sight: every one has a contrast of at least 7:1.
    name = High contrast

    [palette]
    green = #5fffaf | 85 | bright-green
    red = #ff6a6a | 203 | bright-red
    magenta = #ff70dc | 206 | bright-magenta
    blue = #afafff | 147 | bright-cyan
    amber = #ffd700 | 220 | bright-yellow
    white = #ffffff | 231 | bright-white
    silver = #a8a8a8 | 248 | white

    [role]
    text = white ; dim = white ; border = white ; focus = amber bold
    title = white bold ; header = white bold ; select = white reverse bold ; mark = amber bold
    hint = white ; key = amber bold ; match = amber reverse bold ; warning = amber bold

    [status]
    pass = green ; fail = red bold ; error = magenta bold underline ; running = white bold
    waiting = blue ; queued = silver ; skipped = silver ; cancelled = amber
    flaky = amber bold ; unavailable = silver

    [option]
    appearance = dark
    background = #000000
    borders = auto

    """#

  private static let deuteranopiaDark = #"""
    # For eyes that do not tell red from green, on dark backgrounds: blue is good, orange and red are bad.
    name = Deuteranopia dark
    inherits = default-dark

    [palette]
    blue = #2f90ff | 33 | bright-blue
    orange = #ff8700 | 208 | yellow
    red = #d95f5a | 167 | bright-red
    cyan = #00d7ff | 45 | bright-cyan
    yellow = #ffff00 | 226 | bright-yellow
    grey = #8a8a8a | 245 | white

    [role]
    focus = cyan bold ; mark = yellow bold ; key = cyan ; warning = yellow

    [status]
    pass = blue ; fail = orange bold ; error = red bold reverse
    waiting = cyan ; queued = grey ; skipped = grey ; cancelled = yellow
    flaky = yellow bold ; unavailable = grey

    """#

  private static let deuteranopiaLight = #"""
    # For eyes that do not tell red from green, on light backgrounds: blue is good, orange and red are bad.
    name = Deuteranopia light
    inherits = default-light

    [palette]
    blue = #0a64dc | 26 | blue
    orange = #af5f00 | 130 | red
    red = #870000 | 88 | red
    navy = #000087 | 18 | blue
    pink = #d70087 | 162 | magenta
    grey = #4a4a4a | 239 | black

    [role]
    focus = blue bold ; mark = pink bold ; key = blue ; warning = pink

    [status]
    pass = blue ; fail = orange bold ; error = red bold reverse
    waiting = navy underline ; queued = grey ; skipped = grey ; cancelled = pink
    flaky = pink bold underline ; unavailable = grey

    """#

  private static let tritanopia = #"""
    # For eyes that do not tell blue from green or yellow from pink, on dark backgrounds.
    name = Tritanopia
    inherits = default-dark

    [palette]
    teal = #00d7af | 43 | bright-cyan
    red = #ff5f5f | 203 | bright-red
    violet = #d787ff | 177 | bright-magenta
    blue = #5f87d7 | 68 | bright-blue
    yellow = #ffd700 | 220 | bright-yellow
    grey = #8a8a8a | 245 | white

    [role]
    focus = teal bold ; mark = yellow bold ; key = teal ; warning = yellow

    [status]
    pass = teal ; fail = red bold ; error = violet bold
    waiting = blue ; queued = grey ; skipped = grey ; cancelled = yellow
    flaky = yellow bold ; unavailable = grey

    """#

  private static let mono = #"""
    # No colours, on any background: marks, weight, lines and reversed video carry everything.
    name = Mono

    [role]
    text = default ; dim = default ; border = default ; focus = bold
    title = bold ; header = bold ; select = reverse ; mark = bold
    hint = default ; key = bold ; match = reverse ; warning = bold

    [status]
    pass = default ; fail = bold reverse ; error = bold underline reverse ; running = bold
    waiting = underline ; queued = dim ; skipped = dim ; cancelled = bold underline
    flaky = bold underline ; unavailable = dim

    [option]
    appearance = any
    background = terminal
    borders = auto

    """#
}

import CNcursesw
package import Screen

/// The real terminal: shows canvases by ncurses, reads keys itself, and is given back whole however the program ends.
///
/// Owned by one thread; there is one in a process at a time, as the terminal library has but one state. While it is open
/// INT, TERM, HUP and QUIT come as events, standard output and error are held back if they are terminals, and Ctrl-Z
/// works as everywhere.
package final class NcursesTerminal: Terminal {
  /// How many colours are shown.
  package var depth: ColorDepth { screen?.depth ?? .none }
  /// Whether characters beyond ASCII can be shown; themes and borders fall back to ASCII where not.
  package var isUnicode: Bool { screen?.isUnicode ?? false }
  /// Whether the terminal shows frames in one piece; known a moment after the first frame.
  package private(set) var isSynchronized = false

  let wakeCounter: WakeCounter
  var device: TerminalDevice?
  var signals: SignalPipe?
  var decoder: KeyDecoder
  var presses = PressCounter()
  var resizes = ResizeThrottle()
  /// What the next wait returns.
  var queued: [TerminalEvent] = []
  /// What a signal of the shell's job control asks for.
  enum JobControl { case stop, resume }
  var jobControl: JobControl?
  var lastInputTime: Duration = .zero
  /// Whether the terminal has hung up.
  var isGone = false
  /// Whom it is lent to; `nil` while its keys are the dashboard's.
  var loan: Loan?
  private var screen: CursesScreen?
  private var streams: StandardStreams?
  private let answersQueries: Bool
  private var knownSize: Size
  private var isUp = false
  private var reportsMouse = true
  /// Whether it has said how wide it makes ambiguous characters.
  private var isWidthKnown = false
  private var last: (canvas: Canvas, styles: StyleSheet)?

  /// Takes the terminal that the process was started from; nothing is written to it before the first frame.
  ///
  /// - Parameter variables: The environment variables, of which `TERM`, `COLORTERM`, `NO_COLOR`, `SSH_TTY`, `LANG`,
  ///   `LC_ALL` and `LC_CTYPE` matter.
  package static func open(variables: [String: String]) throws(TerminalError) -> NcursesTerminal {
    try NcursesTerminal(variables: variables, path: "/dev/tty")
  }

  init(variables: [String: String], path: String) throws(TerminalError) {
    guard let name = TerminalName(variables: variables) else { throw .typeNotSet }
    let device = try TerminalDevice(path: path)
    let signals = try SignalPipe()
    wakeCounter = try WakeCounter()
    let screen = try CursesScreen(for: name, variables: variables)
    knownSize = device.size ?? screen.size
    decoder = KeyDecoder(
      escapeDelay: .milliseconds(variables["SSH_TTY"] == nil ? 25 : 100), erasesByControlH: device.erasesByControlH)
    answersQueries = name.answersQueries
    self.device = device
    self.signals = signals
    self.screen = screen
    streams = StandardStreams()
    screen.resize(to: knownSize)
    takeOver()
  }

  deinit { close() }

  package var size: Size { knownSize }

  package var waker: @Sendable () -> Void {
    { [wakeCounter] in wakeCounter.wake() }
  }

  package func copy(_ text: String) {
    guard isUp else { return }
    write(Clipboard.sequence(for: text))
  }

  package func reportMouse(_ isOn: Bool) {
    guard reportsMouse != isOn else { return }
    reportsMouse = isOn
    if isUp { write(TerminalModes.mouse(isOn)) }
  }

  /// Whether pasted text comes as characters; it is swallowed otherwise, so that a paste never acts.
  package var deliversPaste: Bool {
    get { decoder.deliversPaste }
    set { decoder.deliversPaste = newValue }
  }

  package func present(_ canvas: Canvas, styles: StyleSheet) {
    guard let screen else { return }
    last = (canvas, styles)
    var frame: [UInt8] = []
    let asksWidth = !isUp && !isWidthKnown && answersQueries && isUnicode && knownSize.rowCount > 1
    screen.show(canvas, styles, into: &frame, asking: asksWidth ? TerminalModes.widthQuestion : [])
    if frame.isEmpty { return }
    if isSynchronized { frame = TerminalModes.frameBegin + frame + TerminalModes.frameEnd }
    if !isUp {
      isUp = true
      swtox_guard_arm(SWTOX_GUARDED_SCREEN)
      frame = TerminalModes.enter(reportsMouse: reportsMouse, asks: answersQueries && !isSynchronized) + frame
    }
    write(frame)
  }

  package func invalidate() { screen?.forget() }

  package func suspended(_ body: () -> Void) {
    guard screen != nil else { return body() }
    takingBack {
      streams?.release()
      swtox_signals_yield(true)
      body()
      swtox_signals_yield(false)
      streams?.capture()
    }
  }

  package func close() {
    guard screen != nil else { return }
    giveBack()
    screen = nil
    streams = nil
    signals = nil
    device = nil
  }

  /// Gives the terminal back, stops the process, and takes the terminal again when it goes on.
  func stop() { takingBack { swtox_signals_stop() } }

  /// Gives the terminal back while `body` runs.
  func takingBack(_ body: () -> Void) {
    let wasUp = isUp
    giveBack()
    body()
    takeOver()
    if wasUp { showAgain() }
  }

  /// The process goes on after a stop that could not be prepared: the terminal may be in anybody's settings.
  func resume() {
    let wasUp = isUp
    isUp = false
    screen?.leave()
    takeOver()
    if wasUp { showAgain() }
  }

  /// Takes the window's size over, and tells of it if it is another.
  func followWindow() {
    guard let size = device?.size, size != knownSize else { return }
    knownSize = size
    screen?.resize(to: size)
    queued.append(.resized(size))
  }

  /// Takes the answer to the question for the width.
  func noteCursor(_ point: Point) {
    guard !isWidthKnown, point.row == 1 else { return }
    isWidthKnown = true
    guard point.column == 2, let screen else { return }
    screen.avoidsAmbiguous = true
    if isUp { showAgain() }
  }

  func noteMode(_ mode: Int, setting: Int) {
    if mode == TerminalModes.synchronization { isSynchronized = setting == 1 || setting == 2 }
  }

  private func takeOver() {
    guard let device, let screen else { return }
    swtox_signals_admit()
    let restore = TerminalModes.leave + screen.endSequence
    withUnsafePointer(to: device.originalSettings) { settings in
      restore.withUnsafeBytes { bytes in
        swtox_guard_prepare(device.output, settings, bytes.baseAddress, bytes.count)
      }
    }
    streams?.capture()
    swtox_guard_arm(SWTOX_GUARDED_SETTINGS)
    device.useRawSettings()
    followWindow()
  }

  private func showAgain() {
    guard let last else { return }
    present(last.canvas, styles: last.styles)
  }

  private func giveBack() {
    guard let device, let screen else { return }
    if isUp, !swtox_guard_has_fired() { device.writeLast(TerminalModes.leave + screen.endSequence) }
    isUp = false
    screen.leave()
    device.useOriginalSettings()
    swtox_guard_arm(SWTOX_GUARDED_NOTHING)
  }

  func write(_ bytes: [UInt8]) {
    guard let device, let signals, !swtox_guard_has_fired() else { return }
    let isWritten = device.write(bytes, interruption: signals.file) { hasToEnd() }
    if !isWritten { screen?.forget() }
  }

  /// Whether a signal asks for the end; what else came is kept for the next wait.
  private func hasToEnd() -> Bool {
    takeSignals()
    return isEnding
  }

  /// Whether it is known that a signal asks for the end, or that the terminal is gone.
  var isEnding: Bool {
    queued.contains { event in
      switch event {
      case .signal, .closed: true
      default: false
      }
    }
  }
}

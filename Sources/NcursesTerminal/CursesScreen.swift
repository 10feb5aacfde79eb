import CNcursesw
import Glibc
import Screen

/// The terminal library's picture of the screen: takes canvases, gives the bytes that bring the terminal from one to the
/// next. There is one in a process at a time.
final class CursesScreen {
  let depth: ColorDepth
  /// Whether characters beyond ASCII can be shown.
  let isUnicode: Bool
  private let sink: FrameSink
  private let screen: OpaquePointer
  private let hasDefaultColors: Bool
  private var pairs: PairTable
  private var renditions = RenditionShortener()
  private var shown: Canvas?
  private var shownStyles = StyleSheet()
  /// Whether stand-ins are shown for characters of ours that take two columns on this terminal.
  var avoidsAmbiguous = false { didSet { forget() } }
  private var isCursorShown = true
  private var wantsClear = true
  /// Whether the next frame begins the screen anew.
  private var isAway = true

  init(for type: TerminalName, variables: [String: String]) throws(TerminalError) {
    isUnicode = Locale.setUp(variables: variables)
    let usesColor = (variables["NO_COLOR"] ?? "").isEmpty
    let wantsTrueColor = usesColor && ["truecolor", "24bit"].contains(variables["COLORTERM"])
    sink = try FrameSink()
    guard let (name, screen) = Self.open(type.candidates(wantsTrueColor: wantsTrueColor), sink) else {
      throw .typeUnknown(type.text)
    }
    self.screen = screen
    guard swtox_capability("cup") != nil else {
      Self.delete(screen)
      throw .typeTooSimple(name)
    }
    var hasDefaultColors = false
    let colorCount = usesColor ? Int(swtox_colors_start(&hasDefaultColors)) : 0
    depth = ColorDepth(colorCount: colorCount, isDirect: name.hasSuffix("-direct"))
    self.hasDefaultColors = hasDefaultColors
    pairs = PairTable(limit: swtox_color_pair_limit())
    // The library has begun a screen of the size that the type had once; the first frame begins one of the real size.
    leave()
  }

  deinit {
    endwin()
    Self.delete(screen)
  }

  /// The bytes that end the screen, whatever state it is in.
  var endSequence: [UInt8] {
    let names = swtox_capability("rmcup") == nil ? ["cnorm", "sgr0", "op"] : ["cnorm", "sgr0", "op", "rmcup"]
    var bytes = names.compactMap { swtox_capability($0) }.flatMap(Self.bytes)
    // Without a second screen the first is left as it is, with the cursor below it.
    if names.count == 3, let bottom = swtox_capability_bottom() { bytes += Self.bytes(of: bottom) + [0x0D, 0x0A] }
    return Padding.removed(from: bytes)
  }

  var size: Size { Size(rowCount: Int(swtox_screen_rows()), columnCount: Int(swtox_screen_columns())) }

  /// Follows the window; the next frame is painted whole.
  func resize(to size: Size) {
    swtox_screen_resize(Int32(size.rowCount), Int32(size.columnCount))
    forget()
  }

  /// Forgets what the terminal shows.
  func forget() {
    wantsClear = true
    shown = nil
    renditions = RenditionShortener()
  }

  /// Another program gets the terminal; the next frame begins anew.
  func leave() {
    endwin()
    sink.discard()
    isAway = true
    forget()
  }

  /// Appends to `frame` the bytes that show a canvas; none if it is shown already.
  ///
  /// - Parameter question: What is put between the beginning of a screen and its first frame, which draws over it; dropped
  ///   where a terminal has one screen only.
  func show(_ canvas: Canvas, _ styles: StyleSheet, into frame: inout [UInt8], asking question: [UInt8] = []) {
    if pairs.isExhausted {
      pairs = PairTable(limit: swtox_color_pair_limit())
      forget()
    }
    let known = shownStyles == styles && shown?.size == canvas.size ? shown : nil
    if known == nil { swtox_screen_erase() }
    let hasChanges = put(CanvasDifference(from: known, to: canvas, on: size), styles)
    guard hasChanges || known == nil || known?.cursor != canvas.cursor else { return }
    if wantsClear { clear(into: &frame) }
    update(cursor: canvas.cursor)
    var bytes: [UInt8] = []
    sink.drain(into: &bytes)
    if isAway { removePaletteReset(from: &bytes) }
    bytes = renditions.shortened(bytes, recolorsBlanks: known != nil)
    if !question.isEmpty { insert(question, into: &bytes) }
    frame += bytes
    isAway = false
    shown = canvas
    shownStyles = styles
    wantsClear = false
  }

  private func clear(into frame: inout [UInt8]) {
    swtox_screen_forget()
    // A change of size, or somebody else's output, may have left only a part of the screen scrolling, and the library
    // would not notice. When it takes the screen it says so itself, at the right place.
    guard !isAway, let region = swtox_capability_whole_region() else { return }
    frame += Padding.removed(from: Self.bytes(of: region))
  }

  /// The library begins a screen by undoing changes to the palette, which here are none but the user's own.
  private func removePaletteReset(from bytes: inout [UInt8]) {
    guard let reset = swtox_capability("oc").map(Self.bytes), let range = bytes.firstRange(of: reset) else { return }
    bytes.removeSubrange(range)
  }

  private func insert(_ question: [UInt8], into bytes: inout [UInt8]) {
    guard let enter = swtox_capability("smcup").map({ Padding.removed(from: Self.bytes(of: $0)) }), !enter.isEmpty,
      let range = bytes.firstRange(of: enter)
    else { return }
    bytes.insert(contentsOf: question, at: range.upperBound)
  }

  /// Hands the changes to the library, and tells whether there were any.
  private func put(_ difference: CanvasDifference, _ styles: StyleSheet) -> Bool {
    var hasChanges = false
    var looks = LookTable(styles, depth: depth)
    var blanks = BlankLook()
    difference.forEach { change in
      hasChanges = true
      put(change, blanks.look(of: change, meant: looks.look(of: change.style)))
    }
    return hasChanges
  }

  private func put(_ change: CanvasDifference.Change, _ look: CellLook) {
    let attributes = Self.attributes(look.attributes)
    let pair = self.pair(of: look.colors)
    let row = Int32(change.point.row)
    let column = Int32(change.point.column)
    if isUnicode {
      let scalar = avoidsAmbiguous ? PlainCharacters.narrow(for: change.scalar) : change.scalar
      return swtox_cell_put(row, column, scalar, change.mark, Int32(change.width), attributes, pair)
    }
    swtox_cell_put(row, column, PlainCharacters.scalar(for: change.scalar), 0, 1, attributes, pair)
    if change.width == 2 { swtox_cell_put(row, column + 1, 0x20, 0, 1, attributes, pair) }
  }

  private func pair(of colors: PairTable.Colors) -> Int32 {
    pairs.pair(of: colors) { pair, colors in
      let foreground = colors.foreground < 0 && !hasDefaultColors ? 7 : colors.foreground
      let background = colors.background < 0 && !hasDefaultColors ? 0 : colors.background
      init_extended_pair(pair, foreground, background)
    }
  }

  private func update(cursor: Point?) {
    let bounds = Rectangle(size)
    let cursor = cursor.flatMap { bounds.contains($0) ? $0 : nil }
    if isCursorShown != (cursor != nil) {
      isCursorShown = cursor != nil
      curs_set(isCursorShown ? 1 : 0)
    }
    swtox_screen_update(Int32(cursor?.row ?? -1), Int32(cursor?.column ?? -1))
  }

  private static func open(_ names: [String], _ sink: FrameSink) -> (String, OpaquePointer)? {
    for name in names {
      if let screen = swtox_screen_open(name, sink.stream) { return (name, screen) }
    }
    return nil
  }

  private static func delete(_ screen: OpaquePointer) {
    set_term(screen)
    delscreen(screen)
  }

  private static func bytes(of text: UnsafePointer<CChar>) -> [UInt8] {
    UnsafeBufferPointer(start: text, count: strlen(text)).map(UInt8.init(bitPattern:))
  }

  private static func attributes(_ attributes: TextAttributes) -> attr_t {
    attributeTable[Int(attributes.rawValue) & (attributeTable.count - 1)]
  }

  /// The library's bits for every set of attributes, by the set's raw value.
  private static let attributeTable: [attr_t] = (UInt8(0)..<32).map { value in
    let known: [(TextAttributes, attr_t)] = [
      (.bold, swtox_attribute_bold), (.dim, swtox_attribute_dim), (.underline, swtox_attribute_underline),
      (.reverse, swtox_attribute_reverse), (.italic, swtox_attribute_italic),
    ]
    return known.reduce(0) { $1.0.rawValue & value != 0 ? $0 | $1.1 : $0 }
  }
}

/// The lines of a text, found the slow and obvious way.
struct NaiveLines {
  var lines: [(offset: Int, bytes: [UInt8], isContinuation: Bool)] = []

  init(_ bytes: [UInt8], limit: Int = 65_536) {
    var current: [UInt8] = []
    var start = 0
    var isContinuation = false
    func keep(_ lines: inout [(offset: Int, bytes: [UInt8], isContinuation: Bool)]) {
      lines.append((start, current, isContinuation))
      current = []
    }
    for (offset, byte) in bytes.enumerated() {
      if byte == 0x0A {
        keep(&lines)
        (start, isContinuation) = (offset + 1, false)
      } else {
        if current.count == limit {
          keep(&lines)
          (start, isContinuation) = (offset, true)
        }
        current.append(byte)
      }
    }
    if start < bytes.count { keep(&lines) }
  }
}

/// How a process is shown in one line.
enum CommandText {
  private static let byteLimit = 200

  /// Reads `/proc/PID/cmdline`, arguments that each end in NUL; `nil` when it is empty, as for ended processes.
  static func text(ofArguments bytes: [UInt8]) -> String? {
    shown(bytes[...])
  }

  /// Reads `/proc/PID/comm`; square brackets mark that it is only the name.
  static func text(ofName bytes: [UInt8]) -> String? {
    shown(bytes[...]).map { "[\($0)]" }
  }

  private static func shown(_ bytes: ArraySlice<UInt8>) -> String? {
    var rest = bytes
    while let last = rest.last, last <= 0x20 { rest.removeLast() }
    if rest.count > byteLimit { rest = withoutCutScalar(rest.prefix(byteLimit)) }
    if rest.isEmpty { return nil }
    return String(decoding: rest.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
  }

  /// Takes away the last scalar when it takes several bytes, as its end may be missing.
  private static func withoutCutScalar(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while let last = rest.last, last & 0xC0 == 0x80 { rest.removeLast() }
    if let last = rest.last, last >= 0xC0 { rest.removeLast() }
    return rest
  }
}

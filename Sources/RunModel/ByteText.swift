/// Counts of bytes as people read them.
package enum ByteText {
  /// `812 B`, `1.2 kB`, `48 MB`, `3.0 GB`: decimal units, two digits at least.
  package static func short(_ byteCount: Int) -> String {
    if byteCount < 1000 { return "\(max(0, byteCount)) B" }
    var size = Double(byteCount)
    for unit in ["kB", "MB", "GB", "TB", "PB"] {
      size /= 1000
      let tenths = Int((size * 10).rounded())
      if tenths < 100 { return "\(tenths / 10).\(tenths % 10) \(unit)" }
      if size < 999.5 { return "\(Int(size.rounded())) \(unit)" }
    }
    return "\(Int(size.rounded())) PB"
  }
}

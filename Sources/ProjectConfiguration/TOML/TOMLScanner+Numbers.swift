import SourceText

extension TOMLScanner {
  /// The number that the whole of a word is; `nil` when it is none.
  ///
  /// - Throws: when the word is a number but for a leading zero, a misplaced underscore or its size.
  func number(_ range: Range<Int>) throws(DiagnosticError) -> TOMLValue.Content? {
    let isSigned = bytes[range.lowerBound] == TOMLByte.plus || bytes[range.lowerBound] == TOMLByte.minus
    let digits = range.lowerBound + (isSigned ? 1 : 0)..<range.upperBound
    if let special = specialFloat(range, digits) { return special }
    guard let first = digits.first, TOMLByte.isDigit(bytes[first]) else { return nil }
    if let base = base(of: digits) {
      guard !isSigned else { throw failure("a number with a base has no sign", range) }
      return .integer(try integer(range, digits: first + 2..<range.upperBound, base: base))
    }
    return try decimal(range, digits)
  }

  private func specialFloat(_ range: Range<Int>, _ digits: Range<Int>) -> TOMLValue.Content? {
    guard digits.count == 3, !TOMLByte.isDigit(bytes[digits.lowerBound]) else { return nil }
    let isNegative = bytes[range.lowerBound] == TOMLByte.minus
    switch text(digits) {
    case "inf": return .float(isNegative ? -.infinity : .infinity)
    case "nan": return .float(isNegative ? -.nan : .nan)
    default: return nil
    }
  }

  private func base(of digits: Range<Int>) -> Int64? {
    guard digits.count >= 2, bytes[digits.lowerBound] == UInt8(ascii: "0") else { return nil }
    switch bytes[digits.lowerBound + 1] {
    case UInt8(ascii: "x"): return 16
    case UInt8(ascii: "o"): return 8
    case UInt8(ascii: "b"): return 2
    default: return nil
    }
  }

  private func decimal(_ range: Range<Int>, _ digits: Range<Int>) throws(DiagnosticError) -> TOMLValue.Content? {
    guard let form = try decimalForm(range, digits) else { return nil }
    if bytes[digits.lowerBound] == UInt8(ascii: "0"), form.integerEnd - digits.lowerBound > 1 {
      throw failure(
        "\(quoted(range)) begins with a zero", range, help: "remove the zero, or put quotes around what is no number")
    }
    guard form.isFloat else { return .integer(try integer(range, digits: digits, base: 10)) }
    let plain = bytes[range].filter { $0 != TOMLByte.underscore }
    return Double(String(decoding: plain, as: UTF8.self)).map { .float($0) }
  }

  /// Where the integer part ends and whether a fraction or an exponent follows; `nil` for what is no decimal number.
  private func decimalForm(
    _ range: Range<Int>, _ digits: Range<Int>
  ) throws(DiagnosticError) -> (integerEnd: Int, isFloat: Bool)? {
    guard let integerEnd = try digitsEnd(range, from: digits.lowerBound) else { return nil }
    var end = integerEnd
    if end < range.upperBound, bytes[end] == TOMLByte.dot {
      guard let next = try digitsEnd(range, from: end + 1) else { return nil }
      end = next
    }
    if end < range.upperBound, bytes[end] | 0x20 == UInt8(ascii: "e") {
      end += 1
      if end < range.upperBound, bytes[end] == TOMLByte.plus || bytes[end] == TOMLByte.minus { end += 1 }
      guard let next = try digitsEnd(range, from: end) else { return nil }
      end = next
    }
    return end == range.upperBound ? (integerEnd, end > integerEnd) : nil
  }

  /// The end of a run of decimal digits and the underscores between them; `nil` when there is none.
  private func digitsEnd(_ range: Range<Int>, from start: Int) throws(DiagnosticError) -> Int? {
    var end = start
    while end < range.upperBound, TOMLByte.isDigit(bytes[end]) || bytes[end] == TOMLByte.underscore { end += 1 }
    guard end > start, TOMLByte.isDigit(bytes[start]) else { return nil }
    try checkUnderscores(range, start..<end)
    return end
  }

  private func checkUnderscores(_ range: Range<Int>, _ digits: Range<Int>) throws(DiagnosticError) {
    for offset in digits where bytes[offset] == TOMLByte.underscore {
      guard offset > digits.lowerBound, offset + 1 < digits.upperBound, bytes[offset - 1] != TOMLByte.underscore else {
        throw failure("'_' stands between two digits only", offset..<offset + 1)
      }
    }
  }

  private func integer(_ range: Range<Int>, digits: Range<Int>, base: Int64) throws(DiagnosticError) -> Int64 {
    guard !digits.isEmpty else { throw failure("digits are missing after \(quoted(range))", range) }
    try checkUnderscores(range, digits)
    let isNegative = bytes[range.lowerBound] == TOMLByte.minus
    var value: Int64 = 0
    var isTooLarge = false
    for offset in digits where bytes[offset] != TOMLByte.underscore {
      guard let digit = TOMLByte.digitValue(bytes[offset]), Int64(digit) < base else {
        throw failure("'\(text(offset..<offset + 1))' is no digit of base \(base)", offset..<offset + 1)
      }
      let (product, isProductTooLarge) = value.multipliedReportingOverflow(by: base)
      // Downwards, because the smallest integer has no positive counterpart.
      let (sum, isSumTooLarge) = product.subtractingReportingOverflow(Int64(digit))
      isTooLarge = isTooLarge || isProductTooLarge || isSumTooLarge
      value = sum
    }
    guard !isTooLarge, isNegative || value != .min else {
      throw failure(
        "\(quoted(range)) is too large for an integer", range,
        help: "integers reach from \(Int64.min) to \(Int64.max)")
    }
    return isNegative ? value : -value
  }
}

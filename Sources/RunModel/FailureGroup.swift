package import EnvironmentModel

/// Environments that failed alike: with the same first error but for numbers, addresses and their own names.
package struct FailureGroup: Hashable, Sendable {
  /// The error of the first of them, as it was told.
  package let error: String
  /// In the order in which they were given, at least one.
  package fileprivate(set) var environments: [EnvironmentName]

  /// Groups failures, those of most environments first, and of as many in the order in which they were given.
  ///
  /// - Complexity: O(*n*) in the length of the errors.
  package static func groups(
    of failures: some Sequence<(environment: EnvironmentName, error: String)>
  ) -> [FailureGroup] {
    var groups: [FailureGroup] = []
    var places: [String: Int] = [:]
    for (environment, error) in failures {
      let key = normalised(error, environment)
      if let place = places[key] {
        groups[place].environments.append(environment)
      } else {
        places[key] = groups.count
        groups.append(FailureGroup(error: error, environments: [environment]))
      }
    }
    return groups.enumerated().sorted {
      ($1.element.environments.count, $0.offset) < ($0.element.environments.count, $1.offset)
    }.map(\.element)
  }

  /// The error without what differs between environments that fail for one cause: the environment's name is `{}`, each
  /// number `0`, each address `0x`, and blanks are one.
  package static func normalised(_ error: String, _ environment: EnvironmentName) -> String {
    let text = environment.text.isEmpty ? error : error.replacing(environment.text, with: "{}")
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "0"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "x") {
        index += 2
        while index < bytes.count, isHexadecimal(bytes[index]) { index += 1 }
        result += [UInt8(ascii: "0"), UInt8(ascii: "x")]
      } else if isDigit(byte) {
        while index < bytes.count, isDigit(bytes[index]) || bytes[index] == UInt8(ascii: ".") { index += 1 }
        result.append(UInt8(ascii: "0"))
      } else if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
        while index < bytes.count, bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t") {
          index += 1
        }
        result.append(UInt8(ascii: " "))
      } else {
        result.append(byte)
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}

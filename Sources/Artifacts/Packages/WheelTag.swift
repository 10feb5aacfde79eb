/// What a wheel was built for: one triple of a compatibility tag (PEP 425).
package struct WheelTag: Hashable, Sendable {
  /// The interpreter and its version, as in `cp311` or `py3`.
  package var python: String
  /// The binary interface, as in `cp311`, `abi3` or `none`.
  package var abi: String
  /// The platform, as in `manylinux_2_17_x86_64` or `any`.
  package var platform: String

  /// More triples than any wheel has; without a limit a short text could stand for more than memory holds.
  package static let limit = 4096

  package init(python: String, abi: String, platform: String) {
    self.python = python
    self.abi = abi
    self.platform = platform
  }

  /// Every triple that a compressed tag stands for: `py2.py3-none-any` gives `py2-none-any` and `py3-none-any`.
  ///
  /// Triples are in lower case. Empty when there are not three parts, when one is empty, and when there would be more than
  /// ``limit`` triples.
  package static func expanded(_ text: some StringProtocol) -> [WheelTag] {
    let parts = text.lowercased().split(separator: "-", omittingEmptySubsequences: false).map {
      $0.split(separator: ".").map(String.init)
    }
    guard parts.count == 3, parts.reduce(1, { min($0, limit + 1) * $1.count }) <= limit else { return [] }
    return parts[0].flatMap { python in
      parts[1].flatMap { abi in
        parts[2].map { WheelTag(python: python, abi: abi, platform: $0) }
      }
    }
  }
}

extension WheelTag: CustomStringConvertible {
  package var description: String { "\(python)-\(abi)-\(platform)" }
}

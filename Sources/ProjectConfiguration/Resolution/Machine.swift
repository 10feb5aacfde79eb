/// Names of processor architectures, which are factors of their own.
enum Machine {
  /// The name that stands for all others first.
  static let spellings = [
    ["x86_64", "amd64", "x64"], ["arm64", "aarch64"], ["x86", "i386", "i486", "i586", "i686", "win32"],
    ["ppc64le"], ["ppc64"], ["s390x"], ["riscv64"], ["armv7l"],
  ]

  /// Whether a factor is a name of an architecture.
  static func isSpelling(_ factor: String) -> Bool { spellings.contains { $0.contains(factor) } }

  /// The name that all spellings of an architecture share.
  static func normalized(_ name: String) -> String {
    let name = name.lowercased()
    return spellings.first { $0.contains(name) }?.first ?? name
  }
}

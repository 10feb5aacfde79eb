import EnvironmentModel

/// Factors that name a platform, as Python's `sys.platform` does.
enum PlatformFactor {
  static let words: Set<String> = [
    "linux", "win32", "darwin", "cygwin", "macos", "windows", "freebsd", "openbsd", "netbsd", "aix", "sunos5",
  ]

  /// The factor of a name that asks for another platform than this; `nil` when none does.
  static func other(in name: EnvironmentName, than platform: String) -> String? {
    name.factors.lazy.map(\.text).first { words.contains($0) && $0 != platform }
  }
}

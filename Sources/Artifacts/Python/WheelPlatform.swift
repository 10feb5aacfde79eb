/// What a platform tag for many Linux systems asks for.
struct WheelPlatform {
  let library: PythonPlatform.Library
  let architecture: String

  /// Reads `manylinux_2_17_x86_64` and `musllinux_1_2_x86_64`, and the older names; nil for other tags.
  init?(_ tag: String) {
    let aliases = ["manylinux1_": (2, 5), "manylinux2010_": (2, 12), "manylinux2014_": (2, 17)]
    if let (prefix, version) = aliases.first(where: { tag.hasPrefix($0.key) }) {
      library = .glibc(major: version.0, minor: version.1)
      architecture = String(tag.dropFirst(prefix.count))
      return
    }
    let parts = tag.split(separator: "_", maxSplits: 3)
    guard parts.count == 4, let major = Int(parts[1]), let minor = Int(parts[2]) else { return nil }
    switch parts[0] {
    case "manylinux": library = .glibc(major: major, minor: minor)
    case "musllinux": library = .musl(major: major, minor: minor)
    default: return nil
    }
    architecture = String(parts[3])
  }
}

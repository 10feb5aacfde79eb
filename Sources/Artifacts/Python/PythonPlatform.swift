/// The machine that an interpreter was built for, as wheels speak of it; always Linux.
package struct PythonPlatform: Hashable, Sendable {
  /// The C library, with the first two numbers of its version.
  package enum Library: Hashable, Sendable {
    case glibc(major: Int, minor: Int)
    case musl(major: Int, minor: Int)
  }

  /// The processor as wheels call it, as in `x86_64`, `aarch64` or `i686`.
  package var architecture: String
  /// The library the interpreter runs with; nil when it is not known, which lets only `linux_*` through.
  package var library: Library?

  package init(architecture: String, library: Library?) {
    self.architecture = architecture
    self.library = library
  }

  /// The platform tag of a wheel that was built here and not checked for elsewhere, as in `linux_x86_64`.
  package var tag: String { "linux_\(architecture)" }

  /// Whether binaries with a platform tag run here (PEP 425, 513, 571, 599, 600 and 656).
  ///
  /// `any` is not asked here, as it says that there are no binaries.
  package func compatibility(with tag: String) -> Compatibility {
    if tag == self.tag { return .compatible }
    guard let wanted = WheelPlatform(tag), wanted.architecture == architecture else {
      return .incompatible(reason: "is built for \(tag), and this is \(self.tag)")
    }
    switch (wanted.library, library) {
    case (.glibc(let major, let minor), .glibc(let ownMajor, let ownMinor)):
      return (major, minor) <= (ownMajor, ownMinor)
        ? .compatible
        : .incompatible(reason: "needs glibc \(major).\(minor), and this is glibc \(ownMajor).\(ownMinor)")
    case (.musl(let major, let minor), .musl(let ownMajor, let ownMinor)):
      return major == ownMajor && minor <= ownMinor
        ? .compatible : .incompatible(reason: "needs musl \(major).\(minor), and this is musl \(ownMajor).\(ownMinor)")
    case (.glibc, _): return .incompatible(reason: "needs glibc (\(tag)), and this is \(libraryName)")
    case (.musl, _): return .incompatible(reason: "needs musl (\(tag)), and this is \(libraryName)")
    }
  }

  private var libraryName: String {
    switch library {
    case .glibc(let major, let minor): "glibc \(major).\(minor)"
    case .musl(let major, let minor): "musl \(major).\(minor)"
    case nil: "a system of an unknown C library"
    }
  }
}

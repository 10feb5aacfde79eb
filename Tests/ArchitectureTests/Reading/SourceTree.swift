import FoundationEssentials

/// The package's own sources, read once for all rules.
enum SourceTree {
  /// The folder that holds `Package.swift`.
  static let root: String = {
    // This file lies four levels below it.
    var location = URL(filePath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<4 { location.deleteLastPathComponent() }
    return location.path
  }()

  static let manifest = text(of: "Package.swift")
  static let sources = files(below: "Sources")
  static let tests = files(below: "Tests")
  static var everything: [SourceFile] { sources + tests }

  /// Swift and C files in the order of their paths, symbolic links to folders not followed.
  private static func files(below folder: String) -> [SourceFile] {
    // A folder that cannot be listed gives no files, and the test of the module table says which modules lack any.
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
    let wanted = paths.filter { path in [".swift", ".c", ".h"].contains { path.hasSuffix($0) } }
    return wanted.sorted().map { SourceFile(path: "\(folder)/\($0)", text: text(of: "\(folder)/\($0)")) }
  }

  private static func text(of path: String) -> String {
    guard let bytes = FileManager.default.contents(atPath: "\(root)/\(path)") else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }
}

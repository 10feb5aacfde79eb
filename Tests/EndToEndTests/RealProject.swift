import Host

/// A project as its authors publish it, brought by the test set-up.
enum RealProject {
  static let pluggy: String? = {
    let path = "\(Program.root)/.build/tools/sdists/pluggy-1.7.0"
    return Program.host.files.isDirectory(path) && !interpreters.isEmpty ? path : nil
  }()

  /// The names of environments for up to three interpreters of this machine.
  static let interpreters: [String] = {
    let versions = ["311", "312", "313", "310", "39"]
    let root = Program.host.variables["PYENV_ROOT"] ?? "\(Program.host.variables["HOME"] ?? "")/.pyenv"
    let installed = (try? Program.host.files.list("\(root)/versions")) ?? []  // without pyenv there are none
    return Array(
      versions.filter { version in
        let dotted = "\(version.prefix(1)).\(version.dropFirst())"
        return Program.find("python\(dotted)") != nil || installed.contains { $0.hasPrefix("\(dotted).") }
      }.prefix(3).map { "py\($0)" })
  }()
}

package import Host
package import Planning

/// Finds programs on PATH, never shims of pyenv.
package struct ProgramFinder {
  private let host: Host

  package init(host: Host) { self.host = host }

  /// The absolute path of a program; `nil` when it is not there.
  package func path(of name: String) -> String? {
    let folders = (host.variables["PATH"] ?? "").split(separator: ":").filter { !$0.hasSuffix("/shims") }
    return folders.lazy.map { "\($0)/\(name)" }.first(where: host.files.isExecutableFile)
  }

  /// The absolute path of a tool: on PATH, else where its variable says.
  package func path(of tool: Tool) -> String? {
    if let path = path(of: tool.name) { return path }
    guard let path = tool.variable.flatMap({ host.variables[$0] }) else { return nil }
    return host.files.isExecutableFile(path) ? path : nil
  }
}

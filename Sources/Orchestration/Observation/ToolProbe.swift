package import Host

/// Asks programs for their version.
package struct ToolProbe {
  private let host: Host
  /// How long a program may take to answer; some are scripts that load a lot, and machines may be busy.
  private static let patience = Duration.seconds(30)

  package init(host: Host) { self.host = host }

  /// What stands for the version in what it says to `--version`, such as `1.5.8`, `v20.20.2`, `23.11.0`; `nil` when the
  /// program does not answer.
  package func version(of path: String) async -> String? {
    let request = ProcessRequest(
      executable: path, arguments: [path, "--version"], workingDirectory: "/", environment: host.variables)
    guard let output = await ShortProgram(host: host).output(of: request, within: Self.patience) else { return nil }
    return Self.version(in: String(decoding: output, as: UTF8.self))
  }

  /// The first word with a digit and a dot, without what stands around it.
  static func version(in output: String) -> String? {
    for word in output.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == "(" || $0 == ")" }) {
      let bare = word.first == "v" ? word.dropFirst() : word
      if bare.first?.isNumber == true, bare.dropLast().contains(".") {
        return String(word.last == "." ? word.dropLast() : word)
      }
    }
    return nil
  }
}

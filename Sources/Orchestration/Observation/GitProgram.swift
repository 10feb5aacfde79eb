import Host

/// Asks git something without taking its locks.
struct GitProgram: Sendable {
  private let host: Host
  private let patience: Duration

  /// - Parameter patience: How long it may take.
  init(host: Host, patience: Duration) {
    self.host = host
    self.patience = patience
  }

  /// What it writes in the C locale; `nil` where there is no git, it fails, or takes too long.
  func output(_ arguments: [String], in folder: String) async -> [UInt8]? {
    let places = (host.variables["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map { "\($0)/git" }
    guard let git = places.first(where: host.files.isExecutableFile) else { return nil }
    let request = ProcessRequest(
      executable: git, arguments: ["git", "--no-optional-locks", "-C", folder] + arguments, workingDirectory: "/",
      environment: host.variables.merging(["LC_ALL": "C"]) { $1 })
    return await ShortProgram(host: host).output(of: request, within: patience)
  }
}

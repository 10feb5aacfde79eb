package import Host

/// How children find the jobserver: by the variables that make, cargo and their like look at.
package struct JobserverAccess: Hashable, Sendable {
  /// How the pipe is named to them.
  package enum Form: String, Hashable, Sendable, CaseIterable {
    /// By its path, as make knows it from 4.4 on, and ninja from 1.13.
    case fifo
    /// By descriptors that every command inherits, for the make before that.
    case fds
  }

  /// The descriptors of the older form, beyond those that scripts use by number.
  package static let descriptor: Int32 = 30

  package var path: String
  package var jobs: Int
  package var form: Form

  package init(path: String, jobs: Int, form: Form) {
    self.path = path
    self.jobs = jobs
    self.form = form
  }

  /// What commands inherit.
  var inherited: ProcessRequest.Tokens? {
    form == .fds ? ProcessRequest.Tokens(path: path, descriptor: Self.descriptor) : nil
  }

  /// The variables of a command with those that lead to the jobserver.
  func adding(to variables: [String: String]) -> [String: String] {
    var variables = variables
    variables["MAKEFLAGS"] = flags(after: variables["MAKEFLAGS"] ?? "")
    variables["CARGO_MAKEFLAGS"] = flags(after: variables["CARGO_MAKEFLAGS"] ?? "")
    return variables
  }

  /// Options stand before the variables that a command line of make sets, which follow two dashes.
  private func flags(after given: String) -> String {
    let end = given.hasPrefix("-- ") ? given.startIndex : given.firstRange(of: " -- ")?.lowerBound ?? given.endIndex
    let place = form == .fifo ? "fifo:\(path)" : "\(Self.descriptor),\(Self.descriptor + 1)"
    let rest = given[end...]
    return "\(given[..<end]) -j\(jobs) --jobserver-auth=\(place)\(rest.hasPrefix("-") ? " " : "")\(rest)"
  }

  /// The form that the make of a machine knows.
  package static func form(on host: Host) async -> Form {
    let folders = (host.variables["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    guard let path = folders.lazy.map({ "\($0)/make" }).first(where: host.files.isExecutableFile) else { return .fifo }
    let request = ProcessRequest(
      executable: path, arguments: ["make", "--version"], workingDirectory: "/", environment: ["LC_ALL": "C"])
    let output = await ShortProgram(host: host).output(of: request, within: .seconds(10))
    return form(forMake: output.map { String(decoding: $0, as: UTF8.self) })
  }

  /// The form that a make of a version knows.
  ///
  /// - Parameter version: What `make --version` prints; `nil` where there is none.
  package static func form(forMake version: String?) -> Form {
    guard let line = version?.split(separator: "\n").first, line.hasPrefix("GNU Make ") else { return .fifo }
    let numbers = line.dropFirst(9).split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
    return numbers.lexicographicallyPrecedes([4, 4]) ? .fds : .fifo
  }
}

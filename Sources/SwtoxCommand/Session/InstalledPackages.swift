import Dashboard
import EnvironmentModel
import Host
import Journal
import Orchestration
import ProjectConfiguration
import RunModel
import Screen

/// Tells what is installed in an environment, or what two differ in, for a tab of the dashboard.
struct InstalledPackages {
  private typealias Package = EnvironmentContent.Package

  let session: ProjectSession

  /// The packages as of the runs; of two environments first what they differ in.
  func lines(of runs: [EnvironmentName: RunID?]) -> [PageLine] {
    let names = session.project.allEnvironments.filter { runs[$0] != nil }
    let lists = names.map { packages(of: $0, runs[$0] ?? nil) }
    guard let first = lists.first, let name = names.first else { return [line("the environment is gone", .dim)] }
    if names.count == 2, let other = lists.last { return difference(names, first, other) }
    guard let first else { return [line("no run has told what is installed in \(name)", .dim)] }
    return [
      line(
        "\(first.packages.count == 1 ? "1 package" : "\(first.packages.count) packages"), as of run \(first.run)",
        .title), line(""),
    ]
      + table(first.packages, name)
  }

  private func packages(of name: EnvironmentName, _ run: RunID?) -> (run: RunID, packages: [Package])? {
    guard let run else { return nil }
    let folder = RunFolder(workDirectory: session.project.workDirectory, run: run)
    guard let recorded = try? JournalReader(files: session.host.files).read(folder),
      let content = recorded.state.steps(of: .environment(name)).compactMap(\.content).last
    else { return nil }
    return (run, recorded.state.packageLists[content.packagesMark] ?? [])
  }

  private func line(_ text: String, _ role: StyleRole = .text) -> PageLine { PageLine([TextRun(text, role)]) }

  // MARK: One environment

  /// Name, version, size and where it is from, the named ones first.
  private func table(_ packages: [Package], _ name: EnvironmentName) -> [PageLine] {
    let environment = session.configuration.environment(name).environment
    let wanted = Set(environment.list("deps").compactMap(Self.projectName))
    let details = PackageDetails(files: session.host.files).details(of: environment.directory)
    let nameWidth = packages.map { TextWidth.width(of: $0.name) }.max() ?? 0
    let versionWidth = packages.map { TextWidth.width(of: $0.version) }.max() ?? 0
    func isWanted(_ package: Package) -> Bool { wanted.contains(Self.normalized(package.name)) }
    let ordered = packages.filter(isWanted) + packages.filter { !isWanted($0) }
    return ordered.map { package in
      let detail = details[Self.normalized(package.name)]
      let source = detail?.origin ?? (isWanted(package) ? "deps" : "")
      return PageLine([
        TextRun(Self.padded(package.name, nameWidth + 2), isWanted(package) ? .title : .text),
        TextRun(Self.padded(package.version, versionWidth + 2)),
        TextRun(Self.padded(detail.map { ByteText.short($0.byteCount) } ?? "", 10), .dim), TextRun(source, .dim),
      ])
    }
  }

  // MARK: Two environments

  private func difference(
    _ names: [EnvironmentName], _ first: (run: RunID, packages: [Package])?, _ other: (run: RunID, packages: [Package])?
  ) -> [PageLine] {
    guard let first, let other else { return [line("no run has told what is installed in both of them", .dim)] }
    let old = Dictionary(first.packages.map { ($0.name, $0.version) }) { first, _ in first }
    let new = Dictionary(other.packages.map { ($0.name, $0.version) }) { first, _ in first }
    let all = Set(old.keys).union(new.keys).sorted()
    let changed = all.filter { old[$0] != new[$0] }
    let width = changed.map { TextWidth.width(of: $0) }.max() ?? 0
    let lines = changed.map { name -> PageLine in
      let label = Self.padded(name, width + 2)
      switch (old[name], new[name]) {
      case (let old?, let new?): return PageLine([TextRun("~ ", .flaky), TextRun(label), TextRun("\(old) -> \(new)")])
      case (let old?, nil): return PageLine([TextRun("- ", .fail), TextRun(label), TextRun(old)])
      default: return PageLine([TextRun("+ ", .pass), TextRun(label), TextRun(new[name] ?? "")])
      }
    }
    return [line("\(names[0]) -> \(names[1])", .title), line("")] + lines
      + [line("= \(all.count - changed.count) packages are equal", .dim)]
  }

  // MARK: Names

  /// The name that a line of `deps` begins with, normalised; `nil` for an option or a path.
  private static func projectName(_ requirement: String) -> String? {
    let name = requirement.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    return name.isEmpty || name.first == "-" || name.first == "." ? nil : normalized(String(name))
  }

  /// PEP 503.
  private static func normalized(_ name: String) -> String {
    var result = ""
    for character in name.lowercased() {
      let isMark = character == "_" || character == "." || character == "-"
      if isMark, result.last == "-" { continue }
      result.append(isMark ? "-" : character)
    }
    return result
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - TextWidth.width(of: text)))
  }
}

import Dashboard
import Glibc
import Host
import SourceText

/// Finds the themes: a file named by option or variable, the user's folder, the program's share folder, the built-in ones.
struct ThemeLibrary {
  let host: Host

  /// The themes to go through, the wanted one first, and what is wrong with their files.
  func load(wanted: String?) -> (themes: [Theme], diagnostics: [Diagnostic]) {
    let wanted = wanted ?? host.variables["SWTOX_THEME"]
    var diagnostics: [Diagnostic] = []
    var themes = Theme.builtIn(wanted: wanted, variables: host.variables)
    let files = folders.flatMap(themeFiles)
    for path in files.reversed() {
      let (theme, problems) = read(path)
      // A theme that nobody asked for must not keep the program from starting.
      diagnostics +=
        theme.name == wanted
        ? problems
        : problems.map { problem in
          var problem = problem
          problem.severity = .warning
          return problem
        }
      themes.removeAll { $0.name == theme.name }
      themes.append(theme)
    }
    if let wanted, wanted.contains("/") || wanted.hasSuffix(".theme") {
      let (theme, problems) = read(wanted)
      return ([theme] + themes, diagnostics + problems)
    }
    if let wanted, !themes.contains(where: { $0.name == wanted }) {
      let help = "there are: \(themes.map(\.name).joined(separator: ", "))"
      diagnostics.append(.error("there is no theme '\(wanted)'", help: help))
    }
    let first = wanted ?? Theme.builtIn(wanted: nil, variables: host.variables).first?.name
    return (themes.filter { $0.name == first } + themes.filter { $0.name != first }, diagnostics)
  }

  /// The user's folder counts before the program's own.
  private var folders: [String] {
    let program = host.files.resolved("/proc/self/exe") ?? ""
    let parts = program.split(separator: "/").dropLast(2)
    return [
      "\(UserFolder(host: host).path)/themes", "/" + (parts + ["share", "swtox", "themes"]).joined(separator: "/"),
    ]
  }

  private func themeFiles(_ folder: String) -> [String] {
    let names = (try? host.files.list(folder)) ?? []  // without the folder there are none
    return names.filter { $0.hasSuffix(".theme") }.map { "\(folder)/\($0)" }
  }

  private func read(_ path: String) -> (Theme, [Diagnostic]) {
    do throws(FileError) {
      let text = String(decoding: try host.files.read(path), as: UTF8.self)
      let result = ThemeReader().read(path: path, text: text)
      var theme = result.theme
      theme.name = String(path.split(separator: "/").last?.dropLast(".theme".count) ?? "theme")
      return (theme, result.diagnostics)
    } catch {
      return (Theme(), [.error(error.message)])
    }
  }
}

import EnvironmentModel
import Host
import ProjectConfiguration

/// `list`: the environments there are.
struct ToxList {
  let face: ToxFace
  let session: ProjectSession
  let environments: ToxEnvironments

  func run() throws(ToxError) -> Int32 {
    let arguments = face.arguments
    let filter = try ToxSkipFilter(arguments.text("skip_env") ?? face.program.host.variables["TOX_SKIP_ENV"] ?? "")
    let isLegacy = arguments.command == .legacy
    if isLegacy, !arguments.flag("list_envs_all"), !session.configuration.hasEnvironmentList { return 0 }
    let isChosen = !arguments.lists("factors").isEmpty || !arguments.lists("labels").isEmpty
    let isBare = arguments.flag("list_no_description") || (isLegacy && !hasDescriptions)
    let isShort = isChosen || arguments.flag("list_default_only") || (isLegacy && !arguments.flag("list_envs_all"))
    let defaults = environments.chosen(filter)
    let isDefault = Set(defaults)
    let others = isShort ? [] : environments.chosen(onlyActive: false, filter).filter { !isDefault.contains($0) }
    var text = ""
    let width = (defaults + others).map(\.text.count).max() ?? 0
    func lines(_ names: [EnvironmentName]) -> String {
      if isBare { return names.map { "\($0)\n" }.joined() }
      let descriptions = session.configuration.descriptions(of: names)
      return zip(names, descriptions).map { name, description in
        let pad = String(repeating: " ", count: width - name.text.count)
        return "\(name)\(pad) -> \(description.isEmpty ? "[no description]" : description)\n"
      }.joined()
    }
    if !isChosen, !isBare, !defaults.isEmpty { text += "default environments:\n" }
    text += lines(defaults)
    if !isChosen, !others.isEmpty {
      if !isBare { text += "\(defaults.isEmpty ? "" : "\n")additional environments:\n" }
      text += lines(others)
    }
    StandardOutput.write(text)
    return 0
  }

  /// Older versions show descriptions only to those who ask for more.
  private var hasDescriptions: Bool { face.arguments.count("verbose") > 0 }
}

import EnvironmentModel
import SourceText

/// Reads how much of a run may go on at once, as a project says.
struct LimitReader {
  /// The section of INI files.
  static let section = "limits"

  /// Nothing after so many mistakes is read.
  private static let mistakeLimit = 50

  private(set) var limits = RunLimits()
  private(set) var diagnostics: [Diagnostic] = []

  init(_ resolution: Resolution) {
    if resolution.context.showsToxKeysOnly { return }
    guard let setting = resolution.core.setting(named: "limits"), case .dictionary(let items) = setting.value else {
      return
    }
    let isSection = setting.origin.section == SettingResolver.unset
    for item in items {
      let entry = isSection ? resolution.document[section: Self.section]?[item.name] : nil
      guard diagnostics.count < Self.mistakeLimit || resolution.context.usesToxWording else {
        diagnostics.append(
          .error(
            "'limits' has so many mistakes that it is not read from here on", at: entry?.keySpan ?? setting.origin.span,
            help: "see 'limits' in the manual"))
        break
      }
      do throws(RunLimits.Fault) {
        try limits.set(item.name, to: item.value)
      } catch {
        diagnostics.append(
          .error("'limits': \(error.message)", at: entry?.keySpan ?? setting.origin.span, help: error.help))
      }
    }
    // To tox a section of this name is one like others, which may hold anything.
    if resolution.context.usesToxWording { diagnostics = [] }
  }
}

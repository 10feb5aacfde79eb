import EnvironmentModel
import SourceText

/// Reads how long the runs of a project are kept.
struct RetentionReader {
  private(set) var settings = RetentionSettings()
  private(set) var diagnostics: [Diagnostic] = []

  init(_ resolution: Resolution) {
    if resolution.context.usesToxWording { return }
    let core = resolution.core
    settings.runCount = number("history_keep", from: 1, core)
    settings.failedRunCount = number("history_keep_failed", from: 0, core)
    settings.days = number("history_max_age", from: 1, to: RetentionSettings.mostDays, core)
    settings.unpackedRunCount = number("history_pack_after", from: 0, core)
    let size = core.text("history_max_size")
    if size.isEmpty { return }
    settings.byteCount = ByteSize.read(size)
    if let fault = ByteSize.fault(in: size) { complain("history_max_size", fault.message, fault.help, core) }
  }

  private mutating func number(
    _ key: String, from least: Int, to most: Int = 1_000_000_000, _ core: SettingResolver
  ) -> Int? {
    guard case .integer(let value)? = core.setting(named: key)?.value else { return nil }
    if value < least {
      complain(key, "\(value) is less than \(least)", "use a whole number from \(least) on", core)
      return nil
    }
    if value > most {
      complain(key, "\(value) is more than \(most)", "leave it out for no limit", core)
      return nil
    }
    return value
  }

  private mutating func complain(_ key: String, _ message: String, _ help: String, _ core: SettingResolver) {
    diagnostics.append(.error("'\(key)': \(message)", at: core.setting(named: key)?.origin.span, help: help))
  }
}

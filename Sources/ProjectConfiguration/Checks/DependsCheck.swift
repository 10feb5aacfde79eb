import EnvironmentModel
import SourceText

/// Finds names in `depends` that no environment has.
enum DependsCheck {
  static func diagnostics(
    _ setting: Setting<SettingValue>, of resolver: SettingResolver, _ names: EnvironmentNames
  ) -> [Diagnostic] {
    guard case .list(let items) = setting.value, !resolver.context.usesToxWording else { return [] }
    let unknown = items.flatMap { item -> [String] in
      // Braces that make no sense are told where the value is read.
      let texts = (try? EnvironmentPattern(item).expansion) ?? []
      return texts.filter { !WildcardPattern.isPattern($0) && !names.mayHave($0) }
    }
    if unknown.isEmpty { return [] }
    let known = (names.list + names.additional).map(\.text)
    let told = unknown.prefix(diagnosticLimit).map { name in
      Diagnostic.warning(
        "'depends' names '\(name)', and there is no such environment", at: place(of: name, setting, resolver),
        help: closestMatch(to: name, among: known).map { "did you mean '\($0)'?" } ?? "remove it, or define it")
    }
    let untoldCount = unknown.count - told.count
    if untoldCount == 0 { return told }
    return told + [.warning("'depends' names \(untoldCount) more that are no environments", at: setting.origin.span)]
  }

  /// Names beyond these are counted and no longer told one by one.
  private static let diagnosticLimit = 20

  private static func place(
    of name: String, _ setting: Setting<SettingValue>, _ resolver: SettingResolver
  ) -> SourceSpan? {
    let entry = resolver.layers.lazy.compactMap { $0["depends"] }.first { $0.keySpan == setting.origin.span }
    return entry.map { UnknownSubstitution.span(of: name, in: $0) } ?? setting.origin.span
  }
}

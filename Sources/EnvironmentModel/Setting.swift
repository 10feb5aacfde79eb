package import SourceText

/// A value of the configuration with the places it came from.
package struct Setting<Value: Sendable>: Sendable {
  package var value: Value
  /// Most settings come from the same few places, which they share.
  private var source: SettingSource

  /// - Parameters:
  ///   - origin: The place that set it.
  ///   - extended: The places whose values it adds to, nearest first.
  ///   - overridden: The places whose values it replaced, nearest first.
  package init(_ value: Value, origin: SettingOrigin, extended: [SettingOrigin] = [], overridden: [SettingOrigin] = [])
  {
    self.value = value
    source =
      extended.isEmpty && overridden.isEmpty && origin == SettingSource.unset.origin
      ? .unset : SettingSource(origin: origin, extended: extended, overridden: overridden)
  }

  package var origin: SettingOrigin { source.origin }
  /// The places whose values are part of this one, since it adds to them; nearest first.
  package var extended: [SettingOrigin] { source.extended }
  /// The places whose values this one replaced, nearest first.
  package var overridden: [SettingOrigin] { source.overridden }
}

/// One place that contributed to a value or was overridden by it.
package struct SettingOrigin: Sendable, Equatable {
  /// The section as written between brackets, or `default`, `command line`, `variable TOX_OVERRIDE`.
  package var section: String
  /// The section named for what nobody set.
  package static var unset: String { "default" }

  /// `nil` for defaults and the command line.
  package var span: SourceSpan?

  /// What was written there, for what no file says: `-x testenv.deps+=x`.
  package var text: String?

  package init(section: String, span: SourceSpan? = nil, text: String? = nil) {
    self.section = section
    self.span = span
    self.text = text
  }

  /// `tox.ini:14 [testenv]`, or the section and what was written where there is no file.
  package var description: String {
    span.map { "\($0.shortLocation) [\(section)]" } ?? text.map { "\(section): \($0)" } ?? section
  }
}

/// The places that a value came from.
private final class SettingSource: Sendable {
  static let unset = SettingSource(origin: SettingOrigin(section: SettingOrigin.unset), extended: [], overridden: [])

  let origin: SettingOrigin
  let extended: [SettingOrigin]
  let overridden: [SettingOrigin]

  init(origin: SettingOrigin, extended: [SettingOrigin], overridden: [SettingOrigin]) {
    self.origin = origin
    self.extended = extended
    self.overridden = overridden
  }
}

/// The value of one configuration key after substitution, by the type of the key.
package enum SettingValue: Hashable, Sendable {
  case text(String)
  case path(String)
  case boolean(Bool)
  case integer(Int)
  /// Seconds and the like; shown with a decimal point.
  case number(Double)
  /// Nothing was said, and that is a value of its own.
  case absent
  case list([String])
  case commands([CommandLine])
  /// One command; its arguments may be replaced later.
  case command(CommandLine)
  /// Names with a text each, in order.
  case dictionary([VariableAssignment])
  /// Names that stand for environments each, in order.
  case groups([EnvironmentGroup])
  /// Names and values in order of definition.
  case variables([VariableAssignment])
  /// The value could not be computed; the sentence says why. An error of this key alone.
  case failure(String)
}

/// A name for several environments, as `labels` gives it.
package struct EnvironmentGroup: Hashable, Sendable {
  package var name: String
  package var members: [String]

  package init(name: String, members: [String]) {
    self.name = name
    self.members = members
  }
}

/// One `NAME=value` of `set_env`.
package struct VariableAssignment: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

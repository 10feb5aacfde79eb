/// How strongly and with what ornament text is drawn.
package struct TextAttributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  package static let bold = Self(rawValue: 1)
  package static let dim = Self(rawValue: 2)
  package static let underline = Self(rawValue: 4)
  package static let reverse = Self(rawValue: 8)
  package static let italic = Self(rawValue: 16)
}

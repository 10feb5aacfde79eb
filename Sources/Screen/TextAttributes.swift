/// How strongly and with what ornament text is drawn.
package struct TextAttributes: OptionSet, Hashable, Sendable, BitwiseCopyable {
  package let rawValue: UInt8
  @inlinable package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Plain text; cheaper than an empty literal, which is made at run time.
  @inlinable package static var none: Self { Self(rawValue: 0) }
  @inlinable package static var bold: Self { Self(rawValue: 1) }
  @inlinable package static var dim: Self { Self(rawValue: 2) }
  @inlinable package static var underline: Self { Self(rawValue: 4) }
  @inlinable package static var reverse: Self { Self(rawValue: 8) }
  @inlinable package static var italic: Self { Self(rawValue: 16) }
}

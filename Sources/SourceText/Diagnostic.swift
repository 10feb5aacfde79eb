/// Something the user can put right: where it is, what is wrong and what to do.
///
/// Messages are lower case, without a final full stop, and quote user text in 'single quotes'.
package struct Diagnostic: Sendable, Hashable {
  /// How bad it is: an error stops what it concerns, a warning does not.
  package enum Severity: String, Sendable, Comparable {
    case warning, error

    package static func < (left: Self, right: Self) -> Bool { left == .warning && right == .error }
  }

  /// A further fact, at a place of its own or at none.
  package struct Note: Sendable, Hashable {
    package var message: String
    package var span: SourceSpan?

    package init(_ message: String, at span: SourceSpan? = nil) {
      self.message = message
      self.span = span
    }
  }

  /// What it is about, for those who pick some out.
  package enum Subject: Sendable, Hashable {
    /// What the configuration asks to be installed beside the program itself.
    case requirement
    /// A package definition, by its name.
    case packageDefinition(String)
  }

  package var severity: Severity
  package var message: String
  package var span: SourceSpan?
  package var notes: [Note]
  /// What to do about it, in one sentence.
  package var help: String?
  /// `nil` for most.
  package var subject: Subject?

  package init(
    _ severity: Severity, _ message: String, at span: SourceSpan? = nil, notes: [Note] = [], help: String? = nil
  ) {
    self.severity = severity
    self.message = message
    self.span = span
    self.notes = notes
    self.help = help
  }

  /// The definition that cannot be used, where the error is about one.
  package var faultyPackageDefinition: String? {
    if severity == .error, case .packageDefinition(let name) = subject { name } else { nil }
  }

  /// The same, with what it is about.
  package func about(_ subject: Subject) -> Diagnostic {
    var diagnostic = self
    diagnostic.subject = subject
    return diagnostic
  }

  /// A diagnostic that stops what it concerns; notes can be added to it.
  package static func error(_ message: String, at span: SourceSpan? = nil, help: String? = nil) -> Diagnostic {
    Diagnostic(.error, message, at: span, help: help)
  }

  /// A diagnostic that stops nothing; notes can be added to it.
  package static func warning(_ message: String, at span: SourceSpan? = nil, help: String? = nil) -> Diagnostic {
    Diagnostic(.warning, message, at: span, help: help)
  }
}

/// A failure made of diagnostics: at least one of them is an error.
package struct DiagnosticError: Error, Sendable {
  package var diagnostics: [Diagnostic]
  /// Whether nothing is wrong: what is asked for makes sense, and just now nothing is like it.
  package let isNothingChosen: Bool

  package init(_ diagnostics: [Diagnostic], isNothingChosen: Bool = false) {
    self.diagnostics = diagnostics
    self.isNothingChosen = isNothingChosen
  }

  package init(_ diagnostic: Diagnostic) { self.init([diagnostic]) }
}

/// Something that the result of an environment rests on and that may be another one in the next run: an artefact, sources
/// that are worked on in place, a requirements file.
package struct StepInput: Hashable, Sendable {
  /// What it is, for people: `package 'core'`.
  package var name: String
  /// A mark of its content: equal marks mean the same content.
  package var mark: String

  package init(name: String, mark: String) {
    self.name = name
    self.mark = mark
  }
}

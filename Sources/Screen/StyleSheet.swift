/// The look of every role: what a theme becomes before it reaches the terminal.
package struct StyleSheet: Hashable, Sendable {
  private var styles: [RoleStyle]

  /// A sheet in which every role looks like plain text.
  package init() { styles = Array(repeating: RoleStyle(), count: StyleRole.allCases.count) }

  /// The look of one role.
  package subscript(role: StyleRole) -> RoleStyle {
    get { styles[Int(role.rawValue)] }
    set { styles[Int(role.rawValue)] = newValue }
  }
}

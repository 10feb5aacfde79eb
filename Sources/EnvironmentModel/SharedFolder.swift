/// Where environments are that several names have together, with `share = true`.
package enum SharedFolder {
  /// The folder's name in the work directory; each environment has a mark of what it is made of.
  package static let name = ".shared"
}

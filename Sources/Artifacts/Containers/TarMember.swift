/// What a tar archive says of one member.
package struct TarMember: Hashable, Sendable {
  /// What a member is; `other` stands for links, devices and pipes.
  package enum Kind: Hashable, Sendable { case file, folder, other }

  /// The path as it is written, `./` before it included.
  package var name: String
  package var kind: Kind
  /// The size of the content.
  package var byteCount: Int
}

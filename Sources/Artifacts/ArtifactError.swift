/// Why an artefact's metadata cannot be told.
///
/// Offsets and limits count bytes; an offset counts from the start of the container, decompressed.
package enum ArtifactError: Error, Hashable, Sendable {
  /// The source gave no bytes; the reason is in its words.
  case unreadable(reason: String)
  /// The name has no ending that an artefact has.
  case unrecognizedName(String)
  /// The name has an artefact's ending, but not the parts that its kind puts into the name.
  case malformedName(String, expected: String)
  /// A container ends early or contradicts itself; `part` says where, as in "header".
  case damaged(Container, part: String, offset: Int)
  /// A container uses what is not read here, as in "encryption".
  case unsupported(Container, feature: String)
  /// The content of a member does not have the checksum that the archive gives.
  case wrongChecksum(member: String)
  /// The archive lacks what an artefact of its kind has; asterisks stand for any text.
  case missingMember(String)
  /// Something would be larger than it may be, compressed or not.
  case tooLarge(part: String, byteLimit: Int)
  /// The system lacks a library, or it is an incompatible one.
  case missingLibrary(fileName: String)
  /// There is no memory for the decompression, or it asks for more than an artefact's would.
  case tooMuchMemory(Compression)
  /// The bytes are not what the compression makes.
  case corrupt(Compression)
  /// The compressed bytes end early.
  case truncated(Compression)
  /// A file of metadata is no JSON.
  case malformedJSON(member: String, JSONSyntaxError)
  /// A file of metadata lacks a field, or the field has a value of another type.
  case missingField(String, member: String)
  /// The output of a query is not what the query asks for; lines count from one.
  case malformedQueryOutput(line: Int)

  /// What holds members.
  package enum Container: String, Hashable, Sendable {
    case zip, tar, ar, rpm
  }
}

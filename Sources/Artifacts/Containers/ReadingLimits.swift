/// How much may be read of an artefact, so that a small file that decompresses to an immense one does no harm.
package struct ReadingLimits: Hashable, Sendable {
  /// The most bytes of one member; as values they take several times as much memory.
  package var memberByteCount: Int
  /// The most bytes of what tells where members are: a zip archive's directory, an RPM's header.
  package var directoryByteCount: Int
  /// The most decompressed bytes of an archive that is read from its start until the wanted member comes.
  package var scanByteCount: Int

  package init(memberByteCount: Int, directoryByteCount: Int, scanByteCount: Int) {
    self.memberByteCount = memberByteCount
    self.directoryByteCount = directoryByteCount
    self.scanByteCount = scanByteCount
  }

  /// 8 MiB for a member, 64 MiB for a directory and 4 GiB for a scan.
  package static let standard = ReadingLimits(
    memberByteCount: 8 << 20, directoryByteCount: 64 << 20, scanByteCount: 4 << 30)
}

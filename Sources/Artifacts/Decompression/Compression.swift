import CDecompression

/// How a run of bytes is compressed.
package enum Compression: String, Hashable, Sendable, CaseIterable {
  /// Not at all.
  case stored
  /// Deflate without a header, as members of zip archives are (RFC 1951).
  case deflate
  /// RFC 1952.
  case gzip
  case bzip2
  case xz
  /// RFC 8878.
  case zstd

  /// What the library's side calls it; nil when no library is needed.
  var kind: cdecompression_kind? {
    switch self {
    case .stored: nil
    case .deflate: CDECOMPRESSION_DEFLATE
    case .gzip: CDECOMPRESSION_GZIP
    case .bzip2: CDECOMPRESSION_BZIP2
    case .xz: CDECOMPRESSION_XZ
    case .zstd: CDECOMPRESSION_ZSTD
    }
  }

  /// The compression that the end of a file name stands for; ``stored`` when it stands for none.
  init(suffixOf fileName: String) {
    let suffixes: [(String, Compression)] = [(".gz", .gzip), (".bz2", .bzip2), (".xz", .xz), (".zst", .zstd)]
    self = suffixes.first { fileName.hasSuffix($0.0) }?.1 ?? .stored
  }
}

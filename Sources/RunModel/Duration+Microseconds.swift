extension Duration {
  /// The whole microseconds, in which the times of a run are told.
  package var microseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
}

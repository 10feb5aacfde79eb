import Host

/// Returns once a text can be seen; looks again every 50 ms.
///
/// - Throws: With what could be seen instead, after two minutes.
func until(_ wanted: String, in screen: () async throws -> String) async throws {
  var seen = ""
  for _ in 0..<2400 {
    seen = try await screen()
    if seen.contains(wanted) { return }
    try await Program.host.clock.sleep(for: .milliseconds(50))
  }
  throw WorkplaceError.neverShown(wanted, screen: seen)
}

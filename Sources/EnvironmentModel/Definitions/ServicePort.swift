/// A port of a service.
package struct ServicePort: Sendable, Equatable {
  /// What it has on the machine; 0 for one that is free.
  package var host: Int
  package var container: Int
  /// `tcp` or `udp`.
  package var transport: String
  /// The variable with its number on the machine; `nil` for one made of the service's name.
  package var variable: String?

  package init(host: Int = 0, container: Int, transport: String = "tcp", variable: String? = nil) {
    self.host = host
    self.container = container
    self.transport = transport
    self.variable = variable
  }

  /// Reads `CONTAINER`, `HOST:CONTAINER` or either with `/tcp` or `/udp` at the end; `nil` for what is none.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return nil }
    let transport = parts.count == 2 ? parts[1].lowercased() : "tcp"
    let numbers = parts[0].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard ["tcp", "udp"].contains(transport), (1...2).contains(numbers.count), let last = numbers.last,
      let container = last, (1...65535).contains(container), let first = numbers.first, let host = first,
      (0...65535).contains(host)
    else { return nil }
    self.init(host: numbers.count == 2 ? host : 0, container: container, transport: transport)
  }

  /// `5432/tcp`.
  package var inside: String { "\(container)/\(transport)" }
}

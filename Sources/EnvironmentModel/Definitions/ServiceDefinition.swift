package import SourceText

/// A container that runs beside the commands of environments, such as a database for their tests.
package struct ServiceDefinition: Sendable, Equatable {
  /// How it is found out whether it is ready.
  package struct HealthCheck: Sendable, Equatable {
    /// What a shell in the container runs; success means that it is.
    package var command: String
    package var interval: Duration
    /// How long one check may take.
    package var timeout: Duration
    /// How many checks in a row may fail.
    package var retryCount: Int
    /// How long failures do not count.
    package var startPeriod: Duration

    package init(command: String, interval: Duration, timeout: Duration, retryCount: Int, startPeriod: Duration) {
      self.command = command
      self.interval = interval
      self.timeout = timeout
      self.retryCount = retryCount
      self.startPeriod = startPeriod
    }
  }

  /// Another service that it knows by a name.
  package struct Link: Sendable, Equatable {
    package var service: String
    package var alias: String

    package init(service: String, alias: String) {
      self.service = service
      self.alias = alias
    }
  }

  package var name: String
  /// The image by its name; empty where a file builds it.
  package var image = ""
  /// The absolute path of the file that builds the image, with its folder as context; empty where there is none.
  package var containerfile = ""
  /// The stage of the file; empty for the last one.
  package var target = ""
  /// What it runs in the place of what the image says; none for that.
  package var command: [String] = []
  /// What it alone sees.
  package var variables: [VariableAssignment] = []
  /// The ports that are to be reached; without any, those that the image names.
  package var ports: [ServicePort] = []
  /// The variable with its address; empty for one made of its name.
  package var hostVariable = ""
  /// The variable with the container's name; empty for one made of its own.
  package var containerVariable = ""
  package var links: [Link] = []
  /// As engines have them: `FROM:TO` or `FROM:TO:ro`.
  package var volumes: [String] = []
  /// Empty for the environment's, or what the engine gives.
  package var network = ""
  package var user = ""
  package var engine = ""
  package var platform = ""
  package var engineArguments: [String] = []
  package var isPrivileged = false
  package var health: HealthCheck?
  /// How long it may take until it is ready, once it runs.
  package var startTimeout = Duration.seconds(60)
  /// Why it cannot be used; the sentence was told with its place.
  package var fault: String?
  package var span: SourceSpan?

  package init(name: String) { self.name = name }

  /// What the names of its variables begin with.
  package var variablePrefix: String { Self.variableName(name) }

  /// A text as part of the name of a variable: capital letters, with `_` for what no such name may have.
  package static func variableName(_ text: String) -> String {
    let bytes = text.utf8.map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 0x20
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
      default: UInt8(ascii: "_")
      }
    }
    let name = String(decoding: bytes, as: UTF8.self)
    return name.first?.isNumber == true ? "_" + name.dropFirst() : name
  }
}

/// A service that runs builds and reads commands among the lines of their output.
package enum BuildService: String, Hashable, Sendable, CaseIterable {
  case github, gitlab, azure, teamcity

  /// The service whose build this process is part of, by the variables that it sets.
  package init?(variables: [String: String]) {
    if variables["GITHUB_ACTIONS"] == "true" {
      self = .github
    } else if variables["GITLAB_CI"] == "true" {
      self = .gitlab
    } else if variables["TF_BUILD"]?.lowercased() == "true" {
      self = .azure
    } else if variables["TEAMCITY_VERSION"] != nil {
      self = .teamcity
    } else {
      return nil
    }
  }

  /// The variable that names the folder of the sources, from which paths of annotations start.
  package var rootVariable: String? {
    switch self {
    case .github: "GITHUB_WORKSPACE"
    case .gitlab: "CI_PROJECT_DIR"
    case .azure: "BUILD_SOURCESDIRECTORY"
    case .teamcity: nil
    }
  }
}

extension BuildService {
  /// The line that begins a group.
  ///
  /// - Parameters:
  ///   - name: What tells the group from others.
  ///   - seconds: The time since 1970.
  ///   - isCollapsed: Whether only its title is shown at first, where the service leaves the choice.
  func groupStart(_ title: String, name: String, seconds: Int64, isCollapsed: Bool) -> String {
    switch self {
    case .github: "::group::\(Self.escapedForGitHub(title))\n"
    case .azure: "##[group]\(Self.singleLine(title))\n"
    case .gitlab:
      "\u{1B}[0Ksection_start:\(seconds):\(Self.sectionName(name))\(isCollapsed ? "[collapsed=true]" : "")\r\u{1B}[0K"
        + "\(Self.singleLine(title))\n"
    case .teamcity: "##teamcity[blockOpened name='\(Self.escapedForTeamCity(title))']\n"
    }
  }

  /// The line that ends a group.
  func groupEnd(_ title: String, name: String, seconds: Int64) -> String {
    switch self {
    case .github: "::endgroup::\n"
    case .azure: "##[endgroup]\n"
    case .gitlab: "\u{1B}[0Ksection_end:\(seconds):\(Self.sectionName(name))\r\u{1B}[0K\n"
    case .teamcity: "##teamcity[blockClosed name='\(Self.escapedForTeamCity(title))']\n"
    }
  }

  /// The line that marks an error, in the sources where its place is known; `nil` where the service reads none.
  func annotation(_ title: String, _ failure: FailureLine) -> String? {
    switch self {
    case .github:
      let place = [
        failure.file.map { "file=\(Self.escapedProperty($0))" }, failure.line.map { "line=\($0)" },
        failure.column.map { "col=\($0)" },
      ]
      let known = failure.file == nil ? [] : place.compactMap { $0 }
      let properties = (known + ["title=\(Self.escapedProperty(title))"]).joined(separator: ",")
      return "::error \(properties)::\(Self.escapedForGitHub(failure.text))\n"
    case .azure:
      let place = [
        failure.file.map { "sourcepath=\(Self.escapedForAzure($0))" }, failure.line.map { "linenumber=\($0)" },
        failure.column.map { "columnnumber=\($0)" },
      ]
      let known = failure.file == nil ? [] : place.compactMap { $0 }
      let properties = (["type=error"] + known).joined(separator: ";")
      return "##vso[task.logissue \(properties)]\(Self.singleLine("\(title): \(failure.text)"))\n"
    case .teamcity:
      let text = Self.escapedForTeamCity("\(title): \(failure.placed(limit: .max))")
      return "##teamcity[message text='\(text)' status='ERROR']\n"
    case .gitlab: return nil
    }
  }

  // MARK: Escapes

  private static func escapedForGitHub(_ text: String) -> String {
    escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A"])
  }

  private static func escapedProperty(_ text: String) -> String {
    escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
  }

  private static func escapedForAzure(_ text: String) -> String {
    escaped(text, ["%": "%AZP25", "\r": "%0D", "\n": "%0A", "]": "%5D", ";": "%3B"])
  }

  private static func escapedForTeamCity(_ text: String) -> String {
    escaped(text, ["|": "||", "'": "|'", "\n": "|n", "\r": "|r", "[": "|[", "]": "|]"]) { scalar in
      scalar.isASCII ? nil : scalar.value > 0xFFFF ? "?" : "|0x" + hexadecimal(scalar.value)
    }
  }

  private static func singleLine(_ text: String) -> String { escaped(text, ["\r": " ", "\n": " "]) }

  /// Letters, digits, dots, dashes and underscores.
  private static func sectionName(_ name: String) -> String {
    "swtox_"
      + escaped(name, [:]) { scalar in
        let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        return isPlain || "._-".unicodeScalars.contains(scalar) ? nil : "_"
      }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// By scalars: a line's end may be one of two that a character is made of.
  private static func escaped(
    _ text: String, _ table: [Unicode.Scalar: String], others: (Unicode.Scalar) -> String? = { _ in nil }
  ) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let escape = table[scalar] ?? others(scalar) {
        result.append(contentsOf: escape.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}

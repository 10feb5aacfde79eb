import EnvironmentModel
import Planning

/// What installs packages of RPM into a root folder: dnf, which finds what they need, or rpm alone.
struct RpmClient: Sendable {
  /// The absolute path of rpm.
  let rpm: String
  /// The absolute path of dnf; `nil` where rpm installs.
  let dnf: String?
  /// The absolute path of createrepo_c, which makes repositories of folders; `nil` where it is missing.
  let createrepo: String?
  /// Whether rpm is Debian's, which refuses to install unless it is told to.
  let isOfDebian: Bool

  /// What tells that the machine is a Debian.
  static let debianMark = "/etc/debian_version"

  static func choose(for environment: Environment, in context: PlanningContext) throws(MissingTool) -> RpmClient {
    let programs = context.observation.programs
    guard let rpm = programs[RpmDriver.rpm.name] else { throw MissingTool(noneOf: [RpmDriver.rpm], for: "kind 'rpm'") }
    let wanted = environment.text("rpm_client")
    let needsNames = !environment.list("rpm_packages").flatMap(ShellWords.split).allSatisfy { $0.hasSuffix(".rpm") }
    var dnf = programs[RpmDriver.dnf.name]
    if dnf == nil, wanted == "dnf" || (needsNames && wanted != "rpm") {
      throw MissingTool(noneOf: [RpmDriver.dnf], for: "'rpm_packages' with names of packages")
    }
    if wanted == "rpm", needsNames {
      throw MissingTool(
        mistake: "'rpm_client = rpm' installs files alone: name files in 'rpm_packages', or let dnf find packages")
    }
    // Without repositories there is nothing that dnf could find and rpm could not.
    if wanted == "rpm" || (wanted != "dnf" && !needsNames && environment.list("rpm_repositories").isEmpty) { dnf = nil }
    return RpmClient(
      rpm: rpm, dnf: dnf, createrepo: programs[RpmDriver.repositories.name],
      isOfDebian: context.observation.texts[debianMark] != nil)
  }

  var name: String { dnf == nil ? "rpm" : "dnf" }
}

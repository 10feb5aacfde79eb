package import Artifacts
package import EnvironmentModel
package import RunModel

/// What was found on the machine before planning, so that planning itself asks nothing.
package struct Observation: Sendable {
  package var pythons: PythonInstallations
  /// Where interpreters were looked for, for messages.
  package var searchedPlaces: [String]
  /// The absolute path of `uv`.
  package var uv: String?
  /// The absolute path of `virtualenv`.
  package var virtualenv: String?
  /// The absolute paths of programs that builders asked for and that are on PATH, by their names.
  package var programs: [String: String] = [:]
  /// The Nodes of the machine, the preferred ones first.
  package var nodes: [NodeInstallation] = []
  /// The content of files that drivers asked for and that are there, by their absolute paths.
  package var texts: [String: String] = [:]
  /// Files that builders asked for and that are there, by the folder of the sources: paths from that folder, sorted.
  package var buildFiles: [String: [String]] = [:]
  /// Patterns of `inputs` that match no file, by the names of the definitions.
  package var barrenInputs: [String: [String]] = [:]
  /// The texts that steps of earlier runs left behind.
  package var stamps: [StepID: String]
  /// Environments that were made and of which something is gone since, so that their fingerprints count for nothing.
  package var brokenEnvironments: [EnvironmentName: BrokenEnvironment] = [:]
  /// Directories of environments that hold something and bear no mark of ours.
  package var foreignDirectories: Set<String> = []
  /// What stands where environments should live and is no folder, by their paths: why none is made there, as a sentence.
  package var obstructions: [String: String] = [:]
  /// Requirement and constraint files by absolute path, those they include too.
  package var requirementFiles: [String: RequirementFile]
  /// What earlier builds left, by the names of the builds, and files that are there already, by their own.
  package var artifacts: [String: ArtifactObservation]
  /// The caller's environment variables.
  package var variables: [String: String]
  package var platform: String
  /// What stands at the places that existing environments are attached to.
  package var attachments: [String: Attachment] = [:]
  /// Whether the user may do anything on the machine, such as making mounts.
  package var isRoot = true
  /// The kinds that programs of their own know, by their names.
  package var externalKinds: [String: ExternalKindObservation] = [:]
  /// The machine as wheels see it.
  package var machine = ArtifactFit.plainLinux

  package init(
    pythons: PythonInstallations = PythonInstallations(), searchedPlaces: [String] = [], uv: String? = nil,
    virtualenv: String? = nil,
    stamps: [StepID: String] = [:], requirementFiles: [String: RequirementFile] = [:],
    artifacts: [String: ArtifactObservation] = [:], variables: [String: String] = [:], platform: String = "linux"
  ) {
    self.pythons = pythons
    self.searchedPlaces = searchedPlaces
    self.uv = uv
    self.virtualenv = virtualenv
    self.stamps = stamps
    self.requirementFiles = requirementFiles
    self.artifacts = artifacts
    self.variables = variables
    self.platform = platform
  }
}

/// What an environment that exists already is.
package enum Attachment: Hashable, Sendable {
  /// The one that the program was started in.
  case calling
  case virtualEnvironment, conda
  /// A folder with programs.
  case prefix
  /// A root folder with a system in it.
  case root
  /// A container by its name, which an engine runs.
  case container
  case missing
}

/// An artefact of an earlier build that is still there.
package struct ArtifactObservation: Hashable, Sendable {
  package var path: String
  /// Name and digest of the file; equal means the same content.
  package var identity: String
  /// The first difference of the build's inputs since then, `nil` when there is none.
  package var changedInput: String?
  /// A mark of what decided the build beside its inputs, as ``BuildSignature`` makes it; `nil` where nothing is known.
  package var signature: String?
  /// The identities of the artefacts that the build needed, by definition.
  package var needs: [String: String]
  /// A mark of the content of the files that the build started from; `nil` where nothing is known.
  package var sources: String?
  /// The path of the sdist that it was made from, where that was built with it.
  package var sdistPath: String?

  package init(
    path: String, identity: String, changedInput: String?, signature: String? = nil, needs: [String: String] = [:]
  ) {
    self.path = path
    self.identity = identity
    self.changedInput = changedInput
    self.signature = signature
    self.needs = needs
  }
}

/// A requirements file as far as staleness needs it.
package struct RequirementFile: Hashable, Sendable {
  /// What it asks for, a line each, without remarks and without the files that it names.
  package var lines: [String]
  /// The files that it names by `-r` and `-c`.
  package var includes: [Include]

  /// A file that another one names, by its absolute path.
  package struct Include: Hashable, Sendable {
    package var path: String
    /// Whether it limits versions and asks for nothing.
    package var isConstraint: Bool

    package init(_ path: String, isConstraint: Bool = false) {
      self.path = path
      self.isConstraint = isConstraint
    }
  }

  package init(lines: [String] = [], includes: [Include] = []) {
    self.lines = lines
    self.includes = includes
  }

  /// Reads a file as pip does: a backslash at the end of a line joins it with the next one, and remarks say nothing.
  ///
  /// - Parameter folder: The absolute path of the folder in which it stands.
  package init(text: String, in folder: String) {
    var (lines, includes) = ([String](), [Include]())
    var joined = ""
    // What the last line would be continued by is nothing.
    let all = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for line: Substring in all + [""] {
      let isRemark = line.drop(while: \.isWhitespace).hasPrefix("#")
      if line.hasSuffix("\\"), !isRemark {
        joined += line.dropLast()
        continue
      }
      // A remark goes on in no line, and ends what was to be continued.
      let whole = RequirementLine.withoutComment((joined + (isRemark ? " " : "") + line)[...])
      joined = ""
      let words = whole.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if words.isEmpty { continue }
      if let include = RequirementLine.include(in: words, from: folder) {
        includes.append(include)
      } else {
        lines.append(words)
      }
    }
    self.init(lines: lines, includes: includes)
  }
}

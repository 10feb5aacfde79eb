extension ArtifactError {
  /// One line for a person, in lower case and without a final full stop; the artefact's name is not in it.
  package var message: String {
    switch self {
    case .unreadable(let reason): reason
    case .unrecognizedName(let name): "'\(name)' does not end like the name of an artefact"
    case .malformedName(let name, let expected): "'\(name)' is not a name of the form '\(expected)'"
    case .damaged(let container, let part, let offset): "damaged \(container) archive: \(part) at byte \(offset)"
    case .unsupported(let container, let feature): "\(container) archives with \(feature) are not supported"
    case .wrongChecksum(let member): "'\(member)' has not the checksum that the archive gives"
    case .missingMember(let name): "there is no '\(name)' in it"
    case .tooLarge(let part, let byteLimit): "\(part) is larger than \(byteLimit) bytes"
    case .missingLibrary(let fileName): "this system has no usable '\(fileName)'"
    case .tooMuchMemory(let compression): "decompressing \(compression) needs too much memory"
    case .corrupt(let compression): "the \(compression) data is corrupt"
    case .truncated(let compression): "the \(compression) data ends early"
    case .malformedJSON(let member, let error): "'\(member)' is no JSON: \(error.message)"
    case .missingField(let name, let member): "'\(member)' has no proper '\(name)'"
    case .malformedQueryOutput(let line): "line \(line) of the query's output is not what was asked for"
    }
  }
}

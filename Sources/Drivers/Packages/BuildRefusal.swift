import Planning
import RunModel

/// Why an artefact cannot be built; the sentence says what to do.
enum BuildRefusal: Error, Hashable {
  /// Something is missing on this machine.
  case unavailable(String)
  /// The definition or its sources make no sense to the builder.
  case invalid(String)

  var draft: StepDraft {
    switch self {
    case .unavailable(let reason): StepDraft(.buildPackage, .unavailable(reason), reason: reason)
    case .invalid(let reason): StepDraft(.buildPackage, .invalid(reason), reason: reason)
    }
  }
}

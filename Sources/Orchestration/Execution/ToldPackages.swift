import RunModel
import Synchronization

/// Which lists of packages a run has told, so that each one stands in its journal once.
final class ToldPackages: Sendable {
  private let marks = Mutex<Set<String>>([])

  /// The content without their list where it was told before.
  func told(_ content: EnvironmentContent) -> EnvironmentContent {
    if marks.withLock({ $0.insert(content.packagesMark).inserted }) { return content }
    var content = content
    content.packages = nil
    return content
  }
}

/// Which output of commands a headless run shows; all of it stays in the run's folder in any case.
package enum OutputMode: String, Hashable, Sendable, CaseIterable {
  /// The log of what failed, whole, once its environment has ended.
  case failed
  /// Every environment's logs, once it has ended.
  case all
  /// Every line when it comes, with the environment before it.
  case live
  /// Nothing but how each environment ended.
  case none
}

/// Which of its streams a program wrote something to.
package enum OutputStream: String, Hashable, Sendable, CaseIterable {
  case output = "stdout"
  case errors = "stderr"
}

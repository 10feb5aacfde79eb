import Glibc

/// Calls a function of the system again for as long as a signal interrupts it.
@discardableResult
func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}

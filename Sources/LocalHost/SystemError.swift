import CProcess
import Glibc

/// A failed system call.
package struct SystemError: Error, Hashable, Sendable {
  /// The `errno` value.
  package var code: Int32

  /// The system's words for the code, beginning in lower case.
  package var reason: String {
    let text = String(cString: cprocess_error_text(code))
    let isAcronym = text.dropFirst().first?.isUppercase ?? false
    return isAcronym ? text : text.prefix(1).lowercased() + text.dropFirst()
  }
}

/// The result of a system call that reports failure by a negative value; a call that a signal interrupts is repeated.
@discardableResult
func checked<Result: SignedInteger>(_ call: () -> Result) throws(SystemError) -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    let code = errno
    if code != EINTR { throw SystemError(code: code) }
  }
}

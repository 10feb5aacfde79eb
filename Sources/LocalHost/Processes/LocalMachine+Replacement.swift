import CProcess
import Glibc
package import Host

extension LocalMachine {
  /// Goes on as another program, with this one's terminal and streams; returns only when that cannot be.
  ///
  /// Signals have their default meaning in the new program. The channel of the request does not count.
  package static func become(_ request: ProcessRequest) -> ProcessStartError {
    func failure(_ code: Int32) -> ProcessStartError {
      ProcessStartError(
        executable: request.executable, code: code, reason: String(cString: cprocess_error_text(code)))
    }
    let variables = request.environment.map { "\($0.key)=\($0.value)" }.sorted()
    guard let arguments = CStrings(request.arguments), let environment = CStrings(variables) else {
      return failure(EINVAL)
    }
    let code = arguments.withVector { arguments in
      environment.withVector { environment in
        cprocess_become(request.executable, arguments, environment, request.workingDirectory)
      }
    }
    return failure(code)
  }
}

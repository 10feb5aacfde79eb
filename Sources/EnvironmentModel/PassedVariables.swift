/// The caller's variables that commands see without being asked for, as tox hands them on.
package enum PassedVariables {
  /// Names, some with a star at their end, in the order of their bytes.
  ///
  /// - Parameters:
  ///   - isInteractive: Whether somebody watches on a terminal, whose kind is told then.
  ///   - forUV: Whether uv makes the environment, whose variables are handed on then instead of pip's.
  package static func byDefault(isInteractive: Bool, forUV: Bool = false) -> [String] {
    var names = always
    if forUV {
      names.removeAll { $0 == "PIP_*" || $0 == "VIRTUALENV_*" }
      names += ["UV_*", "VIRTUALENV_SYSTEM_SITE_PACKAGES"]
    }
    return (names + (isInteractive ? ["TERM", "TERMINFO"] : [])).sorted()
  }

  private static let always = [
    "CC", "CCSHARED", "CFLAGS", "CPPFLAGS", "CURL_CA_BUNDLE", "CXX", "FORCE_COLOR", "HOME", "LANG", "LANGUAGE",
    "LDFLAGS", "LD_LIBRARY_PATH", "NETRC", "NIX_LD", "NIX_LD_LIBRARY_PATH", "NO_COLOR", "PIP_*", "PKG_CONFIG",
    "PKG_CONFIG_PATH", "PKG_CONFIG_SYSROOT_DIR", "PYTHON_GIL", "REQUESTS_CA_BUNDLE", "SSH_AGENT_PID", "SSH_AUTH_SOCK",
    "SSL_CERT_FILE", "TMPDIR", "VIRTUALENV_*", "http_proxy", "https_proxy", "no_proxy",
  ]
}

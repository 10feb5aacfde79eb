import Glibc

/// The character set that the terminal library writes in.
enum Locale {
  /// Sets the process's locale for characters, and tells whether it writes UTF-8.
  static func setUp(variables: [String: String]) -> Bool {
    _ = names(variables: variables).first { setlocale(LC_CTYPE, $0) != nil }
    guard let codeset = nl_langinfo(Int32(CODESET)) else { return false }
    return strcmp(codeset, "UTF-8") == 0
  }

  /// The locales to try in turn.
  ///
  /// Where the user set none, as in most containers, UTF-8 is taken: that is what terminals are. It also stands in for a
  /// locale with UTF-8 that is not installed. Who asks for another, `C` among them, gets ASCII.
  static func names(variables: [String: String]) -> [String] {
    let chosen = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { variables[$0] }.first { !$0.isEmpty }
    let general = ["C.UTF-8", "en_US.UTF-8"]
    guard let chosen else { return general }
    let name = chosen.lowercased()
    return name.contains("utf-8") || name.contains("utf8") ? [chosen] + general : [chosen, "C"]
  }
}

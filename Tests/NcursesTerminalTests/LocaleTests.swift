import Testing

@testable import NcursesTerminal

@Suite struct LocaleTests {
  @Test(arguments: [
    ([:], ["C.UTF-8", "en_US.UTF-8"]), (["LANG": ""], ["C.UTF-8", "en_US.UTF-8"]), (["LC_ALL": "C"], ["C", "C"]),
    (["LC_ALL": "C", "LANG": "de_DE.UTF-8"], ["C", "C"]),
    (["LC_ALL": "", "LANG": "de_DE.UTF-8"], ["de_DE.UTF-8", "C.UTF-8", "en_US.UTF-8"]),
    (["LC_CTYPE": "ja_JP.utf8", "LANG": "C"], ["ja_JP.utf8", "C.UTF-8", "en_US.UTF-8"]),
    (["LANG": "de_DE.ISO-8859-1"], ["de_DE.ISO-8859-1", "C"]),
  ])
  func `UTF-8 is taken unless another character set is asked for`(variables: [String: String], names: [String]) {
    #expect(Locale.names(variables: variables) == names)
  }
}

import Screen
import Testing

@Suite struct StyleTests {
  @Test func `every role has a letter of its own`() {
    #expect(Set(StyleRole.allCases.map(\.letter)).count == StyleRole.allCases.count)
  }

  @Test func `a style sheet holds a look for every role`() {
    var sheet = StyleSheet()
    for role in StyleRole.allCases { sheet[role] = RoleStyle(attributes: TextAttributes(rawValue: role.rawValue)) }
    #expect(StyleRole.allCases.allSatisfy { sheet[$0].attributes.rawValue == $0.rawValue })
  }
}

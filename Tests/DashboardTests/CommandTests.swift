import Screen
import Testing

@testable import Dashboard

@Suite struct CommandTests {
  @Test(arguments: DashboardCommand.allCases)
  func `every command has a key, a sentence and a line in the help`(command: DashboardCommand) {
    let keymap = Keymap()
    let places = DashboardFocus.allCases.filter { !keymap.keys(for: command, in: $0).isEmpty }
    #expect(!places.isEmpty)
    #expect(command.help.first?.isUppercase == true)
    #expect(!command.help.hasSuffix("."))
    let lines = HelpPane.lines(keymap, size: Size(rowCount: 24, columnCount: 80)).map { $0.map(\.text).joined() }
    #expect(lines.contains { $0.hasSuffix(command.help) && $0.contains(keymap.keysText(of: command)) })
  }

  @Test(arguments: [40, 60, 80, 200])
  func `the help fits its frame`(columns: Int) {
    let lines = HelpPane.lines(Keymap(), size: Size(rowCount: 24, columnCount: columns))
    #expect(lines.allSatisfy { $0.width <= columns - 3 })
  }

  @Test func `command names are unique words`() {
    let names = DashboardCommand.allCases.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { !$0.contains(" ") })
  }

  @Test func `no key is bound twice in one place`() {
    for focus in DashboardFocus.allCases {
      let keys = Keymap().bindings.filter { $0.focus == focus }.map(\.key)
      #expect(Set(keys).count == keys.count)
    }
    let everywhere = Keymap().bindings.filter { $0.focus == nil }.map(\.key)
    #expect(Set(everywhere).count == everywhere.count)
  }

  @Test(arguments: [
    (Key.character(" "), "Space"), (.control("l"), "Ctrl-L"), (.function(9), "F9"), (.pageDown, "PgDn"),
  ])
  func `keys are named as people name them`(key: Key, label: String) {
    #expect(key.label == label)
  }
}

import Dashboard
import Host
import SourceText
import TestKit
import Testing

@testable import SwtoxCommand

@Suite struct ThemeLibraryTests {
  private func library(_ files: [String: String], _ variables: [String: String] = [:]) -> ThemeLibrary {
    let variables = ["HOME": "/home/u"].merging(variables) { $1 }
    return ThemeLibrary(
      host: Host(files: MemoryFiles(files), processes: ScriptedProcesses(), clock: ManualClock(), variables: variables))
  }

  private static let folder = "/home/u/.config/swtox/themes"

  @Test func `the user's own theme is there beside those built in`() {
    let (themes, diagnostics) = library(["\(Self.folder)/mine.theme": "[role]\ntext = default\n"]).load(wanted: "mine")
    #expect(themes.first?.name == "mine")
    #expect(themes.count > 1)
    #expect(diagnostics == [])
  }

  @Test func `a faulty theme stops only who asks for it`() {
    let library = library(["\(Self.folder)/broken.theme": "[role]\nnonsense = = =\n"])
    let unasked = library.load(wanted: nil).diagnostics
    #expect(!unasked.isEmpty)
    #expect(unasked.allSatisfy { $0.severity == .warning })
    #expect(library.load(wanted: "broken").diagnostics.contains { $0.severity == .error })
  }

  @Test func `a theme that is not there is an error that names those that are`() {
    let diagnostics = library([:]).load(wanted: "nope").diagnostics
    #expect(diagnostics.map(\.message) == ["there is no theme 'nope'"])
    #expect(diagnostics.first?.help?.contains("mono") == true)
  }
}

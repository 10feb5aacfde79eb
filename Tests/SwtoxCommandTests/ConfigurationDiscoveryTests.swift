import Host
import SourceText
import TestKit
import Testing

@testable import SwtoxCommand

@Suite struct ConfigurationDiscoveryTests {
  private func found(_ files: [String: String], from folder: String = "/p/sub", _ wanted: String? = nil) throws
    -> String
  {
    let discovery = ConfigurationDiscovery(files: MemoryFiles(files), folder: folder)
    return try discovery.find(wanted).path
  }

  private static let setup = "[tox:tox]\nenv_list = a\n"
  private static let legacy = "[tool.tox]\nlegacy_tox_ini = \"[tox]\"\n"

  @Test func `of several in a folder tox.ini counts before setup.cfg before pyproject.toml`() throws {
    var files = ["/p/tox.ini": "[tox]\n", "/p/setup.cfg": Self.setup, "/p/pyproject.toml": Self.legacy]
    #expect(try found(files, from: "/p") == "/p/tox.ini")
    files["/p/tox.ini"] = nil
    #expect(try found(files, from: "/p") == "/p/setup.cfg")
    files["/p/setup.cfg"] = "[metadata]\n"
    #expect(try found(files, from: "/p") == "/p/pyproject.toml")
  }

  @Test func `a file for something else does not end the search upward`() throws {
    let files = ["/p/sub/pyproject.toml": "[project]\nname = \"x\"\n", "/p/tox.ini": "[tox]\n"]
    #expect(try found(files) == "/p/tox.ini")
  }

  @Test func `a file or a folder can be named`() throws {
    let files = ["/p/tox.ini": "[tox]\n", "/q/setup.cfg": Self.setup, "/q/other.ini": "[testenv]\n"]
    #expect(try found(files, "/q") == "/q/setup.cfg")
    #expect(try found(files, "../../q/other.ini") == "/q/other.ini")
  }

  @Test(arguments: [
    (nil, "there is no tox.ini in '/p/sub' or above it"), ("/q", "there is no configuration in '/q'"),
    ("/q/setup.cfg", "'/q/setup.cfg' holds no configuration"), ("gone.ini", "there is no file '/p/sub/gone.ini'"),
  ])
  func `what is not found is told`(wanted: String?, message: String) {
    let files = ["/q/setup.cfg": "[metadata]\n"]
    do throws(DiagnosticError) {
      _ = try ConfigurationDiscovery(files: MemoryFiles(files), folder: "/p/sub").find(wanted)
      Issue.record("something was found")
    } catch {
      #expect(error.diagnostics.first?.message.hasPrefix(message) == true)
    }
  }
}

import ProjectConfiguration
import SourceText

/// The root table of a document under the name `case.toml`.
func readTOML(_ text: String) throws(DiagnosticError) -> TOMLTable {
  try TOMLReader.read(SourceFile(path: "case.toml", text: text))
}

/// The mistakes of a document, each as `line:column message`.
func mistakesOfTOML(_ bytes: [UInt8]) -> [String] {
  do {
    _ = try TOMLReader.read(SourceFile(path: "case.toml", bytes: bytes))
    return []
  } catch {
    return error.diagnostics.map { diagnostic in
      let start = diagnostic.span?.start
      return "\(start?.line ?? 0):\(start?.column ?? 0) \(diagnostic.message)"
    }
  }
}

func mistakesOfTOML(_ text: String) -> [String] { mistakesOfTOML(Array(text.utf8)) }

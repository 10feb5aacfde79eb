import EnvironmentModel
import RunModel

/// What results rest on, as the texts that the history keeps of it: equal texts mean equal content.
enum ContentBody {
  /// The kinds of lists.
  enum Kind: String { case packages, settings, inputs }

  /// A line `NAME VERSION` for each package.
  static func text(of packages: [EnvironmentContent.Package]) -> String {
    packages.map { "\($0.name) \($0.version)" }.joined(separator: "\n")
  }

  static func packages(_ text: String) -> [EnvironmentContent.Package] {
    text.split(separator: "\n").map { line in
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      return EnvironmentContent.Package(name: words.first ?? "", version: words.count > 1 ? words[1] : "")
    }
  }

  /// A line `KEY<TAB>CHECKSUM` for each setting, or `NAME<TAB>MARK` for each input, in the order of the names.
  static func text(of marks: [String: String]) -> String {
    marks.sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value)" }.joined(separator: "\n")
  }

  static func text(of inputs: [StepInput]) -> String {
    text(of: Dictionary(inputs.map { ($0.name, $0.mark) }) { first, _ in first })
  }

  static func marks(_ text: String) -> [String: String] {
    let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
      guard let tab = line.lastIndex(of: "\t") else { return nil }
      return (String(line[..<tab]), String(line[tab...].dropFirst()))
    }
    return Dictionary(pairs) { first, _ in first }
  }
}

package import EnvironmentModel
package import Planning

/// The builders that there are, and what they look for on the machine.
package enum PackageBuilders {
  /// Every builder, one for each word of `builder` that means something to build.
  package static let all: [any PackageBuilder] = [PythonPackageBuilder()] + toolBuilders

  static let toolBuilders: [any ToolBuilder] = [
    CommandBuilder(), CondaBuilder(), DebBuilder(), RpmBuilder(), NpmBuilder(), ImageBuilder(), NixBuilder(),
  ]

  /// The programs that may build some definitions, each once.
  package static func tools(for definitions: [PackageDefinition]) -> [Tool] {
    var seen: Set<Tool> = []
    return builders(of: definitions).flatMap(\.tools).filter { seen.insert($0).inserted }
  }

  /// Shell patterns of the files by which the builders of some definitions know their sources, each once.
  package static func buildFiles(for definitions: [PackageDefinition]) -> [String] {
    Set(builders(of: definitions).flatMap(\.buildFiles)).sorted()
  }

  private static func builders(of definitions: [PackageDefinition]) -> [any ToolBuilder] {
    let wanted = Set(definitions.map(\.builder))
    return toolBuilders.filter { !$0.builders.isDisjoint(with: wanted) }
  }
}

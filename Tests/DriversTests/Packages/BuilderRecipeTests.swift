import EnvironmentModel
import Planning
import RunModel
import TestKit
import Testing

@Suite struct BuilderRecipeTests {
  private static let scenes: [(String, BuildScene)] = [
    ("command/plain", command),
    ("command/in-environment", command.with(inEnvironment)),
    ("conda/rattler-build", BuildScene(.conda, programs: ["rattler-build", "conda-build"], files: ["recipe.yaml"])),
    ("conda/conda-build", BuildScene(.conda, programs: ["conda-build"], files: ["conda.recipe/meta.yaml"])),
    ("conda/conda", BuildScene(.conda, programs: ["conda"], files: ["meta.yaml"])),
    (
      "deb/dpkg-buildpackage",
      BuildScene(.deb, programs: ["dpkg-buildpackage"], files: ["debian/control"]).with {
        $0.definition.variables = [VariableAssignment(name: "DEB_BUILD_OPTIONS", value: "nocheck")]
        $0.definition.configSettings = [
          VariableAssignment(name: "--build-profiles", value: "nodoc"), VariableAssignment(name: "-d", value: ""),
        ]
        $0.definition.timeout = .seconds(60)
      }
    ),
    ("deb/dpkg-deb", BuildScene(.deb, programs: ["dpkg-deb"], files: ["DEBIAN/control"])),
    (
      "rpm/in-place",
      BuildScene(.rpm, programs: ["rpmbuild"], files: ["rpm/demo.spec"]).with {
        $0.definition.configSettings = [
          VariableAssignment(name: "_build_id_links", value: "none"), VariableAssignment(name: "--nodeps", value: ""),
        ]
      }
    ),
    ("rpm/archive", BuildScene(.rpm, programs: ["rpmbuild"], files: ["demo-1.0.tar.gz", "demo.spec"])),
    (
      "npm/pack",
      BuildScene(.npm, programs: ["npm"], files: ["package.json"]).with {
        $0.definition.configSettings = [VariableAssignment(name: "--ignore-scripts", value: "")]
      }
    ),
    (
      "image/podman",
      BuildScene(.image, programs: ["docker", "podman"], files: ["Containerfile", "Dockerfile"]).with {
        $0.definition.configSettings = [
          VariableAssignment(name: "--network", value: "none"), VariableAssignment(name: "VERSION", value: "1"),
        ]
      }
    ),
    ("image/docker", BuildScene(.image, programs: ["docker"], files: ["Dockerfile"])),
    ("nix/flake", BuildScene(.nix, programs: ["nix", "nix-build"], files: ["default.nix", "flake.nix"])),
    (
      "nix/nix-build",
      BuildScene(.nix, programs: ["nix-build"], files: ["default.nix"]).with {
        $0.definition.configSettings = [
          VariableAssignment(name: "version", value: "1"), VariableAssignment(name: "--cores", value: "2"),
        ]
      }
    ),
  ]

  private static let command = BuildScene(.command).with {
    $0.definition.commands = [
      CommandLine(arguments: ["make", "clean"], ignoresFailure: true),
      CommandLine(arguments: ["make", "TOOL={package:tool}"]),
    ]
    $0.definition.artifactPattern = "out/*.txt"
    $0.definition.inputs = ["src/**"]
    $0.definition.variables = [VariableAssignment(name: "A", value: "1")]
    $0.definition.passedVariables = ["SEC*"]
    $0.definition.timeout = .seconds(5)
  }

  private static func inEnvironment(_ scene: inout BuildScene) {
    let values: [(String, SettingValue)] = [
      ("env_dir", .path("/p/.swtox/tools")), ("env_bin_dir", .path("/p/.swtox/tools/bin")),
      ("pass_env", .list(["HOME"])), ("set_env", .variables([VariableAssignment(name: "B", value: "2")])),
    ]
    scene.definition.buildEnvironment = "tools"
    scene.environments["tools"] = Environment(
      name: EnvironmentName("tools"),
      settings: values.map { ($0.0, Setting($0.1, origin: .init(section: "test"))) })
  }

  @Test(arguments: scenes) func `recipes are as recorded`(name: String, scene: BuildScene) throws {
    let needed = scene.definition.builder == .command ? ["tool": "tool~cp311"] : [:]
    let step = try scene.step(needed: needed)
    let text = "\(step.kind.rawValue): \(step.reason)\n" + RecipeDump.text(step.disposition)
    try Golden.compare(text, with: "packages/\(name).txt", besideFile: Self.besideFile)
  }

  /// Golden files stand beside the folder of these tests.
  private static let besideFile =
    "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/RecipeTests.swift"
}

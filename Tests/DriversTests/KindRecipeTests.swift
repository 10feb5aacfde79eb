import Artifacts
import EnvironmentModel
import Planning
import RunModel
import TestKit
import Testing

/// The recipes of kinds of environments, as recorded.
@Suite struct KindRecipeTests {
  // MARK: conda

  private static let conda = KindRecipes(.conda, programs: ["bash", "micromamba"]).with {
    $0.values = [
      "conda_channels": .list(["conda-forge"]), "conda_deps": .list(["numpy>=1.26,<2"]),
      "conda_create_args": .list(["--strict-channel-priority"]), "conda_install_args": .list(["--freeze-installed"]),
      "conda_deactivate": .boolean(true),
    ]
  }

  private static let condaScenes: [(String, KindRecipes)] = [
    ("micromamba", conda.with { $0.packages = [KindRecipes.package(.conda)] }),
    (
      "conda",
      conda.with {
        $0.observation.programs = ["bash": "/usr/bin/bash", "conda": "/opt/conda/bin/conda"]
        $0.packages = [KindRecipes.package(.conda)]
        $0.values["conda_spec"] = .path("/p/spec.txt")
        $0.observation.texts = ["/p/spec.txt": "scipy\n"]
      }
    ),
    (
      "rattler",
      conda.with {
        $0.observation.programs = ["bash": "/usr/bin/bash"]
        $0.observation.uv = "/usr/bin/uv"
        $0.values["deps"] = .list(["pytest"])
        $0.packages = [KindRecipes.package(.wheel)]
      }
    ),
    (
      "environment-file",
      conda.with {
        $0.values = ["conda_env": .path("/p/env/environment.yml")]
        $0.observation.texts = [
          "/p/env/environment.yml": """
          name: x
          channels: [bioconda]
          dependencies:
            - python
            - samtools=1.20
            - pip:
              - -r base.txt
              - six
          variables: {LEVEL: "3"}
          """
        ]
      }
    ),
  ]

  @Test(arguments: condaScenes) func `recipes for conda`(name: String, scene: KindRecipes) throws {
    try Golden.compare(scene.text, with: "conda/\(name).txt")
  }

  // MARK: Nix

  private static let nix = KindRecipes(.nix, programs: ["bash", "nix", "nix-store"])

  private static let nixScenes: [(String, KindRecipes)] = [
    (
      "file",
      nix.with {
        $0.observation.texts = ["/p/shell.nix": "{ }"]
        $0.packages = [KindRecipes.package(.nix)]
      }
    ),
    ("packages-pure", nix.with { $0.values = ["nix_packages": .list(["git", "jq"]), "nix_pure": .boolean(true)] }),
    ("flake", nix.with { $0.values = ["nix_flake": .text("./nix#dev"), "nix_args": .list(["--option cores 1"])] }),
    ("remote-flake", nix.with { $0.values = ["nix_flake": .text("github:o/n#dev")] }),
    (
      "wheel",
      nix.with {
        $0.values = ["nix_packages": .list(["python312"])]
        $0.packages = [KindRecipes.package(.wheel)]
      }
    ),
  ]

  @Test(arguments: nixScenes) func `recipes for Nix`(name: String, scene: KindRecipes) throws {
    try Golden.compare(scene.text, with: "nix/\(name).txt")
  }

  // MARK: Node

  private static let node = KindRecipes(.npm).with {
    $0.name = "node20"
    $0.observation.nodes = [
      NodeInstallation(
        path: "/n/20/bin/node", version: SemanticVersion(major: 20, minor: 1, patch: 0),
        npm: "/n/20/lib/node_modules/npm/bin/npm-cli.js")
    ]
    $0.observation.texts = ["/p/package.json": "{}"]
  }

  private static let nodeScenes: [(String, KindRecipes)] = [
    (
      "npm-ci",
      node.with {
        $0.observation.texts["/p/package-lock.json"] = "{}"
        $0.values = [
          "npm_scripts": .list(["test -- --ci", "lint"]), "npm_workspaces": .list(["a", "b"]),
          "npm_install_args": .list(["--ignore-scripts"]), "npm_offline": .boolean(true),
        ]
        $0.packages = [KindRecipes.package(.npm)]
      }
    ),
    ("npm-install", node),
    (
      "yarn",
      node.with {
        $0.observation.texts["/p/yarn.lock"] = "# yarn lockfile v1\n"
        $0.observation.programs = ["yarn": "/usr/bin/yarn"]
        $0.values = ["npm_scripts": .list(["test"]), "npm_workspaces": .list(["a"])]
        $0.packages = [KindRecipes.package(.npm)]
      }
    ),
    (
      "yarn-berry",
      node.with {
        $0.observation.texts["/p/yarn.lock"] = "__metadata:\n  version: 8\n"
        $0.observation.texts["/p/.yarnrc.yml"] = "nodeLinker: node-modules\n"
        $0.observation.programs = ["yarn": "/usr/bin/yarn"]
      }
    ),
    (
      "pnpm",
      node.with {
        $0.observation.texts["/p/pnpm-lock.yaml"] = "lockfileVersion: '9.0'\n"
        $0.observation.programs = ["pnpm": "/usr/bin/pnpm"]
        $0.values = ["npm_scripts": .list(["test"]), "npm_workspaces": .list(["a"])]
      }
    ),
    ("without-description", node.with { $0.observation.texts = [:] }),
  ]

  @Test(arguments: nodeScenes) func `recipes for Node`(name: String, scene: KindRecipes) throws {
    try Golden.compare(scene.text, with: "npm/\(name).txt")
  }

  // MARK: Systems

  private static let deb = KindRecipes(.deb, programs: ["mmdebstrap"]).with {
    $0.name = "deb12"
    $0.values = [
      "deb_suite": .text("bookworm"), "deb_variant": .text("minbase"), "deb_clone": .text("auto"),
      "deb_mirrors": .list(["http://deb.example/debian"]), "deb_packages": .list(["python3-pytest", "git"]),
    ]
    $0.packages = [KindRecipes.package(.deb)]
  }

  private static let debScenes: [(String, KindRecipes)] = [
    ("suite", deb),
    (
      "archive-wheel",
      deb.with {
        $0.values = [
          "deb_base": .path("/bases/base.tar"), "deb_clone": .text("copy"), "network": .text("none"),
          "deps": .list(["pytest"]),
        ]
        $0.packages = [KindRecipes.package(.wheel)]
      }
    ),
    (
      "tests",
      deb.with {
        $0.values = [
          "deb_base": .path("/bases/root"), "deb_clone": .text("auto"), "deb_tests": .list(["*"]),
          "test_reports": .list([]), "ignore_errors": .boolean(false), "network": .text("none"),
        ]
        $0.observation.texts = [
          "/p/debian/tests/control": """
          Test-Command: check --all
          Depends: @, git (>= 1) | hg, python3:any
          Restrictions: flaky

          Tests: a, net
          Restrictions: needs-internet
          """
        ]
      }
    ),
    ("without-mmdebstrap", deb.with { $0.observation.programs = [:] }),
    ("two-forms", deb.with { $0.packages.append(KindRecipes.package(.wheel)) }),
  ]

  @Test(arguments: debScenes) func `recipes for Debian`(name: String, scene: KindRecipes) throws {
    try Golden.compare(scene.text, with: "deb/\(name).txt")
  }

  private static let rpm = KindRecipes(.rpm, programs: ["rpm", "dnf", "createrepo_c"]).with {
    $0.values = [
      "rpm_client": .text("auto"), "rpm_packages": .list(["bash coreutils"]), "rpm_releasever": .text("42"),
      "rpm_repositories": .list(["https://rpm.example/42", "local"]),
    ]
    $0.packages = [KindRecipes.package(.rpm)]
  }

  private static let rpmScenes: [(String, KindRecipes)] = [
    ("dnf", rpm),
    (
      "rpm-of-debian",
      rpm.with {
        $0.values = ["rpm_client": .text("auto")]
        $0.observation.texts = ["/etc/debian_version": "12.11\n"]
      }
    ),
    ("names-without-dnf", rpm.with { $0.observation.programs["dnf"] = nil }),
    ("names-for-rpm", rpm.with { $0.values["rpm_client"] = .text("rpm") }),
  ]

  @Test(arguments: rpmScenes) func `recipes for RPM`(name: String, scene: KindRecipes) throws {
    try Golden.compare(scene.text, with: "rpm/\(name).txt")
  }

  private static let box = KindRecipes(.container, programs: ["podman", "docker"]).with {
    $0.name = "box"
    $0.values = ["engine": .text("auto"), "image": .text("debian:12")]
  }

  private static let containerScenes: [(String, KindRecipes)] = [
    (
      "podman-deb",
      box.with {
        $0.packages = [KindRecipes.package(.deb)]
        $0.values["volumes"] = .list(["./data:/data:ro", "cache:/cache"])
        $0.values["network"] = .text("none")
        $0.values["user"] = .text("1000")
      }
    ),
    (
      "docker-file-wheel",
      box.with {
        $0.name = "box-docker"
        $0.values = [
          "engine": .text("auto"), "containerfile": .path("/p/box/Containerfile"), "target": .text("test"),
          "image_platform": .text("linux/arm64"), "engine_args": .list(["--cpus 1"]),
        ]
        $0.observation.texts = ["/p/box/Containerfile": "FROM debian:12 AS test\n"]
        $0.packages = [KindRecipes.package(.wheel)]
      }
    ),
    (
      "package",
      box.with {
        $0.values = ["engine": .text("podman")]
        $0.packages = [KindRecipes.package(.image)]
      }
    ),
    ("no-image", box.with { $0.values = ["engine": .text("auto")] }),
    (
      "no-engine",
      box.with {
        $0.observation.programs = ["docker": "/usr/bin/docker"]; $0.values["engine"] = .text("podman")
      }
    ),
    (
      "services",
      box.with {
        $0.values["services"] = .list(["web"])
        $0.services = servicesOfWeb
      }
    ),
    (
      "services-of-system",
      KindRecipes(.system, programs: ["podman", "docker"]).with {
        $0.values["services"] = .list(["web"])
        $0.services = servicesOfWeb
      }
    ),
    (
      "services-without-network",
      box.with {
        $0.values["services"] = .list(["web"])
        $0.values["network"] = .text("none")
        $0.services = servicesOfWeb
      }
    ),
    ("two-images", box.with { $0.packages = [KindRecipes.package(.image)] }),
  ]

  private static let servicesOfWeb: [ServiceDefinition] = {
    var (web, db) = (ServiceDefinition(name: "web"), ServiceDefinition(name: "db"))
    web.containerfile = "/p/web/Containerfile"
    web.target = "test"
    web.command = ["serve", "two words"]
    web.ports = [
      ServicePort(host: 8080, container: 80, variable: "WEBPORT"), ServicePort(container: 53, transport: "udp"),
    ]
    web.links = [.init(service: "db", alias: "store")]
    web.volumes = ["/p/data:/data:ro"]
    web.health = .init(
      command: "ready", interval: .seconds(0.5), timeout: .seconds(4), retryCount: 7, startPeriod: .seconds(2))
    db.image = "postgres:17"
    db.variables = [VariableAssignment(name: "PASSWORD", value: "two words")]
    db.network = "host"
    db.engine = "docker"
    return [web, db]
  }()

  @Test(arguments: containerScenes) func `recipes for containers`(name: String, scene: KindRecipes) throws {
    try Golden.compare(scene.text, with: "container/\(name).txt")
  }
}

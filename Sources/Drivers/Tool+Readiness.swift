import EnvironmentModel
package import Planning

extension Tool {
  /// Whether one of some tools that do the same is there.
  static func readiness(ofOneOf tools: [Tool], on machine: Observation) -> KindReadiness {
    for tool in tools {
      if let path = machine.programs[tool.name] { return .ready("by \(path)") }
    }
    let names = tools.map(\.name).joined(separator: " or ")
    return .missing("\(names) is missing; install it with '\(tools[0].installation)'")
  }

  /// Whether all of some tools are there.
  static func readiness(ofAll tools: [Tool], on machine: Observation) -> KindReadiness {
    let missing = tools.filter { machine.programs[$0.name] == nil }
    guard let first = missing.first else {
      return .ready("by \(tools.compactMap { machine.programs[$0.name] }.joined(separator: ", "))")
    }
    return .missing(
      "\(missing.map(\.name).joined(separator: " and ")) is missing; install it with '\(first.installation)'")
  }
}

extension VirtualenvDriver {
  package func readiness(on machine: Observation) -> KindReadiness {
    let served = machine.pythons.interpreters.filter {
      if case .success = PythonToolchain.tools(for: $0, machine) { true } else { false }
    }
    if served.isEmpty {
      return .missing("there is no Python that can make one; install one with 'apt-get install python3-venv'")
    }
    return .ready("for \(served.map(\.label).joined(separator: ", "))")
  }
}

extension CondaDriver {
  package func readiness(on machine: Observation) -> KindReadiness {
    let clients = CondaClient.tools.filter { machine.programs[$0.name] != nil }
    if let path = clients.first.flatMap({ machine.programs[$0.name] }) { return .ready("by \(path)") }
    do throws(MissingTool) {
      let client = try RattlerClient.choose(on: machine, because: "there is no conda, mamba or micromamba")
      return .ready(client.account(of: "py-rattler \(RattlerClient.version)"))
    } catch {
      return .missing(error.reason)
    }
  }
}

extension NixDriver {
  package func readiness(on machine: Observation) -> KindReadiness {
    Tool.readiness(ofAll: [Self.nix, Self.store, Activation.bash], on: machine)
  }
}

extension NpmDriver {
  package func readiness(on machine: Observation) -> KindReadiness {
    if machine.nodes.isEmpty { return .missing("there is no Node; install one with 'apt-get install nodejs npm'") }
    return .ready(
      "by \(machine.nodes.map { "node \($0.version)\($0.npm == nil ? " (without npm)" : "")" }.joined(separator: ", "))"
    )
  }
}

extension ContainerDriver {
  package func readiness(on machine: Observation) -> KindReadiness {
    Tool.readiness(ofOneOf: ContainerEngine.tools, on: machine)
  }
}

extension RootFolder {
  fileprivate static let needsRoot = KindReadiness.missing("root alone can mount root folders; start swtox with sudo")
}

extension DebDriver {
  package func readiness(on machine: Observation) -> KindReadiness {
    machine.isRoot ? Tool.readiness(ofAll: [Self.bootstrap], on: machine) : RootFolder.needsRoot
  }
}

extension RpmDriver {
  package func readiness(on machine: Observation) -> KindReadiness {
    if !machine.isRoot { return RootFolder.needsRoot }
    let rpm = Tool.readiness(ofAll: [Self.rpm], on: machine)
    guard rpm.isReady, machine.programs[Self.dnf.name] == nil else {
      return rpm.isReady ? Tool.readiness(ofAll: [Self.dnf, Self.rpm], on: machine) : rpm
    }
    return .ready("for files of packages; dnf is missing and installs packages by name ('\(Self.dnf.installation)')")
  }
}

extension SystemDriver {
  package func readiness(on machine: Observation) -> KindReadiness { .ready("whatever is there") }
}

// swift-tools-version: 6.2
import PackageDescription

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let yaml: Target.Dependency = .product(name: "Yams", package: "Yams")

let database: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")

let package = Package(
  name: "swtox",
  products: [.executable(name: "swtox-tui", targets: ["swtox-tui"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Layer 0: no imports.
    // Positions, spans, diagnostics with notes and suggestions, caret rendering.
    .target(name: "SourceText"),
    // Cells, canvas, rectangles, text width, styles by role, golden dump; the terminal port.
    .target(name: "Screen"),
    // Ports to the machine: processes, files, clock, environment variables; values and protocols only.
    .target(name: "Host"),
    // C shims over ncursesw: macros, varargs, fatal-signal restore.
    .target(
      name: "CNcursesw",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    // C shims over the kernel: spawn with a controlling pty, pidfd, epoll, process tables.
    .target(name: "CProcess"),
    // C shims over the system's decompression libraries, opened at first use.
    .target(name: "CDecompression"),

    // Layer 1.
    // Metadata of built artefacts, what of it fits which interpreter or machine, and content hashes.
    .target(name: "Artifacts", dependencies: ["CDecompression"]),
    // Factors, names, environment lists, environments, definitions, matching rules, the project.
    .target(name: "EnvironmentModel", dependencies: ["SourceText"]),
    // Results of single tests, and the reports that test tools leave.
    .target(name: "TestResults"),

    // Layer 2.
    // Configuration text to a checked, substituted project with provenance.
    .target(name: "ProjectConfiguration", dependencies: ["EnvironmentModel", "SourceText"]),
    // Run events, step identities, outcomes, and the run state folded from events.
    .target(name: "RunModel", dependencies: ["EnvironmentModel", "TestResults"]),
    // Selection + project + drivers to a plan; the driver and builder contracts; fingerprints.
    .target(name: "Planning", dependencies: ["Artifacts", "EnvironmentModel", "RunModel", "SourceText"]),

    // Layer 3.
    // One folder for each environment kind; one for each package builder.
    .target(name: "Drivers", dependencies: ["Planning", "Artifacts", "RunModel", "EnvironmentModel", yaml]),
    // Scheduler, run loop, executor, resource limits, cancellation, supervision.
    .target(
      name: "Orchestration",
      dependencies: ["Planning", "Artifacts", "RunModel", "EnvironmentModel", "TestResults", "Host"]),
    // Append, read and replay runs; retention; rerun sets.
    .target(name: "Journal", dependencies: ["Artifacts", "RunModel", "EnvironmentModel", "TestResults", "Host"]),
    // Headless text and its summary.
    .target(name: "Reporting", dependencies: ["RunModel", "EnvironmentModel", "TestResults", "Screen"]),
    // Raw log store, sparse line index, sanitiser, search.
    .target(name: "Logs", dependencies: ["RunModel", "Screen", "Host"]),
    // State, update, view; panes; theme; keymap.
    .target(
      name: "Dashboard",
      dependencies: ["RunModel", "EnvironmentModel", "TestResults", "Screen", "Logs", "SourceText"]),

    // Layer 4.
    // The real machine.
    .target(name: "LocalHost", dependencies: ["Host", "CProcess"]),
    // Open and close the terminal, present a canvas, keys as values, resize.
    .target(name: "NcursesTerminal", dependencies: ["Screen", "CNcursesw"]),

    // The index over all journals in SQLite, and what is asked of it.
    .target(
      name: "History", dependencies: ["RunModel", "EnvironmentModel", "Journal", "Host", database]),

    // Layer 5.
    // Argument parsing and composition root; headless session; no curses.
    .target(
      name: "SwtoxCommand",
      dependencies: [
        "SourceText", "Screen", "Host", "Artifacts", "EnvironmentModel", "TestResults", "ProjectConfiguration",
        "RunModel",
        "Planning", "Drivers", "Orchestration", "Journal", "History", "Reporting", "Logs", "Dashboard", "LocalHost",
        argumentParser,
      ]),
    // Dashboard or headless.
    .executableTarget(
      name: "swtox-tui", dependencies: ["SwtoxCommand", "Dashboard", "NcursesTerminal", "Screen"]),

    // Tests: one target for each module, in-memory ports, the house rules, and the built program.
    .target(
      name: "TestKit", dependencies: ["Host", "Screen", "EnvironmentModel", "RunModel"], path: "Tests/TestKit"),
    // Frames, logs and random output, measured from within by Scripts/bench and Scripts/fuzz.
    .executableTarget(
      name: "ScreenMeter",
      dependencies: [
        "Dashboard", "NcursesTerminal", "Logs", "RunModel", "EnvironmentModel", "Screen", "Host", "LocalHost",
        "TestKit",
      ], path: "Tests/ScreenMeter"),
    .testTarget(name: "ArtifactsTests", dependencies: ["Artifacts", "TestKit"], exclude: ["Fixtures"]),
    .testTarget(name: "SourceTextTests", dependencies: ["SourceText"]),
    .testTarget(name: "ScreenTests", dependencies: ["Screen", "TestKit"]),
    .testTarget(name: "EnvironmentModelTests", dependencies: ["EnvironmentModel", "SourceText", "TestKit"]),
    .testTarget(
      name: "ProjectConfigurationTests", dependencies: ["ProjectConfiguration", "EnvironmentModel", "SourceText"]),
    .testTarget(name: "TestResultsTests", dependencies: ["TestResults"]),
    .testTarget(name: "RunModelTests", dependencies: ["RunModel", "EnvironmentModel", "TestResults"]),
    .testTarget(
      name: "PlanningTests",
      dependencies: ["Planning", "Drivers", "EnvironmentModel", "RunModel", "SourceText", "TestKit"]),
    .testTarget(
      name: "DriversTests", dependencies: ["Drivers", "Planning", "RunModel", "EnvironmentModel", "TestKit"],
      exclude: ["Golden"]),
    .testTarget(
      name: "OrchestrationTests",
      dependencies: ["Orchestration", "Planning", "RunModel", "EnvironmentModel", "TestResults", "Host", "TestKit"]),
    .testTarget(
      name: "JournalTests", dependencies: ["Journal", "RunModel", "EnvironmentModel", "TestResults", "Host", "TestKit"]),
    .testTarget(
      name: "HistoryTests",
      dependencies: ["History", "Journal", "RunModel", "EnvironmentModel", "LocalHost", "Host", "TestKit", database]),
    .testTarget(
      name: "ReportingTests", dependencies: ["Reporting", "RunModel", "EnvironmentModel", "TestResults", "TestKit"],
      exclude: ["Golden"]),
    .testTarget(name: "LogsTests", dependencies: ["Logs", "Screen", "Host", "TestKit"]),
    .testTarget(
      name: "DashboardTests",
      dependencies: ["Dashboard", "RunModel", "EnvironmentModel", "Screen", "Logs", "SourceText", "TestKit"],
      exclude: ["Golden"]),
    .testTarget(name: "LocalHostTests", dependencies: ["LocalHost", "Host"]),
    .testTarget(
      name: "NcursesTerminalTests", dependencies: ["NcursesTerminal", "Screen", "TestKit"], exclude: ["Golden"]),
    .testTarget(
      name: "SwtoxCommandTests",
      dependencies: [
        "SwtoxCommand", "Dashboard", "SourceText", "Journal", "Reporting", "RunModel", "EnvironmentModel",
        "TestResults", "ProjectConfiguration", "Planning", "Drivers", "Artifacts", "Host", "Orchestration", "Screen",
        "TestKit",
      ],
      exclude: ["Golden"]),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(
      name: "EndToEndTests", dependencies: ["swtox-tui", "LocalHost", "Host"], exclude: ["Fixtures"]),
  ]
)

for target in package.targets where target.type != .plugin && !target.name.hasPrefix("C") {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .treatAllWarnings(as: .error),
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
}

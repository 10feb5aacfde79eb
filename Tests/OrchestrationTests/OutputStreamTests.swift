import EnvironmentModel
import Host
import RunModel
import TestKit
import Testing

@testable import Orchestration

/// What is noted of the streams that commands write to.
@Suite struct OutputStreamTests {
  private func marks(_ run: StepRehearsal) throws -> [OutputMark] {
    let bytes = try run.files.read("/runs/1/a.commands.log" + OutputMark.suffix)
    return stride(from: 0, to: bytes.count, by: OutputMark.byteCount).map {
      OutputMark(bytes[$0..<$0 + OutputMark.byteCount])
    }
  }

  /// Runs a command that writes to both streams by turns.
  private func perform(separatesErrors: Bool, secrets: Set<String> = [], _ pieces: [String]) async throws
    -> StepRehearsal
  {
    let run = StepRehearsal(secrets: secrets) { _ in .waits() }
    async let end: Void = run.perform(StepRehearsal.command("one", separatesErrors: separatesErrors))
    await run.processes.waitForChildren()
    let child = try #require(run.processes.children.first)
    await child.waitForDelivery()
    for (index, piece) in pieces.enumerated() {
      if index.isMultiple(of: 2) { child.emit(piece) } else { child.emitError(piece) }
    }
    child.end()
    try await end
    return run
  }

  @Test func `streams kept apart are one log whose marks tell them apart`() async throws {
    let run = try await perform(separatesErrors: true, ["out\n", "err\n", "more\n", "end"])
    #expect(run.files.text("/runs/1/a.commands.log") == "out\nerr\nmore\nend")
    #expect(try marks(run).map(\.offset) == [0, 4, 8, 13])
    #expect(try marks(run).map(\.stream) == [.output, .errors, .output, .errors])
  }

  @Test func `merged streams have no marks of their own`() async throws {
    let run = try await perform(separatesErrors: false, ["out\n", "err\n", "more\n"])
    #expect(run.files.text("/runs/1/a.commands.log") == "out\nerr\nmore\n")
    #expect(try marks(run).map(\.stream) == [nil])
  }

  @Test func `a secret in two parts of a stream is masked though another comes between`() async throws {
    let run = try await perform(
      separatesErrors: true, secrets: ["hunter2"], ["a hun", "err hun\n", "ter2 b\n", "ter2"])
    #expect(run.files.text("/runs/1/a.commands.log") == "a err hun\n*** b\nter2")
  }

  @Test(arguments: OutputStream.allCases.map { $0 as OutputStream? } + [nil])
  func `marks are read as they were written`(stream: OutputStream?) {
    let mark = OutputMark(offset: 1 << 40 + 3, time: 1_764_000_000_000_000, stream: stream)
    #expect(OutputMark(mark.bytes[...]) == mark)
    #expect(mark.bytes.count == OutputMark.byteCount)
  }
}

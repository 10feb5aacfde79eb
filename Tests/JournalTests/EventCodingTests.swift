import EnvironmentModel
import Journal
import RunModel
import Testing

@Suite struct EventCodingTests {
  /// The event of one line, which must end with its only line feed.
  private func readBack(_ event: NumberedEvent) -> EventCoding.Decoded {
    let line = EventCoding.line(of: event)
    #expect(line.last == 0x0A && line.count { $0 < 0x20 } == 1)
    return EventCoding.event(in: Array(line.dropLast()))
  }

  private func expectSame(_ event: RunEvent) {
    let numbered = NumberedEvent(number: 7, time: 1_704_067_200_000_000, event: event)
    guard case .event(let read) = readBack(numbered) else {
      Issue.record("\(event) is not read back")
      return
    }
    #expect(read == numbered)
    #expect(EventCoding.line(of: read) == EventCoding.line(of: numbered))
  }

  @Test func `the samples have every kind of event and of outcome`() {
    #expect(Set(EventSamples.events.map { EventSamples.kind($0) }).count == 16)
    #expect(Set(EventSamples.outcomes.map { EventSamples.kind($0) }).count == 11)
  }

  @Test(arguments: EventSamples.events)
  func `an event is read back as it was written`(event: RunEvent) {
    expectSame(event)
  }

  @Test(arguments: EventSamples.oddTexts)
  func `any text is read back, byte for byte`(text: String) {
    let name = EnvironmentName(text)
    let step = StepID(.environment(name), .runCommands)
    expectSame(.stepNoted(step, text))
    expectSame(.stopRequested(reason: text))
    expectSame(.stepFinished(StepID(.package(text), .buildPackage), .couldNotStart(text)))
    expectSame(.stopSignalled(step, signal: 2, processes: [text, text]))
    var start = EventSamples.start([text, "", text])
    start.phase = text
    start.workingDirectory = text
    expectSame(.commandStarted(step, start))
    expectSame(.runStarted(environments: [name], steps: [PlannedStep(id: step, needs: [step], reason: text)]))
  }

  @Test(arguments: [0, 1, -1, Int.max, Int.min])
  func `any number is read back`(number: Int) {
    expectSame(.outputGrew(EventSamples.build, byteCount: number))
    let event = NumberedEvent(number: number, time: Int64(number), event: .runFinished)
    #expect(readBack(event) == .event(event))
  }

  @Test func `durations keep their nanoseconds`() {
    var end = EventSamples.end(exitCode: 0, signal: nil)
    end.duration = .seconds(86_400) + .nanoseconds(999_999_999)
    end.cpuTime = .nanoseconds(1) + Duration(secondsComponent: 0, attosecondsComponent: 5)
    let event = NumberedEvent(number: 1, time: 1, event: .commandEnded(EventSamples.build, end))
    end.cpuTime = .nanoseconds(1)
    #expect(readBack(event) == .event(NumberedEvent(number: 1, time: 1, event: .commandEnded(EventSamples.build, end))))
  }

  @Test func `what a command used is read back, and journals that do not tell it are read too`() {
    var end = EventSamples.end(exitCode: 0, signal: nil)
    #expect(end.systemTime == nil && end.readByteCount == nil && end.writtenByteCount == nil)
    expectSame(.commandEnded(EventSamples.build, end))
    end.systemTime = .milliseconds(2)
    end.readByteCount = 0
    end.writtenByteCount = 1 << 50
    expectSame(.commandEnded(EventSamples.build, end))
  }

  @Test func `every line cut short is malformed`() {
    for event in EventSamples.numbered(EventSamples.events) {
      let line = EventCoding.line(of: event).dropLast()
      for count in line.indices where EventCoding.event(in: Array(line.prefix(count))) != .malformed {
        Issue.record("\(event.event) is read from \(count) of \(line.count) bytes")
      }
    }
  }

  @Test(arguments: [0x00, 0x0A, 0x22, 0x2C, 0x2D, 0x30, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0xC3, 0xFF] as [UInt8])
  func `a changed byte leaves an event that can be written again, or none`(byte: UInt8) {
    for event in EventSamples.numbered(EventSamples.events) {
      let line = Array(EventCoding.line(of: event).dropLast())
      for position in line.indices where line[position] != byte {
        var changed = line
        changed[position] = byte
        guard case .event(let read) = EventCoding.event(in: changed) else { continue }
        #expect(readBack(read) == .event(read))
      }
    }
  }
}

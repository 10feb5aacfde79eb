import EnvironmentModel
import Journal
import RunModel
import Testing

/// What other programs rely on.
@Suite struct JournalFormatTests {
  private static let py = EventSamples.commands

  @Test(
    arguments: [
      (.stepStarted(py), #""e":"step-started","env":"py311","step":"commands""#),
      (.stepStarted(EventSamples.build), #""e":"step-started","package":"wheel","step":"build""#),
      (.outputGrew(py, byteCount: 80), #""e":"output-grew","env":"py311","step":"commands","bytes":80"#),
      (.stepNoted(py, "a\"\n\u{1}é"), #""e":"step-noted","env":"py311","step":"commands","note":"a\"\n\u0001é""#),
      (.stopRequested(reason: "Ctrl-C"), #""e":"stop-requested","reason":"Ctrl-C""#),
      (.runFinished, #""e":"run-finished""#),
      (
        .stopSignalled(py, signal: 15, processes: ["sh", "cat"]),
        #""e":"stop-signalled","env":"py311","step":"commands","signal":15,"processes":["sh","cat"]"#
      ),
      (
        .commandStarted(py, EventSamples.start(["a", "b c"])),
        #""e":"command-started","env":"py311","step":"commands","index":3,"phase":"commands_pre","#
          + #""arguments":["a","b c"],"directory":"/home/me/a b","pid":2147483647,"program":"/usr/bin/a","log":77,"attempt":2"#
      ),
      (
        .commandEnded(py, EventSamples.end(exitCode: 1, signal: nil)),
        #""e":"command-ended","env":"py311","step":"commands","index":0,"code":1,"wall":61000000001,"cpu":5000000,"#
          + #""peak":1099511627776"#
      ),
      (
        .runStarted(
          environments: [EnvironmentName("py311")],
          steps: [PlannedStep(id: py, needs: [EventSamples.build], reason: "r", isFailureIgnored: true)]),
        #""e":"run-started","environments":["py311"],"steps":[{"env":"py311","step":"commands","#
          + #""needs":[{"package":"wheel","step":"build"}],"reason":"r","ignored":true}]"#
      ),
    ] as [(RunEvent, String)])
  func `an event is one line of JSON`(event: RunEvent, fields: String) {
    let line = EventCoding.line(of: NumberedEvent(number: 4, time: 1000, event: event))
    #expect(String(decoding: line, as: UTF8.self) == #"{"n":4,"t":1000,"# + fields + "}\n")
  }

  @Test(
    arguments: [
      (.succeeded, #""succeeded""#), (.reused, #""reused""#), (.timedOut, #""timed-out""#),
      (.cancelled, #""cancelled""#),
      (.failed(exitCode: 2), #""failed","code":2"#), (.signalled(9), #""signalled","signal":9"#),
      (.couldNotStart("x"), #""could-not-start","reason":"x""#), (.invalid("x"), #""invalid","reason":"x""#),
      (.skipped("x"), #""skipped","reason":"x""#),
      (.unavailable("x"), #""unavailable","reason":"x""#),
      (.blocked(by: EventSamples.build), #""blocked","by":{"package":"wheel","step":"build"}"#),
    ] as [(StepOutcome, String)])
  func `an outcome is a word and its facts`(outcome: StepOutcome, fields: String) {
    let line = EventCoding.line(of: NumberedEvent(number: 1, time: 2, event: .stepFinished(Self.py, outcome)))
    let start = #"{"n":1,"t":2,"e":"step-finished","env":"py311","step":"commands","outcome":"#
    #expect(String(decoding: line, as: UTF8.self) == start + fields + "}\n")
  }
}

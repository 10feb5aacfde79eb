import EnvironmentModel
import Journal
import RunModel
import Testing

@Suite struct EventDecodingTests {
  private func decode(_ line: String) -> EventCoding.Decoded { EventCoding.event(in: Array(line.utf8)) }

  private func event(_ event: RunEvent) -> EventCoding.Decoded {
    .event(NumberedEvent(number: 1, time: 2, event: event))
  }

  @Test(arguments: [
    #"{"n":9,"t":1,"e":"weather"}"#, #"{"n":9,"t":1,"e":"weather","code":"x","steps":7,"by":null,"env":[{}]}"#,
    #"{"n":9,"t":1,"e":"step-started","env":"a","step":"teardown"}"#,
    #"{"n":9,"t":1,"e":"step-finished","env":"a","step":"commands","outcome":"exploded","at":[1]}"#,
    #"{"n":9,"t":1,"e":"step-finished","env":"a","step":"commands","outcome":"blocked","by":{"env":"a","step":"new"}}"#,
  ])
  func `kinds of a newer version keep their number`(line: String) {
    #expect(decode(line) == .unknown(number: 9))
  }

  @Test(arguments: [
    "1", "-1.5e+3", "true", "false", "null", "\"\\u0041 \\\"\"", "[]", "{}", "[1,[2,{\"n\":3}],\"]\"]",
    #"{"n":1,"a":{"b":[]}}"#, #"" } ""#,
  ])
  func `fields that are not known are passed over`(value: String) {
    #expect(decode(#"{"new":\#(value),"n":1,"t":2,"e":"run-finished","newer":\#(value)}"#) == event(.runFinished))
    let started = #"{"n":1,"t":2,"x":\#(value),"e":"step-started","env":"py311","y":\#(value),"step":"create"}"#
    #expect(decode(started) == event(.stepStarted(EventSamples.create)))
  }

  @Test func `planned steps of a newer kind are left out, and the need of them`() {
    let line = #"""
      {"n":1,"t":2,"e":"run-started","environments":["a"],"steps":[{"env":"a","step":"new","needs":[],"reason":""},
      {"env":"a","step":"commands","needs":[{"env":"a","step":"new"},{"env":"a","step":"create"}],"x":[1]}]}
      """#
    let name = EnvironmentName("a")
    let step = PlannedStep(
      id: StepID(.environment(name), .runCommands), needs: [StepID(.environment(name), .createEnvironment)], reason: "")
    #expect(decode(line) == event(.runStarted(environments: [name], steps: [step])))
  }

  @Test func `blanks between the parts and the order of fields do not matter`() {
    let line = " {\t\"e\" : \"stop-requested\" ,\r\n \"reason\":\"x\",\"t\": 2 , \"n\" :1 } "
    #expect(decode(line) == event(.stopRequested(reason: "x")))
  }

  @Test(arguments: [
    (#"\u0041"#, "A"), (#"\u00e9\u00E9"#, "éé"), (#"\ud83d\ude00"#, "😀"),
    (#"\/\b\f\n\r\t\"\\"#, "/\u{8}\u{C}\n\r\t\"\\"),
    (#"a\u0000b"#, "a\0b"), (#"é\u65e5本"#, "é日本"), (#"\uffff"#, "\u{FFFF}"),
  ])
  func `every escape of JSON is understood`(escaped: String, text: String) {
    #expect(
      decode(#"{"n":1,"t":2,"e":"stop-requested","reason":"\#(escaped)"}"#) == event(.stopRequested(reason: text)))
  }

  @Test(arguments: [
    #"\x"#, #"\u12"#, #"\u12g4"#, #"\ud83d"#, #"\ud83dx"#, #"\ud83d\u0041"#, #"\ude00"#, #"\"#, "\n", "\u{1}",
    #"\U0041"#,
  ])
  func `an escape that stands for nothing is malformed`(escaped: String) {
    #expect(decode(#"{"n":1,"t":2,"e":"stop-requested","reason":"\#(escaped)"}"#) == .malformed)
  }

  @Test(arguments: [
    "", " ", "x", "null", "[]", "7", "\"n\"", "{}", "{", "}", "{]", #"{"n":1,"t":2,"e":"run-finished""#,
    #"{"n":1,"t":2,"e":"run-finished"}}"#, #"{"n":1,"t":2,"e":"run-finished"} x"#,
    #"{"n":1,"t":2,"e":"run-finished",}"#,
    #"{"n":1 "t":2,"e":"run-finished"}"#, #"{"n":1,"t":2,e:"run-finished"}"#, #"{'n':1,"t":2,"e":"run-finished"}"#,
    #"{"n":1,"t":2,"e":"run-finished","x":}"#, #"{"n":1,"t":2,"e":"run-finished","x":[1,]}"#,
    #"{"n":1,"t":2,"e":"run-finished","x":@}"#,
  ])
  func `what is not one object of JSON is malformed`(line: String) {
    #expect(decode(line) == .malformed)
  }

  @Test(arguments: [
    #"{"t":2,"e":"run-finished"}"#, #"{"n":1,"e":"run-finished"}"#, #"{"n":1,"t":2}"#,
    #"{"n":"1","t":2,"e":"run-finished"}"#, #"{"n":1.0,"t":2,"e":"run-finished"}"#,
    #"{"n":1e3,"t":2,"e":"run-finished"}"#, #"{"n":1,"t":-,"e":"run-finished"}"#,
    #"{"n":9223372036854775808,"t":2,"e":"run-finished"}"#, #"{"n":1,"t":-9223372036854775809,"e":"run-finished"}"#,
    #"{"n":1,"t":2,"e":"step-started"}"#, #"{"n":1,"t":2,"e":"step-started","env":"a"}"#,
    #"{"n":1,"t":2,"e":"step-started","step":"create"}"#, #"{"n":1,"t":2,"e":"step-noted","env":"a","step":"create"}"#,
    #"{"n":1,"t":2,"e":"stop-requested"}"#, #"{"n":1,"t":2,"e":"stop-requested","reason":7}"#,
    #"{"n":1,"t":2,"e":"run-started","environments":["a"]}"#,
    #"{"n":1,"t":2,"e":"run-started","environments":"a","steps":[]}"#,
    #"{"n":1,"t":2,"e":"step-finished","env":"a","step":"create"}"#,
    #"{"n":1,"t":2,"e":"step-finished","env":"a","step":"create","outcome":"failed"}"#,
    #"{"n":1,"t":2,"e":"step-finished","env":"a","step":"create","outcome":"failed","code":2147483648}"#,
    #"{"n":1,"t":2,"e":"step-finished","env":"a","step":"create","outcome":"blocked"}"#,
    #"{"n":1,"t":2,"e":"step-finished","env":"a","step":"create","outcome":"blocked","by":{"env":"b"}}"#,
  ])
  func `an event without its facts is malformed`(line: String) {
    #expect(decode(line) == .malformed)
  }

  @Test func `bytes that are no UTF-8 are malformed`() {
    let line = Array(#"{"n":1,"t":2,"e":"stop-requested","reason":"?"}"#.utf8)
    let position = line.firstIndex(of: UInt8(ascii: "?")) ?? 0
    for bytes in [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] as [[UInt8]] {
      #expect(EventCoding.event(in: line[..<position] + bytes + line[(position + 1)...]) == .malformed)
    }
  }

  @Test(arguments: [(60, true), (200, false), (100_000, false)])
  func `nesting has an end`(depth: Int, isFine: Bool) {
    for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
      let value = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
      let expected = isFine ? event(.runFinished) : .malformed
      #expect(decode(#"{"n":1,"t":2,"e":"run-finished","x":\#(value)}"#) == expected)
    }
  }
}

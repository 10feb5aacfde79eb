import TestKit
import Testing

@testable import Dashboard

@Suite struct KeySetTests {
  @Test(arguments: [1, 64, 65, 1000, 1 << 22, 1 << 40, Int.max])
  func `numbers are counted once and come in order`(limit: Int) {
    var generator = SeededGenerator(seed: UInt64(limit))
    let numbers = (0..<200).map { _ in generator.next(min(limit, 1 << 41)) } + [0, limit - 1]
    var keys = KeySet(below: limit)
    for number in numbers { keys.insert(number) }
    #expect(keys.count == Set(numbers).count)
    #expect(keys.sorted == Set(numbers).sorted())
  }
}

/// How common bytes are in logs: a search looks for the rarest byte of a pattern first.
enum ByteRarity {
  /// A rank from 0; higher is commoner.
  static func rank(of byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: " "): 12
    case UInt8(ascii: "e"), UInt8(ascii: "t"): 11
    case UInt8(ascii: "a"), UInt8(ascii: "s"), UInt8(ascii: "o"), UInt8(ascii: "i"), UInt8(ascii: "n"): 10
    case UInt8(ascii: "r"), UInt8(ascii: "l"), UInt8(ascii: "d"), UInt8(ascii: "c"), UInt8(ascii: "p"): 9
    case UInt8(ascii: "0")...UInt8(ascii: "2"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "_"): 8
    case UInt8(ascii: "m"), UInt8(ascii: "u"), UInt8(ascii: "f"), UInt8(ascii: "g"), UInt8(ascii: "h"): 7
    case UInt8(ascii: "3")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "="): 6
    case UInt8(ascii: "a")...UInt8(ascii: "z"): 5
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): 3
    case 0x21...0x7E: 2
    default: 1
    }
  }
}

import Glibc

extension RGB {
  /// The linear light of red, green and blue, each from 0 to 1, by the curve of sRGB (IEC 61966-2-1).
  var light: SIMD3<Double> { SIMD3(Self.light(of: red), Self.light(of: green), Self.light(of: blue)) }

  private static func light(of intensity: UInt8) -> Double {
    let value = Double(intensity) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  /// The relative luminance of WCAG 2, from 0 for black to 1 for white.
  var luminance: Double { (light * SIMD3(0.2126, 0.7152, 0.0722)).sum() }

  /// The colour as theme files write it, such as `#1e1e1e`.
  var hexadecimal: String {
    let digits = [red, green, blue].map { (value: UInt8) -> String in
      (value < 16 ? "0" : "") + String(value, radix: 16)
    }
    return "#" + digits.joined()
  }
}

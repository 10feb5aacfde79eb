import Glibc

/// A colour in CIE L\*a\*b\* under daylight (D65).
struct LabColor: Hashable {
  var lightness: Double
  var a: Double
  var b: Double

  init(lightness: Double, a: Double, b: Double) {
    self.lightness = lightness
    self.a = a
    self.b = b
  }

  /// The colour of linear red, green and blue of sRGB, from 0 to 1.
  init(light: SIMD3<Double>) {
    let x = Self.response((light * SIMD3(0.4124564, 0.3575761, 0.1804375)).sum() / 0.95047)
    let y = Self.response((light * SIMD3(0.2126729, 0.7151522, 0.0721750)).sum())
    let z = Self.response((light * SIMD3(0.0193339, 0.1191920, 0.9503041)).sum() / 1.08883)
    self.init(lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
  }

  /// What the eye makes of a share of white light: a cube root, and a line near black.
  private static func response(_ share: Double) -> Double {
    share > 216.0 / 24389.0 ? cbrt(share) : (24389.0 / 27.0 * share + 16) / 116
  }

  /// The colour difference CIEDE2000, as Sharma, Wu and Dalal put it down (2005), with all factors 1.
  ///
  /// The plain distance in L\*a\*b\* (1976) counts a step between strong colours several times as much as one between
  /// greys that is seen as well; simulated vision leaves strong blues and yellows, where that would flatter a theme.
  func difference(from other: LabColor) -> Double {
    let stretch = 1.5 - 0.5 * Self.saturation((hypot(a, b) + hypot(other.a, other.b)) / 2)
    let left = Polar(self, stretch: stretch)
    let right = Polar(other, stretch: stretch)
    let isGrey = left.chroma * right.chroma == 0
    let turn = isGrey ? 0 : (right.hue - left.hue).remainder(dividingBy: 360)
    let hue = isGrey ? left.hue + right.hue : Polar.wrapped(left.hue + turn / 2)
    let chroma = (left.chroma + right.chroma) / 2
    let fromMiddle = (lightness + other.lightness) / 2 - 50
    let square = fromMiddle * fromMiddle
    let lightnessStep = (other.lightness - lightness) / (1 + 0.015 * square / (20 + square).squareRoot())
    let chromaStep = (right.chroma - left.chroma) / (1 + 0.045 * chroma)
    let arc = 2 * (left.chroma * right.chroma).squareRoot() * sin(Polar.radians(turn / 2))
    let hueStep = arc / (1 + 0.015 * chroma * Self.hueWeight(hue))
    let turned = (hue - 275) / 25
    let rotation = -2 * Self.saturation(chroma) * sin(Polar.radians(60 * exp(-turned * turned)))
    let sum = lightnessStep * lightnessStep + chromaStep * chromaStep + hueStep * hueStep
    return max(0, sum + rotation * chromaStep * hueStep).squareRoot()
  }

  /// How near a chroma is to the strongest, from 0 to 1.
  private static func saturation(_ chroma: Double) -> Double {
    let power = pow(chroma, 7)
    return (power / (power + pow(25, 7))).squareRoot()
  }

  private static func hueWeight(_ hue: Double) -> Double {
    let first = 0.17 * cos(Polar.radians(hue - 30))
    let second = 0.24 * cos(Polar.radians(2 * hue))
    let third = 0.32 * cos(Polar.radians(3 * hue + 6))
    let fourth = 0.20 * cos(Polar.radians(4 * hue - 63))
    return 1 - first + second + third - fourth
  }
}

/// The strength and the angle of a colour round the axis of greys.
private struct Polar {
  var chroma: Double
  /// In degrees, from 0 up to 360.
  var hue: Double

  /// - Parameter stretch: What `a` is multiplied by, so that steps near grey come out right.
  init(_ color: LabColor, stretch: Double) {
    let a = color.a * stretch
    chroma = hypot(a, color.b)
    hue = chroma == 0 ? 0 : Self.wrapped(atan2(color.b, a) * 180 / .pi)
  }

  static func wrapped(_ degrees: Double) -> Double {
    degrees < 0 ? degrees + 360 : degrees >= 360 ? degrees - 360 : degrees
  }

  static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
}

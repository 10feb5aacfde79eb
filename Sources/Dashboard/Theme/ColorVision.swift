/// A kind of colour vision, and what it makes of a colour.
///
/// The matrices are those of Machado, Oliveira and Fernandes, *A Physiologically-based Model for Simulation of Color
/// Vision Deficiency* (2009), for the whole loss of one kind of cones. They are applied to linear light. This one model
/// has all three forms; it is surer for the first two than for tritanopia, which is rare and less well measured.
package enum ColorVision: String, CaseIterable, Sendable {
  case normal
  /// Without the cones for long waves: red is dark, and hard to tell from green.
  case protanopia
  /// Without the cones for middle waves: red and green are hard to tell apart. The most frequent of the three.
  case deuteranopia
  /// Without the cones for short waves: blue is hard to tell from green, and yellow from pink.
  case tritanopia

  /// The light that looks to everyone as the given light looks to this kind of vision, within what a screen can show.
  ///
  /// - Parameter light: Linear red, green and blue, from 0 to 1.
  func seen(_ light: SIMD3<Double>) -> SIMD3<Double> {
    let rows = matrix
    let seen = SIMD3<Double>((rows[0] * light).sum(), (rows[1] * light).sum(), (rows[2] * light).sum())
    return seen.clamped(lowerBound: SIMD3<Double>(repeating: 0), upperBound: SIMD3<Double>(repeating: 1))
  }

  /// How far apart two colours are to this kind of vision, in units of CIEDE2000.
  func distance(_ left: RGB, _ right: RGB) -> Double {
    LabColor(light: seen(left.light)).difference(from: LabColor(light: seen(right.light)))
  }

  private var matrix: [SIMD3<Double>] {
    switch self {
    case .normal: [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
    case .protanopia:
      [
        SIMD3(0.152286, 1.052583, -0.204868), SIMD3(0.114503, 0.786281, 0.099216),
        SIMD3(-0.003882, -0.048116, 1.051998),
      ]
    case .deuteranopia:
      [
        SIMD3(0.367322, 0.860646, -0.227968), SIMD3(0.280085, 0.672501, 0.047413),
        SIMD3(-0.011820, 0.042940, 0.968881),
      ]
    case .tritanopia:
      [
        SIMD3(1.255528, -0.076749, -0.178779), SIMD3(-0.078411, 0.930809, 0.147602),
        SIMD3(0.004733, 0.691367, 0.303900),
      ]
    }
  }
}

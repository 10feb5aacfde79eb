package import EnvironmentModel

/// Decides from readings whether anything new may start; begins and ends at different marks, so that it does not waver.
package struct BackPressure: Hashable, Sendable {
  /// What a reading changes.
  package enum Change: Hashable, Sendable {
    case hold(reason: String)
    case release(reason: String)
  }

  /// The part of its threshold below which a resource is at ease again.
  private static let ease = 0.7

  private let thresholds: PressureThresholds
  /// What was over its threshold and is not at ease yet.
  private var pressing: Set<PressureReading.Resource> = []

  package init(_ thresholds: PressureThresholds) { self.thresholds = thresholds }

  /// Whether nothing new is to start beside what runs.
  package var isHolding: Bool { !pressing.isEmpty }

  /// Takes a reading in; `nil` where it changes nothing.
  package mutating func take(_ reading: PressureReading) -> Change? {
    let wasHolding = isHolding
    for resource in PressureReading.Resource.allCases {
      guard let most = thresholds.percent(of: resource.rawValue), let share = reading.shares[resource] else {
        pressing.remove(resource)
        continue
      }
      if share >= Double(most) { pressing.insert(resource) }
      if share < Double(most) * Self.ease { pressing.remove(resource) }
    }
    if isHolding == wasHolding { return nil }
    return isHolding ? .hold(reason: reason(reading)) : .release(reason: "the pressure on the machine has gone down")
  }

  /// `memory pressure 34 %, at most 20 %; cpu pressure …`.
  private func reason(_ reading: PressureReading) -> String {
    PressureReading.Resource.allCases.filter(pressing.contains).map { resource in
      let share = Int((reading.shares[resource] ?? 0).rounded())
      return
        "\(resource.rawValue) pressure \(share) %, the threshold is \(thresholds.percent(of: resource.rawValue) ?? 0) %"
    }.joined(separator: "; ")
  }
}

/// What an RPM package says of itself.
package struct RPMMetadata: Hashable, Sendable {
  package var name: String
  /// The epoch, which goes before the version; nil when there is none, which counts as zero.
  package var epoch: Int?
  package var version: String
  package var release: String
  /// RPM's name of the processor, as in `x86_64`, or `noarch`.
  package var architecture: String
  /// Whether it holds sources; the architecture is then that of the machine that made it.
  package var isSource: Bool
  /// The capabilities it needs, in the package's order.
  package var requirements: [RPMRequirement]

  package init(
    name: String, epoch: Int? = nil, version: String, release: String, architecture: String, isSource: Bool = false,
    requirements: [RPMRequirement] = []
  ) {
    self.name = name
    self.epoch = epoch
    self.version = version
    self.release = release
    self.architecture = architecture
    self.isSource = isSource
    self.requirements = requirements
  }
}

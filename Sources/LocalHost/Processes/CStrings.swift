import Glibc

/// Strings as C wants them in a vector that ends in a null pointer.
struct CStrings: ~Copyable {
  private let pointers: [UnsafeMutablePointer<CChar>?]

  /// `nil` when a string holds a NUL, at which C would end it.
  init?(_ strings: [String]) {
    if strings.contains(where: { $0.utf8.contains(0) }) { return nil }
    pointers = strings.map { strdup($0) } + [nil]
  }

  deinit {
    for pointer in pointers { free(pointer) }
  }

  /// The vector, valid during the call.
  func withVector<Result>(_ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Result) -> Result {
    pointers.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}

package import Host
package import RunModel

/// Keeps a run's events before anybody sees them.
package protocol EventRecorder: AnyObject {
  /// Writes events down in order; they are the kernel's when it returns.
  func record(_ events: [NumberedEvent]) throws(FileError)
}

/// Sees a run's events after they are recorded, in order, from the run loop alone.
package protocol RunObserver: AnyObject {
  /// Takes a batch that is never empty; the run waits until it returns.
  func observe(_ events: [NumberedEvent])
}

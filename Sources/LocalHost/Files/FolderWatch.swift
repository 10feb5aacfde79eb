import CProcess
import Glibc
import Host
import Synchronization

/// Tells when files in some folders are written, made, moved or removed (inotify(7)).
///
/// Folders that are made later within them are watched too.
package final class FolderWatch: Sendable {
  private struct State {
    /// Folders by the number of their watch.
    var folders: [Int32: String] = [:]
  }

  private let descriptor: Int32
  private let reader: EventReader
  private let isWanted: @Sendable (String) -> Bool
  private let onChange: @Sendable ([String]) -> Void
  private let state = Mutex(State())

  /// Watches folders and not what lies below them.
  ///
  /// - Parameters:
  ///   - isWanted: Whether a folder that is new is to be watched too.
  ///   - onChange: Called with the paths of what has changed, from the thread that reads events.
  package init(
    _ folders: [String], reader: EventReader, isWanted: @escaping @Sendable (String) -> Bool,
    onChange: @escaping @Sendable ([String]) -> Void
  ) throws(SystemError) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    if descriptor < 0 { throw SystemError(code: errno) }
    self.reader = reader
    self.isWanted = isWanted
    self.onChange = onChange
    for folder in folders { add(folder) }
    try reader.watch(descriptor) { [weak self] buffer in self?.read(into: buffer) }
  }

  deinit {
    reader.unwatch(descriptor)
    close(descriptor)
  }

  /// How many folders are watched; fewer than asked for where the kernel allows no more.
  package var folderCount: Int { state.withLock { $0.folders.count } }

  private func add(_ folder: String) {
    let mask = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR
    let watch = inotify_add_watch(descriptor, folder, UInt32(mask))
    // A folder that has gone, or one more than the kernel allows, tells nothing.
    if watch >= 0 { state.withLock { $0.folders[watch] = folder } }
  }

  /// Watches a new folder with all in it, which may have come before the watch did.
  private func addTree(_ folder: String, _ paths: inout [String]) {
    add(folder)
    let files = LocalFiles()
    for name in (try? files.list(folder)) ?? [] {  // it may be gone again
      let path = "\(folder)/\(name)"
      if !files.isDirectory(path) { paths.append(path) } else if isWanted(path) { addTree(path, &paths) }
    }
  }

  private func read(into buffer: UnsafeMutableRawBufferPointer) {
    var paths: [String] = []
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count <= 0 { break }
      var offset = 0
      while offset + MemoryLayout<inotify_event>.size <= count {
        let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        let start = offset + MemoryLayout<inotify_event>.size
        let name = buffer[start..<min(count, start + Int(event.len))].prefix { $0 != 0 }
        take(event, String(decoding: name, as: UTF8.self), &paths)
        offset = start + Int(event.len)
      }
    }
    if !paths.isEmpty { onChange(paths) }
  }

  private func take(_ event: inotify_event, _ name: String, _ paths: inout [String]) {
    if event.mask & UInt32(IN_IGNORED) != 0 { state.withLock { $0.folders[event.wd] = nil } }
    // What was lost may be anything.
    if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { paths += state.withLock { Array($0.folders.values) } }
    guard !name.isEmpty, let folder = state.withLock({ $0.folders[event.wd] }) else { return }
    let path = "\(folder)/\(name)"
    guard event.mask & UInt32(IN_ISDIR) != 0 else {
      // What is made is told again when it has been written.
      if event.mask & UInt32(IN_CREATE) == 0 { paths.append(path) }
      return
    }
    if event.mask & UInt32(IN_CREATE | IN_MOVED_TO) != 0, isWanted(path) { addTree(path, &paths) }
  }
}

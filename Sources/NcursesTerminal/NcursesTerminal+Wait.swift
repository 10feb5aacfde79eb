import Glibc
package import Screen

// Waiting for keys, signals, wakes and time, all in one place.
extension NcursesTerminal {
  package func wait(timeout: Duration?) -> [TerminalEvent] {
    let end = timeout.map { Duration.monotonicNow + $0 }
    var isFirst = true
    while device != nil {
      let now = Duration.monotonicNow
      collectDue(at: now)
      if !queued.isEmpty { break }
      if let end, now >= end, !isFirst { break }
      isFirst = false
      let next = [end, resizes.dueTime, pendingTime].compactMap { $0 }.min()
      poll(for: next.map { $0 - now })
    }
    defer { queued = [] }
    return queued
  }

  /// Looks what signals came; they are acted on in the next wait.
  func takeSignals() {
    for signal in signals?.take() ?? [] {
      switch signal {
      case SIGWINCH: resizes.request()
      case SIGTSTP: jobControl = .stop
      case SIGCONT: jobControl = .resume
      default: queued.append(.signal(signal))
      }
    }
  }

  /// When the bytes that the decoder keeps are to be taken as they are.
  private var pendingTime: Duration? { decoder.pendingDelay.map { lastInputTime + $0 } }

  private func collectDue(at now: Duration) {
    followJobControl()
    if resizes.take(at: now) { followWindow() }
    if let pendingTime, pendingTime <= now { note(decoder.flush(), at: now) }
  }

  private func followJobControl() {
    switch jobControl {
    case nil: return
    case .resume: resume()
    case .stop:
      stop()
      takeSignals()
    }
    jobControl = nil
  }

  /// Waits for keys, wakes and signals, and takes what came.
  func poll(for duration: Duration?) {
    guard let device, let signals else { return }
    var files = [isGone ? -1 : device.input, wakeCounter.file, signals.file].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    guard Glibc.poll(&files, nfds_t(files.count), duration?.wholeMilliseconds ?? -1) > 0 else { return }
    if files[2].revents != 0 { takeSignals() }
    if files[1].revents != 0, wakeCounter.take() { queued.append(.woken) }
    if files[0].revents != 0 { readInput(device) }
  }

  private func readInput(_ device: TerminalDevice) {
    switch device.read() {
    case .bytes(let bytes):
      if let loan {
        loan.typed += bytes
        return
      }
      lastInputTime = .monotonicNow
      note(decoder.decode(bytes), at: lastInputTime)
    case .closed:
      isGone = true
      queued.append(.closed)
    case .nothing: return
    }
  }

  private func note(_ inputs: [Input], at time: Duration) {
    for input in inputs {
      switch input {
      case .key(let key): queued.append(.key(key))
      case .press(let point): queued.append(.mouse(MouseEvent(presses.action(at: point, time: time), at: point)))
      case .wheelUp(let point): queued.append(.mouse(MouseEvent(.wheelUp, at: point)))
      case .wheelDown(let point): queued.append(.mouse(MouseEvent(.wheelDown, at: point)))
      case .modeReport(let mode, let setting): noteMode(mode, setting: setting)
      case .cursorReport(let point): noteCursor(point)
      case .background(let brightness): queued.append(.background(brightness: brightness))
      }
    }
  }
}

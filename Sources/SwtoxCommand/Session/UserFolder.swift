import Dashboard
import Host
import SourceText

/// The folder of the user's own settings of the dashboard: `tui.conf`, `keys.conf` and `themes/`.
struct UserFolder {
  let host: Host

  /// `SWTOX_CONFIG_DIR`, else `swtox` in the folder that the XDG base directory specification names.
  var path: String {
    if let path = host.variables["SWTOX_CONFIG_DIR"], !path.isEmpty { return path }
    let home = host.variables["HOME"] ?? "/"
    let folder = host.variables["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(home)/.config"
    return "\(folder)/swtox"
  }

  /// The settings of `tui.conf`, and what is wrong with it.
  func settings() -> (settings: DashboardSettings, diagnostics: [Diagnostic]) {
    guard let file = file("tui.conf") else { return (DashboardSettings(), []) }
    return DashboardSettings.read(file)
  }

  /// The keys as `keys.conf` has them, and what is wrong with it.
  func keymap() -> (keymap: Keymap, diagnostics: [Diagnostic]) {
    guard let file = file("keys.conf") else { return (Keymap(), []) }
    return KeymapReader.read(file)
  }

  private func file(_ name: String) -> SourceFile? {
    // Most users have none.
    (try? host.files.read("\(path)/\(name)")).map { SourceFile(path: "\(path)/\(name)", bytes: $0) }
  }
}

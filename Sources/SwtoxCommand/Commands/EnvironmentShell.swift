import EnvironmentModel
import Host

/// A shell of a user that stays inside an environment, whatever the user's own files of start-up say of PATH.
struct EnvironmentShell {
  /// The absolute path of the shell.
  let path: String
  let name: EnvironmentName
  /// An absolute folder for what the shell reads when it starts.
  let folder: String

  private var program: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The shell entering an environment: its own files of start-up count, and after them the PATH of the environment, which
  /// its prompt names where the shell has one to put a name before.
  ///
  /// Writes a file or two into the folder. A shell that nothing is known of starts as it is.
  func entering(_ request: ProcessRequest, _ files: any FileHost) throws(FileError) -> ProcessRequest {
    var request = request
    let quotedPath = CommandLine.quoted(request.environment["PATH"] ?? "/usr/bin:/bin")
    switch program {
    case "bash":
      let own = "[ -r ~/.bashrc ] && . ~/.bashrc\n"
      try write(own + "export PATH=\(quotedPath)\nPS1=\(prompt)\"${PS1-}\"\n", "bashrc", files)
      request.arguments = [path, "--rcfile", "\(folder)/bashrc"]
    case "zsh":
      // Files of start-up find their neighbours by ZDOTDIR, which the first of them may set.
      let own = request.environment["ZDOTDIR"].map(CommandLine.quoted) ?? "$HOME"
      try write(
        """
        ZDOTDIR=\(own)
        [ -r "$ZDOTDIR/.zshenv" ] && . "$ZDOTDIR/.zshenv"
        SWTOX_ZDOTDIR=$ZDOTDIR
        ZDOTDIR=\(CommandLine.quoted(folder))

        """, ".zshenv", files)
      try write(
        """
        ZDOTDIR=$SWTOX_ZDOTDIR
        unset SWTOX_ZDOTDIR
        [ -r "$ZDOTDIR/.zshrc" ] && . "$ZDOTDIR/.zshrc"
        export PATH=\(quotedPath)
        PROMPT=\(prompt)"${PROMPT-}"

        """, ".zshrc", files)
      request.environment["ZDOTDIR"] = folder
    case "fish":
      request.arguments = [path, "--init-command", "set -gx PATH (string split : -- \(quotedPath))"]
    case "sh", "dash", "ksh":
      // The shell expands what the variable holds.
      let own = request.environment["ENV"].map { "ENV=\"\($0)\"\n[ -r \"$ENV\" ] && . \"$ENV\"\n" } ?? ""
      try write(own + "export PATH=\(quotedPath)\nPS1=\(prompt)\"${PS1-}\"\n", "shrc", files)
      request.environment["ENV"] = "\(folder)/shrc"
    default: break
    }
    return request
  }

  private var prompt: String { CommandLine.quoted("(\(name)) ") }

  private func write(_ text: String, _ file: String, _ files: any FileHost) throws(FileError) {
    try files.createDirectory(folder)
    try files.write(Array(text.utf8), to: "\(folder)/\(file)")
  }
}

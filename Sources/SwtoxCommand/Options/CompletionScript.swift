import ArgumentParser

/// What shells read to complete command lines: the argument parser's scripts, which do not know of commands left out.
enum CompletionScript {
  /// The script for a shell.
  ///
  /// In bash, options without a command are completed as those of `run`.
  static func text(for shell: CompletionShell) -> String {
    let script = SwtoxTUI.completionScript(for: shell)
    return shell == .bash ? withImpliedCommand(script) : script
  }

  /// The shell that a command line asks a script for; `nil` when it asks for none, or leaves open for which.
  static func shell(in words: [String]) -> CompletionShell? {
    let option = "--generate-completion-script"
    guard let place = words.firstIndex(where: { $0 == option || $0.hasPrefix("\(option)=") }) else { return nil }
    if words[place] != option { return CompletionShell(rawValue: String(words[place].dropFirst(option.count + 1))) }
    return place + 1 < words.count ? CompletionShell(rawValue: words[place + 1]) : nil
  }

  private static func withImpliedCommand(_ script: String) -> String {
    let anchor = "    __swtox-tui_offer_flags_options 0\n\n    # Offer subcommand / subcommand argument completions\n"
    let commands = CommandWords.commands.sorted()
    let addition = """
          # Options without a command are those of run.
          local is_run=false
          local word
          [[ "${COMP_WORDS[1]}" = -* ]] && is_run=true
          for word in "${COMP_WORDS[@]:1:$((COMP_CWORD - 1))}"; do
              case "${word}" in
              \(commands.joined(separator: "|")))
                  is_run=false
                  ;;
              esac
          done
          if "${is_run}"; then
              _swtox-tui_run
              # Names of environments stand behind a command alone.
              if [[ "${positional_number}" -ne 0 && "${cur}" != -* ]]; then
                  COMPREPLY=($(compgen -W '\(commands.joined(separator: " "))' -- "${cur}"))
              fi
              return
          fi

      """
    // A script of another form is as good as it was.
    return script.replacing(anchor, with: addition + anchor, maxReplacements: 1)
  }
}

import Glibc
import NcursesTerminal
import Screen
import SwtoxCommand

let code = await SwtoxProgram.withOwnThreads {
  await SwtoxProgram.main(Array(CommandLine.arguments.dropFirst())) {
    variables throws(SwtoxProgram.TerminalFailure) in
    do throws(TerminalError) {
      return try NcursesTerminal.open(variables: variables)
    } catch {
      throw SwtoxProgram.TerminalFailure(
        message: "swtox-tui: \(error.message); \(error.help)", showsLines: error.showsLines)
    }
  }
}
exit(code)

import EnvironmentModel
import ProjectConfiguration

/// `run` and its relatives: environments made and their commands run.
struct ToxRun {
  let face: ToxFace
  let session: ProjectSession
  let environments: ToxEnvironments

  func run() async throws(ToxError) -> Int32 {
    throw ToxError("this face does not run environments yet; use 'swtox-tui --headless'")
  }
}

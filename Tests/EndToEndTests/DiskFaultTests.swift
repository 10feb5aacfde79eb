import Glibc
import Host
import Testing

/// What becomes of runs whose disk is full, may not be written, or goes away.
@Suite struct DiskFaultTests {
  /// Runs a line of bash in a namespace of mounts in which `w` is a small disk of its own.
  private func onSmallDisk(_ place: Workplace, _ line: String, options: String = "size=1m") async throws -> Ending? {
    try place.write(
      "mkdir -p w; mount -t tmpfs -o \(options) none w || { echo no mount; exit 0; }\nswtox=\(Program.path)\n\(line)\n",
      to: "line.sh")
    let ending = try await place.bash(
      "unshare -m bash line.sh 2>&1 || { c=$?; unshare -m true 2>/dev/null && exit $c || unshare -Urm bash line.sh 2>&1; }"
    )
    // Where nobody may mount anything there is nothing to be seen.
    return ending.output.contains("no mount") || ending.output.contains("unshare failed") ? nil : ending
  }

  private func place(_ script: String, _ names: String = "a, b, c") throws -> Workplace {
    let place = try Workplace()
    try place.write(script, to: "command.sh")
    let lines = [
      "[tox]", "no_package = true", "env_list = \(names)", "[envdef:here]", "kind = system", "match = *", "[testenv]",
      "allowlist_externals = *", "commands = sh command.sh {env_name}",
    ]
    try place.write(lines.joined(separator: "\n") + "\n", to: "tox.ini")
    return place
  }

  @Test func `a log that fills the disk fails its step, and the run is written down to its end`() async throws {
    let place = try place("if [ $1 = b ]; then head -c 3000000 /dev/zero | tr '\\0' x | fold -w 99; fi; echo done $1")
    let line = """
      timeout 60 $swtox --headless --jobs 1 --workdir w; echo "code=$?"
      tail -n 1 w/runs/1/journal.jsonl; cat w/runs/1/a.commands.log
      $swtox replay --headless --workdir w --output none --exit-code; echo "again=$?"
      """
    guard let ending = try await onSmallDisk(place, line) else { return }
    let text = ending.output
    #expect(text.contains("✓ a pass"), "\(text)")
    let lost = "output was lost: cannot append to '\(place.project)/w/runs/1/b.commands.log': no space left on device"
    #expect(text.contains(lost), "\(text)")
    #expect(text.contains("code=1") && text.contains("again=1"), "\(text)")
    #expect(text.contains(#""e":"run-finished""#) && text.contains("\ndone a\n"), "\(text)")
  }

  @Test func `a run that cannot be written down says so at once`() async throws {
    let place = try place("echo $1")
    let line = """
      head -c 2000000 /dev/zero > w/full 2>/dev/null
      timeout 60 $swtox --headless --workdir w; echo "code=$?"; ls w
      """
    guard let ending = try await onSmallDisk(place, line) else { return }
    #expect(ending.output.contains("no space left on device"), "\(ending.output)")
    #expect(ending.output.contains("code=70"), "\(ending.output)")
  }

  @Test func `a work directory that may not be written is told`() async throws {
    let place = try place("echo $1")
    let line = "timeout 60 $swtox --headless --workdir w; echo \"code=$?\""
    guard let ending = try await onSmallDisk(place, line, options: "size=1m,ro") else { return }
    #expect(ending.output.contains("cannot write '\(place.project)/w/"), "\(ending.output)")
    #expect(ending.output.contains("read-only file system\ncode=70"), "\(ending.output)")
  }

  @Test func `a work directory that is removed in mid-run fails what was written to it`() async throws {
    let place = try place("if [ $1 = b ]; then rm -rf w; fi; echo done $1")
    let run = try await place.run("--headless", "--jobs", "1", "--workdir", "w")
    #expect(run.code == 70, "\(run.output)")
    #expect(run.output.contains("✓ a pass"), "\(run.output)")
    let log = "output was lost: '\(place.project)/w/runs/1/b.commands.log' was removed while it was written to"
    #expect(run.output.contains("✗ b fail") && run.output.contains(log), "\(run.output)")
    #expect(run.output.contains("cannot append to '\(place.project)/w/runs/1/journal.jsonl': it was removed while"))
    // The run is stopped for its journal: what that comes before is cancelled, what has begun by then fails.
    let ends = ["2 failed in", "1 cancelled, 1 failed in"].map { "3 environments: 1 passed, \($0)" }
    #expect(ends.contains { run.output.contains($0) }, "\(run.output)")
  }
}

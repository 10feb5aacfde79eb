import Dashboard
import Planning
import Screen

/// The doctor's report as a page of the dashboard.
struct DoctorPage {
  let report: DoctorReport

  var lines: [PageLine] {
    [("Environments", report.kinds), ("Packages", report.builders)].flatMap { title, entries in
      entries.isEmpty ? [] : [line((title, .title))] + entries.flatMap(lines)
    }
  }

  private func lines(of entry: DoctorReport.Entry) -> [PageLine] {
    var lines = [
      line(
        ("  \(entry.name.padded(to: 12))", .text), (entry.mark.padded(to: 9), entry.readiness.isReady ? .pass : .fail),
        (entry.readiness.words, .text))
    ]
    if !entry.accepts.isEmpty {
      lines.append(line(("\("".padded(to: 23))installs \(entry.accepts.joined(separator: ", "))", .dim)))
    }
    for program in entry.programs {
      let place = program.path.map { "\((program.version ?? "?").padded(to: 10)) \($0)" }
      lines.append(
        line(
          ("    \(program.name.padded(to: 18)) ", .dim),
          (place ?? "not there; \(program.installation)", place == nil ? .warning : .dim)))
    }
    return lines
  }

  private func line(_ parts: (String, StyleRole)...) -> PageLine { PageLine(parts.map { TextRun($0.0, $0.1) }) }
}

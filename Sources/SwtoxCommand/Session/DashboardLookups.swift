import Dashboard
import EnvironmentModel
import Host
import LocalHost
import RunModel

/// Finds out what the dashboard asks for besides runs, and takes logs and reports out of it.
struct DashboardLookups {
  let session: ProjectSession
  let inbox: DashboardInbox
  let workers: WorkerThreads
  let keeper: HistoryKeeper
  /// The newest run that counts, where only one is looked at.
  var last: RunID?

  /// Works out a page.
  func look(_ subject: PageSubject) {
    let (pages, inbox) = (DashboardPages(session: session, keeper: keeper, last: last), inbox)
    let host = session.host
    _ = Task(executorPreference: workers) {
      guard subject != .doctor else {
        let report = await DoctorReport.make(on: host, folder: nil)
        return inbox.post(.pageRead(subject, DoctorPage(report: report).lines))
      }
      inbox.post(.pageRead(subject, pages.lines(of: subject)))
    }
  }

  /// Works out what the inspection tells.
  func inspect(_ name: EnvironmentName) {
    let (session, inbox) = (session, inbox)
    _ = Task(executorPreference: workers) {
      var detail = EnvironmentInspection(session: session).detail(of: name)
      inbox.post(.environmentDetails(name, detail))
      // How much it has on the disk takes longer to find out.
      detail.byteCount = await DiskUse(host: session.host).byteCounts(of: [detail.location])[detail.location]
      if detail.byteCount == nil { return }
      inbox.post(.environmentDetails(name, detail))
    }
  }

  /// Takes a log or a report out of the dashboard; a pager and an editor keep the calling thread until they end.
  ///
  /// - Parameter onWrite: Told the path of a file before it is written.
  func takeOut(_ effect: DashboardEffect, onWrite: @Sendable (String) -> Void) {
    let takeout = LogTakeout(session: session, folder: session.host.files.resolved(".") ?? "/")
    switch effect {
    case .save(let sections, let path):
      onWrite(takeout.whole(path))
      let inbox = inbox
      _ = Task(executorPreference: workers) { inbox.post(.notice(takeout.save(sections, to: path))) }
    case .page(let sections, let line): tell(takeout.page(sections, line: line))
    case .edit(let owner, let run): tell(takeout.edit(owner, DashboardPages(session: session).run(run)))
    case .export(let run, let format, let path):
      let (session, inbox) = (session, inbox)
      let path = takeout.whole(path ?? ReportExport.name(of: run, format))
      onWrite(path)
      _ = Task(executorPreference: workers) {
        inbox.post(.notice(ReportExport(session: session).write(run, format, path)))
      }
    default: break
    }
  }

  private func tell(_ problem: String?) { if let problem { inbox.post(.notice(problem)) } }
}

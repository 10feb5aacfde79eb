import Host

/// Remembered answers of interpreters, valid while the program and the folder of its pip are unchanged.
struct InterpreterMemory {
  private struct Record {
    var mark: String
    var answer: InterpreterProbe.Answer
  }

  private var records: [String: Record] = [:]

  /// Reads lines of path, mark and answer with tabs between them; lines that make no sense are forgotten.
  init(bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 10, let answer = InterpreterProbe.Answer(fields: Array(fields[2...])) else { continue }
      records[fields[0]] = Record(mark: fields[1], answer: answer)
    }
  }

  var bytes: [UInt8] {
    let lines = records.sorted { $0.key < $1.key }.map { path, record in
      ([path, record.mark] + record.answer.fields).joined(separator: "\t") + "\n"
    }
    return Array(lines.joined().utf8)
  }

  /// The answer if it still holds.
  func answer(for path: String, _ files: any FileHost) -> InterpreterProbe.Answer? {
    guard let record = records[path], record.mark == Self.mark(path, record.answer.folder, files) else { return nil }
    return record.answer
  }

  mutating func remember(_ answer: InterpreterProbe.Answer, of path: String, _ files: any FileHost) {
    records[path] = Record(mark: Self.mark(path, answer.folder, files), answer: answer)
  }

  private static func mark(_ path: String, _ folder: String, _ files: any FileHost) -> String {
    let program = files.status(path)
    let pip = folder.isEmpty ? nil : files.status(folder)
    return "\(program?.byteCount ?? 0).\(program?.modificationNanoseconds ?? 0).\(pip?.modificationNanoseconds ?? 0)"
  }
}

import Host

/// The folder for environments, artefacts and runs.
enum WorkDirectory {
  /// Makes the folder and marks it as one that backups and version control leave alone.
  static func prepare(_ path: String, files: any FileHost) throws(FileError) {
    try files.createDirectory(path)
    let marks = [
      "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# made by swtox; can be removed at any time\n",
      ".gitignore": "*\n",
    ]
    for (name, text) in marks where !files.exists("\(path)/\(name)") {
      try files.write(Array(text.utf8), to: "\(path)/\(name)")
    }
  }
}

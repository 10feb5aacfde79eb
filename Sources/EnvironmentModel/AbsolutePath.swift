/// A path made absolute and freed of `.`, `..` and doubled slashes, without looking at the file system.
package func absolutePath(_ path: String, from folder: String) -> String {
  var parts: [Substring] = []
  for part in (path.hasPrefix("/") ? path : folder + "/" + path).split(separator: "/") {
    switch part {
    case ".": break
    case "..": _ = parts.popLast()
    default: parts.append(part)
    }
  }
  return "/" + parts.joined(separator: "/")
}

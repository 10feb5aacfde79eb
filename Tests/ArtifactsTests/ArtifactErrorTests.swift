import Artifacts
import Testing

@Suite struct ArtifactErrorTests {
  @Test(arguments: [
    (ArtifactError.unreadable(reason: "cannot read 'a': input/output error"), "cannot read 'a': input/output error"),
    (.unrecognizedName("a.exe"), "'a.exe' does not end like the name of an artefact"),
    (.malformedName("a.whl", expected: "b"), "'a.whl' is not a name of the form 'b'"),
    (.damaged(.zip, part: "header of 'a'", offset: 7), "damaged zip archive: header of 'a' at byte 7"),
    (.unsupported(.tar, feature: "sparse files"), "tar archives with sparse files are not supported"),
    (.wrongChecksum(member: "a"), "'a' has not the checksum that the archive gives"),
    (.missingMember("*/PKG-INFO"), "there is no '*/PKG-INFO' in it"),
    (.tooLarge(part: "'a'", byteLimit: 10), "'a' is larger than 10 bytes"),
    (.missingLibrary(fileName: "libzstd.so.1"), "this system has no usable 'libzstd.so.1'"),
    (.tooMuchMemory(.xz), "decompressing xz needs too much memory"), (.corrupt(.gzip), "the gzip data is corrupt"),
    (.truncated(.bzip2), "the bzip2 data ends early"),
    (.malformedJSON(member: "a", .unexpectedByte(offset: 3)), "'a' is no JSON: unexpected byte at 3"),
    (.missingField("Name", member: "PKG-INFO"), "'PKG-INFO' has no proper 'Name'"),
    (.malformedQueryOutput(line: 2), "line 2 of the query's output is not what was asked for"),
  ])
  func `every error has a message for a person`(error: ArtifactError, message: String) {
    #expect(error.message == message)
  }
}

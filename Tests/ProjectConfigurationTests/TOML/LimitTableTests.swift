import EnvironmentModel
import SourceText
import Testing

@testable import ProjectConfiguration

@Suite struct LimitTableTests {
  @Test func `limits are numbers or texts`() throws {
    let file = SourceFile(path: "tox.toml", text: "env_list = ['a']\n[limits]\ntest = 2\nmemory = '1 KB'\n")
    let document = try #require(try ConfigurationReader.read(file))
    let context = ConfigurationContext(variables: ["HOME": "/home/u"])
    let limits = try ProjectBuilder.build(document, path: "/p/tox.toml", context: context).project.limits
    #expect(limits.counts == ["test": 2])
    #expect(limits.memory == 1024)
  }
}
